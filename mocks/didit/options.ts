import type { components } from "#generated/didit/types.ts";

/** Every decision about what the vendor leaves open or says in two ways. README.md says what each rests on. */

type VerificationStatus = components["schemas"]["VerificationStatus"];

/** Seconds a client token lives; the vendor documents a day, though some clients keep one for minutes only. */
export const CLIENT_TOKEN_TTL_S = 86_400;

/** Whether client id and secret in the body of the token call count; clients try it, and none shows success. */
export const ACCEPT_BODY_CREDENTIALS: boolean = false;

/** What a call without credentials gets: 401 by the pages of this generation; later pages and a live log show 403. */
export const MISSING_CREDENTIALS_STATUS: 401 | 403 = 401;

/** Status of a created data transfer session; undocumented, so as for verification sessions. */
export const DATA_CREATE_STATUS = 201;

/** Seconds a data transfer session waits for the person; "short-lived" is all the vendor says. */
export const DATA_SESSION_TTL_S = 600;

/** What a word of `scope` does that names no data. */
export const UNKNOWN_SCOPE: "reject" | "ignore" = "reject";

/** `user_data` of a session that has not been confirmed; undocumented. */
export const PENDING_USER_DATA = null;

/** Whether polling needs the client token too, unless the seed says otherwise; the vendor's flow has the browser poll. */
export const STATUS_NEEDS_CLIENT_TOKEN: boolean = true;

/** Where links in replies lead, unless the seed says otherwise: to the mock's own pages, so that people can follow them. */
export const HOSTED_LINK_BASE: "own" | "vendor" = "own";

/** The vendor's hosts of the pages that links lead to. */
export const VENDOR_PAGES = { authorize: "https://app.didit.me", verify: "https://verify.didit.me" } as const;

/** Seconds until a verification expires that is not opened: seven days, as a later page of the vendor says. */
export const IDV_TTL_S = 7 * 86_400;

/** Seconds from opening until an unfinished verification counts as abandoned; the vendor gives no number. */
export const IDV_ABANDON_S = 86_400;

/** Statuses in which there is a report to download. */
export const PDF_STATES: readonly VerificationStatus[] = ["Approved", "Declined", "In Review"];

/** Statuses whose webhook carries the decision: four by the vendor's prose, two by its sample. */
export const WEBHOOK_DECISION_STATES: readonly VerificationStatus[] = [
  "Approved",
  "Declined",
  "In Review",
  "Abandoned",
];

/** Seconds to wait after a failed delivery, then after the second. */
export const WEBHOOK_RETRY_DELAYS_S: readonly number[] = [60, 240];

/** How long a receiver may take; undocumented. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/** Whose time stamps a delivery. Receivers compare it with their own clocks, so the world's would be refused once moved. */
export const WEBHOOK_STAMP_CLOCK: "wall" | "world" = "wall";

/** Which signatures a delivery carries; the two newer ones came later than the first. */
export const WEBHOOK_SIGNATURES: "all" | "raw only" = "all";

/** Whether the second signature begins with the timestamp; one page says so, the vendor's code does not. */
export const V2_TIMESTAMP_PREFIX: boolean = false;
