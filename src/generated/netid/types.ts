// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/netid-user-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the privacy status of a user
         * @description Answers 200 both when something is stored (`PERMISSIONS_FOUND`) and when nothing is
         *     (`PERMISSIONS_NOT_FOUND`); a user without a netID session gets 400 `NO_TPID` (browser) or `NO_TOKEN` (Bearer).
         *     In a browser the request needs no preflight.
         *
         *     The TAPP is checked before the user. Not documented by the vendor.
         */
        get: operations["readStatus"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * CORS preflight for reading
         * @description Reading with the documented `Accept` types is a simple request, so browsers ask this only for a script that
         *     adds further headers. Not documented by the vendor.
         */
        options: operations["preflightStatus"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/netid-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the permissions of one TAPP or of the TAPPs of a CMP
         * @description One row for every setting that changed at or after `q.date.ge`, sorted by user and within a user by
         *     type. Two forms:
         *
         *     - one TAPP: `q.tapp_id.eq`, answered in a `netid-permission-export` type;
         *     - several TAPPs of one CMP: `q.cmp_id.eq` with `q.tapp_id.in`, answered in a `tapp-netid-permissions-export`
         *       type with one entry for every named TAPP, also for one without rows.
         *
         *     A request with `q.cmp_id.eq` has the second form. The `audit` types name users by sync_id, the others by tpid,
         *     also after a revocation, so that a partner can purge those users. Without `Accept` the type without `audit`
         *     is sent. The path may end in a slash. There is no CORS support: this is not for browsers.
         */
        get: operations["exportPermissions"];
        put?: never;
        /**
         * Write the privacy status of a user
         * @description Sets the members that are present; an absent member keeps its stored value and its time of change. Either all
         *     members are stored or none. Storing an equal value again succeeds and renews its `changed_at`.
         *
         *     The tpid of the reply follows the consent as stored after the write: revoking turns it to null at once, while a
         *     write without `idconsent` still returns it as long as the consent on record is VALID. Revoking deletes
         *     nothing. The reply has no `status_code`.
         *
         *     The plain `v1` and the `v2` media types of the read service are accepted in `Accept` too and mean the
         *     matching type listed here. The TAPP is checked first, then the user, then the body. Not documented by the
         *     vendor.
         */
        post: operations["writePermissions"];
        delete?: never;
        /**
         * CORS preflight for writing
         * @description Browsers send this before every write, because the content type of a write is not on the Fetch safelist. The
         *     preflight carries no cookie. Not documented by the vendor.
         */
        options: operations["preflightPermissions"];
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description VALID means given, INVALID means revoked.
         * @enum {string}
         */
        ConsentStatus: "VALID" | "INVALID";
        /**
         * Format: date-time
         * @description When the setting was last written, in UTC with milliseconds. Format not documented by the vendor.
         */
        ChangedAt: string;
        /**
         * @description TC string of IAB TCF version 2: a core of at least 44 characters, then any number of further segments, each
         *     set off by a dot. Stored and returned byte for byte.
         */
        TcString: string;
        /**
         * @description An identifier a caller can ask for.
         * @enum {string}
         */
        IdentifierName: "TPID" | "SYNC_ID" | "ETPID";
        /** @description Names of identifiers; unknown ones are ignored. */
        IdentifierList: (components["schemas"]["IdentifierName"] | string)[];
        /** @description What the partner may know about the user. */
        SubjectIdentifiers: {
            /** @description The netID identifier; null unless the stored consent is VALID. */
            tpid: string | null;
        };
        /** @description What the partner may know about the user, with the sync_id. */
        SubjectIdentifiersAudit: {
            /** @description The netID identifier; null unless the stored consent is VALID. */
            tpid: string | null;
            /** @description Identifier of this user for this TAPP alone, stable, whatever the consent. */
            sync_id: string;
        };
        /** @description The identifiers the caller asked for, and no others. */
        SubjectIdentifiersV2: {
            /** @description The netID identifier; null unless the stored consent is VALID. */
            tpid?: string | null;
            /** @description Identifier of this user for this TAPP alone; null if the service could not tell it. */
            sync_id?: string | null;
            /** @description Encrypted tpid, renewed daily or more often; null unless the stored consent is VALID. */
            etpid?: string | null;
        };
        /** @description The identifiers the caller asked for, all null. */
        SubjectIdentifiersV2Unknown: {
            tpid?: null;
            sync_id?: null;
            etpid?: null;
        };
        /** @description The consent to be recognised by the partner. While the user has not decided, its status is null. */
        IdConsentSetting: {
            /** @constant */
            type: "IDCONSENT";
            /**
             * @description VALID means given, INVALID means revoked, null means undecided.
             * @enum {string|null}
             */
            status: "VALID" | "INVALID" | null;
            /** @description When the user decided; while undecided, when the first setting of the record was stored. */
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description Consent to sharing data. Partners can read it but not write it. */
        DatashareSetting: {
            /** @constant */
            type: "DATASHARE";
            status: components["schemas"]["ConsentStatus"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description The TC string stored for this user and this TAPP. */
        TcStringSetting: {
            /** @constant */
            type: "IAB_TC_STRING";
            value: components["schemas"]["TcString"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description One setting, told apart by `type`. */
        PrivacySetting: components["schemas"]["IdConsentSetting"] | components["schemas"]["DatashareSetting"] | components["schemas"]["TcStringSetting"];
        /** @description What is stored, in the order IDCONSENT, DATASHARE, IAB_TC_STRING; each type at most once. */
        PrivacySettings: components["schemas"]["PrivacySetting"][];
        /** @description What is stored, by name. DATASHARE does not exist in this generation. */
        PrivacySettingsV2: {
            /** @description Absent while the user has not decided. */
            idconsent?: {
                status: components["schemas"]["ConsentStatus"];
                changed_at: components["schemas"]["ChangedAt"];
            };
            /** @description The TC string. Mind the spelling, which differs from the one of a write. */
            iab_tcstring?: {
                value: components["schemas"]["TcString"];
                changed_at: components["schemas"]["ChangedAt"];
            };
        };
        /** @description Something is stored for this user and this TAPP. */
        PermissionsFound: {
            /** @constant */
            status_code: "PERMISSIONS_FOUND";
            subject_identifiers: components["schemas"]["SubjectIdentifiers"];
            netid_privacy_settings: components["schemas"]["PrivacySettings"];
        };
        /** @description Something is stored for this user and this TAPP. */
        PermissionsFoundAudit: {
            /** @constant */
            status_code: "PERMISSIONS_FOUND";
            subject_identifiers: components["schemas"]["SubjectIdentifiersAudit"];
            netid_privacy_settings: components["schemas"]["PrivacySettings"];
        };
        /** @description Something is stored for this user and this TAPP. */
        PermissionsFoundV2: {
            /** @constant */
            status_code: "PERMISSIONS_FOUND";
            subject_identifiers: components["schemas"]["SubjectIdentifiersV2"];
            netid_privacy_settings: components["schemas"]["PrivacySettingsV2"];
        };
        /** @description The user has a netID session, but nothing is stored for this TAPP. */
        PermissionsNotFound: {
            /** @constant */
            status_code: "PERMISSIONS_NOT_FOUND";
        };
        /** @description The user has a netID session, but nothing that this generation shows is stored for this TAPP. */
        PermissionsNotFoundV2: {
            /** @constant */
            status_code: "PERMISSIONS_NOT_FOUND";
            subject_identifiers: components["schemas"]["SubjectIdentifiersV2Unknown"];
            /** @description Always empty. */
            netid_privacy_settings: Record<string, never>;
        };
        /** @description Privacy status without sync_id, told apart by `status_code`. */
        UserStatus: components["schemas"]["PermissionsFound"] | components["schemas"]["PermissionsNotFound"];
        /** @description Privacy status with sync_id, told apart by `status_code`. */
        UserStatusAudit: components["schemas"]["PermissionsFoundAudit"] | components["schemas"]["PermissionsNotFound"];
        /** @description Privacy status with the identifiers of `q.identifier.in`, told apart by `status_code`. */
        UserStatusV2: components["schemas"]["PermissionsFoundV2"] | components["schemas"]["PermissionsNotFoundV2"];
        /**
         * @description What to store. A null member counts as absent; at least one must be neither absent nor null. There is no member
         *     for DATASHARE. That unknown members are refused is not documented by the vendor for this generation.
         */
        Permissions: {
            /**
             * @description VALID gives and INVALID revokes the consent to be recognised by the partner.
             * @enum {string|null}
             */
            idconsent?: "VALID" | "INVALID" | null;
            /** @description The TC string of the same decision. */
            iab_tc_string?: components["schemas"]["TcString"] | null;
        };
        /** @description Reply to a write, without sync_id. */
        SubjectStatus: {
            subject_identifiers: components["schemas"]["SubjectIdentifiers"];
        };
        /** @description Reply to a write, with sync_id. */
        SubjectStatusAudit: {
            subject_identifiers: components["schemas"]["SubjectIdentifiersAudit"];
        };
        /** @description Reply to a write, with the identifiers of `q.identifier.in`. */
        SubjectStatusV2: {
            subject_identifiers: components["schemas"]["SubjectIdentifiersV2"];
        };
        /** @description A consent of one user, who is named by tpid. */
        ConsentRow: {
            /** @description The netID identifier, also after a revocation. */
            tpid: string;
            /** @enum {string} */
            type: "IDCONSENT" | "DATASHARE";
            status: components["schemas"]["ConsentStatus"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description The TC string of one user, who is named by tpid. */
        TcStringRow: {
            /** @description The netID identifier, also after a revocation. */
            tpid: string;
            /** @constant */
            type: "IAB_TC_STRING";
            value: components["schemas"]["TcString"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description A consent of one user, who is named by sync_id. */
        ConsentRowAudit: {
            /** @description Identifier of this user for this TAPP alone. */
            sync_id: string;
            /** @enum {string} */
            type: "IDCONSENT" | "DATASHARE";
            status: components["schemas"]["ConsentStatus"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description The TC string of one user, who is named by sync_id. */
        TcStringRowAudit: {
            /** @description Identifier of this user for this TAPP alone. */
            sync_id: string;
            /** @constant */
            type: "IAB_TC_STRING";
            value: components["schemas"]["TcString"];
            changed_at: components["schemas"]["ChangedAt"];
        };
        /** @description One setting of one user, told apart by `type`. */
        ExportRow: components["schemas"]["ConsentRow"] | components["schemas"]["TcStringRow"];
        /** @description One setting of one user, told apart by `type`. */
        ExportRowAudit: components["schemas"]["ConsentRowAudit"] | components["schemas"]["TcStringRowAudit"];
        /** @description Export of one TAPP by tpid. The member name is not documented by the vendor. */
        TappExport: {
            tapp_netid_permissions_export: components["schemas"]["ExportRow"][];
        };
        /** @description Export of one TAPP by sync_id. */
        TappExportAudit: {
            tapp_netid_permissions_export_audit: components["schemas"]["ExportRowAudit"][];
        };
        /** @description Export of several TAPPs by tpid. Media type and member names are not documented by the vendor. */
        CmpExport: {
            /** @description One entry for every TAPP of the request. */
            cmp_netid_permissions_export: {
                /** Format: uuid */
                tapp_id: string;
                tapp_netid_permissions_export: components["schemas"]["ExportRow"][];
            }[];
        };
        /** @description Export of several TAPPs by sync_id. */
        CmpExportAudit: {
            /** @description One entry for every TAPP of the request. */
            cmp_netid_permissions_export_audit: {
                /** Format: uuid */
                tapp_id: string;
                tapp_netid_permissions_export_audit: components["schemas"]["ExportRowAudit"][];
            }[];
        };
        /** @description Why a read was refused. */
        ReadRefusedError: {
            /**
             * @description The HTTP status.
             * @constant
             */
            status?: 400;
            /** @enum {string} */
            status_code: "NO_TPID" | "NO_TOKEN" | "TOKEN_ERROR" | "NO_TAPP_ID" | "TAPP_ERROR";
            /** @description For people; the wording is free. */
            message?: string;
        };
        /** @description Why a write was refused. */
        WriteRefusedError: {
            /**
             * @description The HTTP status.
             * @constant
             */
            status?: 400;
            /** @enum {string} */
            status_code: "NO_TPID" | "NO_TOKEN" | "TOKEN_ERROR" | "NO_REQUEST_BODY" | "JSON_PARSE_ERROR" | "NO_PERMISSIONS" | "PERMISSION_PARAMETERS_ERROR";
            /** @description For people; the wording is free. */
            message?: string;
        };
        /** @description The partner may not do this. */
        TappNotAllowedError: {
            /**
             * @description The HTTP status.
             * @constant
             */
            status?: 403;
            /** @constant */
            status_code: "TAPP_NOT_ALLOWED";
            /** @description For people; the wording is free. */
            message?: string;
        };
        /** @description The account does not exist any more. */
        AccountGoneError: {
            /**
             * @description The HTTP status.
             * @constant
             */
            status?: 410;
            /** @constant */
            status_code: "TPID_EXISTENCE_ERROR";
            /** @description For people; the wording is free. */
            message?: string;
        };
        /** @description The framework's error, without a `status_code`. Not documented by the vendor. */
        GenericError: {
            /** Format: date-time */
            timestamp: string;
            /** @description The HTTP status. */
            status: number;
            /** @description The reason phrase of the status. */
            error: string;
            /** @description The path of the request, without the query. */
            path: string;
        };
    };
    responses: {
        /**
         * @description `NO_TPID`: no cookie. `NO_TOKEN`: no Bearer token. `TOKEN_ERROR`: cookie or token expired or invalid.
         *     `NO_TAPP_ID`, `TAPP_ERROR`: `q.tapp_id.eq` missing or malformed (browser only).
         */
        ReadRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ReadRefusedError"];
            };
        };
        /**
         * @description `NO_TPID`: no cookie. `NO_TOKEN`: no Bearer token. `TOKEN_ERROR`: cookie or token expired or invalid.
         *     `NO_REQUEST_BODY`: empty body or `null`. `JSON_PARSE_ERROR`: not JSON, or not an object. `NO_PERMISSIONS`: no
         *     member, or only null members. `PERMISSION_PARAMETERS_ERROR`: an unknown member, or a wrong value such as an
         *     invalid TC string. Nothing is stored.
         */
        WriteRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WriteRefusedError"];
            };
        };
        /**
         * @description `TAPP_NOT_ALLOWED`. Browser: the TAPP is unknown or inactive, or `Origin` is missing or not registered for it;
         *     when writing also a missing or malformed `q.tapp_id.eq`. Bearer: the request has an `Origin`, or the token's
         *     TAPP is inactive. An origin that is missing or not registered gets no CORS headers.
         */
        TappNotAllowed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 403,
                 *       "status_code": "TAPP_NOT_ALLOWED",
                 *       "message": "The TAPP may not do this from here."
                 *     }
                 */
                "application/json": components["schemas"]["TappNotAllowedError"];
            };
        };
        /** @description `TPID_EXISTENCE_ERROR`: the user's netID account was deleted. Forget the stored tpid. */
        AccountGone: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 410,
                 *       "status_code": "TPID_EXISTENCE_ERROR",
                 *       "message": "The account is gone."
                 *     }
                 */
                "application/json": components["schemas"]["AccountGoneError"];
            };
        };
        /** @description `Accept` names none of the media types of this operation. Not documented by the vendor. */
        NotAcceptable: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 406,
                 *       "error": "Not Acceptable",
                 *       "path": "/netid-user-status"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description `Content-Type` is missing or not the type of a write. Not documented by the vendor. */
        UnsupportedMediaType: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 415,
                 *       "error": "Unsupported Media Type",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /**
         * @description The TAPP is missing, unknown or inactive, the origin is missing or not registered for it, or the method is not
         *     the one of this path. No CORS headers. Not documented by the vendor.
         */
        PreflightRefused: {
            headers: {
                Vary: components["headers"]["PreflightVary"];
                [name: string]: unknown;
            };
            content: {
                /** @example Invalid CORS request */
                "text/plain": "Invalid CORS request";
            };
        };
        /** @description A parameter is missing or invalid. The body is not documented by the vendor. */
        ExportBadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 400,
                 *       "error": "Bad Request",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description No credentials, or wrong ones. The body is not documented by the vendor. */
        ExportUnauthorized: {
            headers: {
                /**
                 * @description The challenge. Not documented by the vendor.
                 * @example Basic realm="netid"
                 */
                "WWW-Authenticate": "Basic realm=\"netid\"";
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 401,
                 *       "error": "Unauthorized",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /**
         * @description The TAPP or the CMP is inactive or not this user's, or the user lacks the export role. The body is not
         *     documented by the vendor.
         */
        ExportForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 403,
                 *       "error": "Forbidden",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description `Accept` names no media type of the form that was asked for. Not documented by the vendor. */
        ExportNotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 406,
                 *       "error": "Not Acceptable",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description The path cannot be decoded. Not documented by the vendor. */
        MalformedPath: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 400,
                 *       "error": "Bad Request",
                 *       "path": "/netid-user-status%"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description No such path. Not documented by the vendor. */
        NotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 404,
                 *       "error": "Not Found",
                 *       "path": "/netid-user"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description The path exists, but not with this method. Not documented by the vendor. */
        MethodNotAllowed: {
            headers: {
                /**
                 * @description The methods of this path, separated by commas.
                 * @example GET, OPTIONS
                 */
                Allow: string;
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                Vary: components["headers"]["VaryOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 405,
                 *       "error": "Method Not Allowed",
                 *       "path": "/netid-user-status"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description The body is too large. Not documented by the vendor; the text is the one of Spring Boot. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 413,
                 *       "error": "Payload Too Large",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description Too many requests. Not documented by the vendor. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 429,
                 *       "error": "Too Many Requests",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
        /** @description A failure of the service. Not documented by the vendor. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "timestamp": "2025-03-01T09:30:00.000+00:00",
                 *       "status": 500,
                 *       "error": "Internal Server Error",
                 *       "path": "/netid-permissions"
                 *     }
                 */
                "application/json": components["schemas"]["GenericError"];
            };
        };
    };
    parameters: {
        /**
         * @description The TAPP, a UUID. Required in the browser variant: a read answers 400 `NO_TAPP_ID` if it is missing or empty
         *     and 400 `TAPP_ERROR` if it is malformed, a write answers 403 `TAPP_NOT_ALLOWED` to both, and a preflight is
         *     refused. Ignored with a Bearer token.
         * @example 00000000-0000-4000-8000-000000000001
         */
        TappId: string;
        /**
         * @description Identifiers to return, separated by commas. Only the `v2` media types look at it; without it they return none.
         *     A repeated parameter adds to the list. Unknown names are ignored.
         * @example [
         *       "TPID",
         *       "SYNC_ID",
         *       "ETPID"
         *     ]
         */
        IdentifierIn: components["schemas"]["IdentifierList"];
        /**
         * @description Another spelling of `q.identifier.in`; where both are sent, their lists are joined.
         * @example [
         *       "TPID"
         *     ]
         */
        Identifier: components["schemas"]["IdentifierList"];
        /**
         * @description Set by the browser; scripts cannot set it. Required in the browser variant and equal, character by character,
         *     to an origin registered for the TAPP; otherwise 403. Must be absent with a Bearer token.
         * @example http://localhost:3000
         */
        Origin: string;
        /**
         * @description The method the browser is about to use. Set by the browser.
         * @example POST
         */
        RequestMethod: string;
        /**
         * @description The names of the headers the browser is about to send, separated by commas. Set by the browser.
         * @example content-type
         */
        RequestHeaders: string;
        /**
         * @description The TAPP to export. Required unless `q.cmp_id.eq` is given; missing is 400.
         * @example 00000000-0000-4000-8000-000000000001
         */
        ExportTappId: string;
        /**
         * @description The CMP whose TAPPs to export. Needs `q.tapp_id.in`.
         * @example standin-cmp
         */
        ExportCmpId: string;
        /**
         * @description The TAPPs to export, separated by commas. Required with `q.cmp_id.eq`; missing is then 400.
         * @example [
         *       "00000000-0000-4000-8000-000000000001",
         *       "00000000-0000-4000-8000-000000000002"
         *     ]
         */
        ExportTappIds: string[];
        /**
         * @description Rows that changed at or after this moment: a date, meaning its first instant in UTC, or a date-time with zone.
         *     Missing or malformed is 400. The exact format is not documented by the vendor.
         * @example 2025-03-01
         */
        ExportSince: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description For a browser the address of the user's status on the read service, with `q.tapp_id.eq`. For a Bearer caller
         *     `/netid-permissions` on the read service, without a query.
         * @example https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001
         */
        Location: string;
        /**
         * @description The request's own origin, never `*`. Sent to browsers whose origin is registered for the TAPP; where the
         *     TAPP is unknown or unreadable, to origins of any active TAPP. Never sent with a Bearer token.
         * @example http://localhost:3000
         */
        AllowOrigin: string;
        /**
         * @description Sent together with `Access-Control-Allow-Origin`.
         * @example true
         */
        AllowCredentials: "true";
        /**
         * @description Sent with every reply, whether or not the request had an `Origin`.
         * @example Origin
         */
        VaryOrigin: "Origin";
        /**
         * @description Replies about a user must not be cached. Not documented by the vendor.
         * @example no-store
         */
        NoStore: "no-store";
        /**
         * @description The request's own origin.
         * @example http://localhost:3000
         */
        PreflightOrigin: string;
        /**
         * @description The browser may send the cookie.
         * @example true
         */
        PreflightCredentials: "true";
        /**
         * @description The headers a script may set. `authorization` is never among them.
         * @example content-type, accept
         */
        PreflightHeaders: "content-type, accept";
        /**
         * @description Seconds for which the browser may remember this answer.
         * @example 1800
         */
        PreflightMaxAge: number;
        /**
         * @description The request headers this answer depends on.
         * @example Origin, Access-Control-Request-Method, Access-Control-Request-Headers
         */
        PreflightVary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readStatus: {
        parameters: {
            query?: {
                /**
                 * @description The TAPP, a UUID. Required in the browser variant: a read answers 400 `NO_TAPP_ID` if it is missing or empty
                 *     and 400 `TAPP_ERROR` if it is malformed, a write answers 403 `TAPP_NOT_ALLOWED` to both, and a preflight is
                 *     refused. Ignored with a Bearer token.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                "q.tapp_id.eq"?: components["parameters"]["TappId"];
                /**
                 * @description Identifiers to return, separated by commas. Only the `v2` media types look at it; without it they return none.
                 *     A repeated parameter adds to the list. Unknown names are ignored.
                 * @example [
                 *       "TPID",
                 *       "SYNC_ID",
                 *       "ETPID"
                 *     ]
                 */
                "q.identifier.in"?: components["parameters"]["IdentifierIn"];
                /**
                 * @description Another spelling of `q.identifier.in`; where both are sent, their lists are joined.
                 * @example [
                 *       "TPID"
                 *     ]
                 */
                "q.identifier"?: components["parameters"]["Identifier"];
            };
            header?: {
                /**
                 * @description Set by the browser; scripts cannot set it. Required in the browser variant and equal, character by character,
                 *     to an origin registered for the TAPP; otherwise 403. Must be absent with a Bearer token.
                 * @example http://localhost:3000
                 */
                Origin?: components["parameters"]["Origin"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The privacy status, in the media type that was asked for. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                    Vary: components["headers"]["VaryOrigin"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.netid.permission-center.netid-user-status-v1+json": components["schemas"]["UserStatus"];
                    "application/vnd.netid.permission-center.netid-user-status-audit-v1+json": components["schemas"]["UserStatusAudit"];
                    "application/vnd.netid.permission-center.netid-user-status-v2+json": components["schemas"]["UserStatusV2"];
                };
            };
            400: components["responses"]["ReadRefused"];
            403: components["responses"]["TappNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            410: components["responses"]["AccountGone"];
        };
    };
    preflightStatus: {
        parameters: {
            query?: {
                /**
                 * @description The TAPP, a UUID. Required in the browser variant: a read answers 400 `NO_TAPP_ID` if it is missing or empty
                 *     and 400 `TAPP_ERROR` if it is malformed, a write answers 403 `TAPP_NOT_ALLOWED` to both, and a preflight is
                 *     refused. Ignored with a Bearer token.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                "q.tapp_id.eq"?: components["parameters"]["TappId"];
            };
            header?: {
                /**
                 * @description Set by the browser; scripts cannot set it. Required in the browser variant and equal, character by character,
                 *     to an origin registered for the TAPP; otherwise 403. Must be absent with a Bearer token.
                 * @example http://localhost:3000
                 */
                Origin?: components["parameters"]["Origin"];
                /**
                 * @description The method the browser is about to use. Set by the browser.
                 * @example POST
                 */
                "Access-Control-Request-Method"?: components["parameters"]["RequestMethod"];
                /**
                 * @description The names of the headers the browser is about to send, separated by commas. Set by the browser.
                 * @example content-type
                 */
                "Access-Control-Request-Headers"?: components["parameters"]["RequestHeaders"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The origin may read for this TAPP. No body. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["PreflightOrigin"];
                    "Access-Control-Allow-Credentials": components["headers"]["PreflightCredentials"];
                    /** @description The method of this path that browsers may use. */
                    "Access-Control-Allow-Methods": "GET";
                    "Access-Control-Allow-Headers": components["headers"]["PreflightHeaders"];
                    "Access-Control-Max-Age": components["headers"]["PreflightMaxAge"];
                    Vary: components["headers"]["PreflightVary"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["PreflightRefused"];
        };
    };
    exportPermissions: {
        parameters: {
            query: {
                /**
                 * @description The TAPP to export. Required unless `q.cmp_id.eq` is given; missing is 400.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                "q.tapp_id.eq"?: components["parameters"]["ExportTappId"];
                /**
                 * @description The CMP whose TAPPs to export. Needs `q.tapp_id.in`.
                 * @example standin-cmp
                 */
                "q.cmp_id.eq"?: components["parameters"]["ExportCmpId"];
                /**
                 * @description The TAPPs to export, separated by commas. Required with `q.cmp_id.eq`; missing is then 400.
                 * @example [
                 *       "00000000-0000-4000-8000-000000000001",
                 *       "00000000-0000-4000-8000-000000000002"
                 *     ]
                 */
                "q.tapp_id.in"?: components["parameters"]["ExportTappIds"];
                /**
                 * @description Rows that changed at or after this moment: a date, meaning its first instant in UTC, or a date-time with zone.
                 *     Missing or malformed is 400. The exact format is not documented by the vendor.
                 * @example 2025-03-01
                 */
                "q.date.ge": components["parameters"]["ExportSince"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export, in the media type that was asked for. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.netid.permission-center.netid-permission-export.list-v1+json": components["schemas"]["TappExport"];
                    "application/vnd.netid.permission-center.netid-permission-export-audit.list-v1+json": components["schemas"]["TappExportAudit"];
                    "application/vnd.netid.permission-center.tapp-netid-permissions-export.list-v1+json": components["schemas"]["CmpExport"];
                    "application/vnd.netid.permission-center.tapp-netid-permissions-export-audit.list-v1+json": components["schemas"]["CmpExportAudit"];
                };
            };
            400: components["responses"]["ExportBadRequest"];
            401: components["responses"]["ExportUnauthorized"];
            403: components["responses"]["ExportForbidden"];
            406: components["responses"]["ExportNotAcceptable"];
        };
    };
    writePermissions: {
        parameters: {
            query?: {
                /**
                 * @description The TAPP, a UUID. Required in the browser variant: a read answers 400 `NO_TAPP_ID` if it is missing or empty
                 *     and 400 `TAPP_ERROR` if it is malformed, a write answers 403 `TAPP_NOT_ALLOWED` to both, and a preflight is
                 *     refused. Ignored with a Bearer token.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                "q.tapp_id.eq"?: components["parameters"]["TappId"];
                /**
                 * @description Identifiers to return, separated by commas. Only the `v2` media types look at it; without it they return none.
                 *     A repeated parameter adds to the list. Unknown names are ignored.
                 * @example [
                 *       "TPID",
                 *       "SYNC_ID",
                 *       "ETPID"
                 *     ]
                 */
                "q.identifier.in"?: components["parameters"]["IdentifierIn"];
                /**
                 * @description Another spelling of `q.identifier.in`; where both are sent, their lists are joined.
                 * @example [
                 *       "TPID"
                 *     ]
                 */
                "q.identifier"?: components["parameters"]["Identifier"];
            };
            header?: {
                /**
                 * @description Set by the browser; scripts cannot set it. Required in the browser variant and equal, character by character,
                 *     to an origin registered for the TAPP; otherwise 403. Must be absent with a Bearer token.
                 * @example http://localhost:3000
                 */
                Origin?: components["parameters"]["Origin"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * @description At least one permission. The type is `v2` whatever generation the reply has; any other type, plain
         *     `application/json` included, is refused with 415.
         */
        requestBody: {
            content: {
                "application/vnd.netid.permission-center.netid-permissions-v2+json": components["schemas"]["Permissions"];
            };
        };
        responses: {
            /** @description Stored. The identifiers the partner may now see, in the media type that was asked for. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    "Access-Control-Allow-Credentials": components["headers"]["AllowCredentials"];
                    Vary: components["headers"]["VaryOrigin"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.netid.permission-center.netid-subject-status-v1+json": components["schemas"]["SubjectStatus"];
                    "application/vnd.netid.permission-center.netid-subject-status-audit-v1+json": components["schemas"]["SubjectStatusAudit"];
                    "application/vnd.netid.permission-center.netid-subject-status-v2+json": components["schemas"]["SubjectStatusV2"];
                };
            };
            400: components["responses"]["WriteRefused"];
            403: components["responses"]["TappNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            410: components["responses"]["AccountGone"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    preflightPermissions: {
        parameters: {
            query?: {
                /**
                 * @description The TAPP, a UUID. Required in the browser variant: a read answers 400 `NO_TAPP_ID` if it is missing or empty
                 *     and 400 `TAPP_ERROR` if it is malformed, a write answers 403 `TAPP_NOT_ALLOWED` to both, and a preflight is
                 *     refused. Ignored with a Bearer token.
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                "q.tapp_id.eq"?: components["parameters"]["TappId"];
            };
            header?: {
                /**
                 * @description Set by the browser; scripts cannot set it. Required in the browser variant and equal, character by character,
                 *     to an origin registered for the TAPP; otherwise 403. Must be absent with a Bearer token.
                 * @example http://localhost:3000
                 */
                Origin?: components["parameters"]["Origin"];
                /**
                 * @description The method the browser is about to use. Set by the browser.
                 * @example POST
                 */
                "Access-Control-Request-Method"?: components["parameters"]["RequestMethod"];
                /**
                 * @description The names of the headers the browser is about to send, separated by commas. Set by the browser.
                 * @example content-type
                 */
                "Access-Control-Request-Headers"?: components["parameters"]["RequestHeaders"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The origin may write for this TAPP. No body. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["PreflightOrigin"];
                    "Access-Control-Allow-Credentials": components["headers"]["PreflightCredentials"];
                    /** @description The method of this path that browsers may use. */
                    "Access-Control-Allow-Methods": "POST";
                    "Access-Control-Allow-Headers": components["headers"]["PreflightHeaders"];
                    "Access-Control-Max-Age": components["headers"]["PreflightMaxAge"];
                    Vary: components["headers"]["PreflightVary"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["PreflightRefused"];
        };
    };
}
