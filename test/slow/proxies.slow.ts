import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { fetchNode, NODE_22, NODE_24 } from "../../scripts/nodes.ts";
import { requireBuild } from "../cli/launch.ts";
import { openOutside } from "../testing/outside.ts";

/** Clients that ask by a proxy, as they come from the registry. */
const CLIENTS = {
  undici6: "npm:undici@6.29.1",
  undici7: "npm:undici@7.30.2",
  "https-proxy-agent": "7.0.6",
  "http-proxy-agent": "7.0.2",
  axios: "1.21.1",
};
const NAMES = "undici6,undici7,agents,axios";

const root = join(import.meta.dirname, "../..");
const packages = join(root, "node_modules/.cache/proxy-clients");
const built = (name: string): string => pathToFileURL(join(root, "dist", name)).href;
const run = promisify(execFile);

beforeAll(async () => {
  requireBuild();
  await mkdir(packages, { recursive: true });
  await writeFile(join(packages, "package.json"), JSON.stringify({ private: true, dependencies: CLIENTS }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: packages });
});

/** Runs the program that asks by a proxy, and returns what each request came to and what the proxy saw. */
async function ask(node: string, flags: readonly string[], environment: Readonly<Record<string, string>>) {
  await using proxy = await openOutside();
  const url = `http://127.0.0.1:${proxy.port}`;
  const env = {
    PATH: process.env["PATH"],
    PACKAGES: packages,
    PROXY: url,
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    NODE_USE_ENV_PROXY: "1",
    CLIENTS: NAMES,
    ...environment,
  };
  const program = join(root, "test/testing/programs/by-proxy.mjs");
  const { stdout } = await run(node, [...flags, program], { env, timeout: 60_000 });
  return { outcomes: JSON.parse(stdout) as Record<string, unknown>, seen: proxy.seen() };
}

describe("a client that asks by a proxy", () => {
  it("does ask it, unless it is intercepted", async () => {
    const { outcomes, seen } = await ask(process.execPath, [], { CLIENTS: "axios" });
    expect(Object.keys(outcomes)).toHaveLength(2);
    expect(seen).toContain("api.avacy.eu");
  });

  it.each([
    ["this Node", async () => process.execPath, NAMES],
    [`Node ${NODE_22}`, () => fetchNode(NODE_22), `${NAMES},node`],
    [`Node ${NODE_24}`, () => fetchNode(NODE_24), `${NAMES},node`],
  ])("is answered by a preload, under %s", async (_, find, names) => {
    const { outcomes, seen } = await ask(await find(), ["--import", built("preload.js")], { CLIENTS: names });
    expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(20);
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 404)).toEqual([]);
    expect(seen).toBe("");
  });

  it.each(["index.js", "index.cjs"])("is answered by an interception of its own: %s", async (name) => {
    const { outcomes, seen } = await ask(process.execPath, [], { STANDIN_INDEX: built(name) });
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 404)).toEqual([]);
    expect(seen).toBe("");
  });
});
