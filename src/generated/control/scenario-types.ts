// Written by `npm run generate`. Do not edit: change src/control/scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        "a world: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
            /**
             * @description Whether it notes which members no handler read.
             * @default false
             */
            trackReads?: boolean;
        };
        "a world: result": {
            world: string;
        };
        "a snapshot: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
            /**
             * @description Its name.
             * @default before
             */
            snapshot?: string;
        };
        "a snapshot: result": {
            snapshot: string;
        };
        "a frozen clock: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
            /**
             * Format: date-time
             * @description The time that it shows.
             * @default 2024-01-01T00:00:00Z
             */
            now?: string;
        };
        "a fault: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
        };
        "a fault: result": {
            /** @description Its id. */
            fault: string;
        };
        "an exchange: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
            /** @description Name of the provider. Left out, the first one. */
            provider?: string;
            /**
             * @description Whether it is the example that is answered; else it is refused.
             * @default false
             */
            answered?: boolean;
        };
        "an event: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
            /**
             * @description Where it was to go.
             * @default http://127.0.0.1:9/
             */
            url?: string;
        };
        "an event: result": {
            /** @description Its number. */
            event: number;
        };
        "no room for another world: parameters": Record<string, never>;
        "no room for another snapshot: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
        };
        "no room for another fault: parameters": {
            /**
             * @description Name of the world, which is made if it does not exist.
             * @default default
             */
            world?: string;
        };
        "a control token: parameters": {
            /**
             * @description The token.
             * @default fake-control-token
             */
            token?: string;
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
  /** A world as its seed makes it. */
  "a world": {
    given: components["schemas"]["a world: parameters"];
    defaults: "world" | "trackReads";
    result: components["schemas"]["a world: result"];
  };
  /** A snapshot of a world. */
  "a snapshot": {
    given: components["schemas"]["a snapshot: parameters"];
    defaults: "world" | "snapshot";
    result: components["schemas"]["a snapshot: result"];
  };
  /** A world whose clock stands still. */
  "a frozen clock": {
    given: components["schemas"]["a frozen clock: parameters"];
    defaults: "world" | "now";
    result: undefined;
  };
  /** A fault that answers everything by status 500. */
  "a fault": {
    given: components["schemas"]["a fault: parameters"];
    defaults: "world";
    result: components["schemas"]["a fault: result"];
  };
  /** One exchange with a provider. */
  "an exchange": {
    given: components["schemas"]["an exchange: parameters"];
    defaults: "world" | "answered";
    result: undefined;
  };
  /** An event that was not delivered. */
  "an event": {
    given: components["schemas"]["an event: parameters"];
    defaults: "world" | "url";
    result: components["schemas"]["an event: result"];
  };
  /** The maximum number of worlds, all of them in use. */
  "no room for another world": {
    given: components["schemas"]["no room for another world: parameters"];
    defaults: never;
    result: undefined;
  };
  /** The maximum number of snapshots of a world. */
  "no room for another snapshot": {
    given: components["schemas"]["no room for another snapshot: parameters"];
    defaults: "world";
    result: undefined;
  };
  /** The maximum number of faults of a world. */
  "no room for another fault": {
    given: components["schemas"]["no room for another fault: parameters"];
    defaults: "world";
    result: undefined;
  };
  /** Requires a control token from now on. */
  "a control token": {
    given: components["schemas"]["a control token: parameters"];
    defaults: "token";
    result: undefined;
  };
}
