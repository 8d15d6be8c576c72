import { readFile, writeFile } from "node:fs/promises";
import { basename, delimiter, join } from "node:path";
import { rootCertificates } from "node:tls";
import { ownMember } from "#engine/basics/table.ts";
import type { Authority } from "./authority.ts";
import { spkiHashOf } from "./certificates.ts";
import { toPhpCode, toPhpSettings } from "./php.ts";
import { TRUST_STORE_PASSWORD, toTrustStore } from "./trust-store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a program has to be told so that it is answered at the real hosts. */
export interface ChildOptions {
  /** The port of a proxy on this machine. */
  readonly proxyPort: number;
  /** The ports to which Node programs lead their connections: without TLS, and where they believe to have it. */
  readonly doors: readonly [plain: number, secure: number];
  /** The hosts that are answered. */
  readonly hosts: readonly string[];
  /** The path of the built module `node-run.ts`. */
  readonly nodeModule: string;
  readonly authority: Authority;
  /** A folder of the caller's, in which files for the program are written. */
  readonly folder: string;
  /** Where the standin that answers is, for people and for tests. */
  readonly url: string;
  readonly world: string | undefined;
}

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Where systems have the certificates that they trust, as one file. */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** Writes the files that programs need, and returns their environment: for curl, Python, Node, PHP and Java, and all that go by the same. */
export async function prepareChild(options: ChildOptions, environment: Environment): Promise<Record<string, string>> {
  const { proxyPort, authority, folder, doors, hosts, nodeModule, url, world } = options;
  const of = (name: string): string => ownMember(environment, name) ?? "";
  const roots = await readRoots([
    of("SSL_CERT_FILE"),
    of("CURL_CA_BUNDLE"),
    of("REQUESTS_CA_BUNDLE"),
    ...SYSTEM_BUNDLES,
  ]);
  const [bundle, store, prepended] = ["bundle.pem", "trust.jks", "standin-prepend.php"].map((name) =>
    join(folder, name),
  );
  if (bundle === undefined || store === undefined || prepended === undefined) throw new Error("a name is missing");
  await Promise.all([
    writeFile(bundle, [...roots, authority.certificate].map((each) => each.trim()).join("\n")),
    writeFile(store, toTrustStore([...roots, authority.certificate])),
    writeFile(prepended, toPhpCode(proxyPort, bundle)),
    writeFile(join(folder, "standin.ini"), toPhpSettings(bundle, prepended)),
  ]);
  const proxy = `http://127.0.0.1:${proxyPort}`;
  const exceptions = [...new Set([...of("NO_PROXY").split(/[\s,]+/), ...of("no_proxy").split(/[\s,]+/), ...LOOPBACK])];
  const noProxy = exceptions.filter((each) => each !== "" && !concerns(each, hosts)).join(",");
  return {
    ...Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => both(name, proxy))),
    ...Object.fromEntries(both("NO_PROXY", noProxy)),
    ...Object.fromEntries(
      ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "DENO_CERT"].map((name) => [
        name,
        bundle,
      ]),
    ),
    NODE_EXTRA_CA_CERTS: authority.file,
    NODE_OPTIONS: `${of("NODE_OPTIONS")} --require ${quote(nodeModule)}`.trim(),
    STANDIN_INTERCEPTED_HOSTS: hosts.join(","),
    STANDIN_DOORS: doors.join(","),
    // An empty entry is the folder that PHP was built with.
    PHP_INI_SCAN_DIR: `${of("PHP_INI_SCAN_DIR")}${delimiter}${folder}`,
    JAVA_TOOL_OPTIONS: [of("JAVA_TOOL_OPTIONS"), ...toJavaOptions(proxyPort, store)].join(" ").trim(),
    STANDIN_URL: url,
    ...(world !== undefined && { STANDIN_WORLD: world }),
  };
}

/** Programs read the names in either case. */
const both = (name: string, value: string): [string, string][] => [
  [name, value],
  [name.toLowerCase(), value],
];

/** Whether an exception from the proxy would have a program ask a provider itself. */
const concerns = (exception: string, hosts: readonly string[]): boolean => {
  const name = exception
    .toLowerCase()
    .replace(/^\*?\./, "")
    .replace(/:\d+$/, "");
  return name === "*" || hosts.some((host) => host === name || host.endsWith(`.${name}`));
};

const toJavaOptions = (port: number, store: string): string[] => [
  ...["http", "https"].flatMap((scheme) => [`-D${scheme}.proxyHost=127.0.0.1`, `-D${scheme}.proxyPort=${port}`]),
  `-Dhttp.nonProxyHosts=${["localhost", "127.*", "[::1]"].join("|")}`,
  `-Djavax.net.ssl.trustStore=${/\s/.test(store) ? `"${store}"` : store}`,
  "-Djavax.net.ssl.trustStoreType=JKS",
  `-Djavax.net.ssl.trustStorePassword=${TRUST_STORE_PASSWORD}`,
];

/** The certificates that programs trust without us: those that the environment names, else the system's, else Node's. */
async function readRoots(paths: readonly string[]): Promise<readonly string[]> {
  for (const path of paths) {
    const text = path === "" ? "" : await readFile(path, "utf8").catch(() => "");
    const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found !== null) return found;
  }
  return rootCertificates;
}

/** A path in `NODE_OPTIONS`, where blanks separate and backslashes escape. */
const quote = (path: string): string => `"${path.replaceAll(/[\\"]/g, "\\$&")}"`;

const CHROMIUM =
  /^(chromium|chromium-browser|chrome|google-chrome(-\w+)?|headless[-_]shell|chrome-headless-shell|msedge|microsoft-edge(-\w+)?|brave(-browser)?)(\.exe)?$/;

/** Arguments that a browser needs instead of variables. */
export function argumentsFor(program: string, given: readonly string[], options: ChildOptions): string[] {
  if (!CHROMIUM.test(basename(program).toLowerCase())) return [...given];
  const isSet = (flag: string): boolean => given.some((each) => each === flag || each.startsWith(`${flag}=`));
  return [
    `--proxy-server=http://127.0.0.1:${options.proxyPort}`,
    // It takes this only with a profile of its own.
    `--ignore-certificate-errors-spki-list=${spkiHashOf(options.authority.certificate)}`,
    ...(isSet("--user-data-dir") ? [] : [`--user-data-dir=${join(options.folder, "profile")}`]),
    ...(isSet("--no-first-run") ? [] : ["--no-first-run"]),
    ...given,
  ];
}
