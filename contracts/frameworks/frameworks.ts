import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../agreement/spec.ts";
import { findPort } from "./echo.ts";
import type { Framework, FrameworkName } from "./framework.ts";
import { outputOf, startServer } from "./start-server.ts";

const servers = join(import.meta.dirname, "servers");
const SAYS_PORT = /port (\d+)/;

/** Debian's own Python, which has Debian's packages. */
const PYTHON = "/usr/bin/python3";
const LARAVEL = "/usr/share/php/Illuminate/autoload.php";

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const feathers: Framework = {
  name: "Feathers",
  provider: "didomi",
  whyNot: async () =>
    (await exists(join(root, "node_modules/@feathersjs/express")))
      ? undefined
      : "@feathersjs/express is not installed: npm ci",
  async version() {
    const { version } = JSON.parse(
      await readFile(join(root, "node_modules/@feathersjs/express/package.json"), "utf8"),
    ) as { version: string };
    return `@feathersjs/express ${version}`;
  },
  start: () =>
    startServer(process.execPath, [join(servers, "feathers.js")], { env: { NODE_ENV: "production" }, port: SAYS_PORT }),
  operations: { main: "createEvent", one: "updateUser", items: "createEvent" },
  simplify: (value) => value,
};

const laravel: Framework = {
  name: "Laravel",
  provider: "avacy",
  async whyNot() {
    if ((await outputOf("php", ["--version"])) === undefined) return "php is not installed: apt-get install php-cli";
    return (await exists(LARAVEL)) ? undefined : "Laravel is not installed: apt-get install php-laravel-framework";
  },
  async version() {
    const code = `require "${LARAVEL}"; echo Illuminate\\Foundation\\Application::VERSION, ", PHP ", PHP_VERSION;`;
    return `Laravel ${await outputOf("php", ["-r", code])}`;
  },
  async start() {
    const port = await findPort();
    const settings = ["opcache.enable_cli=1", "display_errors=0", "log_errors=0"].flatMap((each) => ["-d", each]);
    return startServer("php", [...settings, "-S", `127.0.0.1:${port}`, "router.php"], {
      cwd: join(servers, "laravel"),
      env: { PHP_CLI_SERVER_WORKERS: "2" },
      port: /http:\/\/127\.0\.0\.1:(\d+)\) started/,
    });
  },
  operations: { main: "recordConsent", one: "recordConsentV2", items: "recordConsentV4" },
  simplify: toPhpArrays,
};

/** PHP has one kind of array: an empty one is neither list nor object, and keys 0, 1, … in order make a list. */
function toPhpArrays(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? { $empty: true } : value.map(toPhpArrays);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [name, toPhpArrays(each)] as const);
  if (members.length === 0) return { $empty: true };
  const isList = members.every(([name], at) => name === String(at));
  return isList ? members.map(([, each]) => each) : Object.fromEntries(members);
}

const django: Framework = {
  name: "Django",
  provider: "didit",
  async whyNot() {
    if ((await outputOf(PYTHON, ["--version"])) === undefined) return `${PYTHON} is missing: apt-get install python3`;
    return (await outputOf(PYTHON, ["-c", "import django, rest_framework"])) === undefined
      ? "Django is not installed: apt-get install python3-djangorestframework"
      : undefined;
  },
  async version() {
    const code =
      "import django, rest_framework as r, platform as p; print(f'Django {django.__version__}, REST framework {r.VERSION}, Python {p.python_version()}')";
    return (await outputOf(PYTHON, ["-c", code])) ?? "Django";
  },
  start: () => startServer(PYTHON, ["-u", "-B", join(servers, "rest_framework_server.py")], { port: SAYS_PORT }),
  operations: { main: "createClientToken", one: "createVerificationSession", items: "updateVerificationStatus" },
  simplify: (value) => value,
};

export const frameworks: readonly Framework[] = [feathers, laravel, django];

export function frameworkCalled(name: FrameworkName): Framework {
  const found = frameworks.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`no framework is called ${name}`);
  return found;
}
