// Written by `npm run generate`. Do not edit: change mocks/netid/scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a test needs to call for one user and one TAPP, by either variant. */
        Access: {
            user: string;
            tpid: string;
            tapp_id: string;
            /** @description Absent if nothing is stored. */
            sync_id?: string;
            /** @description The whole `Cookie` header; empty for a user whose browser sends none. */
            cookie: string;
            bearer_token: string;
        };
        ExportAccess: {
            username: string;
            password: string;
            has_role?: boolean;
            tapp_ids?: string[];
            /** @description The `Authorization` header. */
            authorization: string;
        };
        /** @description Behaviour that the vendor leaves open. */
        SeedOptions: {
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
        /** @description Scheme, host and, unless it is the usual one, port, as browsers send it. */
        SeedOrigin: string;
        StoredTapp: {
            id: string;
            active: boolean;
            origins: string[];
            any_loopback_origin: boolean;
            cmp_id?: string;
        };
        "a user who is logged in: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description How good the login is.
             * @default valid
             * @enum {string}
             */
            session?: "valid" | "expired" | "forged";
        };
        "a user who is logged in: result": components["schemas"]["Access"];
        "a user with nothing stored: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        "a user with nothing stored: result": components["schemas"]["Access"];
        "a user who gave consent: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description The consent. Left out, undecided.
             * @default VALID
             * @enum {string}
             */
            idconsent?: "VALID" | "INVALID";
            /**
             * @description The decision to share data. Left out, undecided.
             * @enum {string}
             */
            datashare?: "VALID" | "INVALID";
            /**
             * @description The TC string. Left out, none.
             * @default CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA
             */
            iab_tc_string?: string;
        };
        "a user who gave consent: result": components["schemas"]["Access"];
        "a user who revoked consent: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description The consent. Left out, undecided.
             * @default INVALID
             * @enum {string}
             */
            idconsent?: "VALID" | "INVALID";
            /**
             * @description The decision to share data. Left out, undecided.
             * @enum {string}
             */
            datashare?: "VALID" | "INVALID";
            /**
             * @description The TC string. Left out, none.
             * @default CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA
             */
            iab_tc_string?: string;
        };
        "a user who revoked consent: result": components["schemas"]["Access"];
        "a user with a TC string only: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description The consent. Left out, undecided.
             * @enum {string}
             */
            idconsent?: "VALID" | "INVALID";
            /**
             * @description The decision to share data. Left out, undecided.
             * @enum {string}
             */
            datashare?: "VALID" | "INVALID";
            /**
             * @description The TC string. Left out, none.
             * @default CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA
             */
            iab_tc_string?: string;
        };
        "a user with a TC string only: result": components["schemas"]["Access"];
        "a user who shares data: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description The consent. Left out, undecided.
             * @enum {string}
             */
            idconsent?: "VALID" | "INVALID";
            /**
             * @description The decision to share data. Left out, undecided.
             * @default VALID
             * @enum {string}
             */
            datashare?: "VALID" | "INVALID";
            /** @description The TC string. Left out, none. */
            iab_tc_string?: string;
        };
        "a user who shares data: result": components["schemas"]["Access"];
        "a user whose login has expired: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        "a user whose login has expired: result": components["schemas"]["Access"];
        "a user with a forged cookie: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        "a user with a forged cookie: result": components["schemas"]["Access"];
        "a user whose browser sends no cookie: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        "a user whose browser sends no cookie: result": components["schemas"]["Access"];
        "a deleted account: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default carol
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        "a deleted account: result": components["schemas"]["Access"];
        "a user of two TAPPs: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * Format: uuid
             * @description Id of the second TAPP.
             * @default 00000000-0000-4000-8000-000000000002
             */
            second_tapp_id?: string;
        };
        "a user of two TAPPs: result": components["schemas"]["Access"] & {
            /** @description The same of the second TAPP. */
            second: components["schemas"]["Access"];
        };
        "a Bearer token: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
            /**
             * @description How good the login is.
             * @default valid
             * @enum {string}
             */
            session?: "valid" | "expired" | "forged";
        };
        /** @description The token. */
        "a Bearer token: result": string;
        "an expired Bearer token: parameters": {
            /**
             * @description Id of the user, who is made when new.
             * @default alice
             */
            user?: string;
            /**
             * Format: uuid
             * @description Id of the TAPP.
             * @default 00000000-0000-4000-8000-000000000001
             */
            tapp_id?: string;
            /** @description How long the login and the token last. Left out, as long as usual. */
            lifetime_seconds?: number;
        };
        /** @description The token. */
        "an expired Bearer token: result": string;
        "a TAPP: parameters": {
            /**
             * Format: uuid
             * @default 00000000-0000-4000-8000-000000000001
             */
            id?: string;
            /** @description An inactive TAPP is refused with 403; true when absent. */
            active?: boolean;
            /** @description Origins whose scripts may call for this TAPP, compared character by character. */
            origins?: components["schemas"]["SeedOrigin"][];
            /**
             * @description Lets in scripts of every origin on this machine besides (localhost, 127.0.0.1, [::1], any port). The vendor
             *     has nothing like it; false when absent.
             */
            any_loopback_origin?: boolean;
            /**
             * @description The CMP this TAPP belongs to.
             * @default standin-cmp
             */
            cmp_id?: string;
        };
        "a TAPP: result": components["schemas"]["StoredTapp"];
        "an active TAPP with two origins: parameters": {
            /**
             * Format: uuid
             * @default 00000000-0000-4000-8000-000000000001
             */
            id?: string;
            /** @description An inactive TAPP is refused with 403; true when absent. */
            active?: boolean;
            /**
             * @description Origins whose scripts may call for this TAPP, compared character by character.
             * @default [
             *       "https://www.example.com",
             *       "https://shop.example.com"
             *     ]
             */
            origins?: components["schemas"]["SeedOrigin"][];
            /**
             * @description Lets in scripts of every origin on this machine besides (localhost, 127.0.0.1, [::1], any port). The vendor
             *     has nothing like it; false when absent.
             */
            any_loopback_origin?: boolean;
            /**
             * @description The CMP this TAPP belongs to.
             * @default standin-cmp
             */
            cmp_id?: string;
        };
        "an active TAPP with two origins: result": components["schemas"]["StoredTapp"];
        "an inactive TAPP: parameters": {
            /**
             * Format: uuid
             * @default 00000000-0000-4000-8000-000000000001
             */
            id?: string;
            /**
             * @description An inactive TAPP is refused with 403; true when absent.
             * @default false
             */
            active?: boolean;
            /** @description Origins whose scripts may call for this TAPP, compared character by character. */
            origins?: components["schemas"]["SeedOrigin"][];
            /**
             * @description Lets in scripts of every origin on this machine besides (localhost, 127.0.0.1, [::1], any port). The vendor
             *     has nothing like it; false when absent.
             * @default true
             */
            any_loopback_origin?: boolean;
            /**
             * @description The CMP this TAPP belongs to.
             * @default standin-cmp
             */
            cmp_id?: string;
        };
        "an inactive TAPP: result": components["schemas"]["StoredTapp"];
        "a user: parameters": {
            /**
             * @description The name on the login page.
             * @default alice
             */
            id?: string;
            /** @description The netID identifier; made from the id when absent. */
            tpid?: string;
            /** @description Whether the account is gone, so that calls for it answer 410; false when absent. */
            deleted?: boolean;
        };
        "a user: result": {
            id: string;
            tpid: string;
            deleted: boolean;
        };
        "an export user: parameters": {
            /** @default standin-export */
            username?: string;
            /** @default standin-secret */
            password?: string;
            /** @description Whether the user may export at all; true when absent. */
            has_role?: boolean;
            /**
             * @description The TAPPs of the user's partner. Left out: all TAPPs of the seed.
             * @default [
             *       "00000000-0000-4000-8000-000000000001",
             *       "00000000-0000-4000-8000-000000000002"
             *     ]
             */
            tapp_ids?: string[];
        };
        "an export user: result": components["schemas"]["ExportAccess"];
        "an export user without the role: parameters": {
            /** @default standin-clerk */
            username?: string;
            /** @default standin-secret */
            password?: string;
            /**
             * @description Whether the user may export at all; true when absent.
             * @default false
             */
            has_role?: boolean;
            /**
             * @description The TAPPs of the user's partner. Left out: all TAPPs of the seed.
             * @default [
             *       "00000000-0000-4000-8000-000000000001",
             *       "00000000-0000-4000-8000-000000000002"
             *     ]
             */
            tapp_ids?: string[];
        };
        "an export user without the role: result": components["schemas"]["ExportAccess"];
        "a CMP: parameters": {
            /** @default standin-cmp */
            id?: string;
            /**
             * @description An export that names an inactive CMP is refused with 403; true when absent.
             * @default true
             */
            active?: boolean;
        };
        "a CMP: result": {
            id: string;
            active: boolean;
        };
        "other behaviour: parameters": {
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
        /** @description All options. */
        "other behaviour: result": WithRequired<components["schemas"]["SeedOptions"], "read_tapp_codes" | "undecided_idconsent" | "strict_host" | "reject_global_tc" | "secure_cookie" | "session_seconds">;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
export type operations = Record<string, never>;

/** By scenario: the parameters that it may be given, which of them have a default, and its result. */
export interface ScenarioTypes {
  /** A user with a netID session. What is stored stays. */
  "a user who is logged in": {
    given: components["schemas"]["a user who is logged in: parameters"];
    defaults: "user" | "tapp_id" | "session";
    result: components["schemas"]["a user who is logged in: result"];
  };
  /** A user who is logged in, about whom the TAPP has nothing. */
  "a user with nothing stored": {
    given: components["schemas"]["a user with nothing stored: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["a user with nothing stored: result"];
  };
  /** A user who is logged in, with a consent and a TC string. */
  "a user who gave consent": {
    given: components["schemas"]["a user who gave consent: parameters"];
    defaults: "user" | "tapp_id" | "idconsent" | "iab_tc_string";
    result: components["schemas"]["a user who gave consent: result"];
  };
  /** A user who is logged in, with a revoked consent and a TC string. */
  "a user who revoked consent": {
    given: components["schemas"]["a user who revoked consent: parameters"];
    defaults: "user" | "tapp_id" | "idconsent" | "iab_tc_string";
    result: components["schemas"]["a user who revoked consent: result"];
  };
  /** A user who is logged in, undecided, with a TC string. */
  "a user with a TC string only": {
    given: components["schemas"]["a user with a TC string only: parameters"];
    defaults: "user" | "tapp_id" | "iab_tc_string";
    result: components["schemas"]["a user with a TC string only: result"];
  };
  /** A user who is logged in, with a DATASHARE, which partners cannot write. */
  "a user who shares data": {
    given: components["schemas"]["a user who shares data: parameters"];
    defaults: "user" | "tapp_id" | "datashare";
    result: components["schemas"]["a user who shares data: result"];
  };
  /** A cookie and a Bearer token that have expired. */
  "a user whose login has expired": {
    given: components["schemas"]["a user whose login has expired: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["a user whose login has expired: result"];
  };
  /** A cookie and a Bearer token that netID did not issue. */
  "a user with a forged cookie": {
    given: components["schemas"]["a user with a forged cookie: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["a user with a forged cookie: result"];
  };
  /** A user who is logged in, yet third-party cookies are blocked. The cookie is empty. */
  "a user whose browser sends no cookie": {
    given: components["schemas"]["a user whose browser sends no cookie: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["a user whose browser sends no cookie: result"];
  };
  /** A user whose account was deleted, though the cookie is valid. */
  "a deleted account": {
    given: components["schemas"]["a deleted account: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["a deleted account: result"];
  };
  /** A user who gave consent to both. */
  "a user of two TAPPs": {
    given: components["schemas"]["a user of two TAPPs: parameters"];
    defaults: "user" | "tapp_id" | "second_tapp_id";
    result: components["schemas"]["a user of two TAPPs: result"];
  };
  /** A token of an app or a server. */
  "a Bearer token": {
    given: components["schemas"]["a Bearer token: parameters"];
    defaults: "user" | "tapp_id" | "session";
    result: components["schemas"]["a Bearer token: result"];
  };
  /** A token that has expired. */
  "an expired Bearer token": {
    given: components["schemas"]["an expired Bearer token: parameters"];
    defaults: "user" | "tapp_id";
    result: components["schemas"]["an expired Bearer token: result"];
  };
  /** A TAPP, made or replaced. */
  "a TAPP": {
    given: components["schemas"]["a TAPP: parameters"];
    defaults: "id" | "cmp_id";
    result: components["schemas"]["a TAPP: result"];
  };
  /** A TAPP, made or replaced, that is closed to this machine. */
  "an active TAPP with two origins": {
    given: components["schemas"]["an active TAPP with two origins: parameters"];
    defaults: "id" | "origins" | "cmp_id";
    result: components["schemas"]["an active TAPP with two origins: result"];
  };
  /** A TAPP that was switched off, open to this machine. */
  "an inactive TAPP": {
    given: components["schemas"]["an inactive TAPP: parameters"];
    defaults: "id" | "active" | "any_loopback_origin" | "cmp_id";
    result: components["schemas"]["an inactive TAPP: result"];
  };
  /** An account, made or replaced. */
  "a user": {
    given: components["schemas"]["a user: parameters"];
    defaults: "id";
    result: components["schemas"]["a user: result"];
  };
  /** A user who may export. */
  "an export user": {
    given: components["schemas"]["an export user: parameters"];
    defaults: "username" | "password" | "tapp_ids";
    result: components["schemas"]["an export user: result"];
  };
  /** A user who may not export, though the password is right. */
  "an export user without the role": {
    given: components["schemas"]["an export user without the role: parameters"];
    defaults: "username" | "password" | "has_role" | "tapp_ids";
    result: components["schemas"]["an export user without the role: result"];
  };
  /** A CMP that exports may name. */
  "a CMP": {
    given: components["schemas"]["a CMP: parameters"];
    defaults: "id" | "active";
    result: components["schemas"]["a CMP: result"];
  };
  /** Behaviour that the vendor leaves open. Options that are left out stay. */
  "other behaviour": {
    given: components["schemas"]["other behaviour: parameters"];
    defaults: never;
    result: components["schemas"]["other behaviour: result"];
  };
}
