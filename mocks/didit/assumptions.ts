import type { components } from "#generated/didit/types.ts";

/** Assumptions where the provider's documents are silent or contradictory. README.md gives the evidence for each. */

type VerificationStatus = components["schemas"]["VerificationStatus"];

/** Seconds a client token lives; the vendor documents a day, though some clients keep one for minutes only. */
export const CLIENT_TOKEN_TTL_S = 86_400;

/** Whether the token call accepts client id and secret in the body; clients try it, but no source shows success. */
export const ACCEPT_BODY_CREDENTIALS: boolean = false;

/** The status without credentials: 401 by the pages of this generation; later pages and a live log show 403. */
export const MISSING_CREDENTIALS_STATUS: 401 | 403 = 401;

/** Status of a created data transfer session; undocumented, so as for verification sessions. */
export const DATA_CREATE_STATUS = 201;

/** Lifetime of a data transfer session in seconds; the provider says only "short-lived". */
export const DATA_SESSION_TTL_S = 600;

/** The effect of an unknown word in `scope`. */
export const UNKNOWN_SCOPE: "reject" | "ignore" = "reject";

/** `user_data` of a session that has not been confirmed; undocumented. */
export const PENDING_USER_DATA = null;

/** Whether polling needs the client token too, unless the seed says otherwise; the vendor's flow has the browser poll. */
export const STATUS_NEEDS_CLIENT_TOKEN: boolean = true;

/** The target of links in replies, unless the seed sets another: the mock's own pages, so that people can open them. */
export const HOSTED_LINK_BASE: "own" | "vendor" = "own";

/** The vendor's hosts of the pages that links lead to. */
export const VENDOR_PAGES = { authorize: "https://app.didit.me", verify: "https://verify.didit.me" } as const;

/** To which origins a framed page sends its messages: it does not know who embeds it. */
export const PAGE_MESSAGE_TARGET = "*";

/** The status that a framed page reports when the person gave up; the vendor's SDK shows this one with a cancellation. */
export const CANCELLED_PAGE_STATUS: components["schemas"]["PageStatus"] = "Pending";

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

/** The timeout of a delivery; undocumented. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/** The clock of a delivery's timestamp. Receivers compare it with their own, so they would refuse a moved world's clock. */
export const WEBHOOK_STAMP_CLOCK: "wall" | "world" = "wall";

type WorkflowStatus = components["schemas"]["WorkflowStatus"];

/** The sentence to an API key that is unknown, revoked or expired; a test double of a client has it, which is weak. */
export const KEY_REFUSED_TEXT = "Unauthorized.";

/** The status of a creation for want of money, by the flow page, and of other calls: other pages have 402 and 403. */
export const BALANCE_STATUS = { create: 400, others: 403 } as const;

/** Statuses in which a session of a workflow has a report; documented. */
export const WORKFLOW_PDF_STATES: readonly WorkflowStatus[] = ["Approved", "Declined", "In Review", "Kyc Expired"];

/** Statuses from which a client of the API may change a session of a workflow; documented. */
export const UPDATABLE: readonly WorkflowStatus[] = [
  "Approved",
  "Declined",
  "In Review",
  "Kyc Expired",
  "Abandoned",
  "Resubmitted",
];

/** What the list of reviews calls a change of status; the vendor shows the member and not its words. */
export const REVIEW_ACTION = "status_updated";

/** Statuses in which a session can be shared; documented. */
export const SHAREABLE: readonly WorkflowStatus[] = ["Approved", "Declined", "In Review"];

/** Seconds for which a share token is valid that names no time; documented. */
export const SHARE_TTL_S = 3600;

/** The status to a second import of a session: two pages of the vendor have 403, another lists 400 for an import. */
export const REPEATED_IMPORT_STATUS = 403;

/** Seconds before checks without the person may run again; documented. */
export const RERUN_PAUSE_S = 30;

/** Seconds for which the address of an image or video is valid; documented. */
export const MEDIA_TTL_S = 3600;

/** The status to an address that is too old; undocumented, as by the stores that such addresses usually lead to. */
export const EXPIRED_MEDIA_STATUS = 403;

/** The largest portrait in bytes; documented as 1 MB. */
export const MOST_PORTRAIT_BYTES = 1024 * 1024;

/** What a session takes, in dollars: the vendor's price of its basic checks. That a lower balance refuses it is inferred. */
export const SESSION_PRICE = "0.3000";

/** How many workflows or users a page has; documented. */
export const ITEMS_PER_PAGE = 50;

/** How many sessions a page of the list has; undocumented. */
export const SESSIONS_PER_PAGE = 20;

/** Whether `sandbox_scenario` ends a session at once, or when its page is submitted; the vendor's words allow both. */
export const SANDBOX_DECIDES: "at once" | "on submit" = "at once";

/**
 * The words of `sandbox_scenario`. Only `approve` has been seen, in a client; the others, and all texts, are guesses. To
 * change a word, change it here.
 */
export const SANDBOX_SCENARIOS: readonly {
  readonly scenario: string;
  readonly status: Extract<WorkflowStatus, "Approved" | "Declined" | "In Review" | "Abandoned" | "Expired">;
  readonly description: string;
}[] = [
  { scenario: "approve", status: "Approved", description: "All checks are passed." },
  { scenario: "decline", status: "Declined", description: "The document is not accepted." },
  { scenario: "review", status: "In Review", description: "A person has to look at the results." },
  { scenario: "abandon", status: "Abandoned", description: "The person gives up." },
  { scenario: "expire", status: "Expired", description: "The page is never opened." },
];

/** Which signatures a delivery carries; the two newer ones came later than the first. */
export const WEBHOOK_SIGNATURES: "all" | "raw only" = "all";

/** Seconds for which a rotated secret signs beside the new one; documented. */
export const FORMER_SECRET_TTL_S = 86_400;

/** Whether the second signature begins with the timestamp; one page says so, the vendor's code does not. */
export const V2_TIMESTAMP_PREFIX: boolean = false;
