import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { ORGANIZATION, START, USER_ID } from "./calls.ts";

/** Signs in and does a little of everything. @returns every reply, byte for byte */
async function run(seed: number): Promise<string[]> {
  const standin = await createStandin({ providers: ["didomi"], frozenAt: START, seed });
  const { clock } = await standin.world();
  const replies: string[] = [];
  let token = "";
  const call = async (method: string, path: string, body?: object) => {
    await clock.advance(1000);
    const query = `organization_id=${ORGANIZATION}&organization_user_id=${USER_ID}`;
    const response = await standin.fetch(`/didomi${path}${path.includes("?") ? "&" : "?"}${query}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    replies.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
  const session = await call("POST", "/sessions", { type: "api-key", key: "standin-key", secret: "standin-secret" });
  token = session.access_token;
  const user = { organization_user_id: USER_ID };
  await call("POST", "/consents/tokens", { organization_id: ORGANIZATION, ...user });
  const consents = { purposes: [{ id: "newsletter", enabled: true }] };
  const proofs = ["data:image/png;base64,iVBORw0KGgo="];
  const event = await call("POST", "/consents/events", { user, consents, proofs });
  await call("POST", "/consents/events", { user, consents, status: "pending_approval" });
  await call("POST", "/consents/users", {});
  await call("PATCH", `/consents/events/${event.id}`, { status: "pending_approval" });
  await call("GET", "/consents/users");
  await call("GET", "/consents/events?status=pending_approval");
  await call("GET", `/consents/proofs/${event.proofs_id[0]}`);
  await call("DELETE", `/consents/events/${event.id}`);
  await call("DELETE", `/consents/users/${event.user.id}`);
  await call("GET", "/consents/users/unknown");
  await call("PUT", "/consents/users");
  return replies;
}

describe("the Consents API", () => {
  it("gives the same bytes for the same requests, seed and time", async () => {
    const first = await run(7);
    expect(first.map((reply) => reply.slice(0, 3))).toEqual([
      ...["200", "200", "200", "200", "200", "200", "200", "200", "200", "204", "200", "404", "405"],
    ]);
    expect(await run(7)).toEqual(first);
  });

  it("gives other ids for another seed", async () => {
    expect(await run(8)).not.toEqual(await run(7));
  });
});
