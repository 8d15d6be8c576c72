import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { run, runVitest } from "../support/programs.ts";

/** The examples of programs with the hosts built in, in a network that has no device but loopback: nothing can leave this machine. */

const root = join(import.meta.dirname, "../..");
const examples = join(root, "examples");
const standin = [process.execPath, join(root, "bin/standin.js")];
const quote = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

/** What the script has started ends with it. */
const ALONE = ["-rnm", "--pid", "--fork", "--mount-proc"];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-examples-"));
  await writeFile(join(folder, "seed.yaml"), "{}\n");
  await writeFile(join(folder, "hosts"), "127.0.0.1 localhost standin\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a script of the shell without a network; `standin` is a name of this machine there. */
async function runWithoutNetwork(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const enter = `ip link set lo up && mount --bind '${folder}/hosts' /etc/hosts\n`;
  const more = { HOME: folder, STANDIN_CA_DIR: join(folder, "ca"), ...env };
  return (await run("unshare", [...ALONE, "sh", "-c", enter + script], { cwd: root, env: more })).stdout.trim();
}

const underStandin = (program: readonly string[]): string =>
  quote([...standin, "run", "--seed", join(folder, "seed.yaml"), "--", ...program]);
const waitFor = (url: string): string => `until curl -s -o /dev/null ${url}; do sleep 0.1; done`;

describe("the example of a WordPress plugin", () => {
  const main = join(examples, "wordpress/main.php");

  it("reaches nothing by itself", async () => {
    expect(await runWithoutNetwork(quote(["php", main]))).toMatch(/^0 Could not resolve host/);
  });

  it("is answered under standin run, although it names its own certificates", async () => {
    expect(await runWithoutNetwork(underStandin(["php", main]))).toBe("201 ann@example.com");
  });

  it("needs the filter where the HTTP client is another, or older", async () => {
    for (const name of ["main.php", "plugin.php", "wordpress.php"]) {
      const text = await readFile(join(examples, "wordpress", name), "utf8");
      await writeFile(join(folder, name), text.replaceAll("WpOrg\\Requests\\Transport", "Older\\Transport"));
    }
    const older = underStandin(["php", join(folder, "main.php")]);
    expect(await runWithoutNetwork(older)).toMatch(/^0 SSL certificate problem/);
    expect(await runWithoutNetwork(older, { WITH_FILTER: "1" })).toBe("201 ann@example.com");
  });

  it("is led to a standin by the constant", async () => {
    const script = `${quote([...standin, "start"])} >/dev/null & ${waitFor("http://localhost:4700/")}\n${quote(["php", main])}`;
    const env = { AVACY_API_URL: "http://localhost:4700/avacy" };
    expect(await runWithoutNetwork(script, env)).toBe("201 ann@example.com");
  });
});

describe("the example of a consent script", () => {
  it("has tests that pass", async () => {
    expect(await runVitest(join(examples, "consent-script"))).toMatch(/Tests +2 passed \(2\)/);
  });

  it("is answered in a Chromium under standin run", async () => {
    const page = quote([process.execPath, "--import", "tsx", join(examples, "consent-script/main.ts")]);
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"];
    const script = `PORT=3000 ${page} >/dev/null & ${waitFor("http://localhost:3000/")}
      ${underStandin(["chromium", ...flags, "http://localhost:3000/"])}`;
    const shown = await runWithoutNetwork(script);
    expect(shown).toContain('<output id="avacy">1</output>');
    expect(shown).toMatch(/<output id="netid">(HTTP \d+|[A-Z_]+)<\/output>/);
  });
});

describe("the example of Docker Compose", () => {
  it("has commands that work together, and links that people can follow", async () => {
    const { services } = parse(await readFile(join(examples, "compose/compose.yaml"), "utf8")) as {
      readonly services: Record<string, { command: string[]; environment: Record<string, string> }>;
    };
    const assign = (name: string): string[] =>
      Object.entries(services[name]?.environment ?? {}).map((pair) => pair.join("=").replace(/\$\{\w+:-(.*)\}/, "$1"));
    const script = `
      ${quote(["env", ...assign("standin"), ...standin, ...(services["standin"]?.command ?? [])])} >/dev/null &
      ${waitFor("http://standin:4700/")}
      cd examples/compose; ${quote(["env", ...assign("app"), ...(services["app"]?.command ?? [])])} &
      ${waitFor("http://localhost:3000/")}
      link="$(curl -s -o /dev/null -w '%{redirect_url}' http://localhost:3000/)"
      echo "$link"; curl -s -o /dev/null -w '%{http_code}' "$link"`;
    const [link, status] = (await runWithoutNetwork(script)).split("\n");
    expect(link).toMatch(/^http:\/\/localhost:4700\/didit\//);
    expect(status).toBe("200");
  });
});

const UNKNOWN = /Could not resolve host/;
const SHOW_CERTIFICATE = `const socket = require("node:tls").connect(
  { port: 4743, host: "127.0.0.1", servername: "shop.example", rejectUnauthorized: false },
  () => { console.log(socket.getPeerCertificate().subjectaltname); socket.destroy(); })`;

describe("what goes wrong, as docs/real-hosts.md says", () => {
  const started = `${quote([...standin, "start", "--https"])} >/dev/null & ${waitFor("-k https://localhost:4743/")}\n`;
  const tryCurl = (words: string): string => `curl -sS -o /dev/null ${words} 2>&1 || true`;
  const avacy = "https://api.avacy.eu/";

  it.each<[string, () => string, RegExp]>([
    [
      "the port for HTTPS is in use",
      () => `${quote([...standin, "start", "--https", "--port", "0"])} 2>&1 || true`,
      /Port 4743 on 127\.0\.0\.1 is in use/,
    ],
    [
      "the certificate is for localhost",
      () => `${quote([process.execPath, "-e", SHOW_CERTIFICATE])}`,
      /^DNS:localhost\b/,
    ],
    [
      "NO_PROXY names the host",
      () => `NO_PROXY=api.avacy.eu HTTPS_PROXY=http://127.0.0.1:4700 ${tryCurl(avacy)}`,
      UNKNOWN,
    ],
    [
      "a program reads only the names in lower case",
      () => `HTTP_PROXY=http://127.0.0.1:4700 ${tryCurl(avacy.replace("https", "http"))}`,
      UNKNOWN,
    ],
    [
      "the program does not trust the certificate",
      () => tryCurl(`--connect-to ::127.0.0.1:4743 ${avacy}`),
      /SSL certificate problem/,
    ],
    [
      "Node does not resolve names below localhost",
      () =>
        quote([
          process.execPath,
          "-e",
          'fetch("http://didomi.localhost:4700/").then(({ status }) => console.log(status), ({ cause }) => console.log(cause.code))',
        ]),
      /^(ENOTFOUND|EAI_AGAIN)$/,
    ],
    [
      "a host in another case, that ends in a dot, is answered",
      () => `curl -s -o /dev/null -w '%{http_code}' -x http://127.0.0.1:4700 http://API.avacy.EU./wp/validate/no/key`,
      /^404$/,
    ],
  ])("%s", async (_, command, symptom) => {
    expect(await runWithoutNetwork(started + command())).toMatch(symptom);
  });
});
