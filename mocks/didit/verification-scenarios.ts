import { StandinError } from "#engine/basics/errors.ts";
import type { ScenarioCode, ScenarioParameters } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import type { components } from "#generated/didit/types.ts";
import { findApplication, findUser, findVerification, refuseMisfit } from "./parameters.ts";
import type { Outcome } from "./results.ts";
import { expire, toDecision } from "./sessions.ts";
import type { DiditContext, state, Verification, WorkflowSession } from "./state.ts";
import {
  createVerification,
  move,
  open,
  submit,
  toVerificationDecision,
  toVerificationSession,
} from "./verifications.ts";
import { actOnSession } from "./workflow-scenarios.ts";
import { moveSession, openSession, submitSession } from "./workflow-sessions.ts";

type Status = components["schemas"]["VerificationStatus"];
/** Whose document it is, and what differs in the results. */
type Findings = Pick<ScenarioParameters<ScenarioTypes["submit"]>, "user" | "overrides">;

/** Throws if an action was impossible. */
function made(verification: Verification | undefined, before: Verification, what: string): Verification {
  if (verification === undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      `A verification that is ${before.status} does not take the step "${what}".`,
    );
  return verification;
}

function submitAs(before: Verification, outcome: Outcome, { user, overrides = {} }: Findings, context: DiditContext) {
  const finding = { outcome, overrides, user: user === undefined ? undefined : findUser(user, context) };
  const after = made(submit(before, finding, context), before, "submit");
  refuseMisfit(after, context);
  return after;
}

/** Brings a new verification to a status by the actions that lead there, including webhooks. */
function leadTo(status: Status, created: Verification, findings: Findings, context: DiditContext) {
  if (status === "Not Started") return created;
  if (status === "Expired") return made(move(created, "expire", context), created, "expire");
  const opened = made(open(created, context), created, "open");
  if (status === "In Progress") return opened;
  if (status === "Abandoned") return made(move(opened, "abandon", context), opened, "abandon");
  if (status !== "Kyc Expired") return submitAs(opened, status, findings, context);
  const approved = submitAs(opened, "Approved", findings, context);
  return made(move(approved, "kyc-expire", context), approved, "kyc-expire");
}

/** An action by name. */
function act(name: "abandon" | "kyc-expire" | "expire", id: string, context: DiditContext) {
  const session = context.workflowSessions.get(id);
  if (session !== undefined) return actOnSession(session, name, () => moveSession(session, name, context), context);
  const before = findVerification(id, context);
  return toVerificationDecision(made(move(before, name, context), before, name), context);
}

function submitOf(session: WorkflowSession, outcome: Outcome, { user, overrides }: Findings, context: DiditContext) {
  if (overrides !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      'overrides: of sessions of workflows only "a workflow session" takes them.',
    );
  const submission = { outcome, ...(user !== undefined && { user: findUser(user, context) }) };
  return actOnSession(session, "submit", () => submitSession(session, submission, context), context);
}

export const verificationScenarios = {
  "a verification": {
    run(context, { status, client_id, vendor_data: vendorData, base_url: baseUrl, callback, features, ...findings }) {
      const given = { callback, features, vendorData, baseUrl };
      const created = createVerification(findApplication(client_id, context), given, context);
      const verification = leadTo(status, created, findings, context);
      const { session_id, session_token, url } = toVerificationSession(verification, context);
      refuseMisfit(verification, context);
      return { session_id, session_token, url, decision: toVerificationDecision(verification, context) };
    },
  },
  open: {
    run(context, { session_id }) {
      const session = context.workflowSessions.get(session_id);
      if (session !== undefined) return actOnSession(session, "open", () => openSession(session, context), context);
      const before = findVerification(session_id, context);
      return toVerificationDecision(made(open(before, context), before, "open"), context);
    },
  },
  submit: {
    run(context, { session_id, outcome, ...findings }) {
      const session = context.workflowSessions.get(session_id);
      if (session !== undefined) return submitOf(session, outcome, findings, context);
      const before = findVerification(session_id, context);
      return toVerificationDecision(submitAs(before, outcome, findings, context), context);
    },
  },
  abandon: { run: (context, { session_id }) => act("abandon", session_id, context) },
  "kyc-expire": { run: (context, { session_id }) => act("kyc-expire", session_id, context) },
  expire: {
    run(context, { session_id }) {
      const session = context.sessions.get(session_id);
      if (session === undefined) return act("expire", session_id, context);
      const expired = expire(session, context);
      if (expired === undefined)
        throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", "A session that has ended cannot expire.");
      return toDecision(expired);
    },
  },
  "overdue verifications end": {
    run: ({ verifications }) => verifications.list("timedOut", []).rows.map(({ id }) => id),
  },
} satisfies Partial<ScenarioCode<typeof state, ScenarioTypes>>;
