import { expect, it } from "vitest";
import { openStandin } from "../support/open-standin.ts";

const BASIC = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };

async function openDidit() {
  const { ask } = await openStandin();
  return async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
    const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
    const reply = await ask({ method, path: `/didit${path}`, query: "", headers, body: bytes });
    return { status: reply.status, type: reply.headers["content-type"], body: String(reply.body) };
  };
}

it("a path is decoded as a whole before it is looked for", async () => {
  const send = await openDidit();
  expect((await send("POST", "/auth/v2/%73ession/")).status).toBe(401);
  expect((await send("POST", "/auth%2Fv2/session/")).status).toBe(401);
  for (const path of ["/authorize/a%2Fb", "/v1/session/%zz/decision/", "/authorize/%E0%A4"])
    expect(await send("GET", path), path).toMatchObject({ status: 404, type: "text/html; charset=utf-8" });
});

it.each([
  ["iso-8859-1", "grant_type=client_credentials", 200],
  ["UTF-8", "grant_type=client_credentials&a=%C3%A4", 200],
  ["iso-8859-1", "grant_type=client_credentials&a=%E4", 200],
  ["unheard-of", "grant_type=client_credentials", 200],
])("a form in %s that holds %s gets %i", async (charset, form, status) => {
  const send = await openDidit();
  const type = `application/x-www-form-urlencoded; charset=${charset}`;
  expect((await send("POST", "/auth/v2/token/", { ...BASIC, "content-type": type }, form)).status).toBe(status);
});

it("a body that does not say what it is is refused", async () => {
  const send = await openDidit();
  const form = { ...BASIC, "content-type": "application/x-www-form-urlencoded" };
  const granted = await send("POST", "/auth/v2/token/", form, "grant_type=client_credentials");
  const token = JSON.parse(granted.body).access_token;
  const refused = await send("POST", "/auth/v2/token/", BASIC, "grant_type=client_credentials");
  expect([refused.status, refused.body]).toEqual([400, '{"error":"invalid_request"}']);
  const created = await send("POST", "/auth/v2/session/", { authorization: `Bearer ${token}` }, '{"scope":"names"}');
  const detail = 'Unsupported media type "" in request.';
  expect([created.status, JSON.parse(created.body)]).toEqual([415, { detail, message: detail }]);
});
