import { ownMember } from "#engine/basics/table.ts";
import type { components } from "#generated/didit/types.ts";
import { statusesOf } from "./reports.ts";
import type { DiditContext, VendorUser, WorkflowSession } from "./state.ts";
import { toSecondTime } from "./times.ts";
import { announceUser } from "./user-webhooks.ts";

type Schemas = components["schemas"];

export const findVendorUser = (clientId: string, vendorData: string, { vendorUsers }: DiditContext) =>
  vendorUsers.first("byVendorData", [clientId, vendorData]);

function newUser(clientId: string, vendorData: string, { ids, counters, now }: DiditContext): VendorUser {
  return {
    id: ids.uuid(),
    clientId,
    vendorData,
    number: counters.next(`users of ${clientId}`),
    displayName: null,
    fullName: null,
    dateOfBirth: null,
    status: "ACTIVE",
    metadata: null,
    sessionCount: 0,
    approvedCount: 0,
    declinedCount: 0,
    inReviewCount: 0,
    issuingStates: {},
    approvedEmails: {},
    approvedPhones: {},
    features: {},
    firstSessionAtMs: null,
    lastSessionAtMs: null,
    createdAtMs: now,
    updatedAtMs: now,
  };
}

/** How many sessions in a status are added by a change of status: one, none, or one less. */
const added = (status: string, before: WorkflowSession | undefined, after: WorkflowSession): number =>
  Number(after.status === status) - Number(before?.status === status);

/** How many documents of each state are approved, after a session has become approved (1) or is so no longer (-1). */
function countState({ reports }: WorkflowSession, by: number, { issuingStates }: VendorUser) {
  const state = reports.id_verifications?.[0]?.issuing_state;
  if (typeof state !== "string" || by === 0) return issuingStates;
  const count = (ownMember(issuingStates, state) ?? 0) + by;
  const others = Object.entries(issuingStates).filter(([name]) => name !== state);
  return Object.fromEntries(count > 0 ? [...others, [state, count]] : others);
}

/** What an approved session adds to its user. */
function approvedBy({ reports }: WorkflowSession, user: VendorUser): Partial<VendorUser> {
  const { approvedEmails, approvedPhones } = user;
  const document = reports.id_verifications?.[0];
  const email = reports.email_verifications?.[0]?.email;
  const phone = reports.phone_verifications?.[0]?.full_number;
  const { fullName = null, dateOfBirth = null } = {
    fullName: user.fullName ?? document?.full_name,
    dateOfBirth: user.dateOfBirth ?? document?.date_of_birth,
  };
  return {
    fullName,
    dateOfBirth,
    ...(typeof email === "string" && { approvedEmails: { ...approvedEmails, [email]: true } }),
    ...(typeof phone === "string" && { approvedPhones: { ...approvedPhones, [phone]: true } }),
  };
}

/** Records a new session, or a new status of one, in the user that its `vendor_data` names. */
export function noteSession(
  session: WorkflowSession,
  before: WorkflowSession | undefined,
  context: DiditContext,
): void {
  const { clientId, vendorData, environment, reports } = session;
  if (vendorData === null) return;
  const user = findVendorUser(clientId, vendorData, context) ?? newUser(clientId, vendorData, context);
  const { now } = context;
  const isNew = before === undefined;
  const after: VendorUser = {
    ...user,
    ...(isNew && { firstSessionAtMs: user.firstSessionAtMs ?? now, lastSessionAtMs: now }),
    sessionCount: user.sessionCount + Number(isNew),
    approvedCount: Math.max(0, user.approvedCount + added("Approved", before, session)),
    declinedCount: Math.max(0, user.declinedCount + added("Declined", before, session)),
    inReviewCount: Math.max(0, user.inReviewCount + added("In Review", before, session)),
    issuingStates: countState(
      session.status === "Approved" ? session : (before ?? session),
      added("Approved", before, session),
      user,
    ),
    features: { ...user.features, ...statusesOf(reports) },
    ...(session.status === "Approved" && approvedBy(session, user)),
  };
  put(user, after, environment, context);
}

/** Stores a user who has changed, and tells the change. */
function put(before: VendorUser, after: VendorUser, environment: Schemas["Environment"], context: DiditContext) {
  const changed: VendorUser = { ...after, updatedAtMs: context.now };
  context.vendorUsers.put(changed);
  announceUser(changed, toVendorUser(before), toVendorUser(changed), environment, context);
  return changed;
}

/** Changes what the application says of a user. */
export function updateUser(
  before: VendorUser,
  given: Schemas["UserUpdate"],
  environment: Schemas["Environment"],
  context: DiditContext,
): VendorUser {
  const after: VendorUser = {
    ...before,
    ...(given.display_name !== undefined && { displayName: given.display_name }),
    ...(given.full_name !== undefined && { fullName: given.full_name }),
    ...(given.date_of_birth !== undefined && { dateOfBirth: given.date_of_birth }),
    ...(given.status !== undefined && { status: given.status }),
    ...(given.metadata !== undefined && { metadata: given.metadata }),
    ...(given.approved_emails !== undefined && { approvedEmails: given.approved_emails }),
    ...(given.approved_phones !== undefined && { approvedPhones: given.approved_phones }),
    ...(given.issuing_states !== undefined && { issuingStates: given.issuing_states }),
  };
  return put(before, after, environment, context);
}

/** Whether a text stands in what identifies a user, in any case. */
export function isMatch(user: VendorUser, search: string): boolean {
  const { vendorData, displayName, fullName, approvedEmails, approvedPhones } = user;
  const texts = [
    vendorData,
    displayName ?? "",
    fullName ?? "",
    ...Object.keys({ ...approvedEmails, ...approvedPhones }),
  ];
  return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

const timeOrNull = (ms: number | null): string | null => (ms === null ? null : toSecondTime(ms));

export const toVendorUser = (user: VendorUser): Schemas["VendorUser"] => ({
  didit_internal_id: user.id,
  vendor_data: user.vendorData,
  display_name: user.displayName,
  full_name: user.fullName,
  date_of_birth: user.dateOfBirth,
  effective_name: user.displayName ?? user.fullName,
  status: user.status,
  metadata: user.metadata,
  session_count: user.sessionCount,
  approved_count: user.approvedCount,
  declined_count: user.declinedCount,
  in_review_count: user.inReviewCount,
  issuing_states: { ...user.issuingStates },
  approved_emails: { ...user.approvedEmails },
  approved_phones: { ...user.approvedPhones },
  features: { ...user.features },
  features_list: Object.entries(user.features)
    .map(([feature, status]) => ({ feature, status }))
    .sort((a, b) => (a.feature < b.feature ? -1 : 1)),
  first_session_at: timeOrNull(user.firstSessionAtMs),
  last_session_at: timeOrNull(user.lastSessionAtMs),
  created_at: toSecondTime(user.createdAtMs),
  updated_at: toSecondTime(user.updatedAtMs),
});
