import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSettings, withPreload } from "#interception/preload-settings.ts";
import { providerNames } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { requireBuild } from "../cli/launch.ts";
import { openOutside } from "./outside.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;
let copy: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-preload-"));
  requireBuild();
  // Where the package lies may have any name.
  copy = join(folder, 'a folder with blanks, "quotes" and %');
  const filter = (path: string): boolean => !/\.(map|d\.ts)$/.test(path);
  await cp(join(root, "dist"), join(copy, "dist"), { recursive: true, filter });
  await cp(join(root, "package.json"), join(copy, "package.json"));
  // The copy finds the packages that this one finds.
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const FROM_SOURCE = [
  "--conditions=standin-source",
  "--import",
  "tsx",
  "--import",
  join(root, "src/interception/preload.ts"),
];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with the preload in front of it, and waits until it ends of itself. */
function runPreloaded(
  program: string,
  environment: Readonly<Record<string, string>> = {},
  { flags = FROM_SOURCE, cwd = root }: { readonly flags?: readonly string[]; readonly cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, "programs", program)], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", STANDIN_URL: "", ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout: stdout.trim(), stderr })));
}

describe("a preloaded program", () => {
  it.each(["by-fetch.mjs", "by-https.cjs"])(
    "is answered by a mock, and ends by its own exit code: %s",
    async (name) => {
      expect(await runPreloaded(name)).toEqual({ code: 3, stdout: "200 string", stderr: "" });
    },
  );

  it("is answered where it took functions by their names", async () => {
    expect(await runPreloaded("named-import.mjs")).toEqual({ code: 0, stdout: "404 true", stderr: "" });
  });

  it("starts from the seed file that the environment names", async () => {
    const seed = join(folder, "seed.json");
    const organization = { id: "acme", keys: [{ key: "acme-key", secret: "standin-secret" }] };
    await writeFile(seed, JSON.stringify({ didomi: { organizations: [organization] } }));
    const environment = { STANDIN_SEED: seed, API_KEY: "acme-key" };
    expect(await runPreloaded("by-fetch.mjs", environment)).toMatchObject({ code: 3, stdout: "200 string" });
  });

  it.each([
    [{ STANDIN_SEED: "none.yaml" }, "none.yaml: there is no such file."],
    [{ STANDIN_WORLD: ".." }, 'neither "." nor "..", not "..".'],
    [{ STANDIN_URL: "constructor" }, 'such as http://127.0.0.1:4700, not "constructor".'],
  ])("does not start when the environment asks for what cannot be, and says so in a line: %o", async (asked, end) => {
    const { code, stdout, stderr } = await runPreloaded("by-fetch.mjs", asked);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^standin\/preload: [^\n]+\n$/);
    expect(stderr.trim().endsWith(end), stderr).toBe(true);
  });

  it("shares the state of a standin that runs elsewhere, in the world that it is given", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const environment = { STANDIN_URL: url, STANDIN_WORLD: "shared" };
    for (const name of ["by-fetch.mjs", "by-https.cjs"])
      expect(await runPreloaded(name, environment), name).toEqual({ code: 3, stdout: "200 string", stderr: "" });
    const world = await standin.world("shared");
    expect(world.journal.entries().map(({ operationId }) => operationId)).toEqual(["createSession", "createSession"]);
    expect((await standin.world()).journal.size).toBe(0);
  });

  it("reports that no server answers at its URL", async () => {
    const environment = { STANDIN_URL: "http://127.0.0.1:1" };
    expect(await runPreloaded("by-fetch.mjs", environment)).toMatchObject({ code: 4, stdout: "502 undefined" });
  });
});

describe("what a preloaded program starts", () => {
  it("is preloaded as well, from any folder and with the same seed, once", async () => {
    const organization = { id: "acme", keys: [{ key: "acme-key", secret: "standin-secret" }] };
    await writeFile(join(folder, "relative.json"), JSON.stringify({ didomi: { organizations: [organization] } }));
    const url = pathToFileURL(join(copy, "dist/preload.js")).href;
    const environment = {
      PRELOAD: url,
      OTHER_PRELOAD: pathToFileURL(join(root, "dist/preload.js")).href,
      STANDIN_SEED: "relative.json",
      API_KEY: "acme-key",
    };
    const ways = { flags: ["--import", url], cwd: folder };
    const { stdout, stderr } = await runPreloaded("starts-others.mjs", environment, ways);
    expect([JSON.parse(stdout), stderr]).toEqual([
      {
        execFile: "200 string",
        "spawn in another folder": "200 string",
        shell: "200 string",
        "fork, with the preload once more": "200 string",
        "fork, with another copy": "200 string",
        worker: "200 string",
        "fork without flags": "200 string",
        "worker without flags": "200 string",
        "worker with an environment": "200 string",
        "worker with both": "200 string",
        "worker with the same environment": "200 string",
        "worker of a string that asks": expect.stringContaining('Await `import("standin/preload")` in it first'),
        "worker of a string with an environment that asks": expect.stringContaining(
          "intercepted by standin and not sent",
        ),
        // Node preloads nothing for these.
        "worker of a string": false,
        "worker of a string that loads it": true,
      },
      "",
    ]);
  });

  it("is told so by NODE_OPTIONS, unless that says it already", () => {
    const url = "file:///a%20b/preload.js";
    expect(withPreload(undefined, url)).toBe(`--import=${url}`);
    expect(withPreload("--max-old-space-size=99", url)).toBe(`--max-old-space-size=99 --import=${url}`);
    for (const there of [
      `--import=${url}`,
      `--import "${url}" --x`,
      "--import standin/preload",
      '--import="standin/preload"',
    ])
      expect(withPreload(there, url)).toBe(there);
    expect(withPreload("--import other-standin/preload", url)).toContain(url);
  });
});

describe("what a program starts whose own memory has the standin", () => {
  it.each(["index.js", "index.cjs"])("is refused, with a reason, while the interception lasts: %s", async (index) => {
    requireBuild();
    await using proxy = await openOutside();
    const environment = {
      STANDIN_INDEX: pathToFileURL(join(copy, "dist", index)).href,
      PRELOAD: pathToFileURL(join(copy, "dist/preload.js")).href,
      PROXY_PORT: String(proxy.port),
    };
    // Flags of the process that Node takes for no thread.
    const flags = ["--max-old-space-size=500", "--expose-gc", "--title", "intercepts"];
    const { stdout, stderr } = await runPreloaded("intercepts.mjs", environment, { flags });
    const { during, ...rest } = JSON.parse(stdout) as { readonly during: Record<string, string> };
    expect([Object.keys(during).length, stderr]).toEqual([14, ""]);
    for (const [way, told] of Object.entries(during)) expect(told, way).toBe("ERR_STANDIN_NOT_SENT");
    expect(rest).toEqual({ shared: "200 string", after: ["false", true], entries: ["createSession"] });
    expect(proxy.seen()).toBe("");
  });
});

describe("the environment of a preloaded program", () => {
  it("may name providers, separated by commas or blanks", () => {
    const [first = "", second = ""] = providerNames;
    const settings = readSettings({ STANDIN_PROVIDERS: `${first}, ${second}` });
    expect(settings).toEqual({
      url: undefined,
      world: undefined,
      seed: undefined,
      mocks: [],
      providers: [first, second],
    });
    expect(readSettings({}).providers).toBeUndefined();
    expect(readSettings({ STANDIN_MOCKS: "./a.js , b.js" }).mocks).toEqual(["./a.js", "b.js"]);
    expect(readSettings({ STANDIN_MOCKS: "./a.js", STANDIN_PROVIDERS: "a" }).providers).toEqual(["a"]);
  });

  it.each([
    [{ STANDIN_URL: "localhost:4700" }, "STANDIN_URL is where a standin answers"],
    [{ STANDIN_WORLD: "two words" }, "STANDIN_WORLD: A world's name is 1 to 64 letters"],
    [{ STANDIN_URL: "http://" }, 'not "http://".'],
    [{ STANDIN_WORLD: ".." }, 'neither "." nor "..", not ".."'],
    [{ STANDIN_PROVIDERS: "unknown" }, `STANDIN_PROVIDERS may be ${providerNames.join(", ")}, not "unknown"`],
    [{ STANDIN_PROVIDERS: "constructor" }, 'not "constructor"'],
    [
      { STANDIN_URL: "http://127.0.0.1:4700", STANDIN_SEED: "seed.yaml" },
      "STANDIN_SEED is for a standin in this process",
    ],
  ])("is refused when it says what cannot be: %o", (environment, complaint) => {
    expect(() => readSettings(environment)).toThrow(complaint);
  });
});
