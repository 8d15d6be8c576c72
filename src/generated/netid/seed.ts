// Written by `npm run generate`. Do not edit: change mocks/netid/seed.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a world of the Permission Center starts with. Stored settings are not seeded: scenarios make them. */
        Seed: {
            /** @description The partners' clients. Ids must be unique. Left out: the two TAPPs of the default world. */
            tapps?: components["schemas"]["Tapp"][];
            /** @description The accounts people can log in with. Ids must be unique. Left out: `alice` and `bob`. */
            users?: components["schemas"]["User"][];
            /**
             * @description Bearer tokens that never expire, for callers who cannot get one elsewhere. Left out: none, or that of the default
             *     world where `tapps` and `users` are left out too.
             */
            bearer_tokens?: components["schemas"]["BearerToken"][];
            /**
             * @description Who may export, each by a name of its own. Left out: none, or that of the default world where `tapps` is left out
             *     too.
             */
            export_users?: components["schemas"]["ExportUser"][];
            /**
             * @description The consent management platforms that exports may name. Left out: none, or that of the default world where `tapps`
             *     is left out too.
             */
            cmps?: components["schemas"]["Cmp"][];
            options?: components["schemas"]["Options"];
        };
        Tapp: {
            /** Format: uuid */
            id: string;
            /** @description An inactive TAPP is refused with 403; true when absent. */
            active?: boolean;
            /** @description Origins whose scripts may call for this TAPP, compared character by character. */
            origins?: components["schemas"]["Origin"][];
            /**
             * @description Lets in scripts of every origin on this machine besides (localhost, 127.0.0.1, [::1], any port). The vendor
             *     has nothing like it; false when absent.
             */
            any_loopback_origin?: boolean;
            /** @description The CMP this TAPP belongs to. */
            cmp_id?: string;
        };
        /** @description Scheme, host and, unless it is the usual one, port, as browsers send it. */
        Origin: string;
        User: {
            /** @description The name on the login page. */
            id: string;
            /** @description The netID identifier; made from the id when absent. */
            tpid?: string;
            /** @description Whether the account is gone, so that calls for it answer 410; false when absent. */
            deleted?: boolean;
        };
        BearerToken: {
            token: string;
            /** @description Id of a user. */
            user: string;
            /**
             * Format: uuid
             * @description Id of a TAPP.
             */
            tapp_id: string;
        };
        ExportUser: {
            username: string;
            password: string;
            /** @description Whether the user may export at all; true when absent. */
            has_role?: boolean;
            /** @description The TAPPs of the user's partner. Left out: all TAPPs of the seed. */
            tapp_ids?: string[];
        };
        Cmp: {
            id: string;
            /** @description An export that names an inactive CMP is refused with 403; true when absent. */
            active?: boolean;
        };
        /** @description Behaviour that the vendor leaves open. */
        Options: {
            /**
             * @description `detailed`, the default: a read without a TAPP answers 400 `NO_TAPP_ID`, one with a malformed TAPP 400
             *     `TAPP_ERROR`. `forbidden`: both answer 403 `TAPP_NOT_ALLOWED`, as a write does.
             * @enum {string}
             */
            read_tapp_codes?: "detailed" | "forbidden";
            /**
             * @description How the first generation reads a consent that was neither given nor revoked: `show`, the default, as an entry
             *     whose status is null, dated by the first write; `omit`, not at all.
             * @enum {string}
             */
            undecided_idconsent?: "omit" | "show";
            /** @description Whether a route asked for under the host name of another service is 404; false when absent. */
            strict_host?: boolean;
            /** @description Whether TC strings that are not service-specific are refused; false when absent. */
            reject_global_tc?: boolean;
            /**
             * @description Whether the login's cookie is `Secure; SameSite=None`, as netID's is; true when absent. Without it the cookie is
             *     `SameSite=Lax`, for browsers that take no secure cookies from http://localhost.
             */
            secure_cookie?: boolean;
            /** @description How long a login lasts; 3600 when absent. */
            session_seconds?: number;
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
