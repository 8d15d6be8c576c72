import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  type Answer,
  expectCode,
  FOREIGN_ORIGIN,
  isReadableBy,
  type Netid,
  ORIGIN,
  OTHER_TAPP,
  start,
  TAPP,
  UNKNOWN_TAPP,
} from "./calls.ts";

const WWW = "https://www.example.com";
const SHOP = "https://shop.example.com";
const GOOD = { idconsent: "VALID" };

/** A TAPP of two origins beside one that is open to this machine. */
async function startWithOrigins(...[open]: Parameters<typeof start>): Promise<Netid> {
  const netid = await start(open);
  await netid.scenario("an active TAPP with two origins");
  await netid.login();
  return netid;
}

const isReadable = (answer: Answer, origin: string): boolean => {
  expect(answer.headers.get("vary")).toBe("Origin");
  return isReadableBy(answer, origin);
};

overTransports("netid", "origins", (open) => {
  it("both origins of a TAPP may read and write, and each is told its own name", async () => {
    const { read, write } = await startWithOrigins(open);
    for (const origin of [WWW, SHOP]) {
      const answers = [await read({ origin }), await write(GOOD, { origin })];
      expect(answers.map(({ status }) => status)).toEqual([200, 201]);
      for (const answer of answers) expect(isReadable(answer, origin)).toBe(true);
    }
  });

  it("an origin must be equal to the letter", async () => {
    const { read } = await startWithOrigins(open);
    const others = [
      "http://www.example.com",
      "https://www.example.com:443",
      "https://www.example.com/",
      "https://WWW.example.com",
      "https://example.com",
      "https://www.example.com.evil.example",
      "null",
      "*",
      ORIGIN,
    ];
    for (const origin of others) {
      const answer = await read({ origin });
      expectCode(answer, 403, "TAPP_NOT_ALLOWED");
      expect(isReadable(answer, origin), origin).toBe(false);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("the default TAPPs are open to every origin on this machine and to no other", async () => {
    const { read, login } = await start(open);
    await login();
    for (const origin of [
      "http://localhost",
      "http://localhost:5173",
      "http://127.0.0.2:8080",
      "https://app.localhost",
      "http://[::1]:3000",
    ])
      expect((await read({ origin })).status, origin).toBe(200);
    for (const origin of [
      "http://localhost.evil.example",
      "http://128.0.0.1",
      "http://localhost/",
      "ftp://localhost",
      "http://evil.example:3000",
      "localhost",
    ])
      expectCode(await read({ origin }), 403, "TAPP_NOT_ALLOWED");
  });

  it("a script can read every refusal that concerns its TAPP", async () => {
    const { read, write, scenario } = await startWithOrigins(open);
    const { cookie: goneCookie } = await scenario("a deleted account");
    const answers: [number, Answer][] = [
      [400, await read({ origin: WWW, cookie: null })],
      [400, await read({ origin: WWW, cookie: "garbled" })],
      [400, await write("", { origin: WWW })],
      [400, await write("{", { origin: WWW })],
      [400, await write({}, { origin: WWW })],
      [400, await write({ idconsent: "x" }, { origin: WWW })],
      [406, await read({ origin: WWW, accept: "text/html" })],
      [406, await write(GOOD, { origin: WWW, accept: "text/html" })],
      [410, await read({ origin: WWW, cookie: goneCookie })],
      [415, await write(GOOD, { origin: WWW, contentType: "application/json" })],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(isReadable(answer, WWW), String(status)).toBe(true);
    }
  });

  it("a script of any active TAPP can read what leads to no TAPP", async () => {
    const { read, write } = await startWithOrigins(open);
    for (const origin of [SHOP, ORIGIN]) {
      const answers: [number, Answer][] = [
        [400, await read({ origin, tapp: null })],
        [400, await read({ origin, tapp: "x" })],
        [403, await read({ origin, tapp: UNKNOWN_TAPP })],
        [403, await write(GOOD, { origin, tapp: UNKNOWN_TAPP })],
        [403, await write(GOOD, { origin, tapp: null })],
        [404, await read({ origin, path: "/nowhere" })],
        [404, await read({ origin, path: "/nowhere", tapp: OTHER_TAPP })],
        [405, await read({ origin, method: "DELETE" })],
      ];
      for (const [status, answer] of answers) {
        expect(answer.status).toBe(status);
        expect(isReadable(answer, origin), String(status)).toBe(true);
      }
    }
    for (const options of [{ tapp: null }, { tapp: "x" }, { tapp: UNKNOWN_TAPP }, { path: "/nowhere" }])
      expect(isReadable(await read({ origin: FOREIGN_ORIGIN, ...options }), FOREIGN_ORIGIN)).toBe(false);
  });

  it("an inactive TAPP refuses, and its own scripts can read that", async () => {
    const { read, scenario } = await start(open);
    await scenario("a TAPP", { active: false, origins: [WWW] });
    const answer = await read({ origin: WWW });
    expectCode(answer, 403, "TAPP_NOT_ALLOWED");
    expect(isReadable(answer, WWW)).toBe(true);
    expect(isReadable(await read({ origin: WWW, tapp: UNKNOWN_TAPP }), WWW)).toBe(false);
  });

  it("a refusal for lack of an Origin has no CORS headers", async () => {
    const { read, write } = await startWithOrigins(open);
    for (const answer of [await read({ origin: null }), await write(GOOD, { origin: null })]) {
      expectCode(answer, 403, "TAPP_NOT_ALLOWED");
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(answer.headers.get("vary")).toBe("Origin");
    }
  });

  it("registering a TAPP anew forgets the origins it had", async () => {
    const { read, scenario } = await startWithOrigins(open);
    await scenario("a TAPP", { origins: [SHOP] });
    expectCode(await read({ origin: WWW }), 403, "TAPP_NOT_ALLOWED");
    expect(isReadable(await read({ origin: WWW, tapp: UNKNOWN_TAPP }), WWW)).toBe(false);
    expect((await read({ origin: SHOP })).status).toBe(200);
  });
});

overTransports("netid", "preflights", (open) => {
  const VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

  it.each(["GET", "POST"])("an eligible one for %s is granted, without a cookie and without a body", async (method) => {
    const { preflight } = await startWithOrigins(open);
    const { status, headers, body } = await preflight(method, { origin: WWW });
    expect({ status, body }).toEqual({ status: 200, body: "" });
    const granted = {
      "access-control-allow-origin": WWW,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": method,
      "access-control-allow-headers": "content-type, accept",
      vary: VARY,
    };
    for (const [name, value] of Object.entries(granted)) expect(headers.get(name), name).toBe(value);
    expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0);
  });

  it("never lets a browser send a Bearer token", async () => {
    const { preflight } = await startWithOrigins(open);
    const { headers } = await preflight("GET", {
      origin: WWW,
      headers: { "access-control-request-headers": "authorization" },
    });
    expect(headers.get("access-control-allow-headers")).not.toContain("authorization");
  });

  it("an ineligible one is refused, without any CORS header", async () => {
    const { preflight, scenario } = await startWithOrigins(open);
    await scenario("an inactive TAPP", { id: OTHER_TAPP, origins: [WWW] });
    const refused = [
      await preflight("POST", { origin: FOREIGN_ORIGIN }),
      await preflight("POST", { origin: ORIGIN }),
      await preflight("POST", { origin: null }),
      await preflight("POST", { origin: WWW, tapp: null }),
      await preflight("POST", { origin: WWW, tapp: "x" }),
      await preflight("POST", { origin: WWW, tapp: `${TAPP}&q.tapp_id.eq=${TAPP}` }),
      await preflight("POST", { origin: WWW, tapp: UNKNOWN_TAPP }),
      await preflight("POST", { origin: WWW, tapp: OTHER_TAPP }),
      await preflight("DELETE", { origin: WWW, path: "/netid-permissions" }),
      await preflight("GET", { origin: WWW, path: "/netid-permissions" }),
    ];
    for (const { status, headers, body } of refused) {
      expect({ status, body }).toEqual({ status: 403, body: "Invalid CORS request" });
      expect(headers.get("content-type")).toMatch(/^text\/plain/);
      expect(headers.get("vary")).toBe(VARY);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});
