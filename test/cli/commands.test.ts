import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endAll, launch, requireBuild } from "./launch.ts";

/** How commands are found: by name, by another usual name, or not at all. */

beforeAll(requireBuild);
afterEach(endAll);

/** Nothing listens there: a command that has been found says so. */
const NOWHERE = { STANDIN_URL: "http://127.0.0.1:1" };
const FOUND = "No standin answers at http://127.0.0.1:1.";

async function outcomeOf(command: string) {
  const { code, stdout, stderr } = await launch(command.split(" "), NOWHERE).ended;
  return { code, stdout, stderr: stderr.trim() };
}

describe("a command without a name", () => {
  it.each([[], ["--port", "0"]])("is start: standin %s", async (...args) => {
    const { child, ended } = launch(args);
    // Without a port it takes 4700, which another program of this machine may have.
    await Promise.race([once(child.stdout, "data"), once(child.stderr, "data"), ended]);
    child.kill("SIGTERM");
    const { stdout, stderr } = await ended;
    expect(stdout + stderr).toMatch(/^standin is listening on |^Port 4700 on 127\.0\.0\.1 is in use/);
  });
});

describe("an unknown name", () => {
  it.each([
    ["strat", "error: unknown command 'strat' of `standin`. Did you mean `standin start`?"],
    ["fault foo", "error: unknown command 'foo' of `standin fault`. Known are list, add, remove, clear."],
    ["world lst", "error: unknown command 'lst' of `standin world`. Did you mean `standin world list`?"],
    ["clock fre eze", "error: unknown command 'fre' of `standin clock`. Known are show, set, freeze, run, advance."],
    ["scenario lst", "error: unknown command 'lst' of `standin scenario`. Did you mean `standin scenario list`?"],
    ["--port 1 strat", "error: too many arguments for 'start'. Expected 0 arguments but got 1."],
    ["help fault ad", "error: unknown command 'ad' of `standin fault`. Did you mean `standin fault add`?"],
    ["fault help ad", "error: unknown command 'ad' of `standin fault`. Did you mean `standin fault add`?"],
    ["fault add --sttus 500", "error: unknown option '--sttus' (Did you mean --status?)"],
    ["--prot 1", "error: unknown option '--prot' (Did you mean --port?)"],
  ])("is told apart from arguments, with the nearest that there is: standin %s", async (command, message) => {
    expect(await outcomeOf(command)).toEqual({ code: 2, stdout: "", stderr: message });
  });
});

describe("another usual name", () => {
  it.each([
    "world delete w",
    "world rm w",
    "worlds",
    "world ls",
    "snapshot delete s",
    "snapshots list",
    "faults list",
    "fault delete f",
    "fault create --status 500",
    "requests",
    "scenarios didit",
  ])("is taken: standin %s", async (command) => {
    const { code, stderr } = await outcomeOf(command);
    expect(stderr).toContain(FOUND);
    expect(code).toBe(2);
  });
});

describe("help", () => {
  it.each([
    ["help", /^Usage: standin \[options\] \[command\]/],
    ["help start", /^Usage: standin start/],
    ["help check", /^Usage: standin check/],
    ["help fault", /^Usage: standin fault/],
    ["help fault add", /^Usage: standin fault add/],
    ["help world rm", /^Usage: standin world remove/],
    ["fault help", /^Usage: standin fault/],
    ["fault help remove", /^Usage: standin fault remove/],
    ["start --help", /^Usage: standin start/],
    ["--port 0 --help", /^Usage: standin \[options\] \[command\]/],
  ])("answers on the standard output: standin %s", async (command, usage) => {
    const { code, stdout, stderr } = await outcomeOf(command);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(usage);
  });
});

describe("an old Node", () => {
  const launchAs = (version: string) => {
    const fake = `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
    const preload = `data:text/javascript,${encodeURIComponent(fake)}`;
    return launch(["--version"], { NODE_OPTIONS: `--import=${preload}` }).ended;
  };

  it.each(["10.24.1", "18.20.8", "20.18.3"])("%s gets one sentence", async (version) => {
    expect(await launchAs(version)).toEqual({
      code: 2,
      stdout: "",
      stderr: `standin needs Node 20.19.0 or newer; this is Node ${version}. See https://nodejs.org.\n`,
    });
  });

  it.each(["20.19.0", "22.0.0"])("is not %s", async (version) => {
    expect(await launchAs(version)).toMatchObject({ code: 0, stderr: "" });
  });

  it("can read what says so, and hears what the package says", async () => {
    const root = join(import.meta.dirname, "../..");
    const text = await readFile(join(root, "bin/standin.js"), "utf8");
    const code = text.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
    // What came after Node 10, and modules' own statements.
    expect(code).not.toMatch(/\?\.|\?\?|\bawait\b|^\s*(import|export)\s|\bcatch\s*\{|\.at\(|replaceAll|\d_\d|#\w/m);
    const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const [, oldest] = /OLDEST_NODE = "([\d.]+)"/.exec(text) ?? [];
    expect(engines.node).toBe(`>=${oldest}`);
  });
});

describe("an unexpected error", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "standin-errors-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Starts standin with code in its process, which runs once standin runs. Node would quote its line, as long as those of `dist`. */
  async function launchWith(code: string) {
    const file = join(folder, "preload.mjs");
    const wait = `const timer = setInterval(() => { if (process.listenerCount("SIGINT") === 0) return; clearInterval(timer); ${code} }, 5);`;
    await writeFile(file, `/*${"x".repeat(100_000)}*/ ${wait}`);
    return launch(["start", "--port", "0", "--json"], { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` }).ended;
  }

  it.each([
    ["thrown", "throw new Error('planted')"],
    ["rejected", "Promise.reject(new Error('planted'))"],
    ["with a cause", "throw new Error('planted', { cause: new Error('y'.repeat(9999)) })"],
    ["with a message of many lines", "throw new Error('planted' + '\\n\\u001b[2J'.repeat(999))"],
    ["that is none", "throw 'planted'"],
  ])("ends it with at most a screen: %s", async (_, code) => {
    const { code: exitCode, stderr } = await launchWith(code);
    expect(stderr.slice(0, 1000)).toMatch(/^standin was ended by an unexpected error:\n(Error: )?planted/);
    expect(stderr.includes("\u001b")).toBe(false);
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(23);
    expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThanOrEqual(301);
    expect(exitCode).toBe(1);
  });

  it("that the command itself ends by is shown in the same way", async () => {
    const file = join(folder, "failing.mjs");
    const code = 'process.stdout.on = () => { throw new Error("planted"); };';
    await writeFile(file, `/*${"x".repeat(100_000)}*/ ${code}`);
    const ended = await launch(["routes"], { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` }).ended;
    expect(ended.stderr.slice(0, 1000)).toMatch(/^standin was ended by an unexpected error:\nError: planted\n {4}at /);
    expect(ended.code).toBe(1);
  });
});
