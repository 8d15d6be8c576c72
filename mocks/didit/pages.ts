import type { MockPage, PageRequest } from "#engine/pages.ts";
import { messagePage } from "./html.ts";
import { pageNotFound } from "./problems.ts";
import { OUTCOMES } from "./results.ts";
import { answer, scan } from "./sessions.ts";
import type { DiditContext, User } from "./state.ts";
import { findVerificationByToken, move, submit } from "./verifications.ts";

/** Where the forms of the hosted pages lead, seen from those pages, so that it holds under any mount and in any world. */
export const consentAction = (token: string): string => `../_mock/authorize/${token}`;
export const checkAction = (token: string): string => `../_mock/session/${token}`;

const conflict = (text: string) => ({ status: 409, body: messagePage("Not possible", text) });

const textOf = (form: PageRequest["form"], name: string): string | undefined => {
  const value = form[name];
  return typeof value === "string" ? value : undefined;
};

const findUser = async (form: PageRequest["form"], { users }: DiditContext): Promise<User | undefined> =>
  users.get(textOf(form, "user") ?? "");

/** The buttons of the consent page: they do what the Didit app would, as the chosen person. */
async function answerConsent({ pathParameters, form }: PageRequest, context: DiditContext) {
  const { token = "" } = pathParameters;
  const session = await context.sessions.first("byToken", [token]);
  if (session === undefined) return pageNotFound();
  const user = await findUser(form, context);
  if (user === undefined) return conflict("There is no such person.");
  const scanned = await scan(session, user, context);
  if ("status" in scanned) return conflict(scanned.body.detail);
  const chosen = textOf(form, "move");
  if (chosen === "confirm" || chosen === "decline") {
    const words = [form["scope"] ?? []].flat().filter((word) => typeof word === "string");
    if (chosen === "confirm" && words.length === 0) return conflict("To share nothing, decline.");
    const input =
      chosen === "confirm" ? { status: "confirmed" as const, scope: words.join(" ") } : { status: "declined" as const };
    const answered = await answer(scanned, user, input, context);
    if ("status" in answered) return conflict(JSON.stringify(answered.body));
  }
  return { status: 303, headers: { location: `../../authorize/${token}` } };
}

/** The buttons of the verification page: they say how the checks end. The page itself then leads back. */
async function endChecks({ pathParameters, form }: PageRequest, context: DiditContext) {
  const { token = "" } = pathParameters;
  const verification = await findVerificationByToken(token, context);
  if (verification === undefined) return pageNotFound();
  const chosen = textOf(form, "outcome");
  const outcome = OUTCOMES.find((each) => each === chosen);
  const user = await findUser(form, context);
  const ended =
    chosen === "Abandoned"
      ? await move(verification, "abandon", context)
      : outcome && (await submit(verification, { outcome, user }, context));
  if (ended === undefined)
    return conflict(`A verification that is ${verification.status} cannot become ${chosen ?? "nothing"}.`);
  return { status: 303, headers: { location: `../../session/${token}` } };
}

/** What people do outside of the vendor's API: on the phone, and in front of the camera. */
export const pages: readonly MockPage<DiditContext>[] = [
  { method: "POST", path: "/_mock/authorize/{token}", answer: answerConsent },
  { method: "POST", path: "/_mock/session/{token}", answer: endChecks },
];
