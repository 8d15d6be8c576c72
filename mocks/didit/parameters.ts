import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import { getVerificationDecision_200_application_json as fitsDecision } from "#generated/didit/validators.js";
import type { Application, DiditContext, Session, User, Verification } from "./state.ts";
import { toVerificationDecision } from "./verifications.ts";

/** @throws StandinError if overrides make a verification invalid against the spec */
export function refuseMisfit(verification: Verification, context: DiditContext): void {
  if (fitsDecision(toVerificationDecision(verification, context))) return;
  const [error] = fitsDecision.errors ?? [];
  throw new StandinError(
    "ERR_STANDIN_INVALID_PARAMETER",
    `overrides: the decision's ${error?.instancePath ?? ""} ${error?.message ?? "does not match the spec"}.`,
  );
}

/** The application that a scenario acts for. */
export function findApplication(clientId: string, { applications }: DiditContext): Application {
  const application = applications.get(clientId);
  if (application === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown application ${quoteName(clientId)}.`);
  return application;
}

/** The person that a scenario acts as. */
export function findUser(id: string, { users }: DiditContext): User {
  const user = users.get(id);
  if (user === undefined) throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown user ${quoteName(id)}.`);
  return user;
}

/** The data transfer session that a move is about. */
export function findSession(id: string, { sessions }: DiditContext): Session {
  const session = sessions.get(id);
  if (session === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown data transfer session ${quoteName(id)}.`);
  return session;
}

/** The verification that a move is about. */
export function findVerification(id: string, { verifications }: DiditContext): Verification {
  const verification = verifications.get(id);
  if (verification === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `Unknown verification ${quoteName(id)}.`);
  return verification;
}
