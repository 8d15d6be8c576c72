// Written by `standin generate`. Do not edit: change seed.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Seed: {
            /** @description Bearer tokens that are accepted. */
            tokens?: string[];
            items?: components["schemas"]["SeedItem"][];
        };
        SeedItem: {
            name: string;
            price: number;
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
