// Written by `npm run generate`. Do not edit: change mocks/didomi/scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description True is given, false is refused, null is not answered. Sending null keeps an earlier answer. */
        Answer: boolean | null;
        ChannelInput: {
            id: string;
            enabled?: components["schemas"]["Answer"];
            metadata?: components["schemas"]["Metadata"];
        };
        ConsentEvent: {
            id: string;
            organization_id: string;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            status: components["schemas"]["EventStatus"];
            regulation: string;
            metadata: components["schemas"]["Metadata"];
            user: components["schemas"]["EventUser"];
            consents: components["schemas"]["EventConsents"];
            proofs_id: components["schemas"]["ProofIds"];
            delegate?: components["schemas"]["Delegate"];
        };
        ConsentToken: {
            organization_id: string;
            /** @description Always a string, also when a number was sent. */
            organization_user_id: string;
            /** @description Seconds until the token expires. */
            lifetime: number;
            /** @description `{}` when none was sent. */
            metadata: components["schemas"]["Metadata"];
            event?: components["schemas"]["TokenEvent"];
            delegate?: components["schemas"]["Delegate"];
            permissions?: components["schemas"]["Permissions"];
            validations?: components["schemas"]["ValidationMethods"];
            validation?: components["schemas"]["ValidationMethods"];
            /** @description The consent token. */
            id_token: components["schemas"]["Jwt"];
        };
        ConsentUser: {
            /** @description Didomi's id of the user, usually a UUID. */
            id: string;
            organization_id: string;
            /** @description The organization's own id of the user. Null when none was ever given. */
            organization_user_id: string | null;
            /** @description Kind of the organization's id. Null when unknown. */
            organization_user_id_type: string | null;
            /** @description Grows with every change. */
            version: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            metadata: components["schemas"]["Metadata"];
            country: components["schemas"]["Country"];
            last_seen_country: components["schemas"]["Country"];
            /** @description The regulation whose choices are shown. Not documented by the vendor. */
            regulation: string;
            consents: components["schemas"]["UserConsents"];
        };
        /** @description A partial update. What is not named stays as it is. */
        ConsentsInput: {
            purposes?: components["schemas"]["PurposeInput"][];
            channels?: components["schemas"]["ChannelInput"][];
            vendors?: components["schemas"]["VendorsInput"];
            /** @description TCF string. */
            tcfcs?: string | null;
        };
        /** @description Country code. Null when unknown. */
        Country: string | null;
        /** @description Who made the choices on the user's behalf. */
        Delegate: {
            id: string;
            name?: string;
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description Who makes the choices on the user's behalf. */
        DelegateInput: {
            id: string;
            name?: string;
            metadata?: components["schemas"]["Metadata"];
        };
        EventChannel: {
            id: string;
            enabled?: components["schemas"]["Answer"];
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description The choices of this event alone. Purposes and channels hold only what was sent. */
        EventConsents: {
            channels: components["schemas"]["EventChannel"][];
            /** @description TCF string, as it was sent or generated. Absent otherwise. */
            tcfcs?: string;
            vendors: components["schemas"]["Vendors"];
            purposes: components["schemas"]["EventPurpose"][];
        };
        EventPurpose: {
            id: string;
            enabled?: components["schemas"]["Answer"];
            enabled_li?: components["schemas"]["LegitimateInterestAnswer"];
            metadata?: components["schemas"]["Metadata"];
            /** @description Chosen values by preference id. An empty string took the preference back. */
            values?: {
                [key: string]: {
                    /** @description Value ids, separated by commas. */
                    value: string;
                };
            };
            channels?: components["schemas"]["LegacyChoices"];
            preferences?: components["schemas"]["LegacyChoices"];
        };
        /**
         * @description A pending event is stored but does not count until it is confirmed.
         * @enum {string}
         */
        EventStatus: "confirmed" | "pending_approval";
        EventUser: {
            /** @description Didomi's id of the user. */
            id: string;
            /** @description The organization's own id of the user. Null when none was ever given. */
            organization_user_id: string | null;
            metadata: components["schemas"]["Metadata"];
            /** @description Country code, as it was sent. Absent otherwise. */
            country?: string;
            /** @description Country code, as it was sent. Absent otherwise, also where the user was last seen in `country`. */
            last_seen_country?: string;
        };
        EventUserInput: {
            /** @description Didomi's id of the user. */
            id?: string;
            organization_user_id?: components["schemas"]["OrganizationUserIdInput"];
            metadata?: components["schemas"]["Metadata"];
            country?: components["schemas"]["Country"];
            last_seen_country?: components["schemas"]["Country"];
        };
        /** @description A JSON Web Token. Its content is not documented by the vendor; treat it as opaque. */
        Jwt: string;
        /**
         * @deprecated
         * @description An older shape, stored and returned as it is.
         */
        LegacyChoices: {
            [key: string]: unknown;
        }[];
        /** @description False is an objection to legitimate interest, null is not answered. Sending null keeps an earlier answer. */
        LegitimateInterestAnswer: boolean | null;
        /** @description Anything the organization wants to keep. New keys are merged into stored ones, at the first level. */
        Metadata: {
            [key: string]: unknown;
        };
        /**
         * @description The organization's own unique id of the end user: a database id, an email address. A number becomes its string,
         *     wherever it is sent, so that 42 and "42" are one user; that numbers are accepted is not documented by the vendor.
         */
        OrganizationUserIdInput: string | number;
        /**
         * @description What the token may do: `read`, `write`. Everything when absent; `write` includes reading. Only `write` is
         *     known from real clients, the rest is not documented by the vendor.
         */
        Permissions: string[];
        PreferenceValue: {
            /** @description Value ids, separated by commas. */
            value: string;
        };
        Proof: {
            /** @description 64 hexadecimal characters and the file's extension. */
            id: string;
            /** @description Bytes of the decoded file. */
            size: number;
            file: components["schemas"]["ProofFile"];
        };
        /**
         * @description A base64 data URI of a PDF, PNG, JPG, GIF, DOCX, DOC or MSG file, at most 15 MiB (15728640 characters). The media
         *     type may have parameters, such as the name of the file.
         */
        ProofFile: string;
        /** @description Files to store with the event. They come back as ids in `proofs_id`, after those that were sent. */
        ProofFiles: components["schemas"]["ProofFile"][];
        /** @description Ids of stored proofs. */
        ProofIds: string[];
        PurposeInput: {
            /** @description In an organization with a catalogue of purposes it must be one of them, else 400. */
            id: string;
            enabled?: components["schemas"]["Answer"];
            enabled_li?: components["schemas"]["LegitimateInterestAnswer"];
            metadata?: components["schemas"]["Metadata"];
            /** @description Chosen values by preference id. Each string replaces the stored one; an empty one removes it. */
            values?: {
                [key: string]: {
                    /** @description Value ids, separated by commas. */
                    value: string;
                };
            };
            channels?: components["schemas"]["LegacyChoices"];
            preferences?: components["schemas"]["LegacyChoices"];
        };
        SeedApiKey: {
            key: string;
            secret: string;
            /** @description A disabled key opens no session; true when absent. */
            enabled?: boolean;
        };
        /**
         * @description The only purposes, preferences and values that choices may name, retired ones included. Any id passes when there is
         *     no catalogue or it has no purposes.
         */
        SeedCatalogue: {
            purposes?: components["schemas"]["SeedCataloguePurpose"][];
        };
        SeedCataloguePreference: {
            id: string;
            /** @description Ids of the values that can be chosen. */
            values?: string[];
        };
        SeedCataloguePurpose: {
            id: string;
            preferences?: components["schemas"]["SeedCataloguePreference"][];
        };
        SeedOrganization: {
            /** @description What callers send as `organization_id`. */
            id: string;
            /** @description The private API keys of the organization. */
            keys?: components["schemas"]["SeedApiKey"][];
            /** @description Whether the Consents API has been activated; true when absent. Without it, calls answer 403. */
            consents_api_enabled?: boolean;
            catalogue?: components["schemas"]["SeedCatalogue"];
            rate_limit?: components["schemas"]["SeedRateLimit"];
        };
        /** @description Switches the rate limit on. It counts sign-ins only; calls under `/consents` are never limited. */
        SeedRateLimit: {
            /** @description Requests allowed in one window; 100 when absent. */
            requests?: number;
            /** @description Length of a window; 15 when absent. */
            window_seconds?: number;
        };
        /**
         * Format: date-time
         * @description UTC with milliseconds.
         */
        Timestamp: string;
        TokenEvent: {
            metadata?: components["schemas"]["Metadata"];
            user?: {
                metadata?: components["schemas"]["Metadata"];
            };
        };
        /** @description Copied into every event that is made with the token. */
        TokenEventInput: {
            /** @description Added to the event's metadata; wins over what the event's body says. */
            metadata?: components["schemas"]["Metadata"];
            user?: {
                /** @description Added to the metadata of the event's user. */
                metadata?: components["schemas"]["Metadata"];
            };
        };
        UserChannel: {
            id: string;
            enabled: components["schemas"]["Answer"];
            metadata: components["schemas"]["Metadata"];
        };
        /** @description All confirmed choices of the user under one regulation, merged. */
        UserConsents: {
            channels: components["schemas"]["UserChannel"][];
            /** @description TCF string. Null when there is none. */
            tcfcs: string | null;
            vendors: components["schemas"]["Vendors"];
            purposes: components["schemas"]["UserPurpose"][];
        };
        UserPurpose: {
            id: string;
            enabled: components["schemas"]["Answer"];
            enabled_li: components["schemas"]["LegitimateInterestAnswer"];
            metadata: components["schemas"]["Metadata"];
            /** @description Chosen values by preference id. A preference without a chosen value has no key. */
            values: {
                [key: string]: components["schemas"]["PreferenceValue"];
            };
            channels?: components["schemas"]["LegacyChoices"];
            preferences?: components["schemas"]["LegacyChoices"];
        };
        /** @description As sent, under the name that was sent. */
        ValidationMethods: {
            [key: string]: {
                enabled?: boolean;
                approval?: boolean;
            };
        };
        /**
         * @description How choices made with the token are validated, by method. An enabled method makes events wait as
         *     `pending_approval`. Both names, `validations` and `validation`, are accepted.
         */
        ValidationMethodsInput: {
            [key: string]: {
                enabled?: boolean;
                approval?: boolean;
            };
        };
        VendorIds: string[];
        Vendors: {
            enabled: components["schemas"]["VendorIds"];
            disabled: components["schemas"]["VendorIds"];
            enabled_li: components["schemas"]["VendorIds"];
            disabled_li: components["schemas"]["VendorIds"];
        };
        /** @description A vendor that is enabled leaves the disabled list, and the reverse; likewise for legitimate interest. */
        VendorsInput: {
            enabled?: components["schemas"]["VendorIds"];
            disabled?: components["schemas"]["VendorIds"];
            enabled_li?: components["schemas"]["VendorIds"];
            disabled_li?: components["schemas"]["VendorIds"];
        };
        "an organization: parameters": {
            /**
             * @description What callers send as `organization_id`.
             * @default standin-org
             */
            id?: string;
            /** @description The private API keys of the organization. */
            keys?: components["schemas"]["SeedApiKey"][];
            /** @description Whether the Consents API has been activated; true when absent. Without it, calls answer 403. */
            consents_api_enabled?: boolean;
            catalogue?: components["schemas"]["SeedCatalogue"];
            rate_limit?: components["schemas"]["SeedRateLimit"];
        };
        "an organization: result": components["schemas"]["SeedOrganization"];
        "a session: parameters": {
            /**
             * @description Id of the organization.
             * @default standin-org
             */
            organization_id?: string;
            /**
             * @description The private API key.
             * @default standin-key
             */
            key?: string;
        };
        "a session: result": {
            access_token: string;
        };
        "a consent token: parameters": {
            /** @default standin-org */
            organization_id?: string;
            /** @default user@domain.com */
            organization_user_id?: components["schemas"]["OrganizationUserIdInput"];
            /** @description Seconds until the token expires; 900 when absent. */
            lifetime?: number;
            /** @description Kept inside the token only, never on users or events. */
            metadata?: components["schemas"]["Metadata"];
            event?: components["schemas"]["TokenEventInput"];
            delegate?: components["schemas"]["DelegateInput"];
            permissions?: components["schemas"]["Permissions"];
            validations?: components["schemas"]["ValidationMethodsInput"];
            validation?: components["schemas"]["ValidationMethodsInput"];
        };
        "a consent token: result": components["schemas"]["ConsentToken"];
        "a user without choices: parameters": {
            organization_id?: string;
            /** @description Didomi's id of the user, for example a mobile advertising id. A random UUID when absent. */
            id?: string;
            /** @default user@domain.com */
            organization_user_id?: components["schemas"]["OrganizationUserIdInput"];
            metadata?: components["schemas"]["Metadata"];
            country?: components["schemas"]["Country"];
            last_seen_country?: components["schemas"]["Country"];
            /** @description Number to start counting from; 1 when absent. Not documented by the vendor. */
            version?: number;
            /**
             * @deprecated
             * @description Use `createEvent`, which keeps the history.
             */
            consents?: components["schemas"]["ConsentsInput"];
        };
        "a user without choices: result": components["schemas"]["ConsentUser"];
        "a user with choices: parameters": {
            organization_id?: string;
            /** @description A new id of your own. A random UUID when absent. */
            id?: string;
            /** @description Now when absent. An event dated in the past does not win over newer choices. */
            created_at?: string;
            /**
             * @description `confirmed` when absent.
             * @enum {string}
             */
            status?: "confirmed" | "pending_approval";
            /** @description The regulation under which the choices were made; `gdpr` when absent. */
            regulation?: string;
            metadata?: components["schemas"]["Metadata"];
            /**
             * @default {
             *       "organization_user_id": "user@domain.com"
             *     }
             */
            user?: components["schemas"]["EventUserInput"];
            /**
             * @default {
             *       "purposes": [
             *         {
             *           "id": "newsletter",
             *           "enabled": true,
             *           "values": {
             *             "topics": {
             *               "value": "sport,culture"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            consents?: components["schemas"]["ConsentsInput"];
            proofs?: components["schemas"]["ProofFiles"];
            proofs_id?: components["schemas"]["ProofIds"];
            delegate?: components["schemas"]["DelegateInput"];
        };
        "a user with choices: result": components["schemas"]["ConsentEvent"];
        "a choice that waits for approval: parameters": {
            organization_id?: string;
            /** @description A new id of your own. A random UUID when absent. */
            id?: string;
            /** @description Now when absent. An event dated in the past does not win over newer choices. */
            created_at?: string;
            /**
             * @description `confirmed` when absent.
             * @default pending_approval
             * @enum {string}
             */
            status?: "confirmed" | "pending_approval";
            /** @description The regulation under which the choices were made; `gdpr` when absent. */
            regulation?: string;
            metadata?: components["schemas"]["Metadata"];
            /**
             * @default {
             *       "organization_user_id": "user@domain.com"
             *     }
             */
            user?: components["schemas"]["EventUserInput"];
            /**
             * @default {
             *       "purposes": [
             *         {
             *           "id": "newsletter",
             *           "enabled": true,
             *           "values": {
             *             "topics": {
             *               "value": "sport,culture"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            consents?: components["schemas"]["ConsentsInput"];
            proofs?: components["schemas"]["ProofFiles"];
            proofs_id?: components["schemas"]["ProofIds"];
            delegate?: components["schemas"]["DelegateInput"];
        };
        "a choice that waits for approval: result": components["schemas"]["ConsentEvent"];
        "many users: parameters": {
            /**
             * @description How many.
             * @default 151
             */
            count?: number;
            /** @description Id of the organization. Left out, `standin-org`. */
            organization_id?: string;
            /** @description The regulation under which they chose. Left out, `gdpr`. */
            regulation?: string;
        };
        /** @description How many. */
        "many users: result": number;
        "a proof: parameters": {
            /** @description Id of the organization. Left out, `standin-org`. */
            organization_id?: string;
            /**
             * @description A base64 data URI of a PDF, PNG, JPG, GIF, DOCX, DOC or MSG file, at most 15 MiB (15728640 characters). The media
             *     type may have parameters, such as the name of the file.
             * @default data:image/png;base64,iVBORw0KGgo=
             */
            file?: string;
            /** @description The file under another name. */
            proof?: string;
        };
        "a proof: result": components["schemas"]["Proof"];
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
  /** An organization with its keys, made or replaced. */
  "an organization": {
    given: components["schemas"]["an organization: parameters"];
    defaults: "id";
    result: components["schemas"]["an organization: result"];
  };
  /** An organization that has signed in. */
  "a session": {
    given: components["schemas"]["a session: parameters"];
    defaults: "organization_id" | "key";
    result: components["schemas"]["a session: result"];
  };
  /** A token for an end user. The parameters are the body of `createToken`. */
  "a consent token": {
    given: components["schemas"]["a consent token: parameters"];
    defaults: "organization_id" | "organization_user_id";
    result: components["schemas"]["a consent token: result"];
  };
  /** A user without answers. The parameters are the body of `createUser`. */
  "a user without choices": {
    given: components["schemas"]["a user without choices: parameters"];
    defaults: "organization_user_id";
    result: components["schemas"]["a user without choices: result"];
  };
  /** A user who answered. The parameters are the body of `createEvent`. */
  "a user with choices": {
    given: components["schemas"]["a user with choices: parameters"];
    defaults: "user" | "consents";
    result: components["schemas"]["a user with choices: result"];
  };
  /** A pending event. The parameters are the body of `createEvent`. */
  "a choice that waits for approval": {
    given: components["schemas"]["a choice that waits for approval: parameters"];
    defaults: "status" | "user" | "consents";
    result: components["schemas"]["a choice that waits for approval: result"];
  };
  /** Users who answered, `user-1@domain.com` and so on, one event each. */
  "many users": {
    given: components["schemas"]["many users: parameters"];
    defaults: "count";
    result: components["schemas"]["many users: result"];
  };
  /** A stored file. The parameters are the body of `createProof`. */
  "a proof": {
    given: components["schemas"]["a proof: parameters"];
    defaults: "file";
    result: components["schemas"]["a proof: result"];
  };
}
