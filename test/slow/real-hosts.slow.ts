import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchNode, NODE_22, NODE_24 } from "../../scripts/nodes.ts";
import { requireBuild } from "../cli/launch.ts";
import { CONSENT } from "../hosts/consent.ts";
import { isThere } from "../support/programs.ts";

/** Programs of several languages under `standin run`, in a network without a way out: what is answered was answered here. */

const root = join(import.meta.dirname, "../..");
const bin = join(root, "bin/standin.js");
const programs = join(root, "test/hosts/programs");
const packages = join(root, "node_modules/.cache/real-host-clients");
const CLIENTS = { undici: "7.30.2", axios: "1.21.1" };
const execute = promisify(execFile);
/** Debian's: it has the package `requests`. */
const PYTHON = "/usr/bin/python3";

let folder: string;
beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-programs-"));
  await mkdir(packages, { recursive: true });
  await writeFile(join(packages, "package.json"), JSON.stringify({ private: true, dependencies: CLIENTS }));
  await execute("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: packages });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  PATH: process.env["PATH"],
  HOME: folder,
  STANDIN_CA_DIR: join(folder, "ca"),
  PACKAGES: packages,
  NO_COLOR: "1",
});

/** Runs a command in a network that has no device but loopback. */
async function runWithoutNetwork(command: readonly string[]) {
  const enter = ["-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
  return execute("unshare", [...enter, ...command], { env: environment(), timeout: 90_000 });
}

/** Runs a program under `standin run`, with a world of its own, and lists the exchanges of that world afterwards. */
async function runProgram(program: readonly string[], options: readonly string[] = []) {
  const list = 'out="$("$@")" && printf "%s\\n" "$out" && node "$STANDIN_BIN" exchanges --world program --json';
  const inner = ["env", `STANDIN_BIN=${bin}`, "sh", "-c", list, "sh", ...program];
  const run = [
    process.execPath,
    bin,
    "run",
    "--seed",
    join(folder, "seed.yaml"),
    "--world",
    "program",
    ...options,
    "--",
  ];
  const { stdout, stderr } = await runWithoutNetwork([...run, ...inner]);
  const [outcomes = "", exchanges = ""] = stdout.trim().split("\n");
  const recorded = (JSON.parse(exchanges) as { exchanges: { reply: { status: number } }[] }).exchanges.filter(
    ({ reply }) => reply.status === 201,
  );
  return { outcomes: JSON.parse(outcomes) as unknown, recorded: recorded.length, stderr };
}

beforeAll(() => writeFile(join(folder, "seed.yaml"), "{}\n"));

describe("a program with the host fixed records consents, and nothing leaves the machine", () => {
  it("cannot reach anything without standin", async () => {
    await expect(runWithoutNetwork(["curl", "-sS", "https://api.avacy.eu/"])).rejects.toThrow(/resolve host/);
  });

  it("curl", async () => {
    const asked = [
      "-H",
      "authorization: Bearer 1|standin-token",
      "-H",
      "content-type: application/json",
      "-d",
      CONSENT,
    ];
    const url = "https://api.avacy.eu/standin/domains_groups/1/consents";
    const { outcomes, recorded } = await runProgram([
      "curl",
      "-sS",
      "-o",
      "/dev/null",
      "-w",
      "%{http_code}",
      ...asked,
      url,
    ]);
    expect([outcomes, recorded]).toEqual([201, 1]);
  });

  it("Python: urllib, requests", async () => {
    expect(await runProgram([PYTHON, join(programs, "consent.py"), CONSENT])).toMatchObject({
      outcomes: { urllib: 201, "urllib in plain text, without credentials": 401, requests: 201 },
      recorded: 2,
    });
  });

  it("PHP: curl, streams with contexts of their own", async () => {
    expect(await runProgram(["php", join(programs, "consent.php"), CONSENT])).toMatchObject({
      outcomes: {
        curl: 201,
        stream: ["HTTP/1.1 201 Created", true],
        "stream in plain text, without credentials": "HTTP/1.1 401 Unauthorized",
        "stream that the program refuses to read": false,
      },
      recorded: 2,
    });
  });

  it("Java: HttpClient", async () => {
    const { outcomes, recorded, stderr } = await runProgram(["java", join(programs, "Consent.java"), CONSENT]);
    expect([outcomes, recorded]).toEqual([{ HTTP_2: 201, plain: 401 }, 1]);
    expect(stderr).toMatch(/^Picked up JAVA_TOOL_OPTIONS/);
  });

  it("Chromium: a page that asks the host, by the proxy and with the CA", async () => {
    const page = join(folder, "page.html");
    const script = `fetch("https://api.avacy.eu/standin/domains_groups/1/consents", { method: "POST",
      headers: { authorization: "Bearer 1|standin-token", "content-type": "application/json" }, body: ${JSON.stringify(CONSENT)} })
      .then(({ status }) => status, String).then((text) => { document.title = "outcome " + text; })`;
    await writeFile(page, `<!doctype html><title>waiting</title><script>${script}</script>`);
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"];
    const { stdout } = await runWithoutNetwork([
      ...[process.execPath, bin, "run", "--seed", join(folder, "seed.yaml"), "--", "chromium", ...flags],
      `file://${page}`,
    ]);
    expect(stdout).toContain("<title>outcome 201</title>");
  });

  it.each([
    ["this Node", async () => process.execPath],
    [`Node ${NODE_22}`, () => fetchNode(NODE_22)],
    [`Node ${NODE_24}`, () => fetchNode(NODE_24)],
  ])("%s: fetch, https, http2, undici, axios, a child and a thread", async (_, find) => {
    const { outcomes, recorded } = await runProgram([await find(), join(programs, "consent.mjs"), CONSENT]);
    expect(outcomes).toEqual({
      fetch: 201,
      https: 201,
      http2: 201,
      undici: 201,
      "undici with HTTP/2": 201,
      axios: 201,
      "axios without a proxy": 201,
      child: 201,
      worker: 404,
    });
    // The child records as many as its parent.
    expect(recorded).toBe(14);
  });
});

describe("standin run", () => {
  /** Its end is awaited from the beginning: it may come before what it printed has been looked at. */
  const run = (...words: readonly string[]) => {
    const child = spawn(process.execPath, [bin, "run", "--seed", join(folder, "seed.yaml"), ...words], {
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    return Object.assign(child, { ended: once(child, "close") });
  };

  it.each([
    ["exit 0", 0],
    ["exit 7", 7],
    ["kill -TERM $$", 143],
  ])("ends as its program does: %s", async (script, code) => {
    expect(await run("--", "sh", "-c", script).ended).toEqual([code, null]);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("passes %s on, and leaves no files", async (signal) => {
    const child = run(
      "--",
      "sh",
      "-c",
      `trap 'exit 5' ${signal.slice(3)}; echo "$SSL_CERT_FILE"; while :; do sleep 0.1; done`,
    );
    const [bundle] = (await once(child.stdout, "data")) as [Buffer];
    child.kill(signal);
    expect(await child.ended).toEqual([5, null]);
    expect(await isThere("ls", bundle.toString().trim())).toBe(false);
  });

  it("says that there is no such program", async () => {
    const child = run("--", "no-such-program");
    const [text] = (await once(child.stderr, "data")) as [Buffer];
    expect(text.toString()).toBe('The program "no-such-program" was not found.\n');
    expect(await child.ended).toEqual([2, null]);
  });

  it("refuses a real host that is not mocked, with a reason on the standard error, and one beside the network", async () => {
    const asked = ["curl", "-s", "-w", "%{http_connect}", "https://api.avacy.eu/"];
    const { stderr, stdout } = await runWithoutNetwork([
      ...[process.execPath, bin, "run", "--seed", join(folder, "seed.yaml"), "--provider", "didomi", "--"],
      ...["sh", "-c", '"$@" || true', "sh", ...asked],
    ]);
    expect(stdout).toBe("403");
    expect(stderr).toBe(
      "standin: api.avacy.eu is the real host of a provider that is not mocked here: nothing was sent. Mock it, or let it through with --allow-real-hosts.\n",
    );
  });

  it("refuses --url beside --seed", async () => {
    const failing = run("--url", "http://127.0.0.1:1", "--", "true");
    const [text] = (await once(failing.stderr, "data")) as [Buffer];
    expect(text.toString()).toContain("--seed is for a standin of this command's own");
    expect(await failing.ended).toEqual([2, null]);
  });

  it("answers the hosts of one's own specs, and refuses these beside --url", async () => {
    const spec = join(folder, "shop.yaml");
    await writeFile(
      spec,
      `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: "https://shop.example/v1" }]
paths: { /items: { get: { operationId: listItems, responses: { "200": { description: All, content: { application/json: { schema: { type: array, maxItems: 0 } } } } } } } }
`,
    );
    const asked = ["curl", "-sS", "https://shop.example/v1/items"];
    const { stdout } = await runWithoutNetwork([process.execPath, bin, "run", "--spec", spec, "--", ...asked]);
    expect(stdout).toBe("[]");
    const failing = spawn(process.execPath, [bin, "run", "--spec", spec, "--url", "http://127.0.0.1:1", "--", "true"], {
      env: environment(),
    });
    const [text] = (await once(failing.stderr, "data")) as [Buffer];
    expect(text.toString()).toContain("--mock and --spec are for a standin of this command's own");
  });
});
