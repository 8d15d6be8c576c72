import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { providerNames } from "#mocks/registry.ts";

const bin = join(import.meta.dirname, "../../bin/standin.js");
const running: ChildProcess[] = [];
let folder: string;

beforeAll(async () => {
  if (!existsSync(join(import.meta.dirname, "../../dist/cli.js")))
    throw new Error("these tests run the built command: npm run build");
  folder = await mkdtemp(join(tmpdir(), "standin-cli-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function launch(...args: string[]) {
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  running.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}

async function startWithJson(...args: string[]) {
  const { child, ended } = launch("start", "--port", "0", "--json", ...args);
  for await (const line of createInterface({ input: child.stdout })) return { ready: JSON.parse(line), child, ended };
  throw new Error((await ended).stderr);
}

async function fileWith(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("standin start", () => {
  it("prints one line of JSON when it is ready, serves, and stops cleanly on SIGTERM and SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { ready, child, ended } = await startWithJson();
      expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(Object.keys(ready.providers)).toEqual(providerNames);
      for (const name of providerNames) {
        expect(ready.providers[name].url).toBe(`${ready.url}/${name}`);
        expect(Object.keys(ready.providers[name].credentials).length).toBeGreaterThan(0);
      }
      expect((await fetch(`${ready.url}/`)).status).toBe(200);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout.trim().split("\n")).toHaveLength(1);
    }
  });

  it("tells people base URLs, credentials and one curl line a provider", async () => {
    const { child, ended } = launch("start", "--port", "0");
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    for (const name of providerNames) expect(stdout).toMatch(new RegExp(`http://127\\.0\\.0\\.1:\\d+/${name}`));
    expect(stdout.match(/^ {2}curl -s /gm)).toHaveLength(providerNames.length);
  });

  it("serves only the providers asked for", async () => {
    const [first = "", second = ""] = providerNames;
    const { ready } = await startWithJson("--provider", first);
    expect(Object.keys(ready.providers)).toEqual([first]);
    expect((await fetch(`${ready.url}/${second}/`)).status).toBe(404);
  });

  it("starts from a seed file, YAML or JSON", async () => {
    for (const [name, text] of [
      ["frozen.yaml", "frozenAt: 2024-01-01T00:00:00Z\nrandomSeed: 7\n"],
      ["frozen.json", '{"frozenAt": "2024-01-01T00:00:00Z"}'],
    ] as const) {
      const { ready, child } = await startWithJson("--seed", await fileWith(name, text));
      const [provider] = providerNames;
      const reply = await fetch(`${ready.url}/${provider}/nowhere`);
      expect(reply.headers.get("date")).toBe("Mon, 01 Jan 2024 00:00:00 GMT");
      child.kill("SIGTERM");
    }
  });
});

describe("standin routes", () => {
  it("lists operations with method, path and provider", async () => {
    const { code, stdout } = await launch("routes").ended;
    expect(code).toBe(0);
    for (const line of stdout.trim().split("\n"))
      expect(line).toMatch(/^(GET|POST|PUT|PATCH|DELETE|OPTIONS) +\/\S+ +\w+ +\w+$/);
    const json = JSON.parse((await launch("routes", "--json").ended).stdout);
    expect(json).toHaveLength(stdout.trim().split("\n").length);
    expect(Object.keys(json[0])).toEqual(["method", "path", "provider", "operationId"]);
  });
});

describe("misuse", () => {
  async function refused(args: readonly string[], message: RegExp) {
    const { code, stdout, stderr } = await launch(...args).ended;
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  }

  it("is one clear line and exit code 2: unknown flags, commands, providers and ports", async () => {
    await refused(["start", "--nope"], /unknown option '--nope'/);
    await refused(["strat"], /unknown command 'strat'/);
    await refused(["start", "--provider", "nobody"], /nobody.*Allowed choices/);
    await refused(["start", "--port", "eighty"], /whole number from 0 to 65535/);
    await refused(["start", "--port", "70000"], /whole number from 0 to 65535/);
    await refused(["start", "--port"], /argument missing/);
    await refused(["start", "--host", "nowhere.invalid", "--port", "0"], /no address of this machine/);
  });

  it("is one clear line and exit code 2: a taken port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await refused(["start", "--port", String(port)], new RegExp(`Port ${port} .* is taken`));
    await new Promise((resolve) => server.close(resolve));
  });

  it("is one clear line and exit code 2: a seed file that cannot be read or does not fit", async () => {
    const [first = ""] = providerNames;
    await refused(["start", "--seed", join(folder, "absent.yaml")], /no such file/);
    await refused(["start", "--seed", folder], /seed file ends in/);
    await refused(["start", "--seed", await fileWith("a.txt", "x")], /seed file ends in/);
    await refused(["start", "--seed", await fileWith("broken.yaml", "a: [1,\n")], /broken\.yaml: /);
    await refused(["start", "--seed", await fileWith("broken.json", "{")], /broken\.json: /);
    await refused(["start", "--seed", await fileWith("list.json", "[]")], /a seed file is a map/);
    await refused(
      ["start", "--seed", await fileWith("stranger.yaml", "nobody: {}\n")],
      /no member "nobody".*allowed are/,
    );
    await refused(["start", "--seed", await fileWith("time.yaml", "frozenAt: soon\n")], /frozenAt is a time/);
    await refused(
      ["start", "--seed", await fileWith("member.yaml", `${first}:\n  nope: 1\n`)],
      new RegExp(`${first} knows no member named "nope"`),
    );
  });
});

it("standin --help and --version answer on stdout with exit code 0; no command at all is misuse", async () => {
  const help = await launch("--help").ended;
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain("start");
  expect((await launch("--version").ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await launch().ended).code).toBe(2);
});
