import { readdirSync, readFileSync } from "node:fs";
import http2 from "node:http2";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it, onTestFinished } from "vitest";
import { createControlClient } from "#clients/control.ts";
import { ERROR_CODES, type ErrorCode } from "#engine/basics/error-codes.ts";
import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import { defineCollection, unique } from "#engine/contract/collection.ts";
import { openCollection, prepareCollection } from "#engine/state/collections.ts";
import { createImages } from "#engine/state/images.ts";
import { compileSpec } from "#generation/compile.ts";
import { openAuthority } from "#hosts/authority.ts";
import { interceptConnections } from "#interception/interception.ts";
import { readSettings } from "#interception/preload-settings.ts";
import { checkRuntime } from "#interception/runtime.ts";
import { providerNames } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions, type StandinWorld } from "#standin/standin.ts";
import { toPeerError } from "#transports/peers.ts";
import { createWebhookSender } from "#transports/webhook.ts";
import { readHar } from "#verification/har-file.ts";
import { readPact } from "#verification/verify-pacts.ts";
import { prepare, settle, WORLD } from "./support/log-schedules.ts";
import { createScriptedLog, type ScriptedLog } from "./support/scripted-log.ts";
import { createToyBehaviour, createToyEngine, createToyWith } from "./support/toy-mock.ts";

const [first = "didomi"] = providerNames;

/** A simulator that is closed with the test. */
async function open(options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin(options);
  onTestFinished(() => standin.close());
  return standin;
}

const inWorld = async (work: (world: StandinWorld) => unknown): Promise<unknown> =>
  work(await (await open()).world("w"));

const WRONG: object = { wrong: 1 };

/** For each code a call that meets it, and a part of the message. */
const PROVOKED: Readonly<Record<ErrorCode, readonly [provoke: () => unknown, message: string]>> = {
  ERR_STANDIN_ALREADY_INTERCEPTED: [
    async () => {
      const { exchange } = createToyEngine();
      using _first = await interceptConnections({ exchange }, ["toy.example"], undefined);
      using _second = await interceptConnections({ exchange }, ["toy.example"], undefined);
    },
    "Stop that first.",
  ],
  ERR_STANDIN_CANNOT_LISTEN: [
    async () => {
      const { port } = await (await open()).listen();
      return (await open()).listen(port);
    },
    "(EADDRINUSE). Pass port 0",
  ],
  // A file is no folder.
  ERR_STANDIN_CA_UNUSABLE: [
    () => openAuthority({ folder: import.meta.filename, names: ["localhost"] }),
    "Choose another with --ca-dir or STANDIN_CA_DIR.",
  ],
  ERR_STANDIN_CLOSED: [
    async () => {
      const standin = await createStandin();
      await standin.close();
      return standin.world("w");
    },
    "Start another one with createStandin().",
  ],
  ERR_STANDIN_CONTROL_REFUSED: [
    async () => {
      const stranger = async () => Response.json({ name: "another" });
      return createControlClient({ baseUrl: "http://never.example", fetch: stranger }).world("w");
    },
    "never",
  ],
  ERR_STANDIN_REDIS_UNUSABLE: [() => open({ redis: "redis://127.0.0.1:1" }), "127.0.0.1:1"],
  ERR_STANDIN_DATA_UNUSABLE: [() => open({ data: import.meta.dirname }), "test"],
  ERR_STANDIN_DUPLICATE_KEY: [
    () => {
      interface Row {
        readonly id: string;
      }
      const indexes = { byNothing: unique((_row: Row) => [1]) };
      const prepared = prepareCollection("toy", "rows", defineCollection<Row>()({ key: ({ id }) => id, indexes }));
      const images = createImages();
      images.create("w");
      const transaction = images.begin("w");
      if (transaction === undefined) throw new Error("the world is not there");
      const rows = openCollection(transaction, prepared);
      for (const id of ["1", "2"]) rows.put({ id });
    },
    "byNothing",
  ],
  ERR_STANDIN_INVALID_CLOCK: [() => inWorld(({ clock }) => clock.advance("a while")), '"a while"'],
  ERR_STANDIN_INVALID_FAULT: [() => inWorld(({ faults }) => faults.add({ effect: WRONG })), '"wrong"'],
  ERR_STANDIN_INVALID_MOCK: [
    () => {
      const pages = [{ method: "GET", path: "/page", answer: () => ({ status: 204 as const }) }] as const;
      const toy = createToyWith(async () => createToyBehaviour({ pages }));
      return createToyEngine({ providers: [toy] }).runScenario("w", "toy", "notes written");
    },
    "/page",
  ],
  ERR_STANDIN_INVALID_NAME: [async () => (await open()).world("no name"), '"no name"'],
  ERR_STANDIN_INVALID_OPTION: [() => open(WRONG), '"wrong"'],
  ERR_STANDIN_INVALID_PACT: [() => readPact("{}"), "Not a Pact file."],
  ERR_STANDIN_INVALID_PARAMETER: [
    () => createToyEngine().runScenario("w", "toy", "notes written", { wrong: 1 }),
    '"wrong"',
  ],
  ERR_STANDIN_INVALID_RECORDING: [() => readHar("{}", "a.har"), "a.har: log"],
  ERR_STANDIN_INVALID_SEED: [() => open({ seeds: { [first]: WRONG } }), '"wrong"'],
  ERR_STANDIN_INVALID_SPEC: [() => compileSpec({ swagger: "2.0" }), "Convert it to OpenAPI 3 first"],
  ERR_STANDIN_INVALID_STATE: [
    () => createToyEngine().writeState("w", "toy", { collections: { wrong: [] }, counters: {} }),
    "wrong",
  ],
  ERR_STANDIN_LIMIT_EXCEEDED: [
    async () => {
      const { faults } = await (await open({ limits: { faults: 1 } })).world("w");
      for (let count = 0; count < 2; count += 1) await faults.add({ effect: { latencyMs: 1 } });
    },
    "Remove those",
  ],
  ERR_STANDIN_NOT_FOUND: [() => inWorld((world) => world.restore("never")), "never"],
  ERR_STANDIN_NOT_SENT: [
    async () => {
      const { exchange } = createToyEngine();
      using _interception = await interceptConnections({ exchange }, ["toy.example"], undefined);
      await new Promise((_, reject) => http2.connect("https://toy.example").on("error", reject));
    },
    "intercepted by standin and not sent: it is answered by HTTP/1.1 only",
  ],
  ERR_STANDIN_NOT_STORED: [
    async () => {
      const logs: ScriptedLog[] = [];
      const toLog = (host: Parameters<typeof createScriptedLog>[0]): ScriptedLog => {
        const log = createScriptedLog(host);
        logs.push(log);
        return log;
      };
      const engine = createToyEngine({ log: toLog });
      const [log] = logs;
      if (log === undefined) throw new Error("the engine made no log");
      await prepare(engine, log);
      const { clock } = await engine.worlds.open(WORLD);
      const moving = Promise.resolve(clock.set(0));
      await settle();
      log.reject(WORLD);
      return moving;
    },
    "the disk is full",
  ],
  ERR_STANDIN_PEER_MISSING: [
    () => {
      try {
        createRequire(import.meta.url).resolve("no-such-peer");
      } catch (error) {
        throw toPeerError(error, { packageName: "no-such-peer", title: "The peer", purpose: "The test" });
      }
    },
    "npm install --save-dev no-such-peer",
  ],
  ERR_STANDIN_UNKNOWN_OPERATION: [
    () =>
      inWorld(({ faults }) =>
        faults.add({ match: { operation: "never" as "createSession" }, effect: { latencyMs: 1 } }),
      ),
    "never",
  ],
  ERR_STANDIN_UNKNOWN_PROVIDER: [() => inWorld((world) => world.baseUrl("never" as typeof first)), '"never"'],
  ERR_STANDIN_UNKNOWN_SCENARIO: [async () => (await open()).engine.runScenario("w", first, "never"), '"never"'],
  ERR_STANDIN_UNSUPPORTED_RUNTIME: [
    () => {
      checkRuntime({ node: "22.0.0" });
      checkRuntime({ node: "22.0.0", bun: "1.2.0" });
    },
    "under Bun",
  ],
  ERR_STANDIN_USAGE: [() => readSettings({ STANDIN_URL: "nowhere" }), '"nowhere"'],
  ERR_STANDIN_WEBHOOK_REFUSED: [
    () => {
      const request = { url: "ftp://127.0.0.1/", headers: {}, body: "", timeoutMs: 1000, isNamed: true };
      return createWebhookSender().send(request);
    },
    "ftp://127.0.0.1/",
  ],
  ERR_STANDIN_WORLD_GONE: [
    () =>
      inWorld(async (world) => {
        await world.drop();
        return world.clock.advance(1000);
      }),
    "w",
  ],
};

describe("an error that the caller can fix", () => {
  it.each(Object.entries(PROVOKED))("%s", async (code, [provoke, words]) => {
    const error = await Promise.resolve()
      .then(provoke)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StandinError);
    expect(isStandinError(error) && [error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
    expect((error as Error).message).toMatch(/\.$/);
  });

  it("is recognized by its code, in any realm", () => {
    const code = "ERR_STANDIN_CLOSED";
    const foreign: unknown = Object.assign(Object.create(null), { code });
    expect(isStandinError(foreign)).toBe(true);
    expect(isStandinError(foreign, code)).toBe(true);
    expect(isStandinError(foreign, "ERR_STANDIN_USAGE")).toBe(false);
    for (const other of [undefined, null, "ERR_STANDIN_CLOSED", {}, { code: 1 }, { code: "ENOENT" }])
      expect(isStandinError(other)).toBe(false);
  });
});

/** The first and last character of each text that an expression may become; `$` for one that is known only at run time. */
function endsOf(expression: ts.Expression): (readonly [first: string, last: string])[] {
  if (ts.isParenthesizedExpression(expression)) return endsOf(expression.expression);
  if (ts.isStringLiteralLike(expression)) return [[expression.text.slice(0, 8), expression.text.slice(-1)]];
  if (ts.isTemplateExpression(expression)) {
    const last = expression.templateSpans.at(-1)?.literal.text.slice(-1);
    return [[expression.head.text.slice(0, 8) || "$", last || "$"]];
  }
  if (ts.isConditionalExpression(expression)) return [expression.whenTrue, expression.whenFalse].flatMap(endsOf);
  if (!ts.isBinaryExpression(expression)) return [];
  return [[endsOf(expression.left)[0]?.[0] ?? "$", endsOf(expression.right)[0]?.[1] ?? "$"]];
}

const SENTENCES = ["StandinError", "SeedError", "LimitExceededError"];
/** In clients these are thrown for settings. */
const OF_CLIENTS = ["TypeError", "RangeError"];

/** Messages of a file that are no sentences: those that begin with a small letter or end without a full stop. */
function messageFaults(path: string, text: string): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      const isOfClient =
        path.startsWith("src/clients/") && OF_CLIENTS.includes(name) && ts.isThrowStatement(node.parent);
      const message = node.arguments?.[name === "StandinError" ? 1 : 0];
      if (message !== undefined && (SENTENCES.includes(name) || isOfClient))
        for (const [begin, end] of endsOf(message))
          if (/^(the|an?|no|not|there|this|it) /.test(begin) || !/[.$]/.test(end))
            faults.push(`${path}: ${message.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return faults;
}

describe("the messages of errors", () => {
  const root = join(import.meta.dirname, "..");
  const files = ["src", "mocks"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );

  it("are sentences", () => {
    const sources = files.filter((path) => path.endsWith(".ts") && !path.includes("/generated/"));
    expect(sources.length).toBeGreaterThan(200);
    expect(sources.flatMap((path) => messageFaults(path, readFileSync(join(root, path), "utf8")))).toEqual([]);
    for (const planted of [
      'new StandinError("X", "the end.")',
      "new SeedError(`wrong here`)",
      "new SeedError(a + 'b')",
    ])
      expect(messageFaults("src/a.ts", planted)).toHaveLength(1);
  });

  it("have their codes in the docs", () => {
    const page = readFileSync(join(root, "docs/errors.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, code, when]) => [code, when]);
    expect(Object.fromEntries(rows)).toEqual(ERROR_CODES);
  });
});
