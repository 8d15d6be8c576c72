// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with an API key
         * @description Exchanges an API key and its secret for an organization token that lives one hour. It comes without a refresh token:
         *     sign in again. Any number of sessions may be open at once.
         *
         *     Whatever is wrong with the credentials, the answer is the same 400, never 401.
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/consents/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mint a consent token for one end user
         * @description Returns a token that lets one end user read and record their own choices. Minting creates no user record, and
         *     several tokens of one user are valid side by side.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/consents/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the current choices of users
         * @description Lists users, 100 a page, oldest first. Several selectors narrow the list together; without any, an
         *     organization token lists the whole organization and a consent token its own user. An unknown user gives an
         *     empty list, not 404.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Creates a user under the regulation `gdpr`. To record choices, prefer `createEvent`.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/consents/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one user
         * @description A user that has choices only under another regulation than the one asked for comes back with empty consents.
         *     A consent token may read its own user only.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Erase a user and their events
         * @description Answers with the user as it was. That the events go too is not documented by the vendor.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Changes the members that are named and leaves the rest. Metadata and consents are merged into what is stored.
         *     Answers 409 when `version` is stale or `organization_user_id` belongs to another user.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/consents/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the history of one user
         * @description Lists the events of one user, 100 a page, oldest first. `user_id` or `organization_user_id` is required; a
         *     consent token fills it in. An unknown user gives an empty list.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Record choices of a user
         * @description Stores an event and, once it is confirmed, merges its choices into the user. The user is found by
         *     `user.organization_user_id`, else by `user.id`, and created if unknown; without either a random id is given.
         *
         *     A consent token writes for its own user: `user` may be left out, `delegate` in the body is dropped, and a
         *     token with an enabled validation method makes the event wait as `pending_approval`. A token that names
         *     another user or has no write permission gets 403. Answers 409 when the event `id` exists, or when `user.id`
         *     is the record of another `organization_user_id` than the one named with it.
         */
        post: operations["createEvent"];
        /**
         * Remove the events that match a filter
         * @description Removes matching events of one user and computes the user anew from those that remain. Needs `user_id` or
         *     `organization_user_id` and at least one filter. Answers 204 even when nothing matches.
         */
        delete: operations["deleteEvents"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/consents/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one event
         * @description `user_id` or `organization_user_id` is required; a consent token fills it in. An event of another user than
         *     the one named is not found.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        /**
         * Remove one event
         * @description Removes the event and computes the user anew, as if it had never happened. Needs `user_id` or
         *     `organization_user_id`.
         */
        delete: operations["deleteEvent"];
        options?: never;
        head?: never;
        /**
         * Approve or correct an event
         * @description Replaces the members that are named, sets `updated_at` to now and computes the user anew. Setting `status` to
         *     `confirmed` approves a pending event. Needs `user_id` or `organization_user_id`.
         */
        patch: operations["updateEvent"];
        trace?: never;
    };
    "/consents/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a proof
         * @description Stores one file. Put the returned `id` into `proofs_id` of an event.
         */
        post: operations["createProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/consents/proofs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a proof
         * @description Answers with the same object as the upload.
         */
        get: operations["getProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SessionInput: {
            /** @constant */
            type: "api-key";
            key: string;
            secret: string;
        };
        Session: {
            /** @constant */
            type: "api-key";
            key: string;
            /** @description The organization token, valid for one hour. */
            access_token: components["schemas"]["Jwt"];
        };
        /** @description A JSON Web Token. Its content is not documented by the vendor; treat it as opaque. */
        Jwt: string;
        TokenInput: {
            organization_id: string;
            organization_user_id: components["schemas"]["OrganizationUserIdInput"];
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
        /**
         * @description The organization's own unique id of the end user: a database id, an email address. A number becomes its string,
         *     wherever it is sent, so that 42 and "42" are one user; that numbers are accepted is not documented by the vendor.
         */
        OrganizationUserIdInput: string | number;
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
        /**
         * @description What the token may do: `read`, `write`. Everything when absent; `write` includes reading. Only `write` is
         *     known from real clients, the rest is not documented by the vendor.
         */
        Permissions: string[];
        /** @description Copied into every event that is made with the token. */
        TokenEventInput: {
            /** @description Added to the event's metadata; wins over what the event's body says. */
            metadata?: components["schemas"]["Metadata"];
            user?: {
                /** @description Added to the metadata of the event's user. */
                metadata?: components["schemas"]["Metadata"];
            };
        };
        TokenEvent: {
            metadata?: components["schemas"]["Metadata"];
            user?: {
                metadata?: components["schemas"]["Metadata"];
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
        /** @description As sent, under the name that was sent. */
        ValidationMethods: {
            [key: string]: {
                enabled?: boolean;
                approval?: boolean;
            };
        };
        /** @description Anything the organization wants to keep. New keys are merged into stored ones, at the first level. */
        Metadata: {
            [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description UTC with milliseconds.
         */
        Timestamp: string;
        /**
         * @description ISO 8601, a date or a date with time, in the years 1000 to 2999. A time without zone is UTC, a date alone is
         *     its midnight in UTC.
         */
        TimestampInput: string;
        /** @description Country code. Null when unknown. */
        Country: string | null;
        /** @description Who makes the choices on the user's behalf. */
        DelegateInput: {
            id: string;
            name?: string;
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description Who made the choices on the user's behalf. */
        Delegate: {
            id: string;
            name?: string;
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description A partial update. What is not named stays as it is. */
        ConsentsInput: {
            purposes?: components["schemas"]["PurposeInput"][];
            channels?: components["schemas"]["ChannelInput"][];
            vendors?: components["schemas"]["VendorsInput"];
            /** @description TCF string. */
            tcfcs?: string | null;
        };
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
        ChannelInput: {
            id: string;
            enabled?: components["schemas"]["Answer"];
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description A vendor that is enabled leaves the disabled list, and the reverse; likewise for legitimate interest. */
        VendorsInput: {
            enabled?: components["schemas"]["VendorIds"];
            disabled?: components["schemas"]["VendorIds"];
            enabled_li?: components["schemas"]["VendorIds"];
            disabled_li?: components["schemas"]["VendorIds"];
        };
        /** @description True is given, false is refused, null is not answered. Sending null keeps an earlier answer. */
        Answer: boolean | null;
        /** @description False is an objection to legitimate interest, null is not answered. Sending null keeps an earlier answer. */
        LegitimateInterestAnswer: boolean | null;
        VendorIds: string[];
        /**
         * @deprecated
         * @description An older shape, stored and returned as it is.
         */
        LegacyChoices: {
            [key: string]: unknown;
        }[];
        PreferenceValue: {
            /** @description Value ids, separated by commas. */
            value: string;
        };
        Vendors: {
            enabled: components["schemas"]["VendorIds"];
            disabled: components["schemas"]["VendorIds"];
            enabled_li: components["schemas"]["VendorIds"];
            disabled_li: components["schemas"]["VendorIds"];
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
        UserChannel: {
            id: string;
            enabled: components["schemas"]["Answer"];
            metadata: components["schemas"]["Metadata"];
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
        EventChannel: {
            id: string;
            enabled?: components["schemas"]["Answer"];
            metadata?: components["schemas"]["Metadata"];
        };
        ConsentUserInput: {
            organization_id?: string;
            /** @description Didomi's id of the user, for example a mobile advertising id. A random UUID when absent. */
            id?: string;
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
        ConsentUserPatch: {
            organization_user_id?: components["schemas"]["OrganizationUserIdInput"];
            /** @description The version the change is based on. Answers 409 if it is not the current one. */
            version?: number;
            metadata?: components["schemas"]["Metadata"];
            country?: components["schemas"]["Country"];
            last_seen_country?: components["schemas"]["Country"];
            consents?: components["schemas"]["ConsentsInput"];
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
        ConsentUserPage: {
            data: components["schemas"]["ConsentUser"][];
            limit: components["schemas"]["PageLimit"];
            cursor: components["schemas"]["PageCursor"];
        };
        /** @description The most records a page can hold. */
        PageLimit: number;
        /** @description Send it as `$cursor` to get the next page. Null on the last page. */
        PageCursor: string | null;
        /**
         * @description A pending event is stored but does not count until it is confirmed.
         * @enum {string}
         */
        EventStatus: "confirmed" | "pending_approval";
        ConsentEventInput: {
            organization_id?: string;
            /** @description A new id of your own. A random UUID when absent. */
            id?: string;
            /** @description Now when absent. An event dated in the past does not win over newer choices. */
            created_at?: components["schemas"]["TimestampInput"];
            /** @description `confirmed` when absent. */
            status?: components["schemas"]["EventStatus"];
            /** @description The regulation under which the choices were made; `gdpr` when absent. */
            regulation?: string;
            metadata?: components["schemas"]["Metadata"];
            user?: components["schemas"]["EventUserInput"];
            consents: components["schemas"]["ConsentsInput"];
            proofs?: components["schemas"]["ProofFiles"];
            proofs_id?: components["schemas"]["ProofIds"];
            delegate?: components["schemas"]["DelegateInput"];
        };
        ConsentEventPatch: {
            status?: components["schemas"]["EventStatus"];
            consents?: components["schemas"]["ConsentsInput"];
            proofs?: components["schemas"]["ProofFiles"];
            proofs_id?: components["schemas"]["ProofIds"];
            delegate?: components["schemas"]["DelegateInput"];
        };
        EventUserInput: {
            /** @description Didomi's id of the user. */
            id?: string;
            organization_user_id?: components["schemas"]["OrganizationUserIdInput"];
            metadata?: components["schemas"]["Metadata"];
            country?: components["schemas"]["Country"];
            last_seen_country?: components["schemas"]["Country"];
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
        ConsentEventPage: {
            data: components["schemas"]["ConsentEvent"][];
            limit: components["schemas"]["PageLimit"];
            cursor: components["schemas"]["PageCursor"];
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
        /** @description The file, under one of two names. */
        ProofInput: {
            organization_id?: string;
            file: components["schemas"]["ProofFile"];
        } | {
            organization_id?: string;
            proof: components["schemas"]["ProofFile"];
        };
        Proof: {
            /** @description 64 hexadecimal characters and the file's extension. */
            id: string;
            /** @description Bytes of the decoded file. */
            size: number;
            file: components["schemas"]["ProofFile"];
        };
        RateLimit: string;
        RateLimitPolicy: string;
        /** @description Always empty. */
        NoErrors: Record<string, never>;
        BadRequestError: {
            /** @constant */
            code: 400;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "BadRequest";
        };
        NotAuthenticatedError: {
            /** @constant */
            code: 401;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "NotAuthenticated";
        };
        ForbiddenError: {
            /** @constant */
            code: 403;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "Forbidden";
        };
        NotFoundError: {
            /** @constant */
            code: 404;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "NotFound";
        };
        MethodNotAllowedError: {
            /** @constant */
            code: 405;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "MethodNotAllowed";
        };
        ConflictError: {
            /** @constant */
            code: 409;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "Conflict";
        };
        PayloadTooLargeError: {
            /** @constant */
            code: 413;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "PayloadTooLarge";
        };
        TooManyRequestsError: {
            /** @constant */
            code: 429;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "TooManyRequests";
        };
        GeneralError: {
            /** @constant */
            code: 500;
            errors: components["schemas"]["NoErrors"];
            message: string;
            /** @constant */
            name: "GeneralError";
        };
    };
    responses: {
        /** @description The user. */
        ConsentUser: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConsentUser"];
            };
        };
        /** @description The event. */
        ConsentEvent: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConsentEvent"];
            };
        };
        /** @description The proof. */
        Proof: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "id": "0000000000000000000000000000000000000000000000000000000000000001.png",
                 *       "size": 8,
                 *       "file": "data:image/png;base64,iVBORw0KGgo="
                 *     }
                 */
                "application/json": components["schemas"]["Proof"];
            };
        };
        /** @description Done, without a body. */
        NoContent: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description A wrong pair of key and secret, a disabled key, a missing member or another `type`. */
        InvalidAuthentication: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                /**
                 * @description Requests left in the current window and seconds until it ends. Sent when rate limiting is on.
                 * @example limit=100, remaining=60, reset=7
                 */
                RateLimit?: components["schemas"]["RateLimit"];
                /**
                 * @description Requests allowed per window, and its length in seconds. Sent when rate limiting is on.
                 * @example 100;w=15
                 */
                "RateLimit-Policy"?: components["schemas"]["RateLimitPolicy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 400,
                 *       "errors": {},
                 *       "message": "Invalid authentication information",
                 *       "name": "BadRequest"
                 *     }
                 */
                "application/json": components["schemas"]["BadRequestError"];
            };
        };
        /**
         * @description Malformed JSON, a missing organization or user selector, a bad cursor, or a member that is missing or wrong.
         *     The message names what is at fault; its wording is not documented by the vendor.
         */
        BadRequest: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequestError"];
            };
        };
        /** @description No bearer token, or one that is malformed, badly signed or expired. The text is not documented by the vendor. */
        NotAuthenticated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 401,
                 *       "errors": {},
                 *       "message": "Invalid token",
                 *       "name": "NotAuthenticated"
                 *     }
                 */
                "application/json": components["schemas"]["NotAuthenticatedError"];
            };
        };
        /**
         * @description The token belongs to another organization, is a consent token out of its bounds, or the organization has no
         *     access to the Consents API. Not documented by the vendor.
         */
        Forbidden: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 403,
                 *       "errors": {},
                 *       "message": "You do not have permission to perform this action",
                 *       "name": "Forbidden"
                 *     }
                 */
                "application/json": components["schemas"]["ForbiddenError"];
            };
        };
        /** @description The organization has no record with this id. The text is not documented by the vendor. */
        RecordNotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 404,
                 *       "errors": {},
                 *       "message": "No record found for id 'unknown'",
                 *       "name": "NotFound"
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description An id is taken or `version` is stale; the message names it. Not documented by the vendor. */
        Conflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The path holds a broken percent-encoding. The text is not documented by the vendor. */
        UndecodablePath: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 400,
                 *       "errors": {},
                 *       "message": "Failed to decode param '%zz'",
                 *       "name": "BadRequest"
                 *     }
                 */
                "application/json": components["schemas"]["BadRequestError"];
            };
        };
        /** @description No such path. */
        PageNotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 404,
                 *       "errors": {},
                 *       "message": "Page not found",
                 *       "name": "NotFound"
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description The path does not answer to this method. Not documented by the vendor. */
        MethodNotAllowed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 405,
                 *       "errors": {},
                 *       "message": "Method not allowed",
                 *       "name": "MethodNotAllowed"
                 *     }
                 */
                "application/json": components["schemas"]["MethodNotAllowedError"];
            };
        };
        /**
         * @description The body is larger than the operation takes. Not documented by the vendor; the text is the one of the body
         *     parser of Express, on which the vendor's framework, by all signs FeathersJS, usually runs.
         */
        PayloadTooLarge: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 413,
                 *       "errors": {},
                 *       "message": "request entity too large",
                 *       "name": "PayloadTooLarge"
                 *     }
                 */
                "application/json": components["schemas"]["PayloadTooLargeError"];
            };
        };
        /**
         * @description The organization used up its window. Paths under `/consents` are never limited. The text is not documented by
         *     the vendor.
         */
        TooManyRequests: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                /**
                 * @description Requests left in the current window and seconds until it ends.
                 * @example limit=100, remaining=0, reset=7
                 */
                RateLimit: components["schemas"]["RateLimit"];
                /**
                 * @description Requests allowed per window, and its length in seconds.
                 * @example 100;w=15
                 */
                "RateLimit-Policy": components["schemas"]["RateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 429,
                 *       "errors": {},
                 *       "message": "Too many requests",
                 *       "name": "TooManyRequests"
                 *     }
                 */
                "application/json": components["schemas"]["TooManyRequestsError"];
            };
        };
        /** @description Something broke on the server. The text is not documented by the vendor. */
        GeneralError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 500,
                 *       "errors": {},
                 *       "message": "Internal error",
                 *       "name": "GeneralError"
                 *     }
                 */
                "application/json": components["schemas"]["GeneralError"];
            };
        };
    };
    parameters: {
        /**
         * @description The organization. Required with an organization token; a consent token fills it in.
         * @example standin-org
         */
        OrganizationId: string;
        /**
         * @description The organization. Must be the one the token belongs to, else 403.
         * @example standin-org
         */
        OrganizationIdRequired: string;
        /**
         * @description The organization. May come in the body instead; a consent token, where one is accepted, fills it in. Answers
         *     400 when nothing names it or when query and body disagree.
         * @example standin-org
         */
        OrganizationIdOrBody: string;
        /**
         * @description The organization once more. If present it must equal the one in the body, else 400.
         * @example standin-org
         */
        OrganizationIdRepeated: string;
        /**
         * @description The organization's own id of the user. A consent token may name its own user only, else 403.
         * @example user@domain.com
         */
        OrganizationUserId: string;
        /**
         * @description Didomi's id of the user. A consent token may name its own user only, else 403.
         * @example a3722cd3-f2e4-4451-a564-83f5e8921449
         */
        UserId: string;
        /**
         * @description Another name for `user_id`. Not documented by the vendor.
         * @example a3722cd3-f2e4-4451-a564-83f5e8921449
         */
        UserIdAlias: string;
        /**
         * @description Didomi's id of the user, or the organization's own id with `$by_organization_user_id`.
         * @example a3722cd3-f2e4-4451-a564-83f5e8921449
         */
        UserIdInPath: string;
        /**
         * @description Id of the event.
         * @example 00b89328-e3d5-4068-b346-8f4fcb4618df
         */
        EventIdInPath: string;
        /**
         * @description When present with any value but `false`, even empty, the id in the path is the organization's own id of the
         *     user.
         * @example true
         */
        ByOrganizationUserId: string;
        /**
         * @description Read the choices made under this regulation; `gdpr` when absent.
         * @example gdpr
         */
        Regulation: string;
        /**
         * @description Read the choices made under any of these regulations. Repeat the key for each one.
         * @example [
         *       "gdpr",
         *       "cpra"
         *     ]
         */
        RegulationIn: string[];
        /** @description Only events of this status; `confirmed` when absent. */
        Status: components["schemas"]["EventStatus"];
        /**
         * @description Events of any of these statuses. Repeat the key for each one.
         * @example [
         *       "confirmed",
         *       "pending_approval"
         *     ]
         */
        StatusIn: components["schemas"]["EventStatus"][];
        /** @description The `cursor` of the page before. One that this list did not hand out gets 400. */
        Cursor: string;
        /** @description With `true` the vendor does not forward the event to integrations. The stored result is the same. */
        DisableIntegrations: "true" | "false";
        /** @description With `true` a TCF string is generated into `tcfcs`. */
        GenerateTcfcs: "true" | "false";
        /**
         * @description What the events to remove have in common: each further query key is a dotted path into the event, each value
         *     what must stand there, for example `metadata.booking_id=123`. The word `filter` itself is never sent. Answers
         *     400 without any.
         * @example {
         *       "metadata.booking_id": "123"
         *     }
         */
        EventFilter: {
            [key: string]: string;
        };
    };
    requestBodies: never;
    headers: {
        /** @description Any web page may read the answer. */
        AccessControlAllowOrigin: "*";
        /**
         * @description The methods this path answers to, separated by commas.
         * @example GET, POST
         */
        Allow: string;
        /**
         * @description Seconds to wait before the next request.
         * @example 7
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "api-key",
                 *       "key": "standin-key",
                 *       "secret": "standin-secret"
                 *     }
                 */
                "application/json": components["schemas"]["SessionInput"];
            };
        };
        responses: {
            /** @description The organization token. The secret is never repeated. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    /**
                     * @description Requests left in the current window and seconds until it ends. Sent when rate limiting is on.
                     * @example limit=100, remaining=60, reset=7
                     */
                    RateLimit?: components["schemas"]["RateLimit"];
                    /**
                     * @description Requests allowed per window, and its length in seconds. Sent when rate limiting is on.
                     * @example 100;w=15
                     */
                    "RateLimit-Policy"?: components["schemas"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "api-key",
                     *       "key": "standin-key",
                     *       "access_token": "fakeHeader.fakeOrganizationClaims.fakeSignature"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidAuthentication"];
        };
    };
    createToken: {
        parameters: {
            query?: {
                /**
                 * @description The organization once more. If present it must equal the one in the body, else 400.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationIdRepeated"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInput"];
            };
        };
        responses: {
            /** @description The token, together with the recognized members of the request. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description The organization. Required with an organization token; a consent token fills it in.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description Another name for `user_id`. Not documented by the vendor.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                id?: components["parameters"]["UserIdAlias"];
                /**
                 * @description Read the choices made under this regulation; `gdpr` when absent.
                 * @example gdpr
                 */
                regulation?: components["parameters"]["Regulation"];
                /**
                 * @description Read the choices made under any of these regulations. Repeat the key for each one.
                 * @example [
                 *       "gdpr",
                 *       "cpra"
                 *     ]
                 */
                "regulation[$in]"?: components["parameters"]["RegulationIn"];
                /** @description The `cursor` of the page before. One that this list did not hand out gets 400. */
                $cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of users. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentUserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
        };
    };
    createUser: {
        parameters: {
            query?: {
                /**
                 * @description The organization. May come in the body instead; a consent token, where one is accepted, fills it in. Answers
                 *     400 when nothing names it or when query and body disagree.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationIdOrBody"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organization_user_id": "user@domain.com",
                 *       "metadata": {
                 *         "tier": "gold"
                 *       },
                 *       "country": "FR"
                 *     }
                 */
                "application/json": components["schemas"]["ConsentUserInput"];
            };
        };
        responses: {
            200: components["responses"]["ConsentUser"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
        };
    };
    getUser: {
        parameters: {
            query?: {
                /**
                 * @description The organization. Required with an organization token; a consent token fills it in.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationId"];
                /**
                 * @description When present with any value but `false`, even empty, the id in the path is the organization's own id of the
                 *     user.
                 * @example true
                 */
                $by_organization_user_id?: components["parameters"]["ByOrganizationUserId"];
                /**
                 * @description Read the choices made under this regulation; `gdpr` when absent.
                 * @example gdpr
                 */
                regulation?: components["parameters"]["Regulation"];
            };
            header?: never;
            path: {
                /**
                 * @description Didomi's id of the user, or the organization's own id with `$by_organization_user_id`.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                id: components["parameters"]["UserIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConsentUser"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
    deleteUser: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
                /**
                 * @description When present with any value but `false`, even empty, the id in the path is the organization's own id of the
                 *     user.
                 * @example true
                 */
                $by_organization_user_id?: components["parameters"]["ByOrganizationUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description Didomi's id of the user, or the organization's own id with `$by_organization_user_id`.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                id: components["parameters"]["UserIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConsentUser"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
    updateUser: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
                /**
                 * @description When present with any value but `false`, even empty, the id in the path is the organization's own id of the
                 *     user.
                 * @example true
                 */
                $by_organization_user_id?: components["parameters"]["ByOrganizationUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description Didomi's id of the user, or the organization's own id with `$by_organization_user_id`.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                id: components["parameters"]["UserIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "metadata": {
                 *         "tier": "platinum"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConsentUserPatch"];
            };
        };
        responses: {
            200: components["responses"]["ConsentUser"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /**
                 * @description The organization. Required with an organization token; a consent token fills it in.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationId"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
                /** @description Only events of this status; `confirmed` when absent. */
                status?: components["parameters"]["Status"];
                /**
                 * @description Events of any of these statuses. Repeat the key for each one.
                 * @example [
                 *       "confirmed",
                 *       "pending_approval"
                 *     ]
                 */
                "status[$in]"?: components["parameters"]["StatusIn"];
                /**
                 * @description Read the choices made under this regulation; `gdpr` when absent.
                 * @example gdpr
                 */
                regulation?: components["parameters"]["Regulation"];
                /**
                 * @description Read the choices made under any of these regulations. Repeat the key for each one.
                 * @example [
                 *       "gdpr",
                 *       "cpra"
                 *     ]
                 */
                "regulation[$in]"?: components["parameters"]["RegulationIn"];
                /** @description The `cursor` of the page before. One that this list did not hand out gets 400. */
                $cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of events. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentEventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
        };
    };
    createEvent: {
        parameters: {
            query?: {
                /**
                 * @description The organization. May come in the body instead; a consent token, where one is accepted, fills it in. Answers
                 *     400 when nothing names it or when query and body disagree.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationIdOrBody"];
                /** @description With `true` the vendor does not forward the event to integrations. The stored result is the same. */
                $disable_integrations?: components["parameters"]["DisableIntegrations"];
                /** @description With `true` a TCF string is generated into `tcfcs`. */
                $generate_tcfcs?: components["parameters"]["GenerateTcfcs"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentEventInput"];
            };
        };
        responses: {
            200: components["responses"]["ConsentEvent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
        };
    };
    deleteEvents: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
                /**
                 * @description What the events to remove have in common: each further query key is a dotted path into the event, each value
                 *     what must stand there, for example `metadata.booking_id=123`. The word `filter` itself is never sent. Answers
                 *     400 without any.
                 * @example {
                 *       "metadata.booking_id": "123"
                 *     }
                 */
                filter: components["parameters"]["EventFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
        };
    };
    getEvent: {
        parameters: {
            query?: {
                /**
                 * @description The organization. Required with an organization token; a consent token fills it in.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationId"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the event.
                 * @example 00b89328-e3d5-4068-b346-8f4fcb4618df
                 */
                id: components["parameters"]["EventIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConsentEvent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
    deleteEvent: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the event.
                 * @example 00b89328-e3d5-4068-b346-8f4fcb4618df
                 */
                id: components["parameters"]["EventIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
    updateEvent: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
                /**
                 * @description Didomi's id of the user. A consent token may name its own user only, else 403.
                 * @example a3722cd3-f2e4-4451-a564-83f5e8921449
                 */
                user_id?: components["parameters"]["UserId"];
                /**
                 * @description The organization's own id of the user. A consent token may name its own user only, else 403.
                 * @example user@domain.com
                 */
                organization_user_id?: components["parameters"]["OrganizationUserId"];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the event.
                 * @example 00b89328-e3d5-4068-b346-8f4fcb4618df
                 */
                id: components["parameters"]["EventIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "confirmed"
                 *     }
                 */
                "application/json": components["schemas"]["ConsentEventPatch"];
            };
        };
        responses: {
            200: components["responses"]["ConsentEvent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
    createProof: {
        parameters: {
            query?: {
                /**
                 * @description The organization. May come in the body instead; a consent token, where one is accepted, fills it in. Answers
                 *     400 when nothing names it or when query and body disagree.
                 * @example standin-org
                 */
                organization_id?: components["parameters"]["OrganizationIdOrBody"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofInput"];
            };
        };
        responses: {
            200: components["responses"]["Proof"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
        };
    };
    getProof: {
        parameters: {
            query: {
                /**
                 * @description The organization. Must be the one the token belongs to, else 403.
                 * @example standin-org
                 */
                organization_id: components["parameters"]["OrganizationIdRequired"];
            };
            header?: never;
            path: {
                /** @description Id of the proof, extension included. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Proof"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["RecordNotFound"];
        };
    };
}
