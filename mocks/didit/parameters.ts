import { quoteName } from "#engine/basics/quote.ts";
import { ownMember } from "#engine/basics/table.ts";
import type { components } from "#generated/didit/types.ts";
import { getVerificationDecision_200_application_json as fitsDecision } from "#generated/didit/validators.js";
import { OUTCOMES, type Outcome, type Overrides } from "./results.ts";
import { complaintsAboutScope } from "./scope.ts";
import type { Application, DiditContext, Session, User, Verification } from "./state.ts";
import { toVerificationDecision } from "./verifications.ts";

type Schemas = components["schemas"];

/** Parameters of a scenario. They come from users, so each value is checked. */
export type Parameters = Readonly<Record<string, unknown>>;

export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = ownMember(parameters, name);
  if (value !== undefined && typeof value !== "string") throw new RangeError(`${name} must be text`);
  return value;
}

/** Text, or null for "none". */
export const nullableTextOf = (parameters: Parameters, name: string): string | null | undefined =>
  ownMember(parameters, name) === null ? null : textOf(parameters, name);

export function choiceOf<Choice extends string>(
  parameters: Parameters,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textOf(parameters, name);
  const choice = choices.find((each) => each === value);
  if (value !== undefined && choice === undefined) throw new RangeError(`${name} must be one of ${choices.join(", ")}`);
  return choice;
}

export function scopeOf(parameters: Parameters): string | undefined {
  const scope = textOf(parameters, "scope");
  const [complaint] = scope === undefined ? [] : complaintsAboutScope(scope);
  if (complaint !== undefined) throw new RangeError(`scope: ${complaint}`);
  return scope;
}

export const FEATURES: readonly Schemas["Features"][] = [
  "OCR",
  "OCR + NFC",
  "OCR + AML",
  "OCR + NFC + AML",
  "OCR + FACE",
  "OCR + NFC + FACE",
  "OCR + FACE + AML",
  "OCR + NFC + FACE + AML",
];

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Which of several addresses or numbers the person shares. */
export function selectionOf(parameters: Parameters) {
  const given = parameters["selection"] ?? {};
  if (!isObject(given)) throw new RangeError("selection must be an object");
  const members: Parameters = { ...given };
  const email = textOf(members, "email");
  const phone = textOf(members, "phone");
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

/** How the checks end; `user` and `overrides` say what they find. */
export function findingOf(parameters: Parameters, outcome: Outcome, context: DiditContext) {
  const { overrides = {} } = parameters;
  if (!isOverrides(overrides)) throw new RangeError("overrides must be an object of objects and lists");
  const id = textOf(parameters, "user");
  return { outcome, overrides, user: id === undefined ? undefined : userCalled(id, context) };
}

// Their members are validated later, as part of the whole decision.
const isOverrides = (value: unknown): value is Overrides => isObject(value) && Object.values(value).every(isObject);

/** @throws RangeError if overrides make a verification invalid against the spec */
export function refuseMisfit(verification: Verification, context: DiditContext): void {
  if (fitsDecision(toVerificationDecision(verification, context))) return;
  const [error] = fitsDecision.errors ?? [];
  throw new RangeError(`overrides: the decision's ${error?.instancePath ?? ""} ${error?.message ?? "does not fit"}`);
}

export const outcomeOf = (parameters: Parameters): Outcome => choiceOf(parameters, "outcome", OUTCOMES) ?? "Approved";

/** The application that a scenario acts for; `standin-client` unless it names another. */
export function applicationOf(parameters: Parameters, { applications }: DiditContext): Application {
  const clientId = textOf(parameters, "client_id") ?? "standin-client";
  const application = applications.get(clientId);
  if (application === undefined) throw new RangeError(`there is no application ${quoteName(clientId)}`);
  return application;
}

/** The person that a scenario acts as. */
export const userOf = (parameters: Parameters, context: DiditContext, otherwise = "alice"): User =>
  userCalled(textOf(parameters, "user") ?? otherwise, context);

function userCalled(id: string, { users }: DiditContext): User {
  const user = users.get(id);
  if (user === undefined) throw new RangeError(`there is no person ${quoteName(id)}`);
  return user;
}

/** The data transfer session that a move is about. */
export function sessionOf(parameters: Parameters, { sessions }: DiditContext): Session {
  const id = textOf(parameters, "session_id") ?? "";
  const session = sessions.get(id);
  if (session === undefined) throw new RangeError(`there is no data transfer session ${quoteName(id)}`);
  return session;
}

/** The verification that a move is about. */
export function verificationOf(parameters: Parameters, { verifications }: DiditContext): Verification {
  const id = textOf(parameters, "session_id") ?? "";
  const verification = verifications.get(id);
  if (verification === undefined) throw new RangeError(`there is no verification ${quoteName(id)}`);
  return verification;
}
