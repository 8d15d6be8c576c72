import { createServer } from "node:net";
import { toTable } from "#engine/basics/table.ts";
import type { StateDefinition } from "#engine/contract/collection.ts";
import { type Behaviour, defineMock, type ErasedHandler } from "#engine/contract/mock.ts";
import type { OperationEntry, OperationTable, Validator } from "#engine/contract/operation.ts";
import type { Reading } from "#engine/contract/reading.ts";
import { defineReasons } from "#engine/contract/reasons.ts";
import { createEngine } from "#engine/pipeline/engine.ts";
import { findMock } from "#mocks/registry.ts";
import { createNodeServer } from "#transports/node.ts";
import type { Framework, Running } from "./framework.ts";

/** The host of an echo: it is found by that, so that paths are the same as in the framework. */
export const ECHO_HOST = "echo.example";

/** What every spec says of its bodies. */
const isObject: Validator = (value) => {
  const fits = typeof value === "object" && value !== null && !Array.isArray(value);
  isObject.errors = fits
    ? null
    : [{ instancePath: "", keyword: "type", params: { type: "object" }, message: "must be object" }];
  return fits;
};

const fitsAll: Validator = () => true;
const replies = { requiredHeaders: [], content: toTable({ "application/json": fitsAll }) };
const bare = { requiredHeaders: [], content: toTable({ "application/json": fitsAll, "text/html": null }) };

/** Shows a value as the frameworks' servers do. */
export function show(value: unknown): unknown {
  if (typeof value === "number") return { $number: String(value) };
  if (Array.isArray(value)) return value.map(show);
  if (typeof value !== "object" || value === null) return value;
  if ("filename" in value && "bytes" in value && value.bytes instanceof Uint8Array) return { $file: value.filename };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, show(each)]));
}

type Taken = Pick<OperationEntry, "slash" | "requestBody">;

function toTableOf(
  { main, one, items }: Record<"main" | "one" | "items", Taken>,
  commons: OperationTable["commonResponses"],
): OperationTable {
  const entry = (method: string, path: string, { slash, requestBody }: Taken): OperationEntry => ({
    method,
    path,
    slash,
    security: [],
    // Whatever the query holds.
    query: toTable({ all: "object" }),
    headers: ["x-probe"],
    validateParameters: null,
    ...((method === "POST" || method === "PATCH") &&
      requestBody !== undefined && {
        requestBody: {
          limitBytes: requestBody.limitBytes,
          // No body at all is a matter of the operation's own rules.
          required: false,
          content: toTable(Object.fromEntries(Object.keys(requestBody.content).map((type) => [type, isObject]))),
        },
      }),
    responses: { 200: replies },
  });
  return {
    operations: toTable({
      "GET echo": entry("GET", "/echo", main),
      "POST echo": entry("POST", "/echo", main),
      "GET one echo": entry("GET", "/echo/{id}", one),
      "PATCH one echo": entry("PATCH", "/echo/{id}", one),
      "DELETE one echo": entry("DELETE", "/echo/{id}", one),
      "GET items": entry("GET", items.slash === "redirect" ? "/echo/{owner}/items/" : "/echo/{owner}/items", items),
      "POST items": entry("POST", items.slash === "redirect" ? "/echo/{owner}/items/" : "/echo/{owner}/items", items),
    }),
    commonResponses: commons,
  };
}

/** How the mock reads, and nothing else of it. */
function readingOf(mock: Behaviour): Reading {
  const { decodePath, otherPath, methodOf, parseQuery, bodyReading, bodyMediaType, readForm, normalizeBody } = mock;
  return {
    decodePath,
    otherPath,
    methodOf,
    parseQuery,
    bodyReading,
    bodyMediaType,
    readForm,
    normalizeBody,
  };
}

const STATUSES = [301, 400, 401, 403, 404, 405, 413, 415, 429, 500, 503];

/** Starts standin with an echo that reads requests as the mock of the framework's provider does, on `node:http`. */
export async function startEcho(framework: Framework, change: Partial<Behaviour> = {}): Promise<Running> {
  const mock = await findMock(framework.provider).behaviour();
  const taken = (name: string): Taken => {
    const operation = mock.operations[name];
    if (operation === undefined) throw new RangeError(`${framework.provider} has no operation ${name}`);
    return operation;
  };
  const { main, one, items } = framework.operations;
  const table = toTableOf(
    { main: taken(main), one: taken(one), items: taken(items) },
    Object.fromEntries(
      STATUSES.map((status) => [
        status,
        status === 301 ? { requiredHeaders: ["location"], content: toTable({}) } : bare,
      ]),
    ),
  );
  const handlers = Object.fromEntries(
    Object.keys(table.operations).map((operation): [string, ErasedHandler] => [
      operation,
      ({ path, query, headers, body }) => ({
        status: 200,
        body: {
          operation,
          path,
          query: show(query.all),
          headers: { "x-probe": headers["x-probe"] ?? null },
          body: show(body ?? {}),
        },
      }),
    ]),
  );
  const behaviour: Behaviour = {
    ...table,
    authenticate: () => ({ scheme: "none" }),
    handlers,
    scenarios: () => ({}),
    reasons: defineReasons({}),
    ...readingOf(mock),
    problems: mock.problems,
    crossOrigin: mock.crossOrigin,
    ...change,
  };
  const bugs: string[] = [];
  const engine = createEngine({
    providers: [
      defineMock({
        api: { name: "echo", title: "Echo", hosts: [ECHO_HOST], prefixes: [""] },
        state: {} as StateDefinition,
        defaultSeed: {},
        checkSeed: () => ({}),
        seed() {},
        describeCredentials: () => ({}),
        exampleRequest: () => ({ method: "GET", path: "/echo" }),
        behaviour: async () => behaviour,
      }),
    ],
    realNow: Date.now,
    onBug: ({ complaint }) => bugs.push(complaint),
  });
  const server = createNodeServer(engine);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the echo has no port");
  return { port: address.port, stop: () => server.stop(0) };
}

/** A port that is free now. */
export const findPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === "string" ? reject(new Error("no port")) : resolve(address.port),
      );
    });
  });
