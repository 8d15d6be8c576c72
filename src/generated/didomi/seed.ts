// Written by `npm run generate`. Do not edit: change mocks/didomi/seed.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a world of the Consents API starts with. Users and events are not seeded; scenarios make them. */
        Seed: {
            /** @description The organizations, each with its keys. Ids and keys must be unique. Left out: `standin-org` with its key. */
            organizations?: components["schemas"]["Organization"][];
        };
        Organization: {
            /** @description What callers send as `organization_id`. */
            id: string;
            /** @description The private API keys of the organization. */
            keys?: components["schemas"]["ApiKey"][];
            /** @description Whether the Consents API has been activated; true when absent. Without it, calls answer 403. */
            consents_api_enabled?: boolean;
            catalogue?: components["schemas"]["Catalogue"];
            rate_limit?: components["schemas"]["RateLimit"];
        };
        ApiKey: {
            key: string;
            secret: string;
            /** @description A disabled key opens no session; true when absent. */
            enabled?: boolean;
        };
        /** @description Switches the rate limit on. It counts sign-ins only; calls under `/consents` are never limited. */
        RateLimit: {
            /** @description Requests allowed in one window; 100 when absent. */
            requests?: number;
            /** @description Length of a window; 15 when absent. */
            window_seconds?: number;
        };
        /**
         * @description The only purposes, preferences and values that choices may name, retired ones included. Any id passes when there is
         *     no catalogue or it has no purposes.
         */
        Catalogue: {
            purposes?: components["schemas"]["CataloguePurpose"][];
        };
        CataloguePurpose: {
            id: string;
            preferences?: components["schemas"]["CataloguePreference"][];
        };
        CataloguePreference: {
            id: string;
            /** @description Ids of the values that can be chosen. */
            values?: string[];
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
