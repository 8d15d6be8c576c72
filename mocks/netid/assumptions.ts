import type { components } from "#generated/netid/seed.ts";

/** Assumptions where the provider's documents are silent or contradictory, one constant each. */

type Options = Required<components["schemas"]["Options"]>;

/** The TAPP of the default world; the second one belongs to the same partner. */
export const DEFAULT_TAPP_ID = "00000000-0000-4000-8000-000000000001";
export const SECOND_TAPP_ID = "00000000-0000-4000-8000-000000000002";

/** The CMP of both. */
export const DEFAULT_CMP_ID = "standin-cmp";

/** The user whom scenarios mean unless they are told otherwise. */
export const DEFAULT_USER = "alice";

/** One process serves the three services, so by default a route answers under every host name. */
export const STRICT_HOST = false;

/** Two newer pages and real scripts know codes of their own for a read without a good TAPP; an older table has none. */
export const READ_TAPP_CODES: Options["read_tapp_codes"] = "detailed";

/** The founding document says "otherwise null", and a public script fails without the entry. */
export const UNDECIDED_IDCONSENT: Options["undecided_idconsent"] = "show";

/** netID stores service-specific strings only; whether it refuses others is not documented. */
export const REJECT_GLOBAL_TC = false;

/** Seconds a login lasts. Not documented. */
export const TPID_TOKEN_TTL_S = 3600;

/** Seconds a Bearer token lives; the vendor's samples show 499 and 500. */
export const ACCESS_TOKEN_TTL_S = 500;

/** The cookie's domain where the mock is reached under it; anywhere else the cookie stays with the host. */
export const TPID_COOKIE_DOMAIN = "netid.de";

/** Scripts call from other sites, and browsers send such cookies only when they are `Secure`. */
export const TPID_COOKIE_SECURE = true;

/** Where `Location` points: always to the vendor's read service, as in every sample. */
export const LOCATION_BASE = "https://einwilligungsspeicher.netid.de";

/** Success of a preflight; 204 would be as good. */
export const PREFLIGHT_STATUS = 200;

/** Seconds a browser may remember a preflight: the habit of Spring. */
export const PREFLIGHT_MAX_AGE_S = 1800;

/** Whether an `Accept` that names none of our types is refused, by the habit of Spring, or gets the plain type. */
export const STRICT_MEDIA_TYPES: boolean = true;

/** An older official iOS client names the read type when it writes. */
export const READ_TYPE_ON_WRITE: boolean = true;

/** An older page calls unknown members an error, the newer ones are silent. */
export const UNKNOWN_MEMBER: "reject" | "ignore" = "reject";

/** Whether writing the value that is there already renews its time of change. */
export const REWRITE_TOUCHES: boolean = true;

/** Purging users who revoked is what the export is for, so it names them even then. */
export const EXPORT_TPID_AFTER_REVOKE: boolean = true;

/** An etpid changes at least once a day. */
export const ETPID_PERIOD_S = 86_400;
