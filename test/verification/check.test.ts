import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Entry, Har } from "har-format";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { toHar } from "#engine/journal/har.ts";
import { createEngine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { checkRecordings } from "#verification/check-recordings.ts";
import type { CheckReport } from "#verification/check-report.ts";
import { readHar } from "#verification/har-file.ts";
import { operationSets } from "../../bench/operations/index.ts";
import { fillWorld } from "../../bench/operations/operation-set.ts";
import { main } from "../../src/cli/main.ts";
import { drifts, withDrift } from "./drifts.ts";
import { allSecrets, recordBrowser, recordOwn } from "./recordings.ts";

const providers = Object.values(registry);

type Options = Partial<Parameters<typeof checkRecordings>[1]>;

const checkFiles = (files: readonly Har[], options: Options = {}): Promise<CheckReport> =>
  checkRecordings(
    files.map((har, index) => {
      const file = `traffic-${index}.har`;
      return { file, exchanges: readHar(JSON.stringify(har), file) };
    }),
    { providers, ...options },
  );
const checkHar = (har: Har, options?: Options): Promise<CheckReport> => checkFiles([har], options);

const differencesOf = ({ operations }: CheckReport) =>
  operations.flatMap(({ differences }) =>
    differences.map(({ kind, operationId, where }) => ({ kind, operationId, where })),
  );
const reasonsOf = ({ operations }: CheckReport) =>
  operations.flatMap(({ notReplayed }) => notReplayed.map(({ operationId, reason }) => `${operationId}: ${reason}`));
const statesOf = ({ operations }: CheckReport) =>
  operations.flatMap(({ stateDifferences }) =>
    stateDifferences.map(({ operationId, where }) => `${operationId}: ${where}`),
  );

const RECORDERS = [
  ["standin, secrets redacted", recordOwn],
  ["a browser, secrets in full", recordBrowser],
] as const;

const KINDS = [
  "renamed member",
  "missing member",
  "added member",
  "type",
  "status",
  "media type",
  "header",
  "enum",
  "null",
  "format",
];

/** What no mock can be brought to answer when it accepts any credentials. */
const NOT_REPLAYED: Partial<Record<ProviderName, readonly string[]>> = {
  didomi: ["createSession: the recording does not show whether its credentials are valid"],
  avacy: ["validateApiToken: the recording does not show how apiToken came to be"],
};

describe.each(providerNames)("a recording of %s", (provider) => {
  describe.each(RECORDERS)("by %s", (_by, record) => {
    let har: Har;
    beforeAll(async () => {
      har = await record(provider);
    });

    it("shows no difference as long as it is true", async () => {
      const report = await checkHar(har);
      expect(differencesOf(report)).toEqual([]);
      expect(statesOf(report)).toEqual([]);
      expect(report.ok).toBe(true);
      expect(reasonsOf(report)).toEqual(NOT_REPLAYED[provider] ?? []);
      expect(report.compared).toBe(har.log.entries.length - report.skipped.pages);
      expect(report.replayed).toBe(report.compared - reasonsOf(report).length);
    });

    it.each(drifts[provider])("shows a planted drift, and only it: $kind, $operationId, $where", async (drift) => {
      const report = await checkHar(withDrift(har, drift));
      const { kind, operationId, where } = drift;
      expect(differencesOf(report)).toEqual([{ kind, operationId, where }]);
      expect(report.ok).toBe(false);
      // What uses the drifted value later is replayed all the same.
      expect(reasonsOf(report).filter((each) => !(NOT_REPLAYED[provider] ?? []).includes(each))).toEqual([]);
    });

    it("shows no secret, whatever drifted", async () => {
      const drifted = drifts[provider].reduce((changed, drift) => withDriftIfPossible(changed, drift), har);
      for (const entry of drifted.log.entries) spreadSecrets(entry);
      const text = JSON.stringify(await checkHar(drifted));
      const shown = allSecrets().filter((secret) => text.includes(secret));
      expect(shown).toEqual([]);
    });
  });

  it("shows two drifts of one reply, be one of them its status", async () => {
    const [first, second] = [
      drifts[provider].find(({ kind }) => kind === "status"),
      drifts[provider].find(({ kind }) => kind === "added member"),
    ];
    if (first === undefined || second === undefined) throw new Error("a drift is missing");
    const both = withDrift(await recordBrowser(provider), {
      ...second,
      entry: first.entry,
      plant: (entry) => {
        first.plant(entry);
        const body = JSON.parse(String(entry.response.content["text"]));
        const inside = provider === "avacy" ? body.data : body;
        inside.score = 3;
        entry.response.content["text"] = JSON.stringify(body);
      },
    });
    const found = differencesOf(await checkHar(both)).map(({ kind }) => kind);
    expect(found).toEqual(["status", "added member"]);
  });

  it("can drift in each of ten kinds", () => {
    expect(drifts[provider].map(({ kind }) => kind)).toEqual(expect.arrayContaining(KINDS));
  });
});

/** A first drift may have taken away what a second one changes. */
function withDriftIfPossible(har: Har, drift: (typeof drifts)[ProviderName][number]): Har {
  try {
    return withDrift(har, drift);
  } catch {
    return har;
  }
}

/** Puts secrets where a report might show something: names, enumerated values, formats. */
function spreadSecrets({ response }: Entry): void {
  const { text } = response.content;
  if (typeof text !== "string" || !text.startsWith("{")) return;
  const body = JSON.parse(text);
  for (const [index, secret] of allSecrets().entries()) body[index % 2 === 0 ? secret : `member-${index}`] = secret;
  for (const name of ["status", "status_code", "created_at", "type"]) if (name in body) body[name] = allSecrets()[0];
  response.content["text"] = JSON.stringify(body);
}

const entryOf = (har: Har, pattern: RegExp): Entry => {
  const found = har.log.entries.find(({ request }) => pattern.test(`${request.method} ${request.url}`));
  if (found === undefined) throw new Error(`no entry is ${pattern}`);
  return found;
};

describe("a HAR file of other tools", () => {
  it("may hold entries of other hosts, preflights, aborted and cached ones: they are counted", async () => {
    const har = await recordBrowser("didomi");
    const [first] = har.log.entries;
    if (first === undefined) throw new Error("nothing was recorded");
    const copy = (change: (entry: Entry) => void): Entry => {
      const entry = structuredClone(first);
      change(entry);
      return entry;
    };
    har.log.entries.unshift(
      copy(({ request }) => {
        request.url = "https://cdn.example.com/v1/sessions";
      }),
      copy(({ request }) => {
        request.method = "OPTIONS";
      }),
      copy(({ response }) => {
        response.status = 0;
      }),
      copy((entry) => {
        entry["_fromCache"] = "disk";
      }),
      copy(({ request }) => {
        request.url = "https://api.didomi.io/v1/properties/4d1ab95b2c/secret-2f9a";
      }),
      copy(({ response }) => {
        response.headers.push({ name: "X-Standin-Fault", value: "fault-1" });
      }),
    );
    const report = await checkHar(har);
    expect(differencesOf(report)).toEqual([]);
    expect(report.skipped).toEqual({
      otherHosts: 1,
      unknownPaths: 1,
      preflights: 1,
      aborted: 1,
      cached: 1,
      disturbed: 1,
      pages: 0,
    });
    expect(report.unknownPaths).toEqual([{ provider: "didomi", request: "POST /v1/properties/*/*", count: 1 }]);
  });

  it.each(providerNames)("may lack credentials, as browsers leave them out (%s)", async (provider) => {
    const har = await recordBrowser(provider);
    for (const { request, response } of har.log.entries)
      for (const part of [request, response])
        part.headers = part.headers.filter(({ name }) => !/^(authorization|cookie|set-cookie)$/i.test(name));
    const report = await checkHar(har);
    expect(differencesOf(report)).toEqual([]);
    expect(report.replayed).toBeGreaterThan(report.compared / 2);
  });

  it.each(providerNames)("may be of an account that the mock does not know (%s)", async (provider) => {
    const renamed = JSON.stringify(await recordBrowser(provider))
      .replaceAll("standin-org", "acme-corporation")
      .replaceAll("standin-key", "4f1d2c")
      .replaceAll("standin-client", "acme-client")
      .replaceAll("/standin/", "/acme/")
      .replaceAll("00000000-0000-4000-8000-000000000001", "5b0c7a52-9a53-4f0e-8f64-3a1d6e1b7c11")
      .replaceAll("standin-tpid-alice-000000000000000000000000", "hV0xN2mQ7cT5rL9wB4kY1pZ8sD3fG6jA")
      .replaceAll("standin-token", "acme-token");
    const report = await checkHar(JSON.parse(renamed));
    expect(differencesOf(report)).toEqual([]);
    expect(report.replayed).toBeGreaterThan(report.compared / 2);
  });

  it("may lack contents and headers", async () => {
    const har = await recordBrowser("didomi");
    for (const { response } of har.log.entries) {
      delete response.content["text"];
      response.headers = [];
    }
    expect(differencesOf(await checkHar(har))).toEqual([]);
  });

  it("may hold contents in base64, and forms as pairs", async () => {
    const har = await recordBrowser("avacy");
    for (const { request, response } of har.log.entries) {
      response.content["text"] = Buffer.from(String(response.content["text"])).toString("base64");
      response.content["encoding"] = "base64";
      const { mimeType = "", text = "" } = request.postData ?? {};
      if (String(mimeType).includes("form")) {
        const params = [...new URLSearchParams(String(text))].map(([name, value]) => ({ name, value }));
        request.postData = { mimeType, params };
      }
    }
    const report = await checkHar(har);
    expect(differencesOf(report)).toEqual([]);
    expect(report.replayed).toBe(report.compared - 1);
  });

  it("may hold bodies that are nested too deeply to be compared", async () => {
    const har = await recordBrowser("avacy");
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const { request, response } = entryOf(har, /v4/);
    request.postData = { mimeType: "application/json", text: deep };
    response.content["text"] = deep;
    expect(differencesOf(await checkHar(har)).map(({ where }) => where)).toEqual(["body", "status"]);
  });

  it("may be one of several, which are merged by time", async () => {
    const har = await recordBrowser("didit");
    const half = (odd: number): Har => {
      const copy = structuredClone(har);
      copy.log.entries = copy.log.entries.filter((_, index) => index % 2 === odd);
      return copy;
    };
    const report = await checkFiles([half(1), half(0)]);
    expect(differencesOf(report)).toEqual([]);
    expect(report.replayed).toBe(har.log.entries.length);
    expect(report.files.map(({ entries }) => entries)).toEqual(
      [7, 7].map((n, i) => n + (i === 1 ? har.log.entries.length - 14 : 0)),
    );
  });

  it("may come from a proxy", async () => {
    const har = await recordBrowser("didit");
    for (const { request } of har.log.entries)
      request.url = request.url.replace(/^https:\/\/[^/]+/, "https://proxy.example.com/identity");
    expect((await checkHar(har)).skipped.otherHosts).toBe(har.log.entries.length);
    const baseUrls = [{ prefix: "https://proxy.example.com/identity", provider: "didit" }];
    const report = await checkHar(har, { baseUrls });
    expect([report.ok, report.replayed]).toEqual([true, har.log.entries.length]);
    for (const { request } of har.log.entries) request.url = request.url.replace("/identity", "");
    expect((await checkHar(har, { provider: "didit" })).replayed).toBe(har.log.entries.length);
  });
});

describe("a recording that begins in the middle", () => {
  it("says what it does not show, and invents no difference", async () => {
    const har = await recordBrowser("didomi");
    har.log.entries = har.log.entries.slice(7);
    const report = await checkHar(har);
    expect(differencesOf(report)).toEqual([]);
    expect(reasonsOf(report)).toContain("getUser: the recording does not show how id came to be");
  });

  it.each(providerNames)("wherever it begins (%s)", async (provider) => {
    const whole = await recordBrowser(provider);
    for (let start = 1; start < whole.log.entries.length; start += 1) {
      const har = structuredClone(whole);
      har.log.entries = har.log.entries.slice(start);
      expect(differencesOf(await checkHar(har)), `from entry ${start + 1}`).toEqual([]);
    }
  });

  it.each(operationSets)("whatever made the state before it, good requests and bad ones ($provider)", async (set) => {
    const engine = createEngine({ providers, images: createImages(), realNow: Date.now });
    const { measured, restore } = await fillWorld(engine, set, 3);
    for (const { request } of measured) await engine.exchange(request);
    await restore();
    for (const { request } of measured) {
      const { authorization: _, ...anonymous } = request.headers;
      const wrong = '{"user":1,"subject":2,"scope":3,"features":4}';
      for (const body of request.body === undefined ? [] : ["{]", wrong]) await engine.exchange({ ...request, body });
      for (const other of [{ headers: anonymous }, { query: `${request.query}&regulation=0` }])
        await engine.exchange({ ...request, ...other });
    }
    const { journal } = await engine.worlds.open("measured");
    const har = toHar(journal.entries(), { name: "standin", version: "0.0.0" }) as unknown as Har;
    // No recording shows that the state was restored.
    const { entries } = har.log;
    for (const part of [entries.slice(0, measured.length), entries.slice(measured.length)]) {
      const report = await checkHar({ log: { ...har.log, entries: part } });
      expect(differencesOf(report)).toEqual([]);
      expect(report.replayed).toBeGreaterThan(report.compared / 2);
    }
  });

  it("shows what people did outside of it as another state", async () => {
    const har = await recordBrowser("didit");
    har.log.entries = har.log.entries.filter(({ request }) => !/\/(update|information)$/.test(request.url));
    const report = await checkHar(har);
    expect(differencesOf(report)).toEqual([]);
    expect(statesOf(report)).toContain("getSessionStatus: body /status");
    expect(statesOf(report)).toContain("getSessionDecision: body /user_data");
  });

  it("still compares with the spec what it cannot replay", async () => {
    const har = await recordBrowser("didomi");
    har.log.entries = har.log.entries.slice(7);
    const entry = entryOf(har, /^GET .*\/consents\/users\/[^?]/);
    const body = JSON.parse(String(entry.response.content["text"]));
    entry.response.content["text"] = JSON.stringify({ ...body, version: "1" });
    expect(differencesOf(await checkHar(har))).toEqual([
      { kind: "type", operationId: "getUser", where: "body /version" },
    ]);
  });
});

describe("a file that is not a HAR file", () => {
  const entry = { request: { method: "GET", url: "https://api.example.com/" }, response: { status: 200 } };
  const withEntry = (more: object): string => JSON.stringify({ log: { entries: [entry, { ...entry, ...more }] } });
  it.each([
    ["", "a.har:1:1: not valid JSON."],
    ['{"log":\n  {"entries": [hunter2]}}', "a.har:2:16: not valid JSON."],
    ['{"log":{"entries":[]', "a.har:1:21: not valid JSON."],
    ['{"secret":"hunter2\n"}', "a.har:1:19: not valid JSON."],
    ['{"a":1,}', "a.har:1:8: not valid JSON."],
    ["[1 2]", "a.har:1:4: not valid JSON."],
    ['{"a":"\\x"}', "a.har:1:7: not valid JSON."],
    ["[]", "a.har: the file must be an object; it is an array."],
    ["{}", "a.har: log must be an object; it is missing."],
    ['{"log":{"entries":{}}}', "a.har: log.entries must be an array; it is an object."],
    ['{"log":{"entries":[1]}}', "a.har: log.entries[0] must be an object; it is a number."],
    [withEntry({ request: null }), "a.har: log.entries[1].request must be an object; it is null."],
    [withEntry({ request: { method: "GET" } }), "a.har: log.entries[1].request.url must be a string; it is missing."],
    [withEntry({ request: { method: "GET", url: "/x" } }), "a.har: log.entries[1].request.url is not an absolute URL."],
    [withEntry({ response: {} }), "a.har: log.entries[1].response.status must be an integer; it is missing."],
    [
      withEntry({ response: { status: 200, headers: [{}] } }),
      "a.har: log.entries[1].response.headers[0].name must be a string; it is missing.",
    ],
    [
      withEntry({ response: { status: 200, content: { text: 1 } } }),
      "a.har: log.entries[1].response.content.text must be a string; it is a number.",
    ],
  ])("is refused with the place, and without what stands there: %s", (text, message) => {
    expect(() => readHar(text, "a.har")).toThrow(new StandinError("ERR_STANDIN_INVALID_RECORDING", message));
  });

  it("is found wrong where the platform finds it wrong", () => {
    const good = JSON.stringify({ a: [1.5e3, -0, true, null, "\\u00e9\n", {}], b: [] });
    for (let at = 0; at < good.length; at += 1)
      for (const bad of [good.slice(0, at), `${good.slice(0, at)}\u0000${good.slice(at)}`]) {
        expect(() => JSON.parse(bad)).toThrow();
        expect(() => readHar(bad, "a.har")).toThrow(/^a\.har:1:\d+: not valid JSON\.$/);
      }
  });
});

describe("standin check", () => {
  let folder: string;
  let good: Har;
  const printed: string[] = [];
  const complained: string[] = [];
  beforeAll(async () => {
    vi.stubGlobal("STANDIN_VERSION", "0.0.0");
    vi.spyOn(console, "log").mockImplementation((text) => printed.push(String(text)));
    vi.spyOn(console, "error").mockImplementation((text) => complained.push(String(text)));
    folder = await mkdtemp(join(tmpdir(), "standin-check-"));
    good = await recordOwn("didomi");
    const bad = drifts.didomi.slice(0, 4).reduce(withDrift, good);
    await writeFile(join(folder, "good.har"), JSON.stringify(good));
    await writeFile(join(folder, "bad.har"), JSON.stringify(bad));
    await writeFile(join(folder, "broken.har"), '{"log":');
    await writeFile(join(folder, "other.har"), '{"log":{"entries":[]}}');
  });
  afterEach(() => {
    printed.length = 0;
    complained.length = 0;
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });
  const run = (...args: string[]): Promise<number> =>
    main(["check", ...args.map((each) => (/\.(har|html)$/.test(each) ? join(folder, each) : each))]);

  it("exits with 0 when there is no difference, and says what was compared", async () => {
    expect(await run("good.har")).toBe(0);
    expect(printed.join("\n")).toContain(
      "19 replies compared with the spec, 18 of them with the mock, 1 with the spec alone: ",
    );
    expect(printed.join("\n")).toContain("no differences");
  });

  it("exits with 1 on a difference, and says which", async () => {
    expect(await run("good.har", "bad.har")).toBe(1);
    const text = printed.join("\n");
    expect(text).toContain("renamed member, body /updated_at: updatedAt; spec: updated_at");
    expect(text).toContain("missing member, body /regulation: absent; spec: string");
    expect(text).toContain("added member, body /consents/score: integer; spec: absent");
    expect(text).toContain("type, body /version: string (digits); spec: integer");
    expect(text).toMatch(/bad\.har#\d+\)/);
  });

  it("says where the mock was not asked, and exits with 1 for it when strict", async () => {
    const lone = {
      ...good,
      log: { ...good.log, entries: good.log.entries.filter(({ request }) => /\/proofs\/.+/.test(request.url)) },
    };
    await writeFile(join(folder, "lone.har"), JSON.stringify(lone));
    expect(await run("lone.har")).toBe(0);
    expect(printed.splice(0).join("\n")).toMatch(
      /^spec only didomi getProof 1 compared, 0 replayed\n.*\n1 reply compared with the spec, 0 of them with the mock, 1 with the spec alone: no differences\.$/,
    );
    expect(await run("lone.har", "--strict")).toBe(1);
    expect(printed.splice(0).join("\n")).toMatch(/--strict: every reply has to be compared with the mock\.$/);
    expect(await run("lone.har", "--strict", "--json", "--html", "lone.html")).toBe(1);
    expect(JSON.parse(printed[0] ?? "")).toMatchObject({ ok: false, compared: 1, replayed: 0, specOnly: 1 });
    const page = await readFile(join(folder, "lone.html"), "utf8");
    expect(page).toContain("No differences</h1>");
    expect(page).toContain("<p>Spec only: 1 compared, 0 replayed.</p>");
    const whole = {
      ...good,
      log: { ...good.log, entries: good.log.entries.filter(({ response }) => response.status < 300) },
    };
    await writeFile(join(folder, "whole.har"), JSON.stringify(whole));
    expect(await run("whole.har", "--strict")).toBe(0);
  });

  it("counts one difference as one", async () => {
    const [first] = drifts.didomi;
    if (first === undefined) throw new Error("there is no drift");
    await writeFile(join(folder, "one.har"), JSON.stringify(withDrift(good, first)));
    expect(await run("one.har", "--html", "one.html")).toBe(1);
    expect(printed.join("\n")).toMatch(/: 1 difference\.$/);
    expect(await readFile(join(folder, "one.html"), "utf8")).toContain(">1 difference</h1>");
  });

  it("exits with 2 on a usage error, in one line", async () => {
    for (const [args, message] of [
      [["broken.har"], "broken.har:1:8: not valid JSON."],
      [["missing.har"], "missing.har: the file does not exist."],
      [["/"], "/: this is a folder, not a file."],
      [["other.har"], "No reply of a provider to compare: no entries. Use --provider or --base-url."],
      [["good.har", "--provider", "unknown"], "there is no such provider"],
      [["good.har", "--base-url", "didomi"], "Expected prefix=provider"],
      [["good.har", "--base-url", "https://example.com=unknown"], "there is no such provider"],
      [["good.har", "--seed", "missing.yaml"], "missing.yaml"],
      [[], "missing required argument"],
    ] as const) {
      expect(await run(...args), args.join(" ")).toBe(2);
      expect(complained.splice(0).join("\n"), args.join(" ")).toMatch(new RegExp(`${message}[^\\n]*$`));
      expect(printed).toEqual([]);
    }
  });

  it("prints one line of JSON with --json", async () => {
    expect(await run("bad.har", "--json")).toBe(1);
    expect(printed).toHaveLength(1);
    const report = JSON.parse(printed[0] ?? "") as CheckReport;
    expect(Object.keys(report)).toEqual([
      "ok",
      "files",
      "compared",
      "replayed",
      "specOnly",
      "skipped",
      "operations",
      "unknownPaths",
    ]);
    const operation = report.operations.find(({ operationId }) => operationId === "createEvent");
    expect(operation).toEqual({
      provider: "didomi",
      operationId: "createEvent",
      compared: 3,
      replayed: 3,
      differences: [
        {
          provider: "didomi",
          operationId: "createEvent",
          kind: "missing member",
          where: "body /regulation",
          expected: "string",
          found: "absent",
          from: "spec",
          count: 1,
          entries: [`${join(folder, "bad.har")}#6`],
        },
      ],
      notReplayed: [],
      stateDifferences: [],
    });
  });

  it("writes the same as a page without scripts with --html", async () => {
    expect(await run("bad.har", "--json", "--html", "report.html")).toBe(1);
    const page = await readFile(join(folder, "report.html"), "utf8");
    const report = JSON.parse(printed[0] ?? "") as CheckReport;
    for (const { provider, operationId, differences, notReplayed } of report.operations) {
      expect(page).toContain(`${provider} ${operationId}</h2>`);
      for (const { kind, where, expected, from, found } of differences)
        expect(page).toContain(
          `<td>${kind}</td><td>${where}</td><td>${expected}</td><td>${from}</td><td>${found}</td>`,
        );
      for (const { reason } of notReplayed) expect(page).toContain(`<td>${reason}</td>`);
    }
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|\bon\w+=/);
  });

  it("is documented: every kind of difference, every option", async () => {
    const page = await readFile(join(import.meta.dirname, "../../docs/checking-recordings.md"), "utf8");
    for (const { kind } of Object.values(drifts).flat()) expect(page).toContain(`| \`${kind}\` |`);
    let help = "";
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      help += String(text);
      return true;
    });
    expect(await run("--help")).toBe(0);
    write.mockRestore();
    const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(new Set(options).size).toBe(7);
    for (const option of options) expect(page).toContain(`| \`${option}`);
  });

  it("escapes what it shows in the page", async () => {
    const { toHtml } = await import("#verification/check-html.ts");
    const page = toHtml({
      ok: true,
      files: [{ file: "<b>&.har", entries: 1 }],
      compared: 0,
      replayed: 0,
      specOnly: 0,
      skipped: { otherHosts: 0, unknownPaths: 0, preflights: 0, aborted: 0, cached: 0, disturbed: 0, pages: 0 },
      operations: [],
      unknownPaths: [],
    });
    expect(page).toContain("&lt;b&gt;&amp;.har");
  });
});
