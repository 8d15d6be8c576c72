import type { Reason } from "#engine/contract/reasons.ts";
import type { components } from "#generated/didit/types.ts";
import { IDV_ABANDON_S, IDV_TTL_S, WEBHOOK_DECISION_STATES } from "./assumptions.ts";
import { createLink, linkOf } from "./links.ts";
import { withLinks } from "./media.ts";
import { reasons } from "./reasons.ts";
import { LOCATION, NOTHING_YET, type Outcome, type Overrides, toResults } from "./results.ts";
import type { Application, DiditContext, User, Verification, WorkflowSession } from "./state.ts";
import { toMicrosecondTime, toMillisecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Status = Schemas["VerificationStatus"];

export interface NewVerification {
  readonly callback?: string | null | undefined;
  readonly features?: Schemas["Features"] | undefined;
  readonly vendorData?: string | null | undefined;
  readonly baseUrl?: string | undefined;
}

export function createVerification(
  { clientId, features: ownFeatures }: Application,
  { callback = null, features = ownFeatures, vendorData = null, baseUrl }: NewVerification,
  context: DiditContext,
): Verification {
  const id = context.ids.uuid();
  const verification: Verification = {
    id,
    ...createLink("verify", context.ids.hex(40), baseUrl, context),
    clientId,
    number: context.counters.next(`verifications of ${clientId}`),
    status: "Not Started",
    vendorData,
    callback,
    features,
    createdAtMs: context.now,
    results: NOTHING_YET,
    reviews: [],
  };
  context.verifications.put(verification);
  startStatus(verification, context);
  return verification;
}

// Each action returns undefined if the status does not allow it.

/** The person opens the hosted page. */
export function open(verification: Verification, context: DiditContext): Verification | undefined {
  if (verification.status !== "Not Started") return undefined;
  const results = { ...verification.results, location: LOCATION };
  return change(verification, { status: "In Progress", openedAtMs: context.now, results }, context);
}

/** The person whom a verification is about, where `vendor_data` names one. */
export const subjectOf = ({ vendorData }: Verification, { users }: DiditContext): User | undefined =>
  vendorData === null ? undefined : users.get(vendorData);

/** The checks are done. @param user the owner of the document; default: the person named by `vendor_data` */
export function submit(
  verification: Verification,
  { outcome, user, overrides = {} }: { outcome: Outcome; user?: User | undefined; overrides?: Overrides | undefined },
  context: DiditContext,
): Verification | undefined {
  if (verification.status !== "In Progress") return undefined;
  const { features } = verification;
  const owner = user ?? subjectOf(verification, context);
  const results = toResults({ features, outcome, user: owner, now: context.now }, verification.results, overrides);
  return change(verification, { status: outcome, results }, context);
}

/** Actions that change only the status. */
const MOVES = {
  /** The person gives up, or does not finish in time. */
  abandon: { from: "In Progress", to: "Abandoned" },
  /** The page was not opened in time. */
  expire: { from: "Not Started", to: "Expired" },
  /** The document has become too old since. */
  "kyc-expire": { from: "Approved", to: "Kyc Expired" },
} as const;

export function move(
  verification: Verification,
  name: keyof typeof MOVES,
  context: DiditContext,
  changes: Pick<Verification, "timedOutAtMs"> = {},
): Verification | undefined {
  const { from, to } = MOVES[name];
  return verification.status === from ? change(verification, { ...changes, status: to }, context) : undefined;
}

/** Job: the page was not opened in time. */
export const expireVerification = (id: string, context: DiditContext): void => endByTime(id, "expire", context);

/** Job: the checks were not finished in time. */
export const abandonVerification = (id: string, context: DiditContext): void => endByTime(id, "abandon", context);

function endByTime(id: string, name: "expire" | "abandon", context: DiditContext): void {
  const verification = context.verifications.get(id);
  if (verification !== undefined) move(verification, name, context, { timedOutAtMs: context.now });
}

/** Statuses from which a client of the API may approve or decline. */
export const REVIEWABLE: readonly Status[] = ["Approved", "Declined", "In Review", "Abandoned", "Kyc Expired"];

/** A client of the API approves or declines. Saying what is so already changes nothing. */
export function review(
  verification: Verification,
  { new_status, comment }: Schemas["VerificationStatusUpdateRequest"],
  context: DiditContext,
): Verification | undefined {
  if (!REVIEWABLE.includes(verification.status)) return undefined;
  if (verification.status === new_status) return verification;
  const newest: Schemas["Review"] = {
    user: "API Client",
    new_status,
    comment: comment ?? null,
    created_at: toMicrosecondTime(context.now),
  };
  return change(verification, { status: new_status, reviews: [newest, ...verification.reviews] }, context);
}

function change(before: Verification, changes: Partial<Verification>, context: DiditContext): Verification {
  const after: Verification = { ...before, ...changes };
  context.verifications.put(after);
  if (after.status === before.status) return after;
  const timeout = timeoutOf(before);
  if (timeout !== undefined) context.cancel(timeout.job, before.id);
  startStatus(after, context);
  return after;
}

/** What begins with a status: the time in which it has to be left, where it has one, and the webhook. */
function startStatus(verification: Verification, context: DiditContext): void {
  const timeout = timeoutOf(verification);
  if (timeout !== undefined) context.schedule(timeout.atMs, timeout.job, verification.id);
  announce(verification, context);
}

interface Timeout {
  readonly job: "expireVerification" | "abandonVerification";
  readonly atMs: number;
}

/** Returns the job of a verification in its current status, and its time; `undefined` if it has none. */
function timeoutOf(verification: Verification): Timeout | undefined {
  const { status, createdAtMs, openedAtMs = createdAtMs } = verification;
  if (status === "Not Started") return { job: "expireVerification", atMs: expiryOf(verification) };
  if (status === "In Progress") return { job: "abandonVerification", atMs: openedAtMs + IDV_ABANDON_S * 1000 };
  return undefined;
}

/** When a verification ends that is not finished; `undefined` once it is. */
export const deadlineOf = (verification: Verification): number | undefined => timeoutOf(verification)?.atMs;

const expiryOf = ({ createdAtMs }: Verification): number => createdAtMs + IDV_TTL_S * 1000;

/** Returns why an expired verification cannot be opened. */
export function explainExpired(verification: Verification): Reason {
  const { id, timedOutAtMs } = verification;
  return timedOutAtMs === undefined
    ? reasons.verificationEndedEarly({ id, expiresAt: toMillisecondTime(expiryOf(verification)) })
    : reasons.verificationExpired({ id, expiredAt: toMillisecondTime(timedOutAtMs) });
}

/** Puts a webhook for the application into the outbox; the times in it are those of sending. */
function announce(verification: Verification, context: DiditContext): void {
  const { id, clientId, status, vendorData } = verification;
  const application = context.applications.get(clientId);
  const url = context.webhookReceiver ?? application?.webhookUrl;
  if (application === undefined || url === undefined) return;
  context.emit({
    type: "status.updated",
    url,
    key: id,
    secret: application.webhookSecret,
    receiver: { collection: "applications", key: clientId },
    body: {
      session_id: id,
      status,
      webhook_type: "status.updated",
      ...(vendorData !== null && { vendor_data: vendorData }),
      ...(WEBHOOK_DECISION_STATES.includes(status) && { decision: toVerificationDecision(verification, context) }),
    },
  });
}

export const toVerificationSession = (
  verification: Verification,
  context: DiditContext,
): Schemas["VerificationSession"] => ({
  session_id: verification.id,
  session_number: verification.number,
  session_token: verification.token,
  url: linkOf("verify", verification, context),
  status: "Not Started",
  vendor_data: verification.vendorData,
  callback: verification.callback,
  features: verification.features,
});

export function toVerificationDecision(
  verification: Verification,
  context: DiditContext,
): Schemas["VerificationDecision"] {
  const { results } = verification;
  const { kyc, aml, face, location, warnings, extra_images } = withLinks(verification.id, results, undefined, context);
  return {
    session_id: verification.id,
    session_number: verification.number,
    session_url: linkOf("verify", verification, context),
    status: verification.status,
    vendor_data: verification.vendorData,
    callback: verification.callback,
    features: verification.features,
    kyc,
    aml,
    face,
    location,
    warnings,
    user_href: null,
    reviews: [...verification.reviews],
    extra_images,
    created_at: toMicrosecondTime(verification.createdAtMs),
  };
}

/** Whether the hosted page has an outcome to redirect with. */
const LEADS_BACK: readonly Status[] = ["Approved", "Declined", "In Review"];

/**
 * Returns the redirect of the hosted page after the outcome: the callback with its own query and fragment.
 *
 * @returns undefined without a callback
 */
export function returnAddress({
  id,
  status,
  callback,
}: Pick<Verification | WorkflowSession, "id" | "status" | "callback">): string | undefined {
  if (callback === null || !LEADS_BACK.some((each) => each === status)) return undefined;
  const hash = callback.indexOf("#");
  const [address, fragment] = hash < 0 ? [callback, ""] : [callback.slice(0, hash), callback.slice(hash)];
  const joint = address.includes("?") ? (/[?&]$/.test(address) ? "" : "&") : "?";
  return `${address}${joint}verificationSessionId=${id}&status=${encodeURIComponent(status)}${fragment}`;
}
