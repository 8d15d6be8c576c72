// Written by `npm run generate`. Do not edit: change mocks/avacy/seed.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What the consent archive's API starts with. */
        Seed: {
            /** @description Customers' spaces. Left out: the tenant `standin` with webspace 1 and the token `1|standin-token`. */
            tenants?: components["schemas"]["Tenant"][];
            options?: components["schemas"]["Options"];
        };
        /** @description One customer's space, called a team in later pages of the vendor. */
        Tenant: {
            /** @description The first segment of the paths, such as `standin`. Unique. */
            name: string;
            webspaces?: components["schemas"]["Webspace"][];
            tokens?: components["schemas"]["Token"][];
        };
        /** @description One web site of a tenant, called a domains group in v1. */
        Webspace: {
            /** @description The number in the paths. Unique within the tenant. */
            id: number;
            /**
             * Format: uuid
             * @description Second half of the plugin's account token. Left out, one is drawn.
             */
            key?: string;
            /**
             * @description What the account check tells of the cookie banner. Default v3.
             * @enum {string}
             */
            banner_config_version?: "v2" | "v3";
            /** @description Where the account check says the banner is loaded from; it says nothing by default. */
            cdn_url?: string;
        };
        /** @description An API token. It opens every webspace of its tenant. */
        Token: {
            /** @description Such as `1|standin-token`; the part after the bar works alone. Unique among all tenants. */
            token: string;
            /**
             * Format: date-time
             * @description From then on the token is refused. Left out, it never expires.
             */
            expires_at?: string;
            /** @description A revoked token is refused. Default false. */
            revoked?: boolean;
        };
        /** @description Behaviour that is off or otherwise by default. */
        Options: {
            /** @description Calls per minute and tenant. The default is no limit. */
            rate_limit_per_minute?: number;
            /**
             * @description How the account checks say no: `flat` (default) has the code in `error`, `nested` in `message.error`, the only shape that plugins up to 1.2.6 read.
             * @enum {string}
             */
            validate_error_shape?: "flat" | "nested";
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
