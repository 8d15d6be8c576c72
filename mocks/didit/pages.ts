import { ownMember } from "#engine/basics/table.ts";
import type { MockPage, PageReply, PageRequest } from "#engine/contract/pages.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Refusal } from "#engine/contract/request.ts";
import { endPage, messagePage } from "./html.ts";
import { showMedia } from "./media.ts";
import { whenEnded } from "./page-messages.ts";
import { pageNotFound } from "./problems.ts";
import { reasons } from "./reasons.ts";
import { OUTCOMES } from "./results.ts";
import { answer, scan } from "./sessions.ts";
import type { DiditContext, User } from "./state.ts";
import { move, submit } from "./verifications.ts";
import { moveSession, OPENABLE, outcomeOf, submitSession } from "./workflow-sessions.ts";

/** Relative targets of the hosted pages' forms, so that they work under any mount and in any world. */
export const consentAction = (token: string): string => `../_mock/authorize/${token}`;
export const checkAction = (token: string): string => `../_mock/session/${token}`;

const conflict = (text: string, reason: Reason): Refusal => ({
  status: 409,
  body: messagePage("Not possible", text),
  reason,
});

const textOf = (form: PageRequest["form"], name: string): string | undefined => {
  const value = ownMember(form, name);
  return typeof value === "string" ? value : undefined;
};

const findUser = (form: PageRequest["form"], { users }: DiditContext): User | undefined =>
  users.get(textOf(form, "user") ?? "");

/** The buttons of the consent page: they act like the Didit app of the chosen person. */
function answerConsent({ pathParameters, form }: PageRequest, context: DiditContext): PageReply {
  const { token = "" } = pathParameters;
  const { sessions, world } = context;
  const session = sessions.first("byToken", [token]);
  if (session === undefined) return pageNotFound(reasons.unknownSessionLink({ world }));
  const user = findUser(form, context);
  if (user === undefined)
    return conflict("This person does not exist.", reasons.unknownPerson({ user: textOf(form, "user") ?? "", world }));
  const scanned = scan(session, user, context);
  if ("status" in scanned) return conflict(scanned.body.detail, scanned.reason);
  const chosen = textOf(form, "move");
  if (chosen === "confirm" || chosen === "decline") {
    const words = [form["scope"] ?? []].flat().filter((word) => typeof word === "string");
    if (chosen === "confirm" && words.length === 0)
      return conflict("To share nothing, decline.", reasons.nothingApproved());
    const input =
      chosen === "confirm" ? { status: "confirmed" as const, scope: words.join(" ") } : { status: "declined" as const };
    const answered = answer(scanned, user, input, context);
    if ("status" in answered) return conflict(JSON.stringify(answered.body), answered.reason);
  }
  return { status: 303, headers: { location: `../../authorize/${token}` } };
}

/** The buttons of the verification page: they choose the outcome. The page then redirects back, or tells it in a frame. */
function endChecks({ pathParameters, form }: PageRequest, context: DiditContext): PageReply {
  const { token = "" } = pathParameters;
  const verification = context.verifications.first("byToken", [token]);
  const session = verification === undefined ? context.workflowSessions.first("byToken", [token]) : undefined;
  const found = verification ?? session;
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world: context.world }));
  const chosen = textOf(form, "outcome");
  // In the sandbox the session was told at its creation how it ends.
  const decided = outcomeOf(session) ?? chosen;
  const outcome = OUTCOMES.find((each) => each === decided);
  const user = findUser(form, context);
  const isGivenUp = decided === "Abandoned";
  const ended =
    session !== undefined
      ? isGivenUp
        ? moveSession(session, "abandon", context)
        : outcome && submitSession(session, { outcome, user }, context)
      : verification &&
        (isGivenUp
          ? move(verification, "abandon", context)
          : outcome && submit(verification, { outcome, user }, context));
  if (ended !== undefined)
    return textOf(form, "framed") === undefined
      ? { status: 303, headers: { location: `../../session/${token}` } }
      : { status: 200, body: endPage(ended.status, whenEnded(ended)) };
  const { id, status } = found;
  const isKnown = chosen === "Abandoned" || outcome !== undefined;
  const isUnopened = OPENABLE.includes(status);
  return conflict(
    `A verification that is ${status} cannot become ${chosen ?? "nothing"}.${isUnopened ? " Open its page first." : ""}`,
    isKnown
      ? (isUnopened ? reasons.pageNotOpened : reasons.checksNotRunning)({ id, status })
      : reasons.unknownOutcome({ outcome: chosen ?? "", allowed: [...OUTCOMES, "Abandoned"].join(", ") }),
  );
}

/** Actions of people outside of the provider's API: on the phone, and in front of the camera. */
export const pages: readonly MockPage<DiditContext>[] = [
  { method: "POST", path: "/_mock/authorize/{token}", answer: answerConsent },
  { method: "POST", path: "/_mock/session/{token}", answer: endChecks },
  { method: "GET", path: "/_mock/media/{id}/{expires}/{signature}/{name}", isEmbeddable: true, answer: showMedia },
];
