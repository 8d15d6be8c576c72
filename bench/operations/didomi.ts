import type { state } from "#mocks/didomi/state.ts";
import { defineOperations, toRequest, uuidOf } from "./operation-set.ts";

const ORGANIZATION = "organization_id=standin-org";
const USER_ID = "user@example.com";
const BUSY = { id: "busy-user", organization_user_id: "busy@example.com" };
const consents = { purposes: [{ id: "newsletter", enabled: true }] };
const proof = "data:image/png;base64,iVBORw0KGgo=";
/** Between the first event there is and any that is made while measuring. */
const timeOf = (index: number): string => new Date(Date.UTC(2020, 0, 1) + index).toISOString();

/** Records belong to other users of the same organization; one user, who is busy, has as many events as there are users. */
export const didomiOperations = defineOperations<typeof state>({
  provider: "didomi",
  async prepare({ send, scenario }) {
    const session = { type: "api-key", key: "standin-key", secret: "standin-secret" };
    const headers = { authorization: `Bearer ${(await scenario("a session"))["access_token"]}` };
    const ask = (method: string, path: string, body?: unknown) =>
      toRequest(method, `${path}${path.includes("?") ? "&" : "?"}${ORGANIZATION}`, { headers, body });
    const record = (organization_user_id: string) =>
      ask("POST", "/v1/consents/events", { user: { organization_user_id }, consents });

    await scenario("a user with choices", { user: BUSY, consents });
    const event = await send(record(USER_ID));
    const { id: proofId } = await send(ask("POST", "/v1/consents/proofs", { file: proof }));
    const userPath = `/v1/consents/users/${(event["user"] as { readonly id: string }).id}`;
    // A change without an event, so that there is one.
    await send(ask("PATCH", `/v1/consents/users/${BUSY.id}`, { consents }));
    const events = `/v1/consents/events?organization_user_id=${encodeURIComponent(USER_ID)}`;
    const eventPath = `/v1/consents/events/${event["id"]}?organization_user_id=${encodeURIComponent(USER_ID)}`;
    return [
      { operationId: "createSession", request: toRequest("POST", "/v1/sessions", { body: session }) },
      {
        operationId: "createToken",
        request: ask("POST", "/v1/consents/tokens", {
          organization_id: "standin-org",
          organization_user_id: USER_ID,
        }),
      },
      { operationId: "listUsers", request: ask("GET", "/v1/consents/users") },
      {
        operationId: "listUsers",
        when: "of one name",
        request: ask("GET", `/v1/consents/users?organization_user_id=${encodeURIComponent(USER_ID)}`),
      },
      { operationId: "createUser", request: ask("POST", "/v1/consents/users", { organization_user_id: "new" }) },
      { operationId: "getUser", request: ask("GET", userPath) },
      {
        operationId: "getUser",
        when: "by the organization's name",
        request: ask("GET", `/v1/consents/users/${encodeURIComponent(USER_ID)}?$by_organization_user_id=true`),
      },
      { operationId: "updateUser", request: ask("PATCH", userPath, { consents }) },
      { operationId: "deleteUser", request: ask("DELETE", userPath) },
      { operationId: "listEvents", request: ask("GET", events) },
      {
        operationId: "listEvents",
        when: "of a user with as many events",
        request: ask("GET", `/v1/consents/events?user_id=${BUSY.id}`),
      },
      { operationId: "createEvent", request: record(USER_ID) },
      { operationId: "createEvent", when: "of a new user", request: record("new") },
      { operationId: "createEvent", when: "of a user with as many events", request: record(BUSY.organization_user_id) },
      { operationId: "deleteEvents", request: ask("DELETE", `${events}&status=confirmed`) },
      { operationId: "getEvent", request: ask("GET", eventPath) },
      { operationId: "updateEvent", request: ask("PATCH", eventPath, { consents }) },
      { operationId: "deleteEvent", request: ask("DELETE", eventPath) },
      { operationId: "createProof", request: ask("POST", "/v1/consents/proofs", { file: proof }) },
      { operationId: "getProof", request: ask("GET", `/v1/consents/proofs/${proofId}`) },
    ];
  },
  grow: {
    organizations: (row, index) => [{ ...row, id: `organization-${index}` }],
    keys: (row, index) => [{ ...row, key: `key-${index}` }],
    users: (row, index) => [{ ...row, id: uuidOf(index), organization_user_id: `user-${index}@example.com` }],
    states: (row, index) => [{ ...row, user_id: uuidOf(index), created_at: timeOf(index) }],
    events: (row, index) => [
      { ...row, id: `event-${index}`, user_id: uuidOf(index), sequence: row.sequence + 2 * index },
      {
        ...row,
        id: `busy-event-${index}`,
        user_id: BUSY.id,
        created_at: timeOf(index),
        updated_at: timeOf(index),
        sequence: row.sequence + 2 * index + 1,
      },
    ],
    // Grown users have none: they are made anew by the first change among their events.
    checkpoints: null,
    directChanges: (row, index) => [{ ...row, user_id: uuidOf(index), sequence: row.sequence + 1 + index }],
    proofs: (row, index) => [{ ...row, id: `${uuidOf(index)}.png` }],
  },
});
