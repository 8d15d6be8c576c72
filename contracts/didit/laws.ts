import { isDeepStrictEqual } from "node:util";
import type { Observer, Question, ReadBack, WalkReply } from "../agreement/contract.ts";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const toMembers = (value: unknown): Members => (isMembers(value) ? value : {});
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The body of what was read. */
const bodyOf = (read: unknown): Members => toMembers(toMembers(read)["body"]);
/** The expiry and the signature in the address of an image or video, which are others at every reading. */
const EXPIRY = /(\/_mock\/media\/[^"/]+)\/\d+\/[0-9a-f]+\//g;

/** The same without what differs from one reading to the next. */
const lastingBodyOf = (read: unknown): Members =>
  toMembers(JSON.parse(JSON.stringify(bodyOf(read)).replaceAll(EXPIRY, "$1/")));

/** What a request to change something has sent; no body says as much as an empty one. */
const sentBy = ({ sent }: WalkReply): Members => toMembers(sent);
const idIn = (body: unknown): string => String(toMembers(body)["session_id"]);

/** The names of members that are not as expected. */
const differing = (found: Members, expected: Members): string[] =>
  Object.keys(expected).filter((name) => !isDeepStrictEqual(found[name], expected[name]));
const agrees = (found: Members, expected: Members): boolean => differing(found, expected).length === 0;

const session = (id: string): Question => ({ operationId: "getSessionDecision", path: { session_id: id } });
const verification = (id: string): Question => ({ operationId: "getVerificationDecision", path: { session_id: id } });

const workflowDecision = (id: string): Question => ({ operationId: "getWorkflowDecision", path: { session_id: id } });

const destination = (uuid: string): Question => ({ operationId: "getWebhookDestination", path: { uuid } });

/** Checks that run again without the person. */
const WITHOUT_PERSON: readonly unknown[] = ["AML", "DATABASE_VALIDATION", "IP_ANALYSIS"];

/** The decision's words for those of the status. */
const DECIDED: Readonly<Record<string, string>> = {
  initialized: "Initialized",
  retrieved: "Retrieved",
  confirmed: "Confirmed",
  declined: "Cancelled",
  expired: "Expired",
};

const wordsOf = (scope: unknown): string[] => (textOf(scope) ?? "").split(/\s+/).filter((word) => word !== "");
/** The member of the shared data that a word of a scope stands for. */
const memberOf = (word: string): string => (word === "pictures" ? "picture" : word);
const membersOf = (scope: unknown): string[] => wordsOf(scope).map(memberOf);

/** What is shared is named by the scope that was approved, and by nothing else; of several addresses it is the chosen one. */
function isApproved(answered: WalkReply, decision: Members): boolean {
  const { scope: approved, selection } = sentBy(answered);
  const shared = toMembers(decision["user_data"]);
  const { sub, ...values } = shared;
  const named = membersOf(decision["scope"]);
  const allowed = approved === undefined ? named : membersOf(approved);
  const { email, phone } = toMembers(selection);
  return (
    typeof sub === "string" &&
    named.every((each) => allowed.includes(each)) &&
    Object.keys(values).every((each) => named.includes(each)) &&
    isChosen(values["email"], "email", email) &&
    isChosen(values["phone"], "phone_number", phone)
  );
}

/** An address that was not shared, or about which nothing was said, may be any. */
const isChosen = (shared: unknown, name: string, chosen: unknown): boolean =>
  shared === undefined || chosen === undefined || toMembers(shared)[name] === chosen;

/** What was written says what was sent. */
export const readBack: readonly ReadBack[] = [
  {
    after: "createSession",
    read: ({ body }) => session(idIn(body)),
    shows: (written, read) => {
      const { scope, vendor_data = null } = sentBy(written);
      return agrees(bodyOf(read), { scope, vendor_data, status: "Initialized", user_data: null });
    },
  },
  {
    after: "getSessionInformation",
    read: ({ body }) => session(idIn(body)),
    shows: ({ body }, read) =>
      agrees(bodyOf(read), { scope: toMembers(body)["scope"], status: "Retrieved", user_data: null }),
  },
  {
    after: "getSessionStatus",
    read: ({ body }) => session(idIn(body)),
    shows: ({ body }, read) => bodyOf(read)["status"] === DECIDED[String(toMembers(body)["status"])],
  },
  {
    after: "updateSession",
    read: ({ path }) => session(String(path["session_id"])),
    shows: (written, read) => {
      const { status = "confirmed" } = sentBy(written);
      const decision = bodyOf(read);
      if (toMembers(written.body)["status"] !== status || decision["status"] !== DECIDED[String(status)]) return false;
      return status === "declined" ? decision["user_data"] === null : isApproved(written, decision);
    },
  },
  {
    after: "createVerificationSession",
    read: ({ body }) => verification(idIn(body)),
    shows: (written, read) => {
      const { features = "OCR + FACE", callback = null, vendor_data = null } = sentBy(written);
      const says = { features, callback, vendor_data, status: "Not Started" };
      const nothing = { kyc: null, aml: null, face: null, location: null, reviews: [], warnings: [] };
      return agrees(toMembers(written.body), says) && agrees(bodyOf(read), { ...says, ...nothing });
    },
  },
  {
    after: "updateVerificationStatus",
    read: ({ path }) => verification(String(path["session_id"])),
    shows: (written, read) => {
      const { new_status } = sentBy(written);
      return bodyOf(read)["status"] === new_status;
    },
  },
  ...["createWorkflowSession", "createSessionV2"].map(
    (after): ReadBack => ({
      after,
      read: ({ body }) => workflowDecision(idIn(body)),
      shows: (written, read) => {
        const { workflow_id, callback = null, vendor_data = null, metadata = null } = sentBy(written);
        const says = { workflow_id, callback, vendor_data, ...(typeof metadata !== "string" && { metadata }) };
        const { session_number, status, metadata: kept } = toMembers(written.body);
        const seen = { ...says, session_number, status, metadata: kept, session_kind: "user" };
        return agrees(toMembers(written.body), says) && agrees(bodyOf(read), seen);
      },
    }),
  ),
  ...["updateWorkflowStatus", "updateStatusV2"].map(
    (after): ReadBack => ({
      after,
      read: ({ path }) => workflowDecision(String(path["session_id"])),
      shows: (written, read) => {
        const { new_status, nodes_to_resubmit: nodes } = sentBy(written);
        const { status } = bodyOf(read);
        const isAlone =
          Array.isArray(nodes) && nodes.every((each) => WITHOUT_PERSON.includes(toMembers(each)["feature"]));
        return new_status === "Resubmitted" && isAlone ? status !== "Resubmitted" : status === new_status;
      },
    }),
  ),
  {
    after: "createSessionReview",
    read: ({ path }) => workflowDecision(String(path["session_id"])),
    shows: (written, read) => {
      const { new_status, comment = null } = sentBy(written);
      const { status, reviews } = bodyOf(read);
      const [newest] = Array.isArray(reviews) ? reviews : [];
      return status === new_status && agrees(toMembers(newest), { user: "API Client", new_status, comment });
    },
  },
  {
    after: "importSharedSession",
    read: ({ body }) => workflowDecision(idIn(body)),
    shows: (written, read) => {
      const { workflow_id, trust_review } = sentBy(written);
      const { status, session_number, shared_from_session, vendor_data } = toMembers(written.body);
      const isTrusted = trust_review === true || status === "In Review";
      return (
        isTrusted && agrees(bodyOf(read), { workflow_id, status, session_number, shared_from_session, vendor_data })
      );
    },
  },
  ...["createWorkflow", "updateWorkflow"].map(
    (after): ReadBack => ({
      after,
      read: ({ body }) => ({ operationId: "getWorkflow", path: { uuid: String(toMembers(body)["workflow_id"]) } }),
      shows: (written, read) => {
        const { workflow_label, features, status } = sentBy(written);
        const told = toMembers(written.body);
        const names = Array.isArray(features) ? features.map((each) => String(toMembers(each)["feature"])) : undefined;
        const says = {
          ...(workflow_label !== undefined && { workflow_label }),
          ...(names !== undefined && { features: [...new Set(names)].join(" + ") }),
          ...(status !== undefined && { status }),
        };
        // A draft does not show beside a version that is published, nor does an earlier version.
        const isLatest = bodyOf(read)["uuid"] === told["uuid"];
        return agrees(told, says) && (!isLatest || agrees(bodyOf(read), told));
      },
    }),
  ),
  {
    after: "deleteWorkflow",
    read: ({ path }) => ({ operationId: "getWorkflow", path: { uuid: String(path["uuid"]) } }),
    shows: (_written, read) => toMembers(read)["status"] === 404,
  },
  {
    after: "updateUser",
    read: ({ path }) => ({ operationId: "getUser", path: { vendor_data: String(path["vendor_data"]) } }),
    shows: (written, read) => {
      const told = toMembers(written.body);
      const says = Object.entries(sentBy(written)).filter(([name]) => Object.hasOwn(told, name));
      return agrees(bodyOf(read), told) && agrees(told, Object.fromEntries(says));
    },
  },
  {
    after: "deleteUsers",
    read: () => ({ operationId: "listUsers", query: { limit: "200" } }),
    shows: (written, read) => {
      const { vendor_data_list: names = [], delete_all: isAll } = sentBy(written);
      const { count, results } = bodyOf(read);
      const left = (Array.isArray(results) ? results : []).map((each) => toMembers(each)["vendor_data"]);
      return isAll === true ? count === 0 : (names as readonly unknown[]).every((each) => !left.includes(each));
    },
  },
  ...["createWebhookDestination", "updateWebhookDestination"].map(
    (after): ReadBack => ({
      after,
      read: ({ body }) => destination(String(toMembers(body)["uuid"])),
      shows: (written, read) => {
        const { rotate_secret_key: _rotated, ...sent } = sentBy(written);
        const names = ["label", "url", "enabled", "webhook_version", "subscribed_events"];
        const says = Object.fromEntries(Object.entries(sent).filter(([name]) => names.includes(name)));
        return agrees(bodyOf(read), toMembers(written.body)) && agrees(toMembers(written.body), says);
      },
    }),
  ),
  {
    after: "deleteWebhookDestination",
    read: ({ path }) => destination(String(path["uuid"])),
    shows: (_written, read) => toMembers(read)["status"] === 404,
  },
  {
    after: "updateWebhookSettings",
    read: () => ({ operationId: "getWebhookSettings" }),
    shows: (written, read) => {
      const { webhook_url, webhook_version } = sentBy(written);
      const says = {
        ...(webhook_url !== undefined && { webhook_url }),
        ...(webhook_version !== undefined && { webhook_version }),
      };
      return agrees(bodyOf(read), says);
    },
  },
  {
    after: "deleteWorkflowSession",
    read: ({ path }) => workflowDecision(String(path["session_id"])),
    shows: (_written, read) => toMembers(read)["status"] === 404,
  },
  {
    after: "deleteWorkflowSessions",
    read: () => ({ operationId: "listWorkflowSessions", query: { limit: "100" } }),
    shows: (written, read) => {
      const { session_numbers: numbers = [], delete_all: isAll } = sentBy(written);
      const { count, results } = bodyOf(read);
      const left = (Array.isArray(results) ? results : []).map((each) => toMembers(each)["session_number"]);
      return isAll === true ? count === 0 : (numbers as readonly unknown[]).every((each) => !left.includes(each));
    },
  },
  {
    after: "generateVerificationPdf",
    read: ({ path }) => verification(String(path["session_id"])),
    shows: (_written, read) => ["Approved", "Declined", "In Review"].includes(String(bodyOf(read)["status"])),
  },
];

type Ask = (question: Question) => Promise<unknown>;

/** What no later exchange changes; a session that was answered is not changed at all. */
const lasting = (decision: Members): Members => {
  const { status, scope, user_data, ...always } = decision;
  return status === "Confirmed" || status === "Cancelled" ? decision : always;
};

/**
 * The laws of Didit that no single reply can break: what is done to one session does not show in another, an answer stays
 * as it was given, the words that were approved keep their order, numbers rise one by one, and reviews are added in front.
 */
export function createLaws(): Observer {
  const sessions = new Map<string, Members>();
  const requested = new Map<string, readonly string[]>();
  const verifications = new Map<string, Members>();
  const numbers = { createSession: 0, createVerificationSession: 0 };

  /** Whether all others are as they were. */
  async function disturbed(known: ReadonlyMap<string, Members>, but: string, ask: Ask, about: typeof session) {
    for (const [id, before] of known) {
      if (id === but) continue;
      const names = differing(lastingBodyOf(await ask(about(id))), before);
      if (names.length > 0) return `${id} has another ${names.join(", ")} now`;
    }
    return undefined;
  }

  function count(operation: keyof typeof numbers, { session_number }: Members): string | undefined {
    const before = numbers[operation];
    numbers[operation] = Number(session_number);
    return before === 0 || session_number === before + 1 ? undefined : `${session_number} comes after ${before}`;
  }

  async function afterSession({ operationId, sent, body }: WalkReply, ask: Ask): Promise<string | undefined> {
    const id = idIn(body);
    const decision = bodyOf(await ask(session(id)));
    const before = sessions.get(id);
    sessions.set(id, lasting(decision));
    const asked = requested.get(id);
    if (operationId === "createSession") requested.set(id, wordsOf(toMembers(sent)["scope"]));
    if (asked !== undefined && decision["status"] === "Confirmed") {
      const words = wordsOf(decision["scope"]);
      const wanted = asked.filter((word) => words.includes(word));
      if (!isDeepStrictEqual(words, wanted)) return `${words.join(" ")} is no part of ${asked.join(" ")}`;
    }
    const changed = before === undefined ? [] : differing(decision, before);
    if (changed.length > 0) return `it has another ${changed.join(", ")} than before`;
    const wrong = operationId === "createSession" ? count("createSession", decision) : undefined;
    return wrong ?? disturbed(sessions, id, ask, session);
  }

  /** A review is in front of the older ones, and none is added for a status that was there already. */
  function reviewed(answered: WalkReply, decision: Members, before: Members): string | undefined {
    const { new_status, comment = null } = sentBy(answered);
    const reviews = decision["reviews"] as readonly unknown[];
    if (before["status"] === new_status)
      return isDeepStrictEqual(reviews, before["reviews"]) ? undefined : "a repeated status changed the reviews";
    const [newest, ...older] = reviews;
    if (!isDeepStrictEqual(older, before["reviews"])) return "older reviews are not behind it";
    return agrees(toMembers(newest), { user: "API Client", new_status, comment }) ? undefined : "its review differs";
  }

  async function afterVerification(answered: WalkReply, ask: Ask): Promise<string | undefined> {
    const { operationId, body } = answered;
    const id = idIn(body);
    const decision = lastingBodyOf(await ask(verification(id)));
    const before = verifications.get(id);
    verifications.set(id, decision);
    const complaint = before === undefined ? undefined : reviewed(answered, decision, before);
    if (complaint !== undefined) return complaint;
    if (operationId === "createVerificationSession") {
      const wrong = count(operationId, decision);
      if (wrong !== undefined) return wrong;
    }
    return disturbed(verifications, id, ask, verification);
  }

  return {
    async observe(answered, ask) {
      switch (answered.operationId) {
        case "createSession":
        case "updateSession":
          return afterSession(answered, ask);
        case "createVerificationSession":
        case "updateVerificationStatus":
          return afterVerification(answered, ask);
        case "showVerificationPage":
          // Opening the page begins the verification, and the token does not tell which.
          for (const [id, { status }] of verifications) if (status === "Not Started") verifications.delete(id);
          return undefined;
        default:
          return undefined;
      }
    },
  };
}
