import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderName, providerNames } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { createConsumer, pactPath } from "../../contracts/agreement/consumer.ts";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { readSpec, root } from "../../contracts/agreement/spec.ts";

/** The command speaks of providers alone; the contract of the control API is ours. */
const contracts = (await readContracts()).flatMap((contract) => {
  const provider = providerNames.find((name) => name === contract.provider);
  return provider === undefined ? [] : [{ ...contract, provider }];
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-pacts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], environment: Record<string, string> = {}, from = root): Promise<Ended> {
  const child = spawn(process.execPath, [join(from, "bin/standin.js"), "verify", ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** A pact with only the interactions of that operation and status, as a user might have written it. */
async function writeOwnPact(provider: ProviderName, is: (status: number) => boolean, as = provider as string) {
  const contract = contracts.find((each) => each.provider === provider);
  if (contract === undefined) throw new Error(`${provider} has no contract`);
  const consumer = await createConsumer(contract, await readSpec(provider));
  const [first] = contract.interactions.filter(({ status, given = [] }) => is(status) && given.length > 0);
  if (first === undefined) throw new Error(`${provider} has no such interaction`);
  await consumer.meet(first);
  const pact = JSON.parse(await consumer.read());
  await consumer.close();
  const path = join(folder, `${as}-${first.status}.json`);
  await writeFile(path, JSON.stringify({ ...pact, consumer: { name: "shop" }, provider: { name: as } }));
  return { path, pact, description: String(pact.interactions[0].description) };
}

const [first] = contracts;
if (first === undefined) throw new Error("there is no contract");
const { provider } = first;

describe("standin verify", () => {
  it("runs pacts against a fresh mock and tells what came of each interaction", async () => {
    const { path, description } = await writeOwnPact(provider, (status) => status === 200);
    const { code, stdout, stderr } = await run([path]);
    expect(stderr).toBe("");
    expect(stdout).toContain(`ok    ${description}`);
    expect(stdout).toContain("1 of 1 interactions as the pact says");
    expect(code).toBe(0);
  });

  it("takes several files at once, and prints one line of JSON", async () => {
    // Kept pacts are verified elsewhere; these are the short ones.
    const providers = ["avacy", "netid"];
    const { code, stdout } = await run([...providers.map(pactPath), "--json"]);
    const { ok, pacts } = JSON.parse(stdout);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect({ ok, code }).toEqual({ ok: true, code: 0 });
    expect(pacts.map((each: { provider: string }) => each.provider)).toEqual(providers);
  }, 120_000);

  it("exits with 1 on a mismatch, and says where it is", async () => {
    const { path, pact, description } = await writeOwnPact(provider, (status) => status === 200);
    pact.interactions[0].response.headers["x-promised"] = ["always"];
    await writeFile(path, JSON.stringify(pact));
    const { code, stdout } = await run([path]);
    expect(stdout).toContain(`FAILS ${description}`);
    expect(stdout).toMatch(/header x-promised/);
    expect(code).toBe(1);
  });

  it("exits with 1 when a provider state is no scenario, and names those there are below the interaction", async () => {
    const { path, pact } = await writeOwnPact(provider, (status) => status === 200);
    pact.interactions[0].providerStates = [{ name: "everything is fine" }];
    await writeFile(path, JSON.stringify(pact));
    const { code, stdout } = await run([path]);
    const lines = stdout.split("\n").map((line) => line.trim());
    const failed = lines.findIndex((line) => line.startsWith("FAILS"));
    expect(lines[failed + 1]).toContain('has no scenario "everything is fine". Known scenarios: ');
    expect(stdout.match(/has no scenario/g)).toHaveLength(1);
    expect(stdout).not.toContain("state change handlers");
    expect(code).toBe(1);
  });

  it("takes a pact whose provider has another name when it is told whose it is", async () => {
    const { path } = await writeOwnPact(provider, (status) => status === 200, "consent-service");
    const { code, stderr } = await run([path]);
    expect(stderr).toMatch(/no mock is named consent-service.*--provider/);
    expect(code).toBe(2);
    expect((await run([path, "--provider", provider])).code).toBe(0);
  });

  it.each([
    ["no file at all", [], /missing required argument/],
    ["a file that is not there", ["nowhere.json"], /does not exist/],
    ["a base URL that is none", ["nowhere.json", "--base-url", "example.com"], /--base-url must be absolute/],
    ["a provider without a mock", ["nowhere.json", "--provider", "unknown"], /unknown/],
  ])("exits with 2 and one line for %s", async (_, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it.each([
    ["text", "no JSON {", /not valid JSON/],
    ["something else", "{}", /Not a Pact file\./],
    ["no interactions", '{"provider":{"name":"x"},"interactions":[]}', /no interactions/],
    ["messages", '{"provider":{"name":"x"},"interactions":[{"description":"a","contents":{}}]}', /only HTTP/],
  ])("exits with 2 for a file that holds %s", async (_, text, message) => {
    await writeFile(join(folder, "wrong.json"), text);
    const { code, stderr } = await run(["wrong.json"]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("exits with 2 and one line where Pact is not installed", async () => {
    const { path } = await writeOwnPact(provider, (status) => status === 200);
    const bare = await mkdtemp(join(tmpdir(), "standin-bare-"));
    for (const part of ["bin", "dist", "package.json"])
      await cp(join(root, part), join(bare, part), { recursive: true });
    const { code, stderr } = await run([path], { NODE_PATH: "" }, bare);
    await rm(bare, { recursive: true, force: true });
    expect(stderr).toBe(
      "Pact is not installed. Verification needs it: npm install --save-dev @pact-foundation/pact.\n",
    );
    expect(code).toBe(2);
  });
});

describe("standin verify with a base URL", () => {
  it("sends the credentials of the environment to that provider, and never prints them", async () => {
    await using real = await createStandin({ providers: [provider] });
    const { url } = await real.listen();
    const world = await real.world();
    const credentials = Object.values(first.walk.credentials)[0];
    if (credentials === undefined) throw new Error(`${provider} has no credentials`);
    const [scenario, parameters] = credentials.given;
    const told = (await real.engine.runScenario(world.name, provider, scenario, parameters)) as Record<string, string>;
    const authorization = Object.values(credentials.headers)[0]?.replace(/\{(\w+)\}/, (_, name) => told[name] ?? "");
    const { path } = await writeOwnPact(provider, (status) => status === 200);
    const args = [path, "--base-url", `${url}/${provider}`];

    expect((await run(args)).code).toBe(1);
    const { code, stdout, stderr } = await run([...args, "--json"], {
      STANDIN_VERIFY_AUTHORIZATION: authorization ?? "",
    });
    expect(stdout + stderr).not.toContain(authorization?.split(" ")[1]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(code).toBe(0);
  });

  it("gives provider states what the environment says", async () => {
    await using real = await createStandin({ providers: [provider] });
    const { url } = await real.listen();
    const world = await real.world();
    const credentials = Object.values(first.walk.credentials)[0];
    const told = (await real.engine.runScenario(world.name, provider, credentials?.given[0] ?? "")) as Record<
      string,
      string
    >;
    const { path } = await writeOwnPact(provider, (status) => status === 200);
    const environment = Object.fromEntries(
      Object.entries(told).map(([name, value]) => [`STANDIN_VERIFY_VALUE_${name.toUpperCase()}`, value]),
    );
    expect((await run([path, "--base-url", `${url}/${provider}`], environment)).code).toBe(0);
  });

  /** What answers everything by a status of its own. */
  async function openOther() {
    const server = createServer((_request, response) => response.writeHead(418).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, [Symbol.asyncDispose]: async () => void server.close() };
  }

  it("says in one line that no server answers there", async () => {
    const { path } = await writeOwnPact(provider, (status) => status === 200);
    const { code, stdout, stderr } = await run([path, "--base-url", "http://127.0.0.1:1"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^No server answers at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)\. [^\n]*\n$/);
  });

  it("tells the drift of a provider that answers otherwise", async () => {
    const { path } = await writeOwnPact(provider, (status) => status === 200);
    await using other = await openOther();
    const { code, stdout } = await run([path, "--base-url", other.url]);
    expect(stdout).toContain("FAILS");
    expect(code).toBe(1);
  });

  it("says how many of the failed interactions have states, which cannot be set there", async () => {
    const { path, pact } = await writeOwnPact(provider, (status) => status === 200);
    const [interaction] = pact.interactions;
    pact.interactions.push({ ...interaction, description: "the same without states", providerStates: [] });
    await writeFile(path, JSON.stringify(pact));
    await using other = await openOther();
    const baseUrl = other.url;
    const { stdout } = await run([path, "--base-url", baseUrl]);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^1 of 2 failed interactions have provider states, which standin cannot set at http:\/\/127\.0\.0\.1:\d+: /,
    );
    const { pacts } = JSON.parse((await run([path, "--base-url", baseUrl, "--json"])).stdout);
    expect(pacts[0].interactions.map(({ states }: { states: string[] }) => states.length > 0)).toEqual([true, false]);
  });
});
