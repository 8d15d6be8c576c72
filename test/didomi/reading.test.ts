import { expect, it } from "vitest";
import { openStandin } from "../support/open-standin.ts";

/** Asks as an organization does; what is asked for the first time signs in. */
async function openDidomi() {
  const { ask } = await openStandin();
  const send = async (method: string, target: string, headers: Record<string, string> = {}, body?: string) => {
    const [path = "", query = ""] = target.split("?");
    const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
    const reply = await ask({ method, path: `/didomi/v1${path}`, query, headers, body: bytes });
    return { status: reply.status, body: JSON.parse(String(reply.body)) };
  };
  const json = { "content-type": "application/json" };
  const signIn = JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" });
  const { body } = await send("POST", "/sessions", json, signIn);
  return { send, signIn, authorization: `Bearer ${body.access_token}` };
}

const ORGANIZATION = "organization_id=standin-org";

it("slashes around a path count for nothing, those within it do", async () => {
  const { send, authorization } = await openDidomi();
  const ask = (path: string) => send("GET", `${path}?${ORGANIZATION}`, { authorization });
  const expected = await ask("/consents/users");
  expect(expected.status).toBe(200);
  for (const path of ["/consents/users/", "/consents/users//"]) expect(await ask(path), path).toEqual(expected);
  expect((await ask("/consents//users")).status).toBe(404);
});

it.each([
  "regulation[$in][]=gdpr&regulation[$in][]=cpra",
  "regulation[$in]=gdpr&regulation[$in]=cpra",
  "regulation[$in][0]=gdpr&regulation[$in][1]=cpra",
  "regulation%5B%24in%5D%5B1%5D=cpra&regulation%5B%24in%5D%5B0%5D=gdpr",
])("a list is read from %s", async (query) => {
  const { send, authorization } = await openDidomi();
  for (const regulation of ["gdpr", "cpra"]) {
    const body = JSON.stringify({ user: { organization_user_id: "ann" }, regulation, consents: {} });
    const headers = { authorization, "content-type": "application/json" };
    expect((await send("POST", `/consents/events?${ORGANIZATION}`, headers, body)).status).toBe(200);
  }
  const target = `/consents/events?${ORGANIZATION}&organization_user_id=ann&${query}`;
  expect((await send("GET", target, { authorization })).body.data).toHaveLength(2);
});

it("a list of values that are none is refused, however it is written", async () => {
  const { send, authorization } = await openDidomi();
  for (const status of ["status[$in][0]=none", "status[$in][]=none", "status[$in]=none"]) {
    const target = `/consents/events?${ORGANIZATION}&organization_user_id=ann&${status}`;
    expect((await send("GET", target, { authorization })).status, status).toBe(400);
  }
});

it("JSON in another charset than UTF-8 is refused, and the charset named", async () => {
  const { send, signIn } = await openDidomi();
  const type = (charset: string) => ({ "content-type": `application/json; charset=${charset}` });
  for (const charset of ["utf-8", "UTF-8", '"utf-8"'])
    expect((await send("POST", "/sessions", type(charset), signIn)).status, charset).toBe(200);
  const { status, body } = await send("POST", "/sessions", type("ISO-8859-1"), signIn);
  expect(status).toBe(400);
  expect(body.message).toBe('unsupported charset "ISO-8859-1"');
  const coded = await send("POST", "/sessions", { ...type("utf-8"), "content-encoding": "br" }, signIn);
  expect(coded).toMatchObject({ status: 400, body: { message: 'unsupported content encoding "br"' } });
});

it("a body that does not say that it is JSON is refused; a byte order mark is no part of one that does", async () => {
  const { send, signIn } = await openDidomi();
  expect((await send("POST", "/sessions", {}, signIn)).status).toBe(400);
  expect((await send("POST", "/sessions", { "content-type": "application/json" }, `\ufeff${signIn}`)).status).toBe(200);
});
