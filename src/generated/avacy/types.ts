// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/{tenant}/domains_groups/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a consent
         * @description First generation. `identifier` names the key of `subject` that tells who the person is.
         *     Calls are not idempotent: a repeated body is recorded again.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/v2/webspaces/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a consent (v2)
         * @description Takes the first generation's body unchanged, and shorter forms of it: policy names as plain text, preferences as
         *     a map from name to answer. The reply carries subject and preferences as JSON text.
         */
        post: operations["recordConsentV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenant}/v4/webspaces/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a consent (v4)
         * @description Current generation. `identifier` holds what identifies the person (an email address, a user id) instead of the
         *     name of a key, and form fields travel as pairs of label and value. The reply is not documented by the vendor.
         */
        post: operations["recordConsentV4"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/wp/validate/{team}/{webspaceKey}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, under its later name.
                 * @example standin
                 */
                team: components["parameters"]["Team"];
                /**
                 * @description The webspace's UUID. Text of any other shape is answered like an unknown key.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                webspaceKey: components["parameters"]["WebspaceKey"];
            };
            cookie?: never;
        };
        /**
         * Check a team and webspace key
         * @description The plugin's account token is `team|key`; this call checks both halves and tells the webspace's number, which
         *     the recording calls need. Not documented by the vendor.
         */
        get: operations["validateWebspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/wp/validate/{team}/{webspaceKey}/{apiToken}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, under its later name.
                 * @example standin
                 */
                team: components["parameters"]["Team"];
                /**
                 * @description The webspace's UUID. Text of any other shape is answered like an unknown key.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                webspaceKey: components["parameters"]["WebspaceKey"];
                /**
                 * @description The API token, its bar raw or encoded as `%7C`.
                 * @example 1|standin-token
                 */
                apiToken: components["parameters"]["ApiToken"];
            };
            cookie?: never;
        };
        /**
         * Check an API token
         * @description Tells whether an API token is live and belongs to the team. Team and webspace are checked first. Of texts that
         *     are no live token of the team, those shaped `<number>|<text>` are `token_not_found_or_expired`, all others
         *     `invalid_token`.
         *     Not documented by the vendor.
         */
        get: operations["validateApiToken"];
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
        /** @description Address the consent was given from; `0.0.0.0` when unknown. */
        IpAddress: string;
        /** @description UTC, whole seconds, six zeros for the fraction. */
        Timestamp: string;
        /** @description An integer written as text. */
        AgeText: string;
        /** @description Years, a number or the same as text; null when left blank. The reply repeats what was sent. */
        Age: number | components["schemas"]["AgeText"] | null;
        /** @description One answer of the form; check boxes give lists. Null when left blank. */
        SubjectValue: string | number | boolean | unknown[] | {
            [key: string]: unknown;
        } | null;
        /** @description One answer of the form as text; check boxes give lists of text. Null when left blank. */
        FormValue: string | unknown[] | {
            [key: string]: unknown;
        } | null;
        /**
         * @description Whether it was accepted. Stored and answered as a boolean.
         * @enum {boolean|integer|string}
         */
        Accepted: true | false | 1 | 0 | "1" | "0";
        /**
         * @description Whether it was accepted, 1 or 0. Stored and answered as a boolean.
         * @enum {string}
         */
        AcceptedText: "1" | "0";
        /** @description A policy that applied. Further keys are kept. */
        LegalNotice: {
            /** @description Such as `privacy_policy`. */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A policy that applied, as an object or by name alone. */
        LegalNoticeOrName: string | components["schemas"]["LegalNotice"];
        /** @description The person, under any keys, usually the names of the form's fields. The keys listed here have fixed types. */
        Subject: {
            email?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            age?: components["schemas"]["Age"];
            address?: string | null;
        } & {
            [key: string]: components["schemas"]["SubjectValue"];
        };
        /** @description The person, under any keys, usually the names of the form's fields. Values are text. */
        SubjectForm: {
            email?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            /** @description Years, as text; null when left blank. */
            age?: components["schemas"]["AgeText"] | null;
            address?: string | null;
        } & {
            [key: string]: components["schemas"]["FormValue"];
        };
        /** @description One question and its answer. Further keys are kept. */
        Preference: {
            /** @description Such as `newsletter`. */
            name: string;
            accepted: components["schemas"]["Accepted"];
        } & {
            [key: string]: unknown;
        };
        /** @description One question and its answer. Further keys are kept. */
        PreferenceForm: {
            /** @description Such as `newsletter`. */
            name: string;
            accepted: components["schemas"]["AcceptedText"];
        } & {
            [key: string]: unknown;
        };
        /** @description One question and its answer, with any further keys that were sent. */
        RecordedPreference: {
            name: string;
            accepted: boolean;
        } & {
            [key: string]: unknown;
        };
        ConsentRequest: {
            subject: components["schemas"]["Subject"];
            /** @description The key of `subject` that tells who the person is; it must be there. */
            identifier: string;
            ip_address: components["schemas"]["IpAddress"];
            /** @description What the visitor saw, as HTML. Kept to the byte. */
            proofs?: string;
            legal_notices?: components["schemas"]["LegalNotice"][];
            /** @description At least one; an empty list counts as absent. */
            preferences: components["schemas"]["Preference"][];
        };
        /** @description The form body once its keys are nested. Lists that would be empty are simply not sent. */
        ConsentForm: {
            subject: components["schemas"]["SubjectForm"];
            /** @description The key of `subject` that tells who the person is; it must be there. */
            identifier: string;
            ip_address: components["schemas"]["IpAddress"];
            /** @description What the visitor saw, as HTML or as the form's template in JSON text. Kept to the byte. */
            proofs?: string;
            legal_notices?: components["schemas"]["LegalNotice"][];
            preferences: components["schemas"]["PreferenceForm"][];
        };
        /** @description The subject as sent, followed by the identifier, which replaces a subject key of that name. */
        RecordedSubject: {
            email?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            age?: components["schemas"]["Age"];
            address?: string | null;
            identifier: string;
        } & {
            [key: string]: components["schemas"]["SubjectValue"];
        };
        ConsentRecord: {
            /** @description Number of the record, counted per tenant. */
            id: number;
            /** @description Always null. */
            subject_id: null;
            /** @description The webspace id of the path. */
            domains_group_id: number;
            ip_address: components["schemas"]["IpAddress"];
            /** @description As sent; null when absent. */
            proofs: string | null;
            /** @description As sent; empty when absent. */
            legal_notices: components["schemas"]["LegalNotice"][];
            created_at: components["schemas"]["Timestamp"];
            /** @description Equals `created_at`, since records never change. */
            updated_at: components["schemas"]["Timestamp"];
            /** @description The preferences, in the order sent. */
            consent_data: components["schemas"]["RecordedPreference"][];
            subject_data: components["schemas"]["RecordedSubject"];
        };
        /** @description Answers by preference name. */
        PreferenceMap: {
            [key: string]: components["schemas"]["Accepted"];
        };
        /** @description Answers by preference name, 1 or 0. */
        PreferenceMapForm: {
            [key: string]: components["schemas"]["AcceptedText"];
        };
        /** @description A piece of evidence. Further keys are kept. */
        Proof: {
            type?: string;
            value?: string;
        } & {
            [key: string]: unknown;
        };
        ProofList: (string | components["schemas"]["Proof"])[];
        ConsentV2Request: {
            subject: components["schemas"]["Subject"];
            /** @description The key of `subject` that tells who the person is; it must be there. */
            identifier: string;
            ip_address: components["schemas"]["IpAddress"];
            /** @description What the visitor saw, as HTML or as a list of pieces. Answered as sent. */
            proofs?: string | components["schemas"]["ProofList"];
            legal_notices?: components["schemas"]["LegalNoticeOrName"][];
            /** @description A list, or a map from name to answer; at least one. Empty counts as absent. */
            preferences: components["schemas"]["Preference"][] | components["schemas"]["PreferenceMap"];
        };
        /** @description The form body once its keys are nested. Lists that would be empty are simply not sent. */
        ConsentV2Form: {
            subject: components["schemas"]["SubjectForm"];
            /** @description The key of `subject` that tells who the person is; it must be there. */
            identifier: string;
            ip_address: components["schemas"]["IpAddress"];
            /** @description What the visitor saw, as text or as a list of pieces. Answered as sent. */
            proofs?: string | components["schemas"]["ProofList"];
            legal_notices?: components["schemas"]["LegalNoticeOrName"][];
            /** @description A list, or a map from name to answer; at least one. */
            preferences: components["schemas"]["PreferenceForm"][] | components["schemas"]["PreferenceMapForm"];
        };
        ConsentV2Record: {
            /** @description Number of the record, counted per tenant. */
            id: number;
            ip_address: components["schemas"]["IpAddress"];
            /** @description The subject's value under `identifier`, usually text. */
            subject_id: components["schemas"]["SubjectValue"];
            /** @description As sent; null when absent. */
            proofs: string | components["schemas"]["ProofList"] | null;
            /** @description As sent; empty when absent. */
            legal_notices: components["schemas"]["LegalNoticeOrName"][];
            /** @description The preferences as JSON text, list or map as sent, answers as booleans. */
            consent_data: string;
            /** @description The subject as JSON text. */
            subject_data: string;
        };
        /**
         * @description Where the consent came from. `banner` goes to the cookie banner register, the others to that of forms.
         * @enum {string}
         */
        ConsentType: "banner" | "form" | "explicit";
        /**
         * @description What the person decided.
         * @enum {string}
         */
        Optin: "accepted" | "rejected" | "partial";
        /** @description A field of the form and its answer. Further keys are kept. */
        ConsentField: {
            label: string;
            value?: components["schemas"]["SubjectValue"];
        } & {
            [key: string]: unknown;
        };
        /** @description A field of the form and its answer as text; `value` is absent when there was none. */
        ConsentFieldForm: {
            label: string;
            value?: components["schemas"]["FormValue"];
        } & {
            [key: string]: unknown;
        };
        /** @description A policy in the version the person saw. Further keys are kept. */
        PolicyVersion: {
            slug: string;
            link: string;
            /**
             * Format: date
             * @description Day of that version.
             */
            date: string;
        } & {
            [key: string]: unknown;
        };
        ConsentV4Request: {
            ip_address: components["schemas"]["IpAddress"];
            consent_type: components["schemas"]["ConsentType"];
            optin: components["schemas"]["Optin"];
            /** @description Who the person is, such as an email address or a user id. */
            identifier: string;
            /** @description The form's fields, as a list or as a map whose keys are dropped. */
            consent_data?: components["schemas"]["ConsentField"][] | {
                [key: string]: components["schemas"]["ConsentField"];
            };
            versions?: components["schemas"]["PolicyVersion"][];
            /** @description Where it was collected, such as `website`, `app` or `plugin`. */
            source?: string;
            /** @description The policies consented to, such as `privacy_policy`. */
            consent_features?: string[];
            /** @description The form as shown. Kept to the byte. */
            html_form?: string;
        };
        /** @description The form body once its keys are nested. Lists that would be empty are simply not sent. */
        ConsentV4Form: {
            ip_address: components["schemas"]["IpAddress"];
            consent_type: components["schemas"]["ConsentType"];
            optin: components["schemas"]["Optin"];
            /** @description Who the person is, such as an email address or a user id. */
            identifier: string;
            /** @description The form's fields, as a list or as a map whose keys are dropped. */
            consent_data?: components["schemas"]["ConsentFieldForm"][] | {
                [key: string]: components["schemas"]["ConsentFieldForm"];
            };
            versions?: components["schemas"]["PolicyVersion"][];
            /** @description Where it was collected, such as `website`, `app` or `plugin`. */
            source?: string;
            /** @description The policies consented to, such as `privacy_policy`. */
            consent_features?: string[];
            /** @description The form as shown. Kept to the byte. */
            html_form?: string;
        };
        /** @description What was sent, plus id, webspace and dates. */
        ConsentV4Record: {
            /** @description Number of the record, counted per tenant. */
            id: number;
            /** @description The webspace id of the path. */
            webspace_id: number;
            ip_address: components["schemas"]["IpAddress"];
            consent_type: components["schemas"]["ConsentType"];
            optin: components["schemas"]["Optin"];
            identifier: string;
            /** @description Always a list; empty when absent. */
            consent_data: components["schemas"]["ConsentField"][];
            /** @description Empty when absent. */
            versions: components["schemas"]["PolicyVersion"][];
            /** @description Null when absent. */
            source: string | null;
            /** @description Empty when absent. */
            consent_features: string[];
            /** @description Null when absent. */
            html_form: string | null;
            created_at: components["schemas"]["Timestamp"];
            /** @description Equals `created_at`, since records never change. */
            updated_at: components["schemas"]["Timestamp"];
        };
        WebspaceCheck: {
            /** @description The webspace's number, for the recording calls. */
            id: number;
            /**
             * @description Generation of the cookie banner's configuration.
             * @enum {string}
             */
            banner_config_version: "v2" | "v3";
            /** @description Where the banner is loaded from; absent by default. */
            cdn_url?: string;
        };
        /** @enum {string} */
        WebspaceCheckCode: "team_not_found" | "webspace_not_found";
        WebspaceCheckProblem: {
            /** @description The code; `team_not_found` is followed by a space and the team. */
            message: string;
            error: components["schemas"]["WebspaceCheckCode"];
        };
        /** @description Older shape, the only one that plugins up to 1.2.6 read. */
        NestedWebspaceCheckProblem: {
            message: {
                error: components["schemas"]["WebspaceCheckCode"];
            };
        };
        ApiTokenCheck: {
            /** @constant */
            message: "valid_token";
        };
        /** @enum {string} */
        ApiTokenCheckCode: "team_not_found" | "webspace_not_found" | "invalid_token" | "token_not_found_or_expired";
        ApiTokenCheckProblem: {
            /** @description The code; `team_not_found` is followed by a space and the team. */
            message: string;
            error: components["schemas"]["ApiTokenCheckCode"];
        };
        /** @description Older shape, the only one that plugins up to 1.2.6 read. */
        NestedApiTokenCheckProblem: {
            message: {
                error: components["schemas"]["ApiTokenCheckCode"];
            };
        };
        ServiceUnavailable: {
            /** @constant */
            message: "service_unavailable";
            /** @constant */
            error: "service_unavailable";
        };
        Problem: {
            message: string;
        };
        Unauthenticated: {
            /**
             * @description Exactly this text, with no final dot.
             * @constant
             */
            message: "Unauthenticated";
        };
        InvalidBody: {
            /** @description The first complaint, followed by how many more there are, as in `(and 2 more errors)`. */
            message: string;
            /** @description Complaints by field; nested fields are dotted, as in `preferences.0.accepted`. */
            errors: {
                [key: string]: string[];
            };
        };
        TenantNotFound: {
            /** @constant */
            message: "team_not_found";
            /** @constant */
            error: "team_not_found";
        };
        DomainsGroupNotFound: {
            /** @description Ends with the id of the path. */
            message: string;
        };
        WebspaceNotFound: {
            /** @description Ends with the id of the path. */
            message: string;
        };
    };
    responses: {
        /** @description The consent is in the archive. */
        ConsentRecorded: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    data: components["schemas"]["ConsentRecord"];
                };
            };
        };
        /** @description The consent is in the archive. */
        ConsentV2Recorded: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    data: components["schemas"]["ConsentV2Record"];
                };
            };
        };
        /** @description The consent is in the archive. Not documented by the vendor. */
        ConsentV4Recorded: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    data: components["schemas"]["ConsentV4Record"];
                };
            };
        };
        /** @description A field is missing or has the wrong type, or `identifier` is no key of `subject`. */
        InvalidBody: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidBody"];
            };
        };
        /** @description A field is missing, has the wrong type or a value outside its list. */
        InvalidBodyV4: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidBody"];
            };
        };
        /** @description The API token is missing, empty, unknown, expired, revoked, or belongs to another tenant. */
        Unauthenticated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Unauthenticated"
                 *     }
                 */
                "application/json": components["schemas"]["Unauthenticated"];
            };
        };
        /** @description No tenant of this name, or no webspace of this number in it. Texts not documented by the vendor. */
        TenantOrDomainsGroupNotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TenantNotFound"] | components["schemas"]["DomainsGroupNotFound"];
            };
        };
        /** @description No tenant of this name, or no webspace of this number in it. Texts not documented by the vendor. */
        TenantOrWebspaceNotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TenantNotFound"] | components["schemas"]["WebspaceNotFound"];
            };
        };
        /** @description Team and key belong together. */
        WebspaceValid: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebspaceCheck"];
            };
        };
        /** @description The team is unknown, or has no webspace with this key. */
        WebspaceInvalid: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebspaceCheckProblem"] | components["schemas"]["NestedWebspaceCheckProblem"];
            };
        };
        /** @description The token works for this team. */
        ApiTokenValid: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "valid_token"
                 *     }
                 */
                "application/json": components["schemas"]["ApiTokenCheck"];
            };
        };
        /** @description The team or webspace is unknown, or the token does not work. */
        ApiTokenInvalid: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiTokenCheckProblem"] | components["schemas"]["NestedApiTokenCheckProblem"];
            };
        };
        /** @description The check cannot be made now; what was known about the settings still holds. */
        ServiceUnavailable: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "service_unavailable",
                 *       "error": "service_unavailable"
                 *     }
                 */
                "application/json": components["schemas"]["ServiceUnavailable"];
            };
        };
        /** @description No such path. The text repeats it without its first slash. Not documented by the vendor. */
        RouteNotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "The route standin/consents could not be found."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The path exists, the method does not. The text repeats the path without its first slash.
         *     Not documented by the vendor.
         */
        MethodNotAllowed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                /**
                 * @description The methods that the path has, as a comma list.
                 * @example POST
                 */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "The GET method is not supported for route standin/domains_groups/1/consents. Supported methods: POST."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is over the limit. Not documented by the vendor; the text is that of its likely framework, Laravel. */
        BodyTooLarge: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "The POST data is too large."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Over the rate limit. There is none by default. Not documented by the vendor. */
        TooManyAttempts: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                /** @description Calls allowed per minute. */
                "X-RateLimit-Limit": number;
                /** @description Calls left in this minute, so 0. */
                "X-RateLimit-Remaining": 0;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Too Many Attempts."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Something broke on the server. Not documented by the vendor; the text is that of its likely framework, Laravel. */
        ServerError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AnyOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Server Error"
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
         * @example standin
         */
        Tenant: string;
        /**
         * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
         *     number of a webspace of this tenant gives 404.
         * @example 1
         */
        WebspaceId: number;
        /**
         * @description The tenant, under its later name.
         * @example standin
         */
        Team: string;
        /**
         * @description The webspace's UUID. Text of any other shape is answered like an unknown key.
         * @example 00000000-0000-4000-8000-000000000001
         */
        WebspaceKey: string;
        /**
         * @description The API token, its bar raw or encoded as `%7C`.
         * @example 1|standin-token
         */
        ApiToken: string;
    };
    requestBodies: never;
    headers: {
        /** @description Pages of every origin may read the reply. Not documented by the vendor. */
        AnyOrigin: "*";
        /** @description Calls allowed per minute; sent only while a rate limit is on. Not documented by the vendor. */
        RateLimit: number;
        /** @description Calls left in this minute; sent only while a rate limit is on. Not documented by the vendor. */
        RateLimitRemaining: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    recordConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentRequest"];
                "application/x-www-form-urlencoded": components["schemas"]["ConsentForm"];
            };
        };
        responses: {
            201: components["responses"]["ConsentRecorded"];
            400: components["responses"]["InvalidBody"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["TenantOrDomainsGroupNotFound"];
        };
    };
    recordConsentV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentV2Request"];
                "application/x-www-form-urlencoded": components["schemas"]["ConsentV2Form"];
            };
        };
        responses: {
            201: components["responses"]["ConsentV2Recorded"];
            400: components["responses"]["InvalidBody"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["TenantOrWebspaceNotFound"];
        };
    };
    recordConsentV4: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description First label of the dashboard's host name, so `mycompany` for mycompany.avacy.eu. Unknown ones give 404.
                 * @example standin
                 */
                tenant: components["parameters"]["Tenant"];
                /**
                 * @description Number of the webspace, as in the dashboard's address (89 for `/dashboard/89`). Anything that is not a whole
                 *     number of a webspace of this tenant gives 404.
                 * @example 1
                 */
                id: components["parameters"]["WebspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentV4Request"];
                "application/x-www-form-urlencoded": components["schemas"]["ConsentV4Form"];
            };
        };
        responses: {
            201: components["responses"]["ConsentV4Recorded"];
            400: components["responses"]["InvalidBodyV4"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["TenantOrWebspaceNotFound"];
        };
    };
    validateWebspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, under its later name.
                 * @example standin
                 */
                team: components["parameters"]["Team"];
                /**
                 * @description The webspace's UUID. Text of any other shape is answered like an unknown key.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                webspaceKey: components["parameters"]["WebspaceKey"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebspaceValid"];
            404: components["responses"]["WebspaceInvalid"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    validateApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, under its later name.
                 * @example standin
                 */
                team: components["parameters"]["Team"];
                /**
                 * @description The webspace's UUID. Text of any other shape is answered like an unknown key.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                webspaceKey: components["parameters"]["WebspaceKey"];
                /**
                 * @description The API token, its bar raw or encoded as `%7C`.
                 * @example 1|standin-token
                 */
                apiToken: components["parameters"]["ApiToken"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiTokenValid"];
            404: components["responses"]["ApiTokenInvalid"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
