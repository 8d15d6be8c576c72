import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NUMBER, numbered } from "../bodies.ts";
import type { FirstRequest, Program } from "../servers.ts";
import { root, standinScript } from "../servers.ts";
import { inPackage, itemsMockServer, packagesFolder } from "./install.ts";
import { mockoonEnvironment, stubbyStubs, wiremockMappings } from "./settings.ts";

/** One server of the comparison, and how it is asked to do the same work as the others. */
export interface Contestant {
  readonly name: string;
  /** The package whose version is told; none for what comes with Node or with standin. */
  readonly package?: string;
  /** What it is asked, where that is not the items API; or what it leaves out. */
  readonly note?: string;
  /** @param folder an empty one of its own */
  readonly program: (port: number, folder: string) => Program;
  /** Writes what it needs to find in its folder. */
  readonly prepare?: (folder: string) => Promise<void>;
  readonly first: FirstRequest;
  /** Gives the headers of the requests of one load; default: those of the items API. */
  readonly signIn?: (url: string) => Promise<Record<string, string>>;
  readonly read?: (id: string) => string;
  /** Default: an item that already exists. */
  readonly id?: string;
  readonly write?: Written;
  /** The rate limit per token. */
  readonly mostRequests?: number;
  /** The first major version of Node that it runs on, if the measured one may be older. */
  readonly leastNode?: number;
  /** Its virtual machine compiles for long: it is warmed up until its figures stop improving. */
  readonly isWarmedUpFully?: boolean;
}

/** A request that creates something. */
export interface Written {
  readonly path: string;
  /** Gives another body each time. */
  readonly good: () => string;
  /** What a validator refuses. */
  readonly bad: string;
  readonly contentType: string;
}

export const ITEM = { id: "1", name: "lamp", quantity: 3, tags: ["red", "small"] };
const { id: _, ...newItem } = ITEM;
const token = "bench-token";
export const TOKEN = { authorization: `Bearer ${token}` };
export const ITEM_WRITTEN: Written = {
  path: "/items",
  good: numbered(JSON.stringify({ ...newItem, name: `lamp-${NUMBER}` })),
  bad: JSON.stringify({ ...newItem, quantity: "three" }),
  contentType: "application/json",
};

const spec = join(root, "bench/peers/items.yaml");
const server = (name: string) => join(root, "bench/peers", name);
const node = (...args: string[]): Program => ({ args });
const FIRST: FirstRequest = { path: "/items/1", headers: TOKEN };

/** The contestant that all others are compared with: standin's engine on the same work as theirs. */
export const REFERENCE = "standin, items.yaml";

const standinItems: Contestant = {
  name: REFERENCE,
  note: "a mock of items.yaml, with token, validation both ways, state and journal; a small process, so the start to compare is that of the next row",
  program: (port) => node(itemsMockServer, String(port), token, JSON.stringify(ITEM)),
  first: FIRST,
};

/** The package as people start it, with all its providers. */
const standinDidomi: Contestant = {
  name: "standin, didomi",
  note: "the built package, all providers; its own operations: getUser and createUser, whose bodies are larger",
  program: (port) => node(standinScript, "start", "--port", String(port), "--json"),
  first: { path: "/netid/netid-user-status", headers: { authorization: "Bearer standin-token" } },
  async signIn(url) {
    const response = await fetch(`${url}/didomi/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
    });
    return { authorization: `Bearer ${((await response.json()) as { access_token: string }).access_token}` };
  },
  id: "",
  read: (id) => `/didomi/v1/consents/users/${id}?organization_id=standin-org`,
  write: {
    path: "/didomi/v1/consents/users?organization_id=standin-org",
    good: numbered(
      JSON.stringify({
        organization_user_id: `bench-${NUMBER}@example.com`,
        consents: { purposes: [{ id: "newsletter", enabled: true }] },
      }),
    ),
    bad: JSON.stringify({ consents: { purposes: "newsletter" } }),
    contentType: "application/json",
  },
};

/** Counts the tokens that have been used. */
let tokens = 0;

const emulate: Contestant = {
  name: "emulate",
  package: "emulate",
  note: "its own operations: a customer of its Stripe; 5,000 requests a token, so each round has one of its own",
  program: (port, folder) => ({
    ...node(inPackage("emulate", "dist/index.js"), "start", "--service", "stripe", "--port", String(port)),
    folder,
  }),
  first: { path: "/v1/customers", headers: { authorization: "Bearer sk_test_emulated" } },
  // Any token will do, and each has its own limit.
  async signIn() {
    tokens += 1;
    return { authorization: `Bearer sk_test_${tokens}` };
  },
  id: "",
  read: (id) => `/v1/customers/${id}`,
  write: {
    path: "/v1/customers",
    good: numbered(`name=lamp-${NUMBER}&description=small`),
    bad: "name[a]=1&balance=three",
    contentType: "application/x-www-form-urlencoded",
  },
  mostRequests: 5000,
};

/** @param mode whether it answers by the spec alone, or by handlers of ours */
function scalar(name: string, mode: "plain" | "stateful", note: string): Contestant {
  return {
    name,
    package: "@scalar/mock-server",
    note,
    leastNode: 22,
    program: (port) => node(server("scalar-server.js"), String(port), packagesFolder, spec, JSON.stringify(ITEM), mode),
    first: FIRST,
  };
}

/** All contestants: standin first, then the limits, then the peers. */
export const contestants: readonly Contestant[] = [
  standinItems,
  standinDidomi,
  {
    name: "bare node:http",
    note: "no token, no validation, no state: the limit",
    program: (port) => node(join(root, "bench/bare-server.js"), String(port), JSON.stringify(ITEM)),
    first: FIRST,
  },
  {
    name: "bare Express",
    package: "express",
    note: "no token, no validation, no state",
    program: (port) => node(server("express-server.js"), String(port), packagesFolder, JSON.stringify(ITEM)),
    first: FIRST,
  },
  {
    name: "Express + express-openapi-validator",
    package: "express-openapi-validator",
    program: (port) =>
      node(server("express-validator-server.js"), String(port), packagesFolder, spec, JSON.stringify(ITEM)),
    first: FIRST,
  },
  {
    name: "Prism",
    package: "@stoplight/prism-cli",
    note: "logging off",
    program: (port) =>
      node(
        inPackage("@stoplight/prism-cli", "dist/index.js"),
        ...["mock", spec, "--host", "127.0.0.1", "--port", String(port), "--verboseLevel", "silent"],
      ),
    first: FIRST,
  },
  {
    name: "Mockoon",
    package: "@mockoon/cli",
    note: "a CRUD route over a data bucket; logging to files off",
    prepare: (folder) => writeFile(join(folder, "items.json"), JSON.stringify(mockoonEnvironment(ITEM))),
    program: (port, folder) => ({
      ...node(
        inPackage("@mockoon/cli", "bin/run.js"),
        ...["start", "--data", join(folder, "items.json"), "--port", String(port), "--hostname", "127.0.0.1"],
        ...["--disable-log-to-file", "--disable-admin-api"],
      ),
      folder,
    }),
    first: FIRST,
  },
  {
    name: "WireMock",
    package: "wiremock",
    note: "request journal off; token and body matched by its stubs",
    isWarmedUpFully: true,
    async prepare(folder) {
      await mkdir(join(folder, "mappings"));
      await writeFile(join(folder, "mappings/items.json"), JSON.stringify(wiremockMappings(ITEM, TOKEN.authorization)));
    },
    program: (port, folder) => ({
      command: "java",
      args: [
        ...["-jar", inPackage("wiremock", "build/wiremock-standalone-3.13.2.jar"), "--root-dir", folder],
        ...["--port", String(port), "--bind-address", "127.0.0.1", "--no-request-journal", "--disable-banner"],
      ],
    }),
    first: FIRST,
  },
  {
    name: "stubby",
    package: "stubby",
    note: "fixed replies; token and body matched by regular expressions, no schema",
    prepare: (folder) => writeFile(join(folder, "stubs.json"), JSON.stringify(stubbyStubs(ITEM, TOKEN.authorization))),
    program: (port, folder) =>
      node(server("stubby-server.js"), String(port), packagesFolder, join(folder, "stubs.json")),
    first: FIRST,
  },
  scalar("Scalar mock server", "plain", "the spec's examples; any token is accepted"),
  scalar(
    "Scalar mock server, x-handler",
    "stateful",
    "two handlers over its store, in its sandbox; any token is accepted",
  ),
  {
    name: "json-server",
    package: "json-server",
    note: "writes its file with every POST",
    prepare: (folder) => writeFile(join(folder, "items.json"), JSON.stringify({ items: [ITEM] })),
    program: (port, folder) => ({
      ...node(
        inPackage("json-server", "lib/cli/bin.js"),
        ...["--host", "127.0.0.1", "--port", String(port), "--quiet", join(folder, "items.json")],
      ),
      folder,
    }),
    first: FIRST,
  },
  emulate,
];
