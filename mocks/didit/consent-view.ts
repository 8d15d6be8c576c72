import type { Remark, SharedWord } from "./html.ts";
import { templates } from "./late-html.ts";
import { listPeople } from "./listed-people.ts";
import { addressesOf, complaintsAboutSelection, numbersOf, type Selection, subjectOf, toUserData } from "./people.ts";
import { membersOf, wordsOf } from "./scope.ts";
import { expiryOf, toDecision, toStatus } from "./sessions.ts";
import type { Application, DiditContext, Session, User } from "./state.ts";

/** How the consent page is shown: by whom, and after what. */
export interface ConsentView {
  /** The way from the page to the root of the paths. */
  readonly root: string;
  /** Who answers; default: who has scanned the code, else the first person. */
  readonly user?: User | undefined;
  /** What was chosen before; default: everything, and the main address and number. */
  readonly chosen?: { readonly words: readonly string[]; readonly selection: Selection } | undefined;
  readonly remark?: Remark | undefined;
}

const CLOSED: Readonly<Record<string, Remark>> = {
  accepted: { mood: "good", text: "You have shared your data. You can close this page." },
  refused: { mood: "wait", text: "You have declined. Nothing was shared." },
  "timed out": { mood: "bad", text: "This request has expired. Ask for a new code." },
};

/** Renders the consent page of a session, or what became of it. */
export function showConsent(session: Session, view: ConsentView, context: DiditContext): string {
  const { world } = context;
  const application = context.applications.get(session.clientId);
  const message = CLOSED[session.state];
  const about = aboutSession(session, application, context);
  if (message !== undefined)
    return templates.get().closedConsentPage({ world, about, message, shared: session.userData, remark: view.remark });
  const people = listPeople(view.user?.id ?? session.userId, `${view.root}_mock/authorize/${session.token}`, context);
  const user = people.chosen === undefined ? undefined : context.users.get(people.chosen);
  const isKnown = user !== undefined && application !== undefined;
  return templates.get().consentPage({
    world,
    application: application?.name ?? session.clientId,
    about,
    people,
    words: isKnown ? wordsOf(session.scope).map((word) => shareOf(word, user, application, view)) : [],
    subject: isKnown ? subjectOf(user, application) : undefined,
    scannedBy: session.userId,
    action: `${view.root}_mock/authorize/${session.token}`,
    remark: view.remark,
  });
}

function aboutSession(session: Session, application: Application | undefined, { applications }: DiditContext) {
  const { id, number, vendorData, clientId, userId } = session;
  const isOpen = CLOSED[session.state] === undefined;
  return [
    ["application", application?.name ?? applications.get(clientId)?.name ?? clientId],
    ["client_id", clientId],
    ["session_id", id],
    ["session_number", number],
    ["status", `${toStatus(session).status} (polled), ${toDecision(session).status} (decision)`],
    ["scope", session.scope],
    ["vendor_data", vendorData ?? "null"],
    userId === undefined ? undefined : (["scanned by", userId] as const),
    isOpen ? (["expires", templates.get().timeOf(expiryOf(session))] as const) : undefined,
  ] as const;
}

/** What a person shares by one word: computed as for the decision. */
function shareOf(word: string, user: User, application: Application, { chosen }: ConsentView): SharedWord {
  const [member] = membersOf(word);
  const given = chosen?.selection ?? {};
  const selection = Object.keys(complaintsAboutSelection(user, given)).length === 0 ? given : {};
  const data = toUserData(user, application, word, selection);
  const isTicked = chosen === undefined || chosen.words.includes(word);
  const value = member === undefined ? undefined : data[member];
  if (member === "email" && user.emails.length > 1)
    return { word, value, isTicked, selection: { name: member, among: addressesOf(user, data.email?.email) } };
  if (member === "phone" && user.phones.length > 1)
    return { word, value, isTicked, selection: { name: member, among: numbersOf(user, data.phone?.phone_number) } };
  return { word, value, isTicked };
}
