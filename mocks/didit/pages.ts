import { ownMember } from "#engine/basics/table.ts";
import type { MockPage, PageReply, PageRequest } from "#engine/contract/pages.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Refusal } from "#engine/contract/request.ts";
import { showChecks } from "./check-view.ts";
import { type Checked, findChecked } from "./checked.ts";
import { showConsent } from "./consent-view.ts";
import type { Remark } from "./html.ts";
import { templates } from "./late-html.ts";
import { showMedia } from "./media.ts";
import { whenEnded, whenShown } from "./page-messages.ts";
import type { Selection } from "./people.ts";
import { pageNotFound } from "./problems.ts";
import { reasons } from "./reasons.ts";
import { OUTCOMES } from "./results.ts";
import { answer, scan } from "./sessions.ts";
import type { DiditContext, Session, User } from "./state.ts";
import { move, submit } from "./verifications.ts";
import { moveSession, OPENABLE, outcomeOf, submitSession } from "./workflow-sessions.ts";

/** The way from these pages to the root of the paths. All addresses are relative, so that they work under any mount and in any world. */
const ROOT = "../../";

const conflict = (body: string, reason: Reason): Refusal => ({ status: 409, body, reason });

const textOf = (form: PageRequest["form"], name: string): string | undefined => {
  const value = ownMember(form, name);
  return typeof value === "string" ? value : undefined;
};

const findUser = (form: PageRequest["form"], { users }: DiditContext): User | undefined =>
  users.get(textOf(form, "user") ?? "");

const toWords = (form: PageRequest["form"]): string[] =>
  [form["scope"] ?? []].flat().filter((word) => typeof word === "string");

/** Which address and number are to be shared; without a value, the main ones. */
function toSelection(form: PageRequest["form"]): Selection {
  const email = textOf(form, "email") || undefined;
  const phone = textOf(form, "phone") || undefined;
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

const UNKNOWN_PERSON: Remark = { mood: "bad", text: "This person does not exist." };

/** The consent page for another person. */
function chooseConsent({ pathParameters, query }: PageRequest, context: DiditContext): PageReply {
  const { sessions, users, world } = context;
  const session = sessions.first("byToken", [pathParameters["token"] ?? ""]);
  if (session === undefined) return pageNotFound(reasons.unknownSessionLink({ world }), context);
  const id = textOf(query, "user");
  const user = id === undefined ? undefined : users.get(id);
  if (id === undefined || user !== undefined)
    return { status: 200, body: showConsent(session, { root: ROOT, user }, context) };
  const body = showConsent(session, { root: ROOT, remark: UNKNOWN_PERSON }, context);
  return conflict(body, reasons.unknownPerson({ user: id, world }));
}

/** The buttons of the consent page: they act like the Didit app of the chosen person. */
function answerConsent({ pathParameters, form }: PageRequest, context: DiditContext): PageReply {
  const { token = "" } = pathParameters;
  const { sessions, world } = context;
  const session = sessions.first("byToken", [token]);
  if (session === undefined) return pageNotFound(reasons.unknownSessionLink({ world }), context);
  const user = findUser(form, context);
  const words = toWords(form);
  const chosen = textOf(form, "move");
  const again = (text: string, reason: Reason): Refusal => {
    const view = { root: ROOT, user, chosen: user && { words, selection: toSelection(form) } };
    return conflict(showConsent(session, { ...view, remark: { mood: "bad", text } }, context), reason);
  };
  if (user === undefined)
    return again(UNKNOWN_PERSON.text, reasons.unknownPerson({ user: textOf(form, "user") ?? "", world }));
  if (chosen === "confirm" && words.length === 0)
    return again("Nothing is ticked, so nothing has changed. To share nothing, decline.", reasons.nothingApproved());
  const refused = act(session, user, { chosen, words, selection: toSelection(form) }, context);
  if (refused !== undefined) return again(refused.text, refused.reason);
  return { status: 303, headers: { location: `../../authorize/${token}` } };
}

interface ConsentMove {
  readonly chosen: string | undefined;
  readonly words: readonly string[];
  readonly selection: Selection;
}

/** Scans as a person and answers. @returns why Didit refuses it, in its words */
function act(session: Session, user: User, { chosen, words, selection }: ConsentMove, context: DiditContext) {
  const scanned = scan(session, user, context);
  if ("status" in scanned) return { text: `Nothing has changed: ${scanned.body.detail}`, reason: scanned.reason };
  if (chosen === "confirm" || chosen === "decline") {
    const input =
      chosen === "confirm" ? { status: "confirmed" as const, scope: words.join(" ") } : { status: "declined" as const };
    const answered = answer(scanned, user, chosen === "confirm" ? { ...input, selection } : input, context);
    if ("status" in answered)
      return { text: `Nothing has changed: ${JSON.stringify(answered.body)}`, reason: answered.reason };
  }
  return undefined;
}

/** The verification page about another person. */
function chooseChecked({ pathParameters, query }: PageRequest, context: DiditContext): PageReply {
  const { token = "" } = pathParameters;
  const { users, world } = context;
  const found = findChecked(token, context);
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world }), context);
  if (found.status !== "In Progress") return { status: 302, headers: { location: `${ROOT}session/${token}` } };
  const id = textOf(query, "user");
  const user = id === undefined ? undefined : users.get(id);
  const view = { root: ROOT, user, messages: [] };
  if (id === undefined || user !== undefined) return { status: 200, body: showChecks(found, view, context) };
  return conflict(
    showChecks(found, { ...view, remark: UNKNOWN_PERSON }, context),
    reasons.unknownPerson({ user: id, world }),
  );
}

/** The buttons of the verification page: they choose the outcome. The page then redirects back, or tells it in a frame. */
function endChecks({ pathParameters, form }: PageRequest, context: DiditContext): PageReply {
  const { token = "" } = pathParameters;
  const found = findChecked(token, context);
  if (found === undefined) return pageNotFound(reasons.unknownVerificationLink({ world: context.world }), context);
  const user = findUser(form, context);
  const named = textOf(form, "user");
  if (found.status === "In Progress" && named && user === undefined)
    return conflict(
      showChecks(found, { root: ROOT, user, messages: [], remark: UNKNOWN_PERSON }, context),
      reasons.unknownPerson({ user: named, world: context.world }),
    );
  const ended = end(found, textOf(form, "outcome"), user, context);
  if (ended === undefined) return refuseOutcome(found, textOf(form, "outcome"), user, context);
  return textOf(form, "framed") === undefined
    ? { status: 303, headers: { location: `../../session/${token}` } }
    : { status: 200, body: showChecks(ended, { root: ROOT, messages: whenEnded(ended) }, context) };
}

const toOutcome = (found: Checked, chosen: string | undefined) => {
  // In the sandbox the session was told at its creation how it ends.
  const decided = ("workflowId" in found ? outcomeOf(found) : undefined) ?? chosen;
  return { isGivenUp: decided === "Abandoned", outcome: OUTCOMES.find((each) => each === decided) };
};

/** @returns `undefined` if the status does not allow it, or the outcome does not exist */
function end(
  found: Checked,
  chosen: string | undefined,
  user: User | undefined,
  context: DiditContext,
): Checked | undefined {
  const { isGivenUp, outcome } = toOutcome(found, chosen);
  if ("workflowId" in found)
    return isGivenUp
      ? moveSession(found, "abandon", context)
      : outcome && submitSession(found, { outcome, user }, context);
  return isGivenUp ? move(found, "abandon", context) : outcome && submit(found, { outcome, user }, context);
}

/** The page again, as it is now: it says what the button did not do. In a frame it tells an end that came from elsewhere. */
function refuseOutcome(
  found: Checked,
  chosen: string | undefined,
  user: User | undefined,
  context: DiditContext,
): Refusal {
  const { id, status } = found;
  const { isGivenUp, outcome } = toOutcome(found, chosen);
  const isUnopened = OPENABLE.includes(status);
  const isRunning = status === "In Progress";
  const cannot =
    chosen === undefined ? "No outcome was chosen." : `A verification that is ${status} cannot become ${chosen}.`;
  const remark: Remark =
    isUnopened || isRunning
      ? { mood: "bad", text: `${cannot}${isUnopened ? " Open its page first." : ""}` }
      : {
          mood: "wait",
          text: `${cannot} It ended before this button was pressed, here or elsewhere: nothing has changed.`,
        };
  const messages = isUnopened || isRunning ? [] : whenShown(found);
  return conflict(
    showChecks(found, { root: ROOT, user, messages, remark }, context),
    isGivenUp || outcome !== undefined
      ? (isUnopened ? reasons.pageNotOpened : reasons.checksNotRunning)({ id, status })
      : reasons.unknownOutcome({ outcome: chosen ?? "", allowed: [...OUTCOMES, "Abandoned"].join(", ") }),
  );
}

/** Actions of people outside of the provider's API: on the phone, and in front of the camera. */
export const pages: readonly MockPage<DiditContext>[] = (
  [
    { method: "GET", path: "/_mock/authorize/{token}", answer: chooseConsent },
    { method: "POST", path: "/_mock/authorize/{token}", answer: answerConsent },
    { method: "GET", path: "/_mock/session/{token}", answer: chooseChecked },
    { method: "POST", path: "/_mock/session/{token}", answer: endChecks },
    { method: "GET", path: "/_mock/media/{id}/{expires}/{signature}/{name}", isEmbeddable: true, answer: showMedia },
  ] as const
).map((page) => ({ ...page, needs: templates.load }));
