import { expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { FROZEN_AT, PERMISSIONS, READ_AUDIT, READ_V2, TAPP, TC, WRITE_AUDIT } from "./calls.ts";

/** A visit with good and bad requests of every operation. Each reply's status, headers and body, as text. */
async function visit(): Promise<string> {
  const standin = await createStandin({ providers: ["netid"], seed: "same", frozenAt: FROZEN_AT });
  const world = await standin.world();
  const replies: unknown[] = [await world.scenario("netid", "a user of two TAPPs", { user: "zoe" })];
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await standin.fetch(`/netid${path}`, init);
    replies.push([response.status, [...response.headers], await response.clone().text()]);
    return response;
  };
  const query = `?q.tapp_id.eq=${TAPP}`;
  const login = await ask("/_mock/login?user=alice");
  const origin = "http://localhost:3000";
  const cookie = (login.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const headers = { cookie, origin };
  const write = (body: string) =>
    ask(`/netid-permissions${query}`, {
      method: "POST",
      headers: { ...headers, accept: WRITE_AUDIT, "content-type": PERMISSIONS },
      body,
    });
  await ask(`/netid-user-status${query}`, { headers: { origin } });
  await ask(`/netid-user-status${query}`, { headers });
  await write(JSON.stringify({ idconsent: "VALID", iab_tc_string: TC }));
  await write("{");
  await ask(`/netid-user-status${query}`, { headers: { ...headers, accept: READ_AUDIT } });
  await ask(`/netid-user-status${query}&q.identifier.in=TPID,ETPID`, { headers: { ...headers, accept: READ_V2 } });
  for (const method of ["POST", "DELETE"])
    await ask(`/netid-permissions${query}`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method },
    });
  await ask("/netid-user-status", { headers: { authorization: "Bearer standin-token" } });
  const authorization = `Basic ${btoa("standin-export:standin-secret")}`;
  await ask(`/netid-permissions${query}&q.date.ge=2025-01-01`, { headers: { authorization } });
  await ask("/nowhere", { headers });
  await ask("/netid-user-status", { method: "DELETE" });
  await ask("/_mock/login", { headers });
  await ask("/_mock/logout");
  return JSON.stringify(replies, undefined, 1);
}

it("the same requests get the same bytes, ids, tokens and times included", async () => {
  const [first, second] = [await visit(), await visit()];
  expect(second).toBe(first);
  expect(first).toContain("PERMISSIONS_FOUND");
});
