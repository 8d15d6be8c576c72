// Written by `standin generate`. Do not edit: change scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        "an item: parameters": {
            /**
             * @description Its name.
             * @default tea
             */
            name?: string;
            /**
             * @description In cents.
             * @default 450
             */
            price?: number;
        };
        "an item: result": {
            id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** By scenario: the parameters that it may be given, which of them have a default, and its result. */
export interface ScenarioTypes {
  /** An item on sale. */
  "an item": {
    given: components["schemas"]["an item: parameters"];
    defaults: "name" | "price";
    result: components["schemas"]["an item: result"];
  };
}
