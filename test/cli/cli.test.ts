import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

let folder: string;

beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-cli-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(endAll);

async function fileWith(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function refused(args: readonly string[], message: RegExp) {
  const { code, stdout, stderr } = await launch(args).ended;
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
}

describe("standin start", () => {
  it("prints one line of JSON when it is ready, serves, and stops cleanly on SIGTERM and SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { ready, child, ended } = await startStandin();
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
    const { child, ended } = launch(["start", "--port", "0"]);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    for (const name of providerNames) expect(stdout).toMatch(new RegExp(`http://localhost:\\d+/${name}`));
    expect(stdout.match(/^ {2}curl -s /gm)).toHaveLength(providerNames.length);
    expect(stdout).toMatch(/^Inspector {4}http:\/\/localhost:\d+\/_standin\/$/m);
    expect(stdout).toMatch(/^Control API {2}http:\/\/localhost:\d+\/_standin$/m);
  });

  it("serves the control API only with the token, which it never prints, or not at all", async () => {
    const { child, ended } = launch(["start", "--port", "0", "--max-worlds", "2"], { STANDIN_CONTROL_TOKEN: "hush" });
    const [text] = (await once(child.stdout, "data")) as [Buffer];
    expect(String(text)).toContain("(requires the control token)");
    const [, url = ""] = /Control API {2}(\S+)/.exec(String(text)) ?? [];
    expect((await fetch(`${url}/health`)).status).toBe(401);
    const headers = { authorization: "Bearer hush" };
    expect((await fetch(`${url}/health`, { headers })).status).toBe(200);
    const made = ["one", "two", "three"].map((name) => fetch(`${url}/worlds/${name}`, { method: "PUT", headers }));
    expect((await Promise.all(made)).map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    child.kill("SIGTERM");
    const { stdout, stderr } = await ended;
    expect(stdout + stderr).not.toContain("hush");

    const { ready } = await startStandin(["--no-control"]);
    expect((await fetch(`${ready.url}/_standin/health`)).status).toBe(404);
  });

  it("says by which address clients reach it", async () => {
    const { ready } = await startStandin(["--public-url", "https://standin.example/mocks"]);
    expect(ready).toMatchObject({ url: expect.stringMatching(/^http:/), publicUrl: "https://standin.example/mocks" });
  });

  it("serves only the providers asked for", async () => {
    const [first = "", second = ""] = providerNames;
    const { ready } = await startStandin(["--provider", first]);
    expect(Object.keys(ready.providers)).toEqual([first]);
    expect((await fetch(`${ready.url}/${second}/`)).status).toBe(404);
  });

  it("starts from a seed file, YAML or JSON", async () => {
    for (const [name, text] of [
      ["frozen.yaml", "frozenAt: 2024-01-01T00:00:00Z\nrandomSeed: 7\n"],
      ["frozen.json", '{"frozenAt": "2024-01-01T00:00:00Z"}'],
    ] as const) {
      const { ready, child } = await startStandin(["--seed", await fileWith(name, text)]);
      const [provider] = providerNames;
      const reply = await fetch(`${ready.url}/${provider}/nowhere`);
      expect(reply.headers.get("date")).toBe("Mon, 01 Jan 2024 00:00:00 GMT");
      child.kill("SIGTERM");
    }
  });
});

it("standin start takes a seed file of comments alone, which says nothing", async () => {
  const { ready } = await startStandin(["--seed", await fileWith("quiet.yaml", "# randomSeed: 1\n")]);
  expect(Object.keys(ready.providers)).toEqual(providerNames);
});

describe("a reader that stops early", () => {
  it.each(["--help", "routes", "routes --json"])("ends %s without an error", async (command) => {
    const { child, ended } = launch(command.split(" "));
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("standin routes", () => {
  it("lists operations with method, path and provider", async () => {
    const { code, stdout } = await launch(["routes"]).ended;
    expect(code).toBe(0);
    for (const line of stdout.trim().split("\n"))
      expect(line).toMatch(/^(GET|POST|PUT|PATCH|DELETE|OPTIONS) +\/\S+ +\w+ +\w+$/);
    const json = JSON.parse((await launch(["routes", "--json"]).ended).stdout);
    expect(json).toHaveLength(stdout.trim().split("\n").length);
    expect(Object.keys(json[0])).toEqual(["method", "path", "provider", "operationId"]);
  });
});

describe("misuse", () => {
  it("is one clear line and exit code 2: unknown flags, commands, providers and ports", async () => {
    await refused(["start", "--nope"], /unknown option '--nope'/);
    await refused(["strat"], /unknown command 'strat'/);
    await refused(["start", "--provider", "unknown"], /unknown.*Allowed choices/);
    await refused(["start", "--port", "eighty"], /integer from 0 to 65535/);
    await refused(["start", "--port", "70000"], /integer from 0 to 65535/);
    await refused(["start", "--port"], /argument missing/);
    await refused(["start", "--host", "nowhere.invalid", "--port", "0"], /not an address of this machine/);
    await refused(["start", "--max-worlds", "0"], /integer from 1 to 999999999/);
    await refused(["start", "--max-worlds", "9".repeat(20)], /integer from 1 to 999999999/);
    for (const url of ["standin.example", "http://ann:hush@x", "http://x?a=1"])
      await refused(["start", "--public-url", url], /^--public-url must be an http or https URL without credentials/);
    await refused(["start", "--control-token", ""], /^The control token is empty/);
    await refused(["start", "--control-token", "a b"], /^The control token contains spaces/);
  });

  it("is one clear line and exit code 2: an address that this machine does not have, or none", async () => {
    // An address for documentation, which no machine has.
    await refused(["start", "--host", "192.0.2.1", "--port", "0"], /not an address of this machine/);
    await refused(["start", "--host", "", "--port", "0"], /Expected an address/);
  });

  it("is one clear line and exit code 2: a grace period or a target of webhooks that is none", async () => {
    for (const grace of ["soon", "-1", "2 s", "99999m"])
      await refused(["start", "--grace", grace], /Expected a duration/);
    for (const target of ["https://hooks.example/path", "a b", "ftp://hooks.example", "*"])
      await refused(["start", "--webhook-targets", target], /A webhook target is an origin, such as/);
  });

  it("is one clear line and exit code 2: a taken port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await refused(["start", "--port", String(port)], new RegExp(`Port ${port} .* is in use`));
    await new Promise((resolve) => server.close(resolve));
  });

  it("is one clear line and exit code 2: a seed file that cannot be read or does not fit", async () => {
    const [first = ""] = providerNames;
    await refused(["start", "--seed", join(folder, "absent.yaml")], /no such file/);
    await refused(["start", "--seed", folder], /seed file ends in/);
    await refused(["start", "--seed", await fileWith("a.txt", "x")], /seed file ends in/);
    await refused(["start", "--seed", await fileWith("broken.yaml", "a: [1,\n")], /broken\.yaml:2:1: /);
    await refused(["start", "--seed", await fileWith("broken.json", '{\n "a" 1}')], /broken\.json:2:6: /);
    await refused(["start", "--seed", await fileWith("short.json", "{\n")], /short\.json:2:1: /);
    await refused(["start", "--seed", await fileWith("broken.mjs", "export default a b")], /is not a valid module/);
    await refused(["start", "--seed", await fileWith("list.json", "[]")], /list\.json: A seed file is a map/);
    await refused(
      ["start", "--seed", await fileWith("stranger.yaml", "randomSeed: 1\nunknown: {}\n")],
      /stranger\.yaml:2:1: there is no member "unknown"\. Allowed are randomSeed, frozenAt, /,
    );
    await refused(["start", "--seed", await fileWith("time.yaml", "\nfrozenAt: soon\n")], /:2:1: frozenAt is a time/);
    for (const time of ["1969-12-31T23:59:59Z", '"+012000-01-01T00:00:00Z"', "-1", "253402300800000"])
      await refused(
        ["start", "--seed", await fileWith("range.yaml", `frozenAt: ${time}\n`)],
        /:1:1: frozenAt is out of range\. A clock shows times from 1970/,
      );
    await refused(
      ["start", "--seed", await fileWith("member.yaml", `${first}:\n  nope: 1\n`)],
      new RegExp(`:2:3: ${first} has no member "nope"\\. Allowed are `),
    );
  });

  it("guesses what a slip of the pen in a seed file was meant to be", async () => {
    const [first = ""] = providerNames;
    const { defaultSeed } = registry[first as ProviderName];
    const slip = (name: string): string => name.slice(0, -1);
    const [member = ""] = Object.keys(defaultSeed as object);
    await refused(
      ["start", "--seed", await fileWith("slip.yaml", `frozenAT: 2024-01-01T00:00:00Z\n`)],
      /:1:1: there is no member "frozenAT"; did you mean frozenAt\?/,
    );
    await refused(
      ["start", "--seed", await fileWith("deep.json", JSON.stringify({ [first]: { [slip(member)]: [] } }, null, 2))],
      new RegExp(`deep\\.json:3:5: ${first} has no member "${slip(member)}"; did you mean ${member}\\?`),
    );
  });
});

describe("standin init", () => {
  it("writes a seed file that starts as it is, and as the default world does once the comments are gone", async () => {
    const path = join(folder, "new.seed.yaml");
    const { code, stdout, stderr } = await launch(["init", path]).ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`standin start --seed ${path}`);
    const { ready } = await startStandin();
    const asItIs = await startStandin(["--seed", path]);
    const text = await readFile(path, "utf8");
    const [head = "", parts = ""] = text.split(/(?<=^#frozenAt.*\n)/m);
    const uncommented = head + parts.replaceAll(/^#(?=\w+:$| {2})/gm, "");
    expect(Object.keys(parse(uncommented))).toEqual(["randomSeed", ...providerNames]);
    const inFull = await startStandin(["--seed", await fileWith("full.yaml", uncommented)]);
    for (const started of [asItIs, inFull])
      for (const name of providerNames)
        expect(started.ready.providers[name].credentials).toEqual(ready.providers[name].credentials);
  });

  it("leads editors to the schema, and never overwrites", async () => {
    const path = join(folder, "schema.yaml");
    await launch(["init", path]).ended;
    const text = await readFile(path, "utf8");
    const [, address = ""] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text) ?? [];
    const schema = JSON.parse(await readFile(resolve(folder, address), "utf8"));
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining([...providerNames]));
    await refused(["init", path], /schema\.yaml: the file exists already/);
    expect(await readFile(path, "utf8")).toBe(text);
    await refused(["init", join(folder, "seed.json")], /ends in \.yaml/);
    await refused(["init", join(folder, "nowhere/seed.yaml")], /folder does not exist/);
  });
});

it("standin --help and --version answer on stdout with exit code 0", async () => {
  const help = await launch(["--help"]).ended;
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toMatch(/^standin \d+\.\d+\.\d+: a local simulator /m);
  expect((await launch(["--version"]).ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
