import { sha256 } from "#engine/basics/signatures.ts";
import type { components } from "#generated/didit/types.ts";
import { membersOf, notAChoice } from "./scope.ts";
import type { Application, User } from "./state.ts";

type Schemas = components["schemas"];
type UserData = Schemas["UserData"];

/** Which of several addresses or numbers a person shares; absent: the main one. */
export type Selection = NonNullable<Schemas["SessionUpdateRequest"]["selection"]>;

/** The `sub` of a person for one application: the same in every session, different for other applications, never the id. */
export function subjectOf(user: Pick<User, "id">, application: Pick<Application, "id">): string {
  const hex = sha256(`${application.id}\n${user.id}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

const selectEmail = ({ emails }: User, chosen: string | undefined) =>
  chosen === undefined
    ? (emails.find((each) => each.is_primary) ?? emails[0])
    : emails.find(({ email }) => email === chosen);

const selectPhone = ({ phones }: User, chosen: string | undefined) =>
  chosen === undefined
    ? (phones.find((each) => each.is_primary) ?? phones[0])
    : phones.find(({ phone_number }) => phone_number === chosen);

/** The addresses of which a person shares one. */
export const addressesOf = ({ emails }: User, shared: string | undefined) =>
  emails.map((each) => ({ value: each.email, shared: { ...each }, isChosen: each.email === shared }));

/** The numbers of which a person shares one. */
export const numbersOf = ({ phones }: User, shared: string | undefined) =>
  phones.map((each) => ({ value: each.phone_number, shared: { ...each }, isChosen: each.phone_number === shared }));

/** Errors of a selection that the person does not have. */
export function complaintsAboutSelection(user: User, { email, phone }: Selection): Record<string, string[]> {
  const isForeignEmail = email !== undefined && selectEmail(user, email) === undefined;
  const isForeignPhone = phone !== undefined && selectPhone(user, phone) === undefined;
  return {
    ...(isForeignEmail && { email: [notAChoice(email)] }),
    ...(isForeignPhone && { phone: [notAChoice(phone)] }),
  };
}

/** The data shared with an application: `sub`, and the person's values in the approved scope. */
export function toUserData(
  user: User,
  application: Pick<Application, "id">,
  approvedScope: string,
  selection: Selection,
): UserData {
  const { id: _id, appToken: _appToken, emails: _emails, phones: _phones, ...profile } = user;
  const sub = subjectOf(user, application);
  const email = selectEmail(user, selection.email);
  const phone = selectPhone(user, selection.phone);
  const everything: UserData = {
    sub,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...profile,
    user_id: sub,
  };
  const members = membersOf(approvedScope);
  const shared: UserData = { sub };
  for (const member of members) copyMember(shared, everything, member);
  return shared;
}

function copyMember<Member extends keyof UserData>(to: UserData, from: UserData, member: Member): void {
  if (Object.hasOwn(from, member)) to[member] = from[member];
}
