import { ownMember } from "#engine/basics/table.ts";
import type { Fact } from "#engine/kit/hosted-page.ts";
import { type Checked, isOfWorkflow } from "./checked.ts";
import type { Remark } from "./html.ts";
import { templates } from "./late-html.ts";
import { listPeople } from "./listed-people.ts";
import type { PageMessage } from "./page-messages.ts";
import { runChecks, whenSubmitted } from "./reports.ts";
import { toResults } from "./results.ts";
import type { DiditContext, User, Verification, WorkflowSession } from "./state.ts";
import { deadlineOf, returnAddress, subjectOf } from "./verifications.ts";
import { deadlineOfSession, featuresLeft, OPENABLE, outcomeOf, personOf } from "./workflow-sessions.ts";
import { findVersion } from "./workflows.ts";

/** How the verification page is shown: about whom, and after what. */
export interface CheckView {
  /** The way from the page to the root of the paths. */
  readonly root: string;
  /** Whose document it is; default: who is named by `vendor_data`, else the first person. */
  readonly user?: User | undefined;
  /** For the page around it, if it is in a frame. */
  readonly messages: readonly PageMessage[];
  readonly remark?: Remark | undefined;
}

/** Renders the verification page, or what became of the verification. */
export function showChecks(checked: Checked, view: CheckView, context: DiditContext): string {
  const { status, token, callback } = checked;
  const { root, messages, remark } = view;
  const { world } = context;
  const about = aboutChecked(checked, context);
  if (status !== "In Progress") {
    const opening = OPENABLE.includes(status) ? `${root}session/${token}` : undefined;
    return templates.get().endPage({ world, about, status, messages, remark, opening, next: nextOf(checked) });
  }
  const session = isOfWorkflow(checked) ? checked : undefined;
  const subject = isOfWorkflow(checked) ? personOf(checked, context) : subjectOf(checked, context);
  const action = `${root}_mock/session/${token}`;
  const people = listPeople((view.user ?? subject)?.id, action, context);
  const user = people.chosen === undefined ? undefined : context.users.get(people.chosen);
  return templates.get().checkPage({
    world,
    application: context.applications.get(checked.clientId)?.name ?? checked.clientId,
    about,
    features: isOfWorkflow(checked) ? featuresLeft(checked).join(" + ") : checked.features,
    people,
    report: reportOf(checked, user, context),
    callback,
    decided: outcomeOf(session),
    action,
    messages,
    remark,
  });
}

function aboutChecked(checked: Checked, context: DiditContext): readonly (Fact | undefined)[] {
  const { id, number, status, vendorData, callback, clientId } = checked;
  const ofWorkflow = isOfWorkflow(checked) ? checked : undefined;
  const deadlineMs = isOfWorkflow(checked) ? deadlineOfSession(checked) : deadlineOf(checked);
  return [
    ["application", context.applications.get(clientId)?.name ?? clientId],
    ofWorkflow && ["workflow", findVersion(ofWorkflow.workflowId, context)?.name ?? ofWorkflow.workflowId],
    ofWorkflow && ["environment", ofWorkflow.environment],
    ["session_id", id],
    ["session_number", number],
    ["status", status],
    ["vendor_data", vendorData ?? "null"],
    ["callback", callback ?? "null"],
    deadlineMs === undefined ? undefined : ["to be finished by", templates.get().timeOf(deadlineMs)],
  ];
}

/** The members of the reports that say who a person is. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  kyc: ["full_name", "date_of_birth", "document_type", "document_number", "expiration_date", "issuing_state"],
  id_verifications: [
    "full_name",
    "date_of_birth",
    "age",
    "gender",
    "document_type",
    "document_number",
    "expiration_date",
    "issuing_state",
    "address",
  ],
  poa_verifications: ["poa_address"],
  email_verifications: ["email"],
  phone_verifications: ["full_number"],
  aml_screenings: ["screened_data"],
};

/** What the decision would say of a person, computed as for the decision. */
function reportOf(checked: Checked, user: User | undefined, { now }: DiditContext) {
  const blocks: Readonly<Record<string, unknown>> = isOfWorkflow(checked)
    ? reportsOf(checked, user, now)
    : resultsOf(checked, user, now);
  return Object.entries(SHOWN).flatMap(([block, names]) => {
    const found: unknown = ownMember(blocks, block);
    const report: unknown = Array.isArray(found) ? found[0] : found;
    if (typeof report !== "object" || report === null) return [];
    const path = Array.isArray(found) ? `${block}[0]` : block;
    return names.map((name): readonly [string, unknown] => [`${path}.${name}`, ownMember({ ...report }, name)]);
  });
}

const resultsOf = ({ features, results }: Verification, user: User | undefined, now: number) =>
  toResults({ features, outcome: "Approved", user, now }, results, {});

function reportsOf(session: WorkflowSession, user: User | undefined, now: number) {
  const left = featuresLeft(session);
  const features = whenSubmitted(session).filter((each) => left.includes(each));
  const hasPortrait = session.portrait !== undefined;
  return runChecks(features, { outcome: "Approved", now, user, hasPortrait }, session.reports);
}

/** Where a page leads back to that has nothing left to do. */
function nextOf(checked: Checked) {
  const { callback } = checked;
  const back = returnAddress(checked);
  if (back !== undefined) return { url: back, hint: back };
  if (callback === null) return undefined;
  const hint = `${callback}, without a status: Didit leads back by itself only once it is Approved, Declined or In Review.`;
  return { url: callback, hint };
}
