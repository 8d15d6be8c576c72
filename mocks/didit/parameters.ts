import { quoteName } from "#engine/basics/quote.ts";
import { getVerificationDecision_200_application_json as fitsDecision } from "#generated/didit/validators.js";
import type { Application, DiditContext, Session, User, Verification } from "./state.ts";
import { toVerificationDecision } from "./verifications.ts";

/** @throws RangeError if overrides make a verification invalid against the spec */
export function refuseMisfit(verification: Verification, context: DiditContext): void {
  if (fitsDecision(toVerificationDecision(verification, context))) return;
  const [error] = fitsDecision.errors ?? [];
  throw new RangeError(`overrides: the decision's ${error?.instancePath ?? ""} ${error?.message ?? "does not fit"}`);
}

/** The application that a scenario acts for. */
export function findApplication(clientId: string, { applications }: DiditContext): Application {
  const application = applications.get(clientId);
  if (application === undefined) throw new RangeError(`there is no application ${quoteName(clientId)}`);
  return application;
}

/** The person that a scenario acts as. */
export function findUser(id: string, { users }: DiditContext): User {
  const user = users.get(id);
  if (user === undefined) throw new RangeError(`there is no person ${quoteName(id)}`);
  return user;
}

/** The data transfer session that a move is about. */
export function findSession(id: string, { sessions }: DiditContext): Session {
  const session = sessions.get(id);
  if (session === undefined) throw new RangeError(`there is no data transfer session ${quoteName(id)}`);
  return session;
}

/** The verification that a move is about. */
export function findVerification(id: string, { verifications }: DiditContext): Verification {
  const verification = verifications.get(id);
  if (verification === undefined) throw new RangeError(`there is no verification ${quoteName(id)}`);
  return verification;
}
