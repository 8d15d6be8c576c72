import { readFile } from "node:fs/promises";
import { request as sendHttp } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problems } from "#control/problems.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { sendRaw } from "../support/raw-http.ts";
import { createOpener } from "./open.ts";

const open = createOpener();

/** A request with just these headers; `fetch` would set some of its own. */
function ask(
  origin: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      path: "/_standin/worlds",
      method,
      headers,
      setHost: headers["host"] === undefined,
    };
    sendHttp(options, async (reply) => {
      const text = (await reply.toArray()).join("");
      resolve({ status: reply.statusCode ?? 0, text });
    })
      .on("error", reject)
      .end();
  });
}

describe("a web page cannot drive standin", () => {
  it.each([
    ["of another origin", { origin: "https://evil.example" }],
    ["of another port of this machine", { origin: "http://127.0.0.1:3000" }],
    ["that hides its origin", { origin: "null" }],
    ["that loads it as an image or script", { "sec-fetch-site": "cross-site" }],
    ["of a sibling host", { "sec-fetch-site": "same-site" }],
    ["whose host name was pointed here", { host: "evil.example:4700" }],
    ["whose host name begins like ours", { host: "localhost.evil.example" }],
  ])("%s", async (_, headers) => {
    const { origin, standin } = await open("node:http");
    await standin.world("w");
    const { status, text } = await ask(origin, headers);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ title: "Forbidden", status: 403 });
    expect(text).not.toContain('"w"');
  });

  it("and changes nothing by trying", async () => {
    const { send, origin, control } = await open("node:http");
    await control("PUT", "/worlds/w");
    const init = { method: "DELETE", headers: { origin: "https://evil.example" } };
    expect((await send(`${origin}/_standin/worlds/w`, init)).status).toBe(403);
    expect((await control("GET", "/worlds/w")).status).toBe(200);
  });
});

describe("programs of this machine may drive it", () => {
  it.each([
    ["by address", {}],
    ["by name", { host: "localhost:4700" }],
    ["by a name below localhost", { host: "standin.localhost" }],
    ["by IPv6", { host: "[::1]:4700" }],
    ["as a page that standin itself serves", { "sec-fetch-site": "same-origin" }],
    ["as a typed address", { "sec-fetch-site": "none" }],
  ])("%s", async (_, headers) => {
    const { origin } = await open("node:http");
    expect((await ask(origin, headers)).status).toBe(200);
  });

  it("from a page of its own origin", async () => {
    const { origin } = await open("node:http");
    expect((await ask(origin, { origin })).status).toBe(200);
  });
});

describe("with a control token", () => {
  it("other callers may not, and the token is not shown", async () => {
    const { origin } = await open("node:http", { controlToken: "fake-control-token" });
    for (const headers of [{}, { authorization: "Bearer wrong" }, { authorization: "Bearer fake-control-token-2" }]) {
      const { status, text } = await ask(origin, headers);
      expect(status).toBe(401);
      expect(text).not.toContain("fake-control-token");
    }
    expect((await ask(origin, { authorization: "Bearer fake-control-token" })).status).toBe(200);
  });

  it("callers with the token may use any host name, and any page that has it", async () => {
    const { origin } = await open("node:http", { controlToken: "fake-control-token" });
    const authorization = "Bearer fake-control-token";
    expect((await ask(origin, { authorization, host: "standin.test" })).status).toBe(200);
    expect((await ask(origin, { authorization, origin: "https://elsewhere.example" })).status).toBe(200);
    expect((await ask(origin, { origin: "https://evil.example" })).status).toBe(401);
  });
});

describe("names that do not exist", () => {
  const scenarios = async (): Promise<(readonly [provider: string, scenario: string])[]> => {
    const found = providerNames.map(async (name) => {
      const { scenarios } = await registry[name].behaviour();
      return Object.keys(await scenarios()).map((scenario) => [name, scenario] as const);
    });
    return (await Promise.all(found)).flat();
  };

  it("are refused as parameters, inherited ones as well", async () => {
    await using standin = await createStandin();
    for (const inherited of ["constructor", "toString"])
      expect(await standin.engine.runScenario("w", "avacy", "a rate limit", { [inherited]: 1 }).catch(String)).toBe(
        `StandinError: Unknown parameter "${inherited}" of the scenario "a rate limit" of avacy. Known parameters: per_minute.`,
      );
  });

  it("are none of what scenarios make: their state can be put back", async () => {
    await using standin = await createStandin();
    for (const [provider, scenario] of await scenarios())
      await standin.engine.runScenario("w", provider, scenario).catch(() => {});
    let counters = 0;
    for (const name of providerNames) {
      const state = await standin.engine.readState("w", name);
      if (state === undefined) throw new Error(`${name} has no state`);
      counters += Object.keys(state.counters).length;
      await standin.engine.writeState("w", name, state);
    }
    expect(counters).toBeGreaterThan(3);
  });

  it("are cut short where they are said", async () => {
    const { control } = await open("node:http");
    const long = "x".repeat(100_000);
    const fault = (match: object) => ["POST", "/worlds/w/faults", { match, effect: { latencyMs: 1 } }] as const;
    const calls: readonly (readonly [string, string, unknown?])[] = [
      fault({ provider: long }),
      fault({ provider: "avacy", operation: long }),
      ["POST", "/worlds/w/faults", { [long]: 1, effect: { latencyMs: 1 } }],
      ["PUT", "/worlds/w/state/avacy", { collections: { [long]: [] }, counters: {} }],
      ["PUT", "/worlds/w/state/avacy", { collections: {}, counters: { [long]: 1 } }],
      ["POST", "/worlds/w/scenarios/avacy/a%20rate%20limit", { [long]: 1 }],
      ["POST", "/worlds/w/scenarios/didit/a%20session", { client_id: long }],
      ["POST", "/worlds/w/scenarios/didomi/an%20organization", { [long]: 1 }],
      ["POST", "/worlds/w/scenarios/netid/a%20user", { [long]: 1 }],
      ["POST", "/worlds/w/scenarios/netid/a%20user%20who%20gave%20consent", { idconsent: long }],
      ["POST", "/worlds/w/scenarios/netid/a%20user%20who%20gave%20consent", { tapp_id: long }],
      ["POST", "/worlds/w/fork", { into: long }],
      ["POST", "/worlds/w/fork", { [long]: 1 }],
      ["PATCH", "/worlds/w/clock", { now: long }],
      ["POST", "/worlds/w/clock/advance", { by: long }],
      ["GET", `/worlds/w/exchanges?provider=${long.slice(0, 10_000)}`],
      ["GET", `/worlds/w/state/${long.slice(0, 10_000)}`],
      ["GET", `/worlds/w/scenarios/${long.slice(0, 10_000)}`],
      ["GET", `/${long.slice(0, 10_000)}`],
      ["POST", `/worlds/w/scenarios/avacy/${long.slice(0, 10_000)}`, {}],
      ["GET", `/worlds/w/snapshots/${long.slice(0, 10_000)}`],
      ["GET", `/worlds/w/faults/${long.slice(0, 10_000)}`],
      ["GET", `/worlds/${long.slice(0, 10_000)}`],
    ];
    for (const [method, path, body] of calls) {
      const reply = await control(method, path, body);
      const call = `${method} ${path.slice(0, 60)} ${JSON.stringify(body)?.slice(0, 60)}`;
      expect(reply.status, call).toBeGreaterThanOrEqual(400);
      expect(reply.status, call).toBeLessThan(500);
      expect(JSON.stringify(reply.body).length, call).toBeLessThan(2500);
    }
  });
});

/** A request that the engine has nothing to say of. */
const ASKED = { operationId: "none", pathParameters: {}, body: { kind: "none" } };

it("what does not fit a pattern of the specification is told in words", async () => {
  const spec = await readFile(join(import.meta.dirname, "../../specs/control.yaml"), "utf8");
  const patterns = [...spec.matchAll(/pattern: ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = ""]) => JSON.parse(text) as string,
  );
  // That of a stream is for replies alone.
  const asked = patterns.filter((pattern) => !pattern.includes("event: exchange"));
  expect(asked.length).toBeGreaterThan(2);
  for (const pattern of asked) {
    const violation = { in: "body", path: ["x"], keyword: "pattern", params: { pattern } } as const;
    const { body } = problems.invalid([{ ...violation, message: `must match pattern "${pattern}"` }], ASKED as never);
    expect((body as { detail: string }).detail).toMatch(/^body\.x: A [^"^]*\.$/);
  }
});

describe("the control API", () => {
  it("can be left out", async () => {
    const { control } = await open("node:http", { control: false });
    expect((await control("GET", "/health")).status).toBe(404);
  });

  it("answers under any name of a world, for there is only one", async () => {
    await using standin = await createStandin();
    const headers = { "x-standin-world": "elsewhere" };
    expect((await standin.fetch("/_standin/worlds", { headers })).status).toBe(200);
    expect(standin.engine.worlds.names()).toEqual([]);
  });

  it.each([
    ["GET", "/nowhere", undefined, 404, "nearest"],
    ["DELETE", "/health", undefined, 405, "GET"],
    ["GET", "/worlds/not%20a%20name", undefined, 400, '"not a name" is not one.'],
    ["POST", "/worlds/w/clock/advance", { by: "15 minutes" }, 400, "A duration is 0 or more milli"],
    ["POST", "/worlds/w/clock/advance", { by: null }, 400, "such as PT30M."],
    ["POST", "/worlds/w/clock/advance", { by: -1 }, 400, "-1 is not one"],
    ["POST", "/worlds/w/clock/advance", { by: 1, why: "?" }, 400, "must not have a member why"],
    ["PATCH", "/worlds/w/clock", { now: "yesterday" }, 400, '"yesterday" is none of these'],
    ["PATCH", "/worlds/w/clock", { now: "1969-12-31T23:59:59.999Z" }, 400, "A clock shows times from 1970"],
    ["PATCH", "/worlds/w/clock", { now: "0000-01-01T00:00:00Z" }, 400, "A clock shows times from 1970"],
    ["PATCH", "/worlds/w/clock", { now: "+012000-01-01T00:00:00Z" }, 400, "A clock shows times from 1970"],
    ["POST", "/worlds/w/clock/advance", { by: 1e300 }, 400, "A clock shows times from 1970"],
    ["POST", "/worlds/w/clock/advance", { by: 253402300799999 }, 400, "A clock shows times from 1970"],
    ["POST", "/worlds/w/fork", { into: ".." }, 400, "A world's name is"],
    ["PATCH", "/worlds/w/clock", { frozen: true, scale: 2 }, 400, "Leave out"],
    ["POST", "/worlds/w/fork", { into: "w" }, 400, "another"],
    ["POST", "/worlds/w/faults", { effect: { status: 200 } }, 400, "documents no reply of status 200"],
    ["GET", "/worlds/w/exchanges?status=600", undefined, 400, "query.status"],
    ["GET", "/worlds/w/exchanges?limit=0", undefined, 400, "query.limit"],
    [
      "GET",
      "/worlds/w/exchanges?provider=constructor",
      undefined,
      400,
      'Unknown provider "constructor". Known providers: ',
    ],
    ["GET", "/worlds/w/exchanges?operation=recordConsnt", undefined, 400, "nearest: recordConsent"],
    ["GET", "/worlds/w/exchanges?provider=netid&operation=recordConsent", undefined, 400, "netid has no operation"],
    ["GET", "/worlds/w/exchanges/har?provider=__proto__", undefined, 400, 'Unknown provider "__proto__"'],
    ["GET", "/worlds/w/exchanges/stream?operation=toString", undefined, 400, "an operation toString; nearest"],
    ["PUT", "/worlds/w/state/avacy", { collections: {}, counters: { constructor: 5 } }, 400, "no counter constructor"],
    ["PUT", "/worlds/w/state/netid", { collections: {}, counters: { x: 5 } }, 400, "no counter x; it has none."],
    ["POST", "/worlds/w/snapshots/none/restore", undefined, 404, "it has none"],
    ["POST", "/worlds/w/scenarios/unknown/x", undefined, 404, "Known providers: didomi"],
    ["POST", "/worlds/w/scenarios/avacy/no%20such", undefined, 404, "Known scenarios"],
    [
      "POST",
      "/worlds/w/scenarios/didit/a%20webhook%20receiver",
      { url: "nonsense" },
      400,
      'Invalid parameter url of the scenario "a webhook receiver" of didit. Expected: string (uri).',
    ],
    ["PUT", "/worlds/w/state/avacy", { collections: { consent: [] }, counters: {} }, 400, "nearest: consents"],
    ["POST", "/worlds/w/outbox/1/redeliver", undefined, 404, "no event 1"],
  ])("says what is wrong: %s %s %j", async (method, path, body, status, words) => {
    const { control } = await open("in-process fetch");
    const reply = await control(method, path, body);
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(reply.body.detail).toContain(words);
  });

  it.each([
    ["GET /worlds/..", "A world's name is"],
    ["GET /worlds/%2e%2E", "A world's name is"],
    ["DELETE /worlds/.", "A world's name is"],
    ["PUT /worlds/%2e", "A world's name is"],
    ["POST /worlds/../reset", "A world's name is"],
    ["GET /worlds/../clock", "A world's name is"],
    ["GET /worlds/%2e%2e/exchanges", "A world's name is"],
    ["POST /worlds/../scenarios/avacy/an%20API%20token", "A world's name is"],
    ["PUT /worlds/w/snapshots/..", "A snapshot's name has"],
    ["PUT /worlds/w/snapshots/%2e", "A snapshot's name has"],
  ])("has no names that a URL would leave out: %s", async (line, words) => {
    const { origin, standin } = await open("node:http");
    const { hostname, port } = new URL(origin);
    const [method, path = ""] = line.split(" ");
    const { status, body } = await sendRaw(hostname, Number(port), [
      `${method} /_standin${path} HTTP/1.1`,
      "Host: localhost",
    ]);
    expect([status, JSON.parse(body).detail]).toEqual([400, expect.stringContaining(words)]);
    expect(standin.engine.worlds.names().filter((name) => name !== "w")).toEqual([]);
  });

  it("takes no body that is not JSON, and none that is too large", async () => {
    const { send, origin } = await open("node:http");
    const post = (body: string, type: string) =>
      send(`${origin}/_standin/worlds/w/fork`, { method: "POST", headers: { "content-type": type }, body });
    expect((await post("into=x", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await post("{", "application/json")).status).toBe(400);
    expect((await post(`{"into":"${"x".repeat(2_000_000)}"}`, "application/json")).status).toBe(413);
  });
});
