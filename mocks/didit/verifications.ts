import type { components } from "#generated/didit/types.ts";
import { linkBase } from "./links.ts";
import { WEBHOOK_DECISION_STATES } from "./options.ts";
import { LOCATION, NOTHING_YET, type Outcome, type Overrides, toResults } from "./results.ts";
import { type Application, type DiditContext, deadlineOf, type User, type Verification } from "./state.ts";
import { toMicrosecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Status = Schemas["VerificationStatus"];

export interface NewVerification {
  readonly callback?: string | null | undefined;
  readonly features?: Schemas["Features"] | undefined;
  readonly vendorData?: string | null | undefined;
  readonly baseUrl?: string | undefined;
}

export async function createVerification(
  { clientId, features: ownFeatures }: Application,
  { callback = null, features = ownFeatures, vendorData = null, baseUrl }: NewVerification,
  context: DiditContext,
): Promise<Verification> {
  const id = await context.ids.uuid();
  const token = await context.ids.hex(40);
  const verification: Verification = {
    id,
    token,
    url: `${await linkBase("verify", context, baseUrl)}/session/${token}`,
    clientId,
    number: await context.counters.next(`verifications of ${clientId}`),
    status: "Not Started",
    vendorData,
    callback,
    features,
    createdAtMs: context.now,
    results: NOTHING_YET,
    reviews: [],
  };
  await context.verifications.put(verification);
  await announce(verification, context);
  return verification;
}

/** What time has done to a verification: written down, and announced, by whoever looks first. */
export async function settle(verification: Verification, context: DiditContext): Promise<Verification> {
  const deadline = deadlineOf(verification);
  if (deadline === undefined || context.now < deadline) return verification;
  const status = verification.status === "Not Started" ? "Expired" : "Abandoned";
  return change(verification, { status }, context);
}

/** Settles all verifications whose time is up. */
export async function settleOverdue(context: DiditContext): Promise<Verification[]> {
  const settled: Verification[] = [];
  for (;;) {
    const next = await context.verifications.first("byDeadline", []);
    if (next === undefined || context.now < (deadlineOf(next) ?? context.now)) return settled;
    settled.push(await settle(next, context));
  }
}

export async function findVerification(id: string, context: DiditContext): Promise<Verification | undefined> {
  const found = await context.verifications.get(id);
  return found && settle(found, context);
}

export async function findVerificationByToken(token: string, context: DiditContext): Promise<Verification | undefined> {
  const found = await context.verifications.first("byToken", [token]);
  return found && settle(found, context);
}

// Each move gives undefined where the status does not allow it.

/** The person opens the hosted page. */
export async function open(verification: Verification, context: DiditContext): Promise<Verification | undefined> {
  if (verification.status !== "Not Started") return undefined;
  const results = { ...verification.results, location: LOCATION };
  return change(verification, { status: "In Progress", openedAtMs: context.now, results }, context);
}

/** The checks are done. */
export async function submit(
  verification: Verification,
  { outcome, user, overrides = {} }: { outcome: Outcome; user?: User | undefined; overrides?: Overrides | undefined },
  context: DiditContext,
): Promise<Verification | undefined> {
  if (verification.status !== "In Progress") return undefined;
  const { features } = verification;
  const results = toResults({ features, outcome, user, now: context.now }, verification.results, overrides);
  return change(verification, { status: outcome, results }, context);
}

/** Moves that change nothing but the status. */
const MOVES = {
  /** The person gives up. */
  abandon: { from: "In Progress", to: "Abandoned" },
  /** Time is up before anybody opened the page. */
  expire: { from: "Not Started", to: "Expired" },
  /** The document has become too old since. */
  "kyc-expire": { from: "Approved", to: "Kyc Expired" },
} as const;

export async function move(
  verification: Verification,
  name: keyof typeof MOVES,
  context: DiditContext,
): Promise<Verification | undefined> {
  const { from, to } = MOVES[name];
  return verification.status === from ? change(verification, { status: to }, context) : undefined;
}

const REVIEWABLE: readonly Status[] = ["Approved", "Declined", "In Review", "Abandoned", "Kyc Expired"];

/** A client of the API approves or declines. Saying what is so already adds a review and nothing else. */
export async function review(
  verification: Verification,
  { new_status, comment }: Schemas["VerificationStatusUpdateRequest"],
  context: DiditContext,
): Promise<Verification | undefined> {
  if (!REVIEWABLE.includes(verification.status)) return undefined;
  const newest: Schemas["Review"] = {
    user: "API Client",
    new_status,
    comment: comment ?? null,
    created_at: toMicrosecondTime(context.now),
  };
  return change(verification, { status: new_status, reviews: [newest, ...verification.reviews] }, context);
}

async function change(
  before: Verification,
  changes: Partial<Verification>,
  context: DiditContext,
): Promise<Verification> {
  const after: Verification = { ...before, ...changes };
  await context.verifications.put(after);
  if (after.status !== before.status) await announce(after, context);
  return after;
}

/** Owes the application a webhook; the times in it are those of sending. */
async function announce(verification: Verification, context: DiditContext): Promise<void> {
  const { id, clientId, status, vendorData } = verification;
  const application = await context.applications.get(clientId);
  if (application?.webhookUrl === undefined) return;
  const { webhookUrl, webhookSecret } = application;
  context.emit({
    type: "status.updated",
    url: webhookUrl,
    key: id,
    secret: webhookSecret,
    body: {
      session_id: id,
      status,
      webhook_type: "status.updated",
      ...(vendorData !== null && { vendor_data: vendorData }),
      ...(WEBHOOK_DECISION_STATES.includes(status) && { decision: toVerificationDecision(verification) }),
    },
  });
}

export const toVerificationSession = (verification: Verification): Schemas["VerificationSession"] => ({
  session_id: verification.id,
  session_number: verification.number,
  session_token: verification.token,
  url: verification.url,
  status: "Not Started",
  vendor_data: verification.vendorData,
  callback: verification.callback,
  features: verification.features,
});

export function toVerificationDecision(verification: Verification): Schemas["VerificationDecision"] {
  const { kyc, aml, face, location, warnings, extra_images } = verification.results;
  return {
    session_id: verification.id,
    session_number: verification.number,
    session_url: verification.url,
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

/** Whether the hosted page has an outcome to lead back with. */
const LEADS_BACK: readonly Status[] = ["Approved", "Declined", "In Review"];

/**
 * Where the hosted page leads once there is an outcome: the callback, its own query and fragment kept.
 *
 * @returns undefined where it leads nowhere
 */
export function returnAddress({ id, status, callback }: Verification): string | undefined {
  if (callback === null || !LEADS_BACK.includes(status)) return undefined;
  const hash = callback.indexOf("#");
  const [address, fragment] = hash < 0 ? [callback, ""] : [callback.slice(0, hash), callback.slice(hash)];
  const joint = address.includes("?") ? (/[?&]$/.test(address) ? "" : "&") : "?";
  return `${address}${joint}verificationSessionId=${id}&status=${encodeURIComponent(status)}${fragment}`;
}
