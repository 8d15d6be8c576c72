// Written by `npm run generate`. Do not edit: change mocks/avacy/scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One record, the same for every generation of the API. */
        ArchiveEntry: {
            id: number;
            recordedAt: string;
            /** @enum {string} */
            generation: "v1" | "v2" | "v4";
            /** @enum {string} */
            register: "banner" | "forms";
            webspaceId: number;
            /** @description The value that identifies the person: an address, a user id. */
            identifier: unknown;
            fields: {
                label: string;
                value: unknown;
            }[];
            preferences: {
                name: string;
                accepted: boolean;
            }[];
            /** @description The decision in one word, in v4. */
            optin: components["schemas"]["Optin"] | null;
            legalNotices: string[];
            ipAddress: string;
            /** @description The form the person saw: HTML, its template, or pieces of evidence. Show it as text. */
            proof: unknown;
        };
        /**
         * @description What the person decided.
         * @enum {string}
         */
        Optin: "accepted" | "rejected" | "partial";
        Webspace: {
            tenant: string;
            id: number;
            key: string;
            /** @enum {string} */
            bannerConfigVersion: "v2" | "v3";
            cdnUrl?: string;
        };
        "a webspace: parameters": {
            /**
             * @description Name of the tenant.
             * @default standin
             */
            tenant?: string;
            /** @description The number in the paths. Left out, that of the webspace with the key, or the next one. */
            id?: number;
            /** @description Second half of the plugin's account token. Left out, one is drawn. */
            key?: string;
            /**
             * @description What the account check tells of the cookie banner. Default v3.
             * @enum {string}
             */
            banner_config_version?: "v2" | "v3";
            /** @description Where the account check says the banner is loaded from; it says nothing by default. */
            cdn_url?: string;
        };
        "a webspace: result": components["schemas"]["Webspace"];
        "an API token: parameters": {
            /**
             * @description Name of the tenant.
             * @default standin
             */
            tenant?: string;
            /** @description Such as `7|my-token`. Left out, one is drawn. */
            token?: string;
            /**
             * Format: date-time
             * @description From then on the token is refused. Left out, it never expires.
             */
            expires_at?: string;
            /**
             * @description Whether the token is refused.
             * @default false
             */
            revoked?: boolean;
        };
        "an API token: result": {
            token: string;
        };
        "consents in the archive: parameters": {
            /**
             * @description Name of the tenant.
             * @default standin
             */
            tenant?: string;
            /**
             * @description Its id.
             * @default 1
             */
            webspace?: number;
            /**
             * @description How many.
             * @default 1
             */
            count?: number;
        };
        /** @description Their ids. */
        "consents in the archive: result": number[];
        "a rate limit: parameters": {
            /**
             * @description Calls per minute.
             * @default 60
             */
            per_minute?: number;
        };
        "account checks in another shape: parameters": {
            /**
             * @description `flat` has the code in `error`, `nested` in `message.error`.
             * @default nested
             * @enum {string}
             */
            shape?: "flat" | "nested";
        };
        "read the archive: parameters": {
            /**
             * @description Name of the tenant.
             * @default standin
             */
            tenant?: string;
            /**
             * @description Left out, both.
             * @enum {string}
             */
            register?: "banner" | "forms";
            /** @description Most rows. Left out, all. */
            limit?: number;
            /** @description The `next` of the page before. */
            after?: string;
        };
        "read the archive: result": {
            rows: components["schemas"]["ArchiveEntry"][];
            next: string | null;
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
  /** Finds a webspace by its id or key and changes it, or makes one. */
  "a webspace": {
    given: components["schemas"]["a webspace: parameters"];
    defaults: "tenant";
    result: components["schemas"]["a webspace: result"];
  };
  /** Makes an API token of a tenant, or changes the one that is there already. */
  "an API token": {
    given: components["schemas"]["an API token: parameters"];
    defaults: "tenant" | "revoked";
    result: components["schemas"]["an API token: result"];
  };
  /** Records consents from one web form. */
  "consents in the archive": {
    given: components["schemas"]["consents in the archive: parameters"];
    defaults: "tenant" | "webspace" | "count";
    result: components["schemas"]["consents in the archive: result"];
  };
  /** Limits the calls of each tenant. */
  "a rate limit": {
    given: components["schemas"]["a rate limit: parameters"];
    defaults: "per_minute";
    result: undefined;
  };
  /** Changes how the account checks say no. */
  "account checks in another shape": {
    given: components["schemas"]["account checks in another shape: parameters"];
    defaults: "shape";
    result: undefined;
  };
  /** Changes nothing. Gives a page of a tenant's archive, newest first. */
  "read the archive": {
    given: components["schemas"]["read the archive: parameters"];
    defaults: "tenant";
    result: components["schemas"]["read the archive: result"];
  };
}
