import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isInRange } from "../../src/cli/version-range.ts";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

/** `standin doctor`: what is in the way, and what to do. */

/** A project that uses standin. */
let folder: string;
beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-doctor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(endAll);

const NO_PROXY_AT_ALL = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
    [name, ""],
    [name.toLowerCase(), ""],
  ]),
);

interface Finding {
  readonly item: string;
  readonly ok: boolean;
  readonly message: string;
}

async function examine(args: readonly string[] = ["--port", "0"], environment: Readonly<Record<string, string>> = {}) {
  const { ended } = launch(["doctor", "--json", ...args], { ...NO_PROXY_AT_ALL, ...environment }, folder);
  const { code, stdout, stderr } = await ended;
  expect(stderr).toBe("");
  expect(stdout.split("\n")).toHaveLength(2);
  const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
  expect(ok).toBe(findings.every((each) => each.ok));
  expect(code).toBe(ok ? 0 : 1);
  return findings;
}

const wrong = (findings: readonly Finding[]): string[] =>
  findings.filter(({ ok }) => !ok).map(({ item, message }) => `${item}: ${message}`);

async function install(name: string, version: string): Promise<void> {
  const modules = join(folder, "node_modules", name);
  await mkdir(modules, { recursive: true });
  await writeFile(join(modules, "package.json"), JSON.stringify({ name, version }));
}

async function listenOn(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

it("finds nothing in the way of a plain project, one line an item", async () => {
  await install("express", "5.1.0");
  const findings = await examine();
  expect(wrong(findings)).toEqual([]);
  expect(findings.map(({ item }) => item)).toEqual(
    expect.arrayContaining(["node", "port", "localhost", "proxy", "express", "msw", "vitest", "seed file"]),
  );
  expect(findings.find(({ item }) => item === "express")?.message).toBe("5.1.0");
  const { code, stdout } = await launch(["doctor", "--port", "0"], NO_PROXY_AT_ALL, folder).ended;
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n").slice(1)).toHaveLength(findings.length);
});

describe("a port that is taken", () => {
  it("by a standin, whose version it says", async () => {
    const { ready } = await startStandin();
    const { port } = new URL(ready.url);
    expect(wrong(await examine(["--port", port]))[0]).toMatch(
      new RegExp(`^port: ${port} on 127\\.0\\.0\\.1 is taken: standin \\d+\\.\\d+\\.\\d+ answers there\\. Use it`),
    );
  });

  it("by a standin that does not say its version to others", async () => {
    const { ready } = await startStandin(["--control-token", "hush"]);
    const { port } = new URL(ready.url);
    expect(wrong(await examine(["--port", port]))[0]).toMatch(
      / is taken: a standin whose version is not known answers/,
    );
  });

  it("by another program", async () => {
    const http = createHttpServer((_request, response) => response.end("[1]"));
    const mute = createServer((socket) => socket.end("220 mail\r\n"));
    for (const [server, name] of [
      [http, "another server for HTTP"],
      [mute, "another program"],
    ] as const) {
      const port = await listenOn(server);
      expect(wrong(await examine(["--port", String(port)]))[0]).toContain(`is taken: ${name} answers there. End it`);
      server.close();
    }
  });
});

it.each([
  [
    { HTTP_PROXY: "http://ann:hush@proxy" },
    /^proxy: HTTP_PROXY is set, and NO_PROXY lacks localhost and 127\.0\.0\.1\. /,
  ],
  [
    { https_proxy: "http://proxy", NO_PROXY: "localhost,.corp" },
    /^proxy: https_proxy is set, and .* lacks 127\.0\.0\.1\. /,
  ],
  [{ HTTP_PROXY: "http://proxy", no_proxy: "LOCALHOST, 127.0.0.1:4700" }, undefined],
  [{ HTTP_PROXY: "http://proxy", NO_PROXY: "*" }, undefined],
])("judges the proxy of %j", async (environment, message) => {
  const found = wrong(await examine(undefined, environment));
  expect(found).toEqual(message === undefined ? [] : [expect.stringMatching(message)]);
  expect(JSON.stringify(found)).not.toContain("hush");
});

it("says which package is of a version that is not supported", async () => {
  await install("express", "3.21.2");
  expect(wrong(await examine())).toEqual([
    expect.stringMatching(/^express: 3\.21\.2, but standin supports \^4\.18\.0 \|\| \^5\.0\.0: npm install /),
  ]);
  await install("express", "4.18.0");
});

it("reads the seed file of the folder, or the one that it is given", async () => {
  await writeFile(join(folder, "standin.seed.yaml"), "frozenAt: soon\n");
  expect(wrong(await examine())).toEqual([expect.stringMatching(/^seed file: standin\.seed\.yaml:1:1: frozenAt is /)]);
  await writeFile(join(folder, "other.yaml"), "randomSeed: 1\n");
  expect(wrong(await examine(["--port", "0", "--seed", "other.yaml"]))).toEqual([]);
  await rm(join(folder, "standin.seed.yaml"));
});

describe("versions and ranges", () => {
  it.each([
    ["4.18.0", true],
    ["4.17.9", false],
    ["4.99.0", true],
    ["5.0.0", true],
    ["5.0.0-beta.3", false],
    ["6.0.0", false],
    ["nonsense", false],
  ])("%s", (version, expected) => {
    expect(isInRange(version, "^4.18.0 || ^5.0.0")).toBe(expected);
  });

  it.each([
    ["20.18.9", ">=20.19.0", false],
    ["20.19.0", ">=20.19.0", true],
    ["22.0.0", ">=20.19.0", true],
    ["0.2.9", "^0.2.3", true],
    ["0.3.0", "^0.2.3", false],
  ])("%s of %s", (version, range, expected) => {
    expect(isInRange(version, range)).toBe(expected);
  });

  it("are all that the manifest has", async () => {
    const manifest = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8"));
    for (const range of [manifest.engines.node, ...Object.values<string>(manifest.peerDependencies)])
      expect(isInRange("0.0.1", range)).toBe(false);
    expect(() => isInRange("1.0.0", "~1.0.0")).toThrow("a form that is not read here");
  });
});
