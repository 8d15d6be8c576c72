import type { Scenario } from "#engine/contract/mock.ts";
import type { components } from "#generated/didit/types.ts";
import {
  applicationOf,
  choiceOf,
  FEATURES,
  findingOf,
  nullableTextOf,
  outcomeOf,
  type Parameters,
  refuseMisfit,
  textOf,
  verificationOf,
} from "./parameters.ts";
import type { Outcome } from "./results.ts";
import { expire, toDecision } from "./sessions.ts";
import type { DiditContext, state, Verification } from "./state.ts";
import {
  createVerification,
  move,
  open,
  submit,
  toVerificationDecision,
  toVerificationSession,
} from "./verifications.ts";

type Status = components["schemas"]["VerificationStatus"];

const STATUSES: readonly Status[] = [
  "Not Started",
  "In Progress",
  "In Review",
  "Approved",
  "Declined",
  "Abandoned",
  "Expired",
  "Kyc Expired",
];

/** Throws if an action was impossible. */
function made(verification: Verification | undefined, before: Verification, what: string): Verification {
  if (verification === undefined)
    throw new RangeError(`not possible: ${what} of a verification that is ${before.status}`);
  return verification;
}

function submitAs(before: Verification, outcome: Outcome, parameters: Parameters, context: DiditContext) {
  const after = made(submit(before, findingOf(parameters, outcome, context), context), before, "submit");
  refuseMisfit(after, context);
  return after;
}

/** Brings a new verification to a status by the actions that lead there, including webhooks. */
function leadTo(status: Status, created: Verification, parameters: Parameters, context: DiditContext) {
  if (status === "Not Started") return created;
  if (status === "Expired") return made(move(created, "expire", context), created, "expire");
  const opened = made(open(created, context), created, "open");
  if (status === "In Progress") return opened;
  if (status === "Abandoned") return made(move(opened, "abandon", context), opened, "abandon");
  if (status !== "Kyc Expired") return submitAs(opened, status, parameters, context);
  const approved = submitAs(opened, "Approved", parameters, context);
  return made(move(approved, "kyc-expire", context), approved, "kyc-expire");
}

/** An action by name, without parameters. */
const simpleMove = (name: "abandon" | "kyc-expire", describe: string): Scenario<typeof state> => ({
  describe: `${describe} Parameter: \`session_id\`. Gives the decision.`,
  run(context, parameters) {
    const before = verificationOf(parameters, context);
    return toVerificationDecision(made(move(before, name, context), before, name), context);
  },
});

export const verificationScenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "a verification": {
    describe: `An identity verification. Parameters: \`status\` (${STATUSES.join(", ")}; default Not Started), \`client_id\`, \`features\`, \`callback\`, \`vendor_data\`, \`base_url\`; for results, \`user\` and \`overrides\`. Gives \`session_id\`, \`session_token\`, \`url\` and the \`decision\`.`,
    run(context, parameters) {
      const status = choiceOf(parameters, "status", STATUSES) ?? "Not Started";
      const given = {
        callback: nullableTextOf(parameters, "callback"),
        features: choiceOf(parameters, "features", FEATURES),
        vendorData: nullableTextOf(parameters, "vendor_data"),
        baseUrl: textOf(parameters, "base_url"),
      };
      const created = createVerification(applicationOf(parameters, context), given, context);
      const verification = leadTo(status, created, parameters, context);
      const { session_id, session_token, url } = toVerificationSession(verification, context);
      refuseMisfit(verification, context);
      return { session_id, session_token, url, decision: toVerificationDecision(verification, context) };
    },
  },
  open: {
    describe: "The person opens the hosted page. Parameter: `session_id`. Gives the decision.",
    run(context, parameters) {
      const before = verificationOf(parameters, context);
      return toVerificationDecision(made(open(before, context), before, "open"), context);
    },
  },
  submit: {
    describe:
      "The checks are done. Parameters: `session_id`, `outcome` (Approved, Declined, In Review; default Approved), `user` (whose document it is), `overrides` (members of kyc, aml, face, location; warnings, extra_images). Gives the decision.",
    run(context, parameters) {
      const before = verificationOf(parameters, context);
      return toVerificationDecision(submitAs(before, outcomeOf(parameters), parameters, context), context);
    },
  },
  abandon: simpleMove("abandon", "The person gives up a verification that is under way."),
  "kyc-expire": simpleMove("kyc-expire", "The document of an approved verification has become too old."),
  expire: {
    describe:
      "Time is up for a session of either kind, before it is by the clock. Parameter: `session_id`. Gives the decision.",
    run(context, parameters) {
      const session = context.sessions.get(textOf(parameters, "session_id") ?? "");
      if (session !== undefined) {
        const expired = expire(session, context);
        if (expired === undefined) throw new RangeError("not possible: expire of a session that has ended");
        return toDecision(expired);
      }
      const before = verificationOf(parameters, context);
      return toVerificationDecision(made(move(before, "expire", context), before, "expire"), context);
    },
  },
  "overdue verifications end": {
    describe:
      "Verifications whose time is up by the clock have become Expired or Abandoned, which they do by themselves. Gives the ids of all that have ended so, in that order.",
    run: ({ verifications }) => verifications.list("timedOut", []).rows.map(({ id }) => id),
  },
};
