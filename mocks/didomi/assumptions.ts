/** Assumptions where the provider's documents are silent or contradictory, one constant each. */

/** The organization, key and secret of the default world; credentials taken unseen belong to this organization. */
export const DEFAULT_ORGANIZATION = "standin-org";

/** Seconds a consent token lives when the request does not say; the vendor's current page says 900. */
export const DEFAULT_TOKEN_LIFETIME_S = 900;

/** Seconds a session lives: one hour on the current page; an older one said a day. */
export const SESSION_LIFETIME_S = 3600;

/** The vendor's description and samples answer a POST with 200, not with the 201 of its framework. */
export const CREATED_STATUS = 200;

/** Records a page holds; the vendor's example shows 100. */
export const PAGE_SIZE = 100;

/** The name inside a 401, by the habit of FeathersJS. */
export const NAME_401 = "NotAuthenticated";

/** The status of a consent token that asks for another user. Undocumented; refusing is the safe reading. */
export const FOREIGN_USER_STATUS = 403;

/** Whether `enabled: null` leaves an earlier answer alone. Undocumented; events are partial updates, so it does. */
export const NULL_KEEPS_ANSWER = true;

/** The date that decides which of two events is later. The vendor says "update or creation date". */
export const EVENT_ORDER_KEY: "created_at" | "updated_at" = "updated_at";

/** The date by which events are listed, oldest first. Undocumented. */
export const EVENTS_SORT: "created_at" | "updated_at" = "created_at";

/** The regulation of reads and writes that name none. */
export const DEFAULT_REGULATION = "gdpr";

/** What `$generate_tcfcs=true` puts into `tcfcs`: a fixed text, as a real TCF string needs the vendor's lists. */
export const GENERATED_TCFCS = "standin-generated-tcfcs";

/** The vendor's rate limit, for an organization that switches it on. Nothing under `/consents` counts. */
export const RATE_LIMIT = { requests: 100, window_seconds: 15 } as const;
