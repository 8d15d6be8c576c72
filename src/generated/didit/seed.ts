// Written by `npm run generate`. Do not edit: change mocks/didit/seed.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What both products of Didit start with. Sessions are not seeded; scenarios make them. */
        Seed: {
            /** @description The applications that may call. Left out: `standin-client` with the secret `standin-secret`, API keys and a workflow. */
            applications?: components["schemas"]["Application"][];
            /** @description People with the Didit app. Default: `alice`, with values of every kind, and `bob`, with one e-mail address. */
            users?: components["schemas"]["User"][];
            options?: components["schemas"]["Options"];
        };
        /** @description A customer's application with its credentials. */
        Application: {
            /** @description Unique. */
            client_id: string;
            /** @description Default `standin-secret`. */
            client_secret?: string;
            /**
             * Format: uuid
             * @description The `sub` of client tokens. Left out, one is drawn.
             */
            id?: string;
            /** @description What people read on the consent page. Left out, the client id. */
            name?: string;
            /** @description Default `standin-org`. */
            organization_id?: string;
            /** @description A disabled application gets no token, and its tokens are refused. Default true. */
            active?: boolean;
            /** @description Whether the application may obtain client tokens. Default true. */
            client_credentials?: boolean;
            /** @description The scope of data transfer sessions that name none. Left out, they are refused. */
            default_scope?: string;
            /**
             * @description The checks of verifications that name none. Default `OCR + FACE`.
             * @enum {string}
             */
            features?: "OCR" | "OCR + NFC" | "OCR + AML" | "OCR + NFC + AML" | "OCR + FACE" | "OCR + NFC + FACE" | "OCR + FACE + AML" | "OCR + NFC + FACE + AML";
            /**
             * Format: uri
             * @description Where webhooks go. Left out, there are none.
             */
            webhook_url?: string;
            /** @description The key of webhook signatures. Default `standin-webhook-secret`. */
            webhook_secret?: string;
            /**
             * @description The shape of webhooks about sessions of workflows. Default `v3`.
             * @enum {string}
             */
            webhook_version?: "v1" | "v2" | "v3";
            /**
             * @description How bodies of webhooks are written - `sorted` (default) as Didit does, `unsorted` or `indented` as after a proxy that formats them anew, so that receivers that verify other bytes than were signed show it.
             * @enum {string}
             */
            webhook_format?: "sorted" | "unsorted" | "indented";
            /** @description Calls per minute. The default is no limit. */
            rate_limit_per_minute?: number;
            /** @description Keys that the application sends as `X-Api-Key`. Left out, it has none. */
            api_keys?: components["schemas"]["ApiKey"][];
            /** @description What sessions of versions 2 and 3 check. Left out, the application has none. */
            workflows?: components["schemas"]["Workflow"][];
            /** @description In dollars. Sessions of versions 2 and 3 are refused if it is lower than the price of one. Default 142.5000; nothing is subtracted from it. */
            balance?: string;
            /** @description Whether the balance is 0, whatever `balance` says. Default false. */
            balance_too_low?: boolean;
            /** @description What the balance says of refilling itself, which it does not do here. Left out, it is off. */
            auto_refill?: {
                /** @description In dollars. */
                amount: string;
                /** @description In dollars. */
                threshold: string;
            };
            /**
             * @description Why the application gets nothing by an API key - it was deleted, or its contract is suspended.
             * @enum {string}
             */
            blocked?: "application_deleted" | "contract_billing_suspended";
        };
        /** @description A key of an application. */
        ApiKey: {
            /** @description Unique. */
            key: string;
            /**
             * @description `sandbox` - nothing is checked, and `sandbox_scenario` says how a session ends. Default `live`.
             * @enum {string}
             */
            mode?: "live" | "sandbox";
            /**
             * Format: date-time
             * @description From when on the key is refused. Left out, never.
             */
            expires_at?: string;
            /** @description Whether the key is refused. Default false. */
            revoked?: boolean;
            /** @description What the key may do. Left out, everything; what is not named is `none`. */
            scopes?: {
                /** @enum {string} */
                sessions?: "none" | "read" | "write";
                /** @enum {string} */
                media?: "none" | "read" | "write";
                /** @enum {string} */
                webhooks?: "none" | "read" | "write";
                /** @enum {string} */
                workflows?: "none" | "read" | "write";
                /** @enum {string} */
                users?: "none" | "read" | "write";
                /** @enum {string} */
                billing?: "none" | "read" | "write";
            };
            /** @description The workflows whose sessions the key finds. Left out, all. */
            workflow_ids?: string[];
        };
        /** @description What the sessions of versions 2 and 3 check. */
        Workflow: {
            /**
             * Format: uuid
             * @description Unique. Sessions name it as `workflow_id`.
             */
            id: string;
            /** @description Default `Standin`. */
            name?: string;
            /** @description The latest published version; unfinished sessions of older ones are not used again. Default 1. */
            version?: number;
            /** @description The checks. Default - document, liveness, face and internet address. */
            features?: ("ID_VERIFICATION" | "NFC" | "LIVENESS" | "FACE_MATCH" | "POA" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS")[];
        };
        /** @description A person with the Didit app, and what it knows of them. What is left out, the person does not have. */
        User: {
            /** @description Unique. Applications never see it. */
            id: string;
            /** @description By which the app acts for this person. Left out, one is drawn. */
            app_token?: string;
            emails?: components["schemas"]["Email"][];
            phones?: components["schemas"]["Phone"][];
            /** Format: uri */
            picture?: string;
            names?: components["schemas"]["Names"];
            is_verified?: boolean;
            is_over_18?: boolean;
            is_over_21?: boolean;
            preferences?: components["schemas"]["Preferences"];
            gender?: components["schemas"]["Verifiable"];
            birthdate?: components["schemas"]["Verifiable"];
            document_detail?: components["schemas"]["Verifiable"];
            address?: components["schemas"]["Verifiable"];
            bank_account?: components["schemas"]["Verifiable"];
            instagram_account?: components["schemas"]["Verifiable"];
            x_account?: components["schemas"]["Verifiable"];
            tiktok_account?: components["schemas"]["Verifiable"];
        };
        Email: {
            /** Format: email */
            email: string;
            is_verified: boolean;
            /** @description The address that is shared unless the person chooses another. */
            is_primary: boolean;
        };
        Phone: {
            /** @description E.164. */
            phone_number: string;
            is_verified: boolean;
            /** @description The number that is shared unless the person chooses another. */
            is_primary: boolean;
        };
        Names: {
            first_name: string;
            family_name: string;
            full_name: string;
            is_verified: boolean;
        };
        Preferences: {
            language: string;
            currency: string;
            time_zone: string;
        };
        /** @description Shared as it stands here; the vendor does not list its members. `birthdate` has `birthdate`, `gender` has `gender`. */
        Verifiable: {
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Behaviour that is otherwise by default. */
        Options: {
            /** @description Whether polling needs the client token besides the session token. Default true; false lets browsers poll. */
            status_needs_client_token?: boolean;
            /**
             * @description Where links in replies lead - `own` (default), to the pages of this mock, or `vendor`, to the real hosts.
             * @enum {string}
             */
            hosted_links?: "own" | "vendor";
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
