import { once } from "node:events";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { createRequestLog } from "../../src/cli/request-log.ts";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

/** The lines that `standin start` prints for requests. */

beforeAll(requireBuild);
afterEach(endAll);

const REQUEST: RequestSummary = {
  world: "default",
  method: "GET",
  path: "/didomi/consents/users",
  query: "a=1",
  status: 200,
  fault: undefined,
  refusal: undefined,
};

/** A stream whose reader reads nothing. */
function createUnread(isTTY = false) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      pending.push(done);
    },
  });
  const pending: (() => void)[] = [];
  return { stream: Object.assign(stream, { isTTY }), chunks, pending };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const NOON = () => new Date(2024, 0, 1, 12, 0, 0);

describe("a line for a request", () => {
  it.each<[Partial<RequestSummary>, string]>([
    [{}, "12:00:00  200  GET      /didomi/consents/users?a=1"],
    [{ query: "", world: "checkout" }, "12:00:00  200  GET      /didomi/consents/users  world checkout"],
    [{ query: "", world: undefined, status: 404 }, "12:00:00  404  GET      /didomi/consents/users"],
    [
      { method: "POST", query: "", status: 401, refusal: { stage: "authenticate", reasons: ["No token.", "x"] } },
      "12:00:00  401  POST     /didomi/consents/users  authenticate: No token. (and 1 more)",
    ],
    [{ query: "", status: 0, fault: "fault-1" }, "12:00:00  0  GET      /didomi/consents/users  fault-1"],
    [{ path: `/${"x".repeat(400)}`, query: "" }, `12:00:00  200  GET      /${"x".repeat(299)}…`],
    [{ path: "/\u001b[2J\n", query: "" }, "12:00:00  200  GET      /\\u001b[2J\\n"],
  ])("of %j", async (summary, line) => {
    const { stream, chunks } = createUnread();
    createRequestLog(stream, NOON)({ ...REQUEST, ...summary });
    await turn();
    expect(chunks).toEqual([`${line}\n`]);
  });
});

it("a reader that does not read costs no memory without bound, and is told what it has missed", async () => {
  const { stream, chunks, pending } = createUnread();
  const log = createRequestLog(stream, NOON);
  for (let count = 0; count < 20_000; count += 1) {
    log({ ...REQUEST, path: `/${"x".repeat(290)}` });
    if (count % 10 === 0) await turn();
  }
  expect(stream.writableLength).toBeLessThan(1024 * 1024 + 10_000);
  while (stream.writableLength > 0) {
    pending.shift()?.();
    await turn();
  }
  log(REQUEST);
  await turn();
  const lines = chunks.join("").trimEnd().split("\n");
  const [, missed = "0"] = /^\((\d+) requests are not shown/.exec(lines.at(-2) ?? "") ?? [];
  expect(Number(missed)).toBeGreaterThan(10_000);
  expect(lines.length - 2 + Number(missed)).toBe(20_000);
});

it("nothing is written once the reader has gone", async () => {
  const { stream, chunks } = createUnread();
  const log = createRequestLog(stream, NOON);
  stream.on("error", () => {});
  stream.emit("error", new Error("EPIPE"));
  log(REQUEST);
  await turn();
  expect(chunks).toEqual([]);
});

describe("what a simulator tells of requests", () => {
  it("is their world, status and reason, without secrets", async () => {
    const told: RequestSummary[] = [];
    await using standin = await createStandin({ onRequest: (request) => told.push(request) });
    const ask = (path: string, headers = {}) => standin.fetch(`http://localhost${path}`, { headers });
    await ask("/netid/netid-user-status?q.tapp_id.eq=1&token=hush-hush-hush", {
      authorization: "Bearer hush-hush-hush",
    });
    await ask("/~other/didomi/nowhere");
    await ask(`/consents/eyJhbGciOiJIUzI1NiJ9.${"x".repeat(99)}/users?token=hush-hush-hush`);
    await ask("/");
    await ask("/_standin/health");
    expect(told).toMatchObject([
      { world: "default", method: "GET", path: "/netid/netid-user-status", refusal: { reasons: [expect.any(String)] } },
      { world: "other", path: "/~other/didomi/nowhere", status: 404, refusal: { stage: "route" } },
      { world: undefined, path: "/consents/eyJhbGciOiJI…/users", query: "", status: 404 },
      { world: undefined, path: "/", status: 200, refusal: undefined },
    ]);
    expect(JSON.stringify(told)).not.toContain("hush-hush");
  });
});

describe("standin start", () => {
  const [first = "didomi"] = providerNames;

  async function startForPeople(...args: string[]) {
    const { child, ended } = launch(["start", "--port", "0", ...args]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let url = "";
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      url ||= /http:\S+/.exec(line.value)?.[0] ?? "";
      if (line.value.startsWith("Press Ctrl-C")) break;
    }
    return { child, ended, url, next: async () => (await lines.next()).value as string };
  }

  it("prints a line for each request, with its world and the reason of a refusal", async () => {
    const { child, ended, url, next } = await startForPeople();
    const { exampleRequest, defaultSeed } = registry[first];
    const { method, path, headers = {}, body } = exampleRequest(defaultSeed as never);
    await fetch(`${url}/${first}${path}`, {
      method,
      headers: { ...headers, "content-type": "application/json", "x-standin-world": "w" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(await next()).toMatch(new RegExp(`^\\d\\d:\\d\\d:\\d\\d  2\\d\\d  ${method} +/${first}/\\S+  world w$`));
    await fetch(`${url}/${first}/nowhere`);
    expect(await next()).toMatch(new RegExp(`  404  GET +/${first}/nowhere  route: .+`));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("prints none with --quiet, and none beside the line of JSON", async () => {
    const { child, ended, url } = await startForPeople("--quiet");
    await fetch(`${url}/${first}/nowhere`);
    child.kill("SIGTERM");
    const { stdout, stderr } = await ended;
    expect(stdout.trimEnd()).toMatch(/Press Ctrl-C to stop\.$/);
    expect(stderr).toBe("");

    const json = await startStandin();
    await fetch(`${json.ready.url}/${first}/nowhere`);
    json.child.kill("SIGTERM");
    const output = await json.ended;
    expect(output.stdout.split("\n")).toHaveLength(2);
    expect(output.stderr).toBe("");
  });

  it("answers whether its lines are read or not", async () => {
    const { child } = launch(["start", "--port", "0"]);
    const [banner] = (await once(child.stdout, "data")) as [Buffer];
    child.stdout.removeAllListeners("data").pause();
    const [url = ""] = /http:\S+/.exec(String(banner)) ?? [];
    // More than any pipe holds.
    const path = `/${first}/${"x".repeat(280)}`;
    for (let round = 0; round < 20; round += 1)
      await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url + path)).arrayBuffer()));
    expect((await fetch(url + path)).status).toBe(404);
  });
});
