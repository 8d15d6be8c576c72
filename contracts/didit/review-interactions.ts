import type { FromState, Interaction, State } from "../agreement/contract.ts";
import type { Api } from "./api.ts";
import { type Asker, toRefusals } from "./workflow-interactions.ts";

const SESSION = "33333333-4444-4555-8666-777777777777";
const REVIEWS = "/v3/sessions/{session_id}/reviews/";

const at = (id: string) => ({ path: { session_id: id } });
const idOf = (from: FromState): string => from("session_id", SESSION);
const inStatus = (status: string): State => ["a workflow session", { status }];

const verdict = { new_status: "Declined", comment: "The photo is of another person." } as const;

const askers: readonly Asker[] = [
  {
    operationId: "listSessionReviews",
    isAboutSession: true,
    hasBody: false,
    ask: (client, id, more) => client.GET(REVIEWS, { ...more, params: at(id) }),
  },
  {
    operationId: "createSessionReview",
    isAboutSession: true,
    hasBody: true,
    ask: (client, id, more) => client.POST(REVIEWS, { ...more, params: at(id), body: verdict }),
  },
];

const successes: readonly Interaction<Api>[] = [
  {
    operationId: "listSessionReviews",
    status: 200,
    when: "when it was reviewed",
    // A list is told as the specification's example has it.
    given: [["a reviewed session", { comment: "Checked by hand." }]],
    exactly: ["0.action", "0.old_status", "0.new_status", "0.note"],
    call: ({ keyed }, from) => keyed.GET(REVIEWS, { params: at(idOf(from)) }),
  },
  {
    operationId: "createSessionReview",
    status: 201,
    when: "when the session is in review",
    given: [inStatus("In Review")],
    differs: { old_status: "In Review", new_status: "Declined", note: verdict.comment },
    exactly: ["action", "old_status", "new_status", "note"],
    call: ({ keyed }, from) => keyed.POST(REVIEWS, { params: at(idOf(from)), body: verdict }),
  },
  {
    operationId: "createSessionReview",
    status: 201,
    when: "when an approved session is to be looked at again",
    given: [inStatus("Approved")],
    differs: { old_status: "Approved", new_status: "In Review", note: null },
    exactly: ["old_status", "new_status", "note"],
    call: ({ keyed }, from) => keyed.POST(REVIEWS, { params: at(idOf(from)), body: { new_status: "In Review" } }),
  },
  {
    operationId: "createSessionReview",
    status: 400,
    when: "when the page has not been opened",
    given: [inStatus("Not Started")],
    example: "notAllowed",
    differs: { new_status: ['The session cannot change from "Not Started" to "Declined".'] },
    exactly: ["new_status"],
    call: ({ keyed }, from) => keyed.POST(REVIEWS, { params: at(idOf(from)), body: verdict }),
  },
  {
    operationId: "createSessionReview",
    status: 400,
    when: "when the session is declined already",
    given: [inStatus("Declined")],
    example: "same",
    exactly: ["new_status"],
    call: ({ keyed }, from) => keyed.POST(REVIEWS, { params: at(idOf(from)), body: verdict }),
  },
];

export const reviewInteractions: readonly Interaction<Api>[] = [...askers.flatMap(toRefusals), ...successes];
