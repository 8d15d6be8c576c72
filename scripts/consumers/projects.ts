import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_22, NODE_24 } from "../nodes.ts";

/** A small project that installs the packed package. */
export interface Project {
  /** Unique; a row of the table in the docs. */
  readonly name: string;
  /** What kind of fault it would find. */
  readonly group: "installs" | "loads" | "types" | "runs tests" | "intercepts" | "other runtimes" | "browsers";
  /** Default: npm. */
  readonly manager?: "npm" | "pnpm" | "yarn";
  /** Default: the Node that runs this. */
  readonly node?: string;
  /** The module system of its files that end in `.js` or `.ts`; default: ES modules. */
  readonly type?: "module" | "commonjs";
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Whether its dependencies are not those that standin asks for. */
  readonly mayMissRanges?: boolean;
  /** Members of its package.json besides. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Program and arguments; programs of installed packages are found. Each has to end with 0. */
  readonly commands: readonly (readonly string[])[];
  /** What the last command has to print somewhere. */
  readonly prints: string;
  /** Whether the slow tests run it too: one of each kind. */
  readonly isInTests?: boolean;
}

/** The tests that docs/testing.md shows, in JavaScript. */
const shown = [
  ...readFileSync(join(import.meta.dirname, "../../docs/testing.md"), "utf8").matchAll(/^```js\n([\s\S]*?)^```$/gm),
].map(([, text = ""]) => text);
const shownTest = (word: string): string => {
  const text = shown.find((each) => each.includes(word));
  if (text === undefined) throw new Error(`docs/testing.md shows no test with ${word}.`);
  return text;
};

const ACCOUNT = `{ organizationId: "standin-org", key: "standin-key", secret: "standin-secret" }`;

/** Records a choice and reads it back, in process. */
const ROUND_TRIP = `
  const standin = await createStandin();
  const didomi = createDidomiClient({ ...${ACCOUNT}, baseUrl: "http://localhost/didomi", fetch: standin.fetch });
  await didomi.recordChoices("ann@example.com", { newsletter: true });
  const choices = await didomi.getChoices("ann@example.com");
  const isRecorded = choices.ok && isPurposeEnabled(choices.data, "newsletter") === true;
  await standin.close();
`;
const IMPORTS = `
  import { createStandin } from "standin";
  import { createDidomiClient, isPurposeEnabled } from "standin/clients/didomi";
`;
const REQUIRES = `
  const { createStandin } = require("standin");
  const { createDidomiClient, isPurposeEnabled } = require("standin/clients/didomi");
`;

const ESM_PROGRAM = `${IMPORTS}${ROUND_TRIP} console.log("recorded", isRecorded);`;
const CJS_PROGRAM = `${REQUIRES}(async () => {${ROUND_TRIP} console.log("recorded", isRecorded); })();`;

const NO_REQUIRED_ESM = ["node", "--no-experimental-require-module"];

const loads: Project[] = [
  {
    name: "import",
    group: "loads",
    files: { "main.js": ESM_PROGRAM },
    commands: [["node", "main.js"]],
    prints: "recorded true",
  },
  {
    name: "require",
    group: "loads",
    type: "commonjs",
    files: { "main.js": CJS_PROGRAM },
    commands: [[...NO_REQUIRED_ESM, "main.js"]],
    prints: "recorded true",
    isInTests: true,
  },
  {
    name: "every entry point, required",
    group: "loads",
    type: "commonjs",
    dependencies: { express: "^5.0.0" },
    files: {
      "main.js": `
        for (const name of ["", "/clients/avacy", "/clients/control", "/clients/didit", "/clients/didit-webhooks", "/clients/didomi", "/clients/netid", "/express", "/playwright", "/puppeteer"])
          if (Object.keys(require("standin" + name)).length === 0) throw new Error(name);
        console.log("all loaded");`,
    },
    commands: [[...NO_REQUIRED_ESM, "main.js"]],
    prints: "all loaded",
  },
  ...[NODE_22, NODE_24].map(
    (node): Project => ({
      name: `import and require, Node ${node.split(".")[0]}`,
      group: "loads",
      node,
      files: { "main.mjs": ESM_PROGRAM, "main.cjs": CJS_PROGRAM },
      commands: [
        ["node", "main.mjs"],
        ["node", "main.cjs"],
      ],
      prints: "recorded true",
    }),
  ),
];

const EXPRESS_PROGRAM = `
  import express from "express";
  import { createStandin } from "standin";
  import { createExpressRouter } from "standin/express";
  const standin = await createStandin();
  const app = express();
  app.use("/providers", createExpressRouter(standin.engine));
  const server = app.listen(0, "127.0.0.1", async () => {
    const reply = await fetch("http://127.0.0.1:" + server.address().port + "/providers/didomi/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
    });
    console.log("answered", reply.status);
    server.close();
    server.closeAllConnections();
    await standin.close();
  });
`;

const MSW_PROGRAM = `
  import { setupServer } from "msw/node";
  import { createStandin } from "standin";
  import { createMswHandlers } from "standin/msw";
  const session = () => fetch("https://api.didomi.io/v1/sessions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
  });
  const standin = await createStandin();
  const server = setupServer(...createMswHandlers(standin.engine));
  server.listen();
  const first = (await session()).status;
  server.close();
  const interception = await standin.intercept();
  const second = (await session()).status;
  await (await standin.world("default")).faults.add({ match: { provider: "didomi" }, effect: { connection: "reset" } });
  const third = await session().then(({ status }) => status, (error) => error.cause.code);
  interception.stop();
  console.log("answered", first, second, third);
  await standin.close();
`;

const PACT = JSON.stringify({
  consumer: { name: "consumer" },
  provider: { name: "didomi" },
  interactions: [
    {
      description: "a session",
      request: {
        method: "POST",
        path: "/v1/sessions",
        headers: { "content-type": "application/json" },
        body: { type: "api-key", key: "standin-key", secret: "standin-secret" },
      },
      response: { status: 200 },
    },
  ],
  metadata: { pactSpecification: { version: "2.0.0" } },
});

const peers: Project[] = [
  ...["4.18.0", "^4.18.0", "^5.0.0"].map(
    (express): Project => ({
      name: `express ${express}`,
      group: "installs",
      dependencies: { express },
      files: { "main.js": EXPRESS_PROGRAM },
      commands: [["node", "main.js"]],
      prints: "answered 200",
      isInTests: express === "4.18.0",
    }),
  ),
  ...[
    { msw: "2.10.0", node: undefined },
    { msw: "^2.10.0", node: undefined },
    { msw: "^3.0.0", node: NODE_22 },
  ].map(
    ({ msw, node }): Project => ({
      name: `msw ${msw}`,
      group: "installs",
      ...(node !== undefined && { node }),
      dependencies: { msw },
      files: { "main.js": MSW_PROGRAM },
      commands: [["node", "main.js"]],
      prints: "answered 200 200 ECONNRESET",
      isInTests: msw === "^3.0.0",
    }),
  ),
  ...[
    { pact: "16.3.0", node: undefined },
    { pact: "^16.0.0", node: undefined },
    { pact: "^17.0.0", node: NODE_22 },
  ].map(
    ({ pact, node }): Project => ({
      name: `pact ${pact}`,
      group: "installs",
      ...(node !== undefined && { node }),
      dependencies: { "@pact-foundation/pact": pact },
      files: { "pact.json": PACT },
      commands: [["standin", "verify", "pact.json"]],
      prints: "a session",
    }),
  ),
  {
    name: "pact 16.0, too old",
    group: "installs",
    mayMissRanges: true,
    dependencies: { "@pact-foundation/pact": "16.0.0" },
    files: {
      "pact.json": PACT,
      "main.js": `
        import { spawnSync } from "node:child_process";
        const { stderr, status } = spawnSync("standin", ["verify", "pact.json"], { encoding: "utf8" });
        console.log(stderr, status);`,
    },
    commands: [["node", "main.js"]],
    prints: "Pact 16.0.0 cannot be used. Verification needs ^16.3.0 || ^17.0.0",
  },
  {
    name: "msw 1, too old",
    group: "installs",
    mayMissRanges: true,
    dependencies: { msw: "^1.3.0" },
    files: {
      "main.js": `
        import { createStandin } from "standin";
        const standin = await createStandin();
        await standin.intercept().catch(({ message }) => console.log(message));`,
    },
    commands: [["node", "main.js"]],
    prints: "cannot be used. Interception needs ^2.10.0 || ^3.0.0",
  },
  {
    name: "pnpm",
    group: "installs",
    manager: "pnpm",
    files: { "main.js": ESM_PROGRAM },
    commands: [
      ["node", "main.js"],
      ["standin", "routes"],
    ],
    prints: "createEvent",
  },
  {
    name: "yarn",
    group: "installs",
    manager: "yarn",
    files: { "main.js": ESM_PROGRAM },
    commands: [
      ["node", "main.js"],
      ["standin", "routes"],
    ],
    prints: "createEvent",
  },
];

/** The README's test with a world of its own. */
const FIXTURE_TEST = `
  import { createDidomiClient } from "standin/clients/didomi";
  import { test } from "standin/vitest";
  import { expect } from "vitest";
  test("a token that has expired is renewed", async ({ world }) => {
    const didomi = createDidomiClient({ ...${ACCOUNT}, baseUrl: world.baseUrl("didomi") });
    await didomi.recordChoices("ann@example.com", { newsletter: true });
    await world.clock.advance("PT2H");
    expect((await didomi.getChoices("ann@example.com")).ok).toBe(true);
  });
`;

/** With timers and globals replaced, as tests replace them. \`fake\` and \`stub\` are the runner's. */
const replaced = (fake: string, real: string): string => `
  test("replies come under fake timers, and from what has been replaced", async () => {
    const standin = await createStandin();
    const didomi = createDidomiClient({ ...${ACCOUNT}, baseUrl: "http://localhost/didomi", fetch: standin.fetch });
    ${fake}
    const { Date, fetch, crypto, performance } = globalThis;
    const fail = () => { throw new Error("replaced"); };
    for (const [name, value] of Object.entries({ Date: Object.assign(fail, { now: fail }), fetch: fail, crypto: { getRandomValues: fail, randomUUID: fail }, performance: { now: fail } }))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    try {
      expect((await didomi.recordChoices("ann@example.com", { newsletter: true })).ok).toBe(true);
    } finally {
      for (const [name, value] of Object.entries({ Date, fetch, crypto, performance }))
        Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
      ${real}
      await standin.close();
    }
  });
`;

const VITEST_TESTS = {
  "fixture.test.js": FIXTURE_TEST,
  "plain.test.js": `
    import { expect, test, vi } from "vitest";
    ${IMPORTS}
    test("a recorded consent is read back", async () => {${ROUND_TRIP} expect(isRecorded).toBe(true); });
    ${replaced("vi.useFakeTimers();", "vi.useRealTimers();")}
  `,
};

const vitest = (version: string, extra: Partial<Project> = {}): Project => ({
  name: `vitest ${version}`,
  group: "runs tests",
  dependencies: { vitest: version },
  files: VITEST_TESTS,
  commands: [["vitest", "run"]],
  prints: "3 passed",
  ...extra,
});

const JEST_TEST = `
  ${REQUIRES}
  test("a recorded consent is read back", async () => {${ROUND_TRIP} expect(isRecorded).toBe(true); });
  ${replaced("jest.useFakeTimers();", "jest.useRealTimers();")}
  test("requests to the real hosts are refused with a sentence where MSW is not installed", async () => {
    const standin = await createStandin();
    await expect(standin.intercept()).rejects.toThrow("MSW is not installed");
    await standin.close();
  });
`;

const JEST_TYPESCRIPT_TEST = `
  ${IMPORTS}
  test("a recorded consent is read back", async () => {${ROUND_TRIP} expect(isRecorded).toBe(true); });
`;

const NODE_TEST = (load: string): string => `
  ${load}
  test("a recorded consent is read back", async () => {${ROUND_TRIP} assert.ok(isRecorded); });
`;

const runners: Project[] = [
  vitest("4.1.0"),
  vitest("^4.1.0", { isInTests: true }),
  vitest("^5.0.0", { node: NODE_22 }),
  ...["jsdom", "happy-dom"].map((environment) =>
    vitest("^4.1.0", {
      name: `vitest with ${environment}`,
      dependencies: { vitest: "^4.1.0", [environment]: environment === "jsdom" ? "^26.0.0" : "*" },
      commands: [["vitest", "run", "--environment", environment]],
    }),
  ),
  {
    name: "jest 30, as it comes",
    group: "runs tests",
    type: "commonjs",
    dependencies: { jest: "^30.0.0" },
    files: { "main.test.js": JEST_TEST, "shown.test.js": shownTest("beforeEach(") },
    commands: [["jest"]],
    prints: "4 passed",
    isInTests: true,
  },
  {
    name: "jest 30 with ts-jest",
    group: "runs tests",
    type: "commonjs",
    dependencies: {
      jest: "^30.0.0",
      "ts-jest": "^29.4.0",
      typescript: "~5.9.0",
      "@types/jest": "^30.0.0",
      "@types/node": "^20.0.0",
    },
    manifest: { jest: { preset: "ts-jest" } },
    files: {
      "main.test.ts": JEST_TYPESCRIPT_TEST,
      "tsconfig.json": JSON.stringify({
        compilerOptions: { strict: true, module: "commonjs", target: "es2022", esModuleInterop: true },
      }),
    },
    commands: [["jest"]],
    prints: "1 passed",
  },
  {
    name: "jest 30 with swc",
    group: "runs tests",
    type: "commonjs",
    dependencies: { jest: "^30.0.0", "@swc/core": "^1.0.0", "@swc/jest": "^0.2.0" },
    manifest: { jest: { transform: { "\\.ts$": "@swc/jest" } } },
    files: { "main.test.ts": JEST_TYPESCRIPT_TEST },
    commands: [["jest"]],
    prints: "1 passed",
  },
  {
    name: "node:test",
    group: "runs tests",
    files: {
      "shown.test.mjs": shownTest("node:test"),
      "a.test.mjs": NODE_TEST(`import assert from "node:assert"; import { test } from "node:test"; ${IMPORTS}`),
      "b.test.cjs": NODE_TEST(
        `const assert = require("node:assert"); const { test } = require("node:test"); ${REQUIRES}`,
      ),
    },
    commands: [["node", "--no-experimental-require-module", "--test"]],
    prints: "pass 3",
    isInTests: true,
  },
];

const TYPED_PROGRAM = `
  import { createStandin, type Standin } from "standin";
  import { createDidomiClient } from "standin/clients/didomi";
  import { createControlClient } from "standin/clients/control";
  import { createExpressRouter } from "standin/express";
  import type { components } from "standin/types/didomi";
  export async function main(): Promise<void> {
    const standin: Standin = await createStandin({ providers: ["didomi"] });
    const didomi = createDidomiClient({ organizationId: "o", key: "k", secret: "s", fetch: standin.fetch });
    const choices = await didomi.getChoices("ann@example.com");
    if (choices.ok && choices.data !== undefined) { const user: components["schemas"]["ConsentUser"] = choices.data; console.log(user.id); }
    createExpressRouter(standin.engine);
    createControlClient({ baseUrl: "http://localhost" }).results;
    // @ts-expect-error there is no such provider
    await createStandin({ providers: ["unknown"] });
  }
`;

const typescript = (
  version: string,
  module: string,
  moduleResolution: string,
  type: "module" | "commonjs",
): Project => ({
  name: `typescript ${version}, ${moduleResolution}, ${type === "module" ? "ES modules" : "CommonJS"}`,
  group: "types",
  type,
  dependencies: { typescript: version, "@types/node": "^20.0.0", express: "^5.0.0", "@types/express": "^5.0.0" },
  files: {
    "main.ts": TYPED_PROGRAM,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        // With TypeScript 5.9 the declarations themselves are checked as well.
        skipLibCheck: version !== "~5.9.0",
        module,
        moduleResolution,
        target: "es2022",
        lib: ["es2022", "dom", "dom.iterable"],
        types: ["node"],
        esModuleInterop: true,
      },
      files: ["main.ts"],
    }),
  },
  commands: [["tsc"], ["node", "-e", "console.log('compiled')"]],
  prints: "compiled",
});

const types: Project[] = [
  typescript("~5.4.0", "nodenext", "nodenext", "module"),
  typescript("~5.4.0", "commonjs", "node10", "commonjs"),
  { ...typescript("~5.9.0", "commonjs", "node10", "commonjs"), isInTests: true },
  typescript("~5.9.0", "node16", "node16", "commonjs"),
  typescript("~5.9.0", "nodenext", "nodenext", "module"),
  typescript("~5.9.0", "esnext", "bundler", "module"),
  typescript("^6.0.0", "nodenext", "nodenext", "commonjs"),
  typescript("^7.0.0", "nodenext", "nodenext", "module"),
  typescript("^7.0.0", "esnext", "bundler", "module"),
];

const attw: Project = {
  name: "arethetypeswrong, every moduleResolution",
  group: "types",
  dependencies: { "@arethetypeswrong/cli": "^0.18.0" },
  files: {},
  commands: [
    ["npm", "pack", "--silent", "--ignore-scripts", "./node_modules/standin"],
    // Without those that are ES modules only.
    [
      "sh",
      "-c",
      "attw standin-*.tgz --no-emoji --entrypoints . express msw playwright puppeteer types/didomi clients/didomi clients/control",
    ],
  ],
  prints: "No problems found",
};

const runtimes: Project[] = [
  {
    name: "bun",
    group: "other runtimes",
    dependencies: { bun: "*" },
    files: { "main.js": ESM_PROGRAM },
    commands: [["bun", "main.js"]],
    prints: "recorded true",
  },
  {
    name: "deno",
    group: "other runtimes",
    dependencies: { deno: "*" },
    files: { "main.js": ESM_PROGRAM },
    commands: [["deno", "run", "--allow-all", "main.js"]],
    prints: "recorded true",
  },
];

const command: Project[] = [
  {
    name: "the command, without an argument",
    group: "loads",
    files: {
      "main.js": `
        import { spawn } from "node:child_process";
        const child = spawn("npx", ["standin"], { stdio: ["ignore", "pipe", "inherit"], detached: true });
        let text = "";
        for await (const piece of child.stdout) {
          text += piece;
          const [url] = /http:\\/\\/localhost:\\d+/.exec(text) ?? [];
          if (url === undefined) continue;
          const reply = await fetch(url + "/didomi/v1/sessions");
          console.log("answered", reply.status);
          break;
        }
        process.kill(-child.pid);`,
    },
    commands: [["node", "main.js"]],
    prints: "answered 405",
    isInTests: true,
  },
];

const EXAMPLE = join(import.meta.dirname, "../../examples/own-spec");
const ofExample = (name: string): string => readFileSync(join(EXAMPLE, name), "utf8");

const specs: Project[] = [
  {
    name: "a spec alone, in Vitest",
    group: "runs tests",
    dependencies: { vitest: "^4.1.0", ajv: "^8.17.0", "ajv-formats": "^3.0.0", "json-schema-faker": "^0.6.0" },
    files: { "shop.test.js": ofExample("shop.test.js"), "openapi.yaml": ofExample("openapi.yaml") },
    commands: [
      ["standin", "routes", "--spec", "openapi.yaml"],
      ["vitest", "run"],
    ],
    prints: "4 passed",
    isInTests: true,
  },
  {
    name: "a spec alone, without the packages that it needs",
    group: "loads",
    files: {
      "main.js": `
        import { loadSpec } from "standin/mock";
        await loadSpec({ openapi: "3.1.0", paths: { "/a": {} } }).catch(({ message }) => console.log(message));`,
    },
    commands: [["node", "main.js"]],
    prints: "npm install --save-dev ajv ajv-formats json-schema-faker",
  },
];

const PAGE_PROGRAM = `${IMPORTS}
  ${ROUND_TRIP}
  const noServer = await (await createStandin()).listen().catch(({ message }) => message);
  document.body.textContent = "recorded " + isRecorded + "; " + noServer;
`;
/** Serves a folder, opens its page in Chromium, and prints what is in it in the end. */
const OPEN_PAGE = `
  import { spawn } from "node:child_process";
  import { readFile } from "node:fs/promises";
  import { createServer } from "node:http";
  const server = createServer(async ({ url }, response) => {
    const body = await readFile("." + url).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, { "content-type": url.endsWith(".js") ? "text/javascript" : "text/html" }).end(body);
  });
  server.listen(0, "127.0.0.1", () => {
    const page = "http://127.0.0.1:" + server.address().port + "/" + process.argv[2];
    const args = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom", page];
    spawn("chromium", args, { stdio: ["ignore", "inherit", "ignore"] }).on("close", () => server.close());
  });
`;
const IN_PAGE =
  "recorded true; Cannot listen on port 0 of 127.0.0.1 (createServer of node:http does not exist in a browser: this needs Node.)";

const browsers: Project[] = [
  {
    name: "esbuild, in Chromium",
    group: "browsers",
    dependencies: { esbuild: "*" },
    files: {
      "open.js": OPEN_PAGE,
      "main.js": PAGE_PROGRAM,
      "index.html": '<body></body><script type="module" src="out/main.js"></script>',
    },
    commands: [
      ["esbuild", "main.js", "--bundle", "--format=esm", "--splitting", "--outdir=out"],
      ["node", "open.js", "index.html"],
    ],
    prints: IN_PAGE,
    isInTests: true,
  },
  {
    name: "vite, in Chromium",
    group: "browsers",
    node: NODE_22,
    dependencies: { vite: "*" },
    files: {
      "open.js": OPEN_PAGE,
      "main.js": PAGE_PROGRAM,
      "index.html": '<body></body><script type="module" src="/main.js"></script>',
    },
    commands: [
      ["vite", "build", "--base=./", "--target=es2022"],
      ["node", "open.js", "dist/index.html"],
    ],
    prints: IN_PAGE,
  },
  {
    name: "webpack, in Chromium",
    group: "browsers",
    dependencies: { webpack: "^5.0.0", "webpack-cli": "*" },
    files: {
      "open.js": OPEN_PAGE,
      "main.js": PAGE_PROGRAM,
      "index.html": '<body></body><script src="dist/main.js"></script>',
    },
    commands: [
      ["webpack", "--mode=production", "--entry=./main.js"],
      ["node", "open.js", "index.html"],
    ],
    prints: IN_PAGE,
  },
  {
    name: "Playwright Test, in Chromium",
    group: "runs tests",
    dependencies: { "@playwright/test": "^1.50.0" },
    files: {
      "playwright.config.js": `
        export default {
          reporter: "line",
          use: { launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] } },
        };`,
      "main.spec.js": `
        import { expect, test as base } from "@playwright/test";
        import { createDidomiClient } from "standin/clients/didomi";
        import { standinFixtures } from "standin/playwright";
        const test = base.extend(standinFixtures);
        for (const name of ["one", "two"])
          test("a page and a client share the world of a test: " + name, async ({ page, world }) => {
            const didomi = createDidomiClient({ ...${ACCOUNT}, baseUrl: world.baseUrl("didomi") });
            expect((await didomi.recordChoices("ann@example.com", { newsletter: true })).ok).toBe(true);
            const reply = await page.goto(world.baseUrl("didomi") + "/v1/sessions");
            expect(reply.status()).toBe(405);
            await page.route("https://api.avacy.eu/**", (route) => route.abort());
            expect(await world.exchanges({ operation: "createEvent" })).toHaveLength(1);
          });
        test("with options of its own", async ({ standin, world }) => {
          expect(world.baseUrl("netid")).toContain(standin.url);
        });`,
    },
    commands: [["playwright", "test"]],
    prints: "3 passed",
    isInTests: true,
  },
];

/** What docs/own-provider.md begins with, as `npm init -y` leaves a folder. */
const own: Project = {
  name: "a mock of one's own, from nothing",
  group: "runs tests",
  type: "commonjs",
  manifest: { scripts: { test: 'echo "Error: no test specified" && exit 1' } },
  dependencies: {
    vitest: "^4.1.0",
    ajv: "^8.17.0",
    "ajv-formats": "^3.0.0",
    "openapi-typescript": "^7.4.0",
    typescript: "^5.5.0",
    "@types/node": "^20.0.0",
    esbuild: "*",
    "@pact-foundation/pact": "^16.3.0",
  },
  files: {
    "refusals.mjs": `
      import { spawnSync } from "node:child_process";
      for (const [name, words] of [
        ["my-shop", "there is something of this name here already"],
        ["My Shop", "a name is 1 to 63 lower-case letters"],
        ["didit", "standin has a mock of didit already"],
      ]) {
        const { stderr, status } = spawnSync("standin", ["new-provider", name], { encoding: "utf8" });
        if (status !== 2 || !stderr.includes(words)) throw new Error(name + ": " + status + " " + stderr);
      }`,
  },
  commands: [
    ["standin", "new-provider", "my-shop"],
    ["node", "refusals.mjs"],
    ["npm", "test"],
    ["tsc", "-p", "my-shop"],
    // For a Node that does not load TypeScript.
    [
      "esbuild",
      "my-shop/index.ts",
      "--bundle",
      "--format=esm",
      "--platform=node",
      "--packages=external",
      "--splitting",
      "--outdir=built",
      "--out-extension:.js=.mjs",
    ],
    ["standin", "routes", "--mock", "./built/index.mjs", "--provider", "my-shop"],
    ["standin", "verify", "--mock", "./built/index.mjs", "my-shop/contract.json"],
  ],
  prints: "2 of 2 interactions as the pact says",
  isInTests: true,
};

/** Without the packages that generating needs. */
const ownWithoutPeers: Project = {
  name: "a mock of one's own, without what generating needs",
  group: "installs",
  mayMissRanges: true,
  files: {
    "main.js": `
      import { existsSync } from "node:fs";
      import { spawnSync } from "node:child_process";
      const { stderr, status } = spawnSync("standin", ["new-provider", "shop"], { encoding: "utf8" });
      console.log(stderr, status, existsSync("shop"));`,
  },
  commands: [["node", "main.js"]],
  prints: "needs it: npm install --save-dev openapi-typescript.\n 2 false",
  isInTests: true,
};

export const projects: readonly Project[] = [
  ...loads,
  ...command,
  ...specs,
  ...peers,
  ...types,
  attw,
  ...runners,
  own,
  ownWithoutPeers,
  ...runtimes,
  ...browsers,
];
