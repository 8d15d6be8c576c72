import { toTable } from "#engine/basics/table.ts";
import { defineCollection } from "#engine/contract/collection.ts";
import { openToEveryOrigin } from "#engine/contract/cross-origin.ts";
import type { Awaitable, ExchangeReply, ExchangeRequest } from "#engine/contract/exchange.ts";
import {
  type Behaviour,
  defineMock,
  type ErasedHandler,
  type Job,
  type Mock,
  type Scenario,
  type ScenarioTable,
} from "#engine/contract/mock.ts";
import type { Api, OperationEntry, OperationTable, ResponseEntry, Validator } from "#engine/contract/operation.ts";
import { defineReasons, type Reason } from "#engine/contract/reasons.ts";
import type { Refusal, Reply } from "#engine/contract/request.ts";
import { createEngine, type Engine, type EngineOptions } from "#engine/pipeline/engine.ts";

/** A minimal provider for tests of the engine alone: notes that are created, read and deleted. */
export interface Note {
  readonly id: string;
  readonly owner: string;
  readonly text: string;
}

export const state = {
  notes: defineCollection<Note>()({
    key: (note) => note.id,
    indexes: { byOwner: (note) => ({ equals: [note.owner], order: [note.text, note.id] }) },
  }),
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A validator by hand: complains in ajv's words. */
function validator(
  complain: (data: unknown) => [pointer: string, keyword: string, member?: string] | undefined,
): Validator {
  const validate: Validator = (data) => {
    const complaint = complain(data);
    const [instancePath = "", keyword = "", missingProperty] = complaint ?? [];
    validate.errors =
      complaint === undefined
        ? null
        : [{ instancePath, keyword, params: { missingProperty }, message: `fails ${keyword}` }];
    return complaint === undefined;
  };
  return validate;
}

const noteReply = validator((data) =>
  isObject(data) && typeof data["id"] === "string" && typeof data["text"] === "string" ? undefined : ["", "type"],
);
const errorReply = validator((data) =>
  isObject(data) && typeof data["error"] === "string" ? undefined : ["", "type"],
);
const noteInput = validator((data) => {
  if (!isObject(data)) return ["", "type"];
  if (data["text"] === undefined) return ["", "required", "text"];
  if (typeof data["text"] !== "string") return ["/text", "type"];
  const { expiresAtMs } = data;
  return expiresAtMs === undefined || typeof expiresAtMs === "number" ? undefined : ["/expiresAtMs", "type"];
});

const json = (validate: Validator, example?: unknown): ResponseEntry => ({
  requiredHeaders: [],
  content: toTable({ "application/json": validate }),
  ...(example !== undefined && { example }),
});
const refused = json(errorReply);

const operation = (
  entry: Partial<OperationEntry> & Pick<OperationEntry, "method" | "path" | "responses">,
): OperationEntry => ({
  slash: "exact",
  security: [["key"]],
  query: toTable({}),
  headers: [],
  validateParameters: null,
  ...entry,
});

const requestBody = { required: true, limitBytes: 2000, content: toTable({ "application/json": noteInput }) };

export const api: Api = {
  name: "toy",
  title: "Toy",
  hosts: ["api.toy.example"],
  prefixes: ["", "/v1"],
};

export const table: OperationTable = {
  operations: toTable({
    createNote: operation({
      method: "POST",
      path: "/notes",
      requestBody,
      responses: { 200: json(noteReply), 400: refused, 401: refused, 409: refused },
    }),
    getNote: operation({
      method: "GET",
      path: "/notes/{id}",
      responses: { 200: json(noteReply), 404: refused, 503: json(errorReply, { error: "out of order" }) },
    }),
    deleteNote: operation({
      method: "DELETE",
      path: "/notes/{id}",
      responses: { 204: { requiredHeaders: ["x-gone"], content: toTable({}) }, 404: refused },
    }),
    slashed: operation({
      method: "GET",
      path: "/slashed/",
      slash: "redirect",
      security: [],
      responses: { 200: json(noteReply) },
    }),
    numbered: operation({
      method: "GET",
      path: "/numbered/{number}",
      pathPatterns: toTable({ number: "[0-9]{2}" }),
      security: [],
      responses: { 200: json(noteReply) },
    }),
    page: operation({
      method: "GET",
      path: "/page",
      ownPrefixes: ["/es", "/fr"],
      security: [],
      responses: { 200: { requiredHeaders: [], content: toTable({ "text/html": null, "application/pdf": null }) } },
    }),
  }),
  commonResponses: {
    301: { requiredHeaders: ["location"], content: toTable({}) },
    400: refused,
    401: refused,
    403: refused,
    404: refused,
    405: refused,
    413: refused,
    429: json(errorReply, { error: "slow down" }),
    500: json(errorReply, { error: "broken" }),
    503: json(errorReply, { error: "out of order" }),
  },
};

const reasons = defineReasons({
  noKey: "No key was sent. Send Authorization: Key <owner>.",
  writtenThenRefused: "The note was written, and then refused for its text.",
  unknownNote: 'No note has the id "{id}".',
});

const refuse = (status: number, error: string): Reply => ({ status, body: { error } });
const refuseFor = (reason: Reason, status: number, error: string): Refusal => ({ ...refuse(status, error), reason });

export const handlers: Record<string, ErasedHandler> = {
  createNote({ body, caller }, { notes, ids, emit, schedule }) {
    const note: Note = { id: ids.uuid(), owner: caller.owner, text: body.text };
    notes.put(note);
    if (body.expiresAtMs !== undefined) schedule(body.expiresAtMs, "expire", note.id);
    emit({ type: "created", url: "http://127.0.0.1:9/", key: note.owner, secret: "s", body: note });
    return note.text === "refuse me"
      ? refuseFor(reasons.writtenThenRefused(), 409, "written, then refused")
      : { status: 200, body: note };
  },
  getNote({ path }, { notes }) {
    const note = notes.get(path.id);
    return note === undefined
      ? refuseFor(reasons.unknownNote({ id: path.id }), 404, "no such note")
      : { status: 200, body: note };
  },
  deleteNote({ path }, { notes, cancel }) {
    if (!notes.delete(path.id)) return refuseFor(reasons.unknownNote({ id: path.id }), 404, "no such note");
    cancel("expire", path.id);
    return { status: 204, headers: { "x-gone": path.id } };
  },
  slashed: () => ({ status: 200, body: { id: "s", text: "slashed" } }),
  numbered: ({ path }) => ({ status: 200, body: { id: path.number, text: "numbered" } }),
  page: () => ({ status: 200, body: "<p>page</p>", mediaType: "text/html" }),
};

const jobs: Readonly<Record<string, Job<typeof state>>> = {
  expire(id, { notes, emit }) {
    const note = notes.get(id);
    if (note === undefined) return;
    notes.delete(id);
    emit({ type: "expired", url: "http://127.0.0.1:9/", key: note.owner, secret: "s", body: note });
  },
};

type ToyParts = Partial<Behaviour<typeof state>> & Pick<Mock, "webhooks">;

/** The toy, with some of its parts replaced. */
export const createToy = ({ webhooks, ...parts }: ToyParts = {}): Mock =>
  createToyWith(async () => createToyBehaviour(parts), webhooks === undefined ? {} : { webhooks });

interface ToySeed {
  readonly notes?: readonly Note[];
}

/** The toy, its behaviour loaded in another way. */
export const createToyWith = (
  behaviour: () => Promise<Behaviour<typeof state>>,
  parts: Partial<Pick<Mock, "api" | "webhooks">> = {},
): Mock =>
  defineMock({
    api,
    state,
    counters: ["made"],
    defaultSeed: {} as ToySeed,
    checkSeed: (seed): ToySeed => seed as ToySeed,
    seed({ notes: given = [] }: ToySeed, { notes }) {
      for (const note of given) notes.put(note);
    },
    describeCredentials: () => ({ key: "any" }),
    exampleRequest: () => ({ method: "GET", path: "/page" }),
    behaviour,
    ...parts,
  });

export function createToyBehaviour(parts: Partial<Behaviour<typeof state>> = {}): Behaviour<typeof state> {
  return {
    ...table,
    authenticate({ headers }) {
      const [scheme, owner] = String(headers["authorization"] ?? "").split(" ");
      return owner === undefined ? reasons.noKey() : { scheme: scheme === "Key" ? "key" : "other", owner };
    },
    problems: {
      unknownPath: ({ path }) => refuse(404, `no path ${path}`),
      methodNotAllowed: (_request, allowed) => refuse(405, `only ${allowed.join(" ")}`),
      malformedPath: () => refuse(400, "bad path"),
      bodyTooLarge: (limit) => refuse(413, `over ${limit}`),
      unauthenticated: () => refuse(401, "who are you"),
      forbidden: () => refuse(403, "not with that"),
      malformedBody: (detail) => refuse(400, detail),
      unsupportedMediaType: (mediaType) => refuse(400, `no ${mediaType}`),
      invalid: ([violation]) => refuse(400, `${violation?.in} ${violation?.path.join(".")} ${violation?.keyword}`),
      tooManyRequests: (seconds) => refuse(429, `again in ${seconds}`),
      limitReached: (status, message) => refuse(status, message),
    },
    crossOrigin: openToEveryOrigin(["content-type"]),
    handlers,
    jobs,
    reasons,
    scenarios: toyScenarios({
      "notes written": {
        parameters: ["count", "owner"],
        run({ notes, ids }, { count = 1, owner = "ann" }) {
          for (let index = 0; index < Number(count); index += 1)
            notes.put({ id: ids.uuid(), owner: String(owner), text: `note ${index}` });
          return count;
        },
      },
    }),
    ...parts,
  };
}

/** Scenarios whose parameters are known by their names only. */
export const toyScenarios = (
  given: Readonly<Record<string, { parameters?: readonly string[]; run: Scenario<typeof state>["run"] }>>,
): (() => ScenarioTable<typeof state>) => {
  const entries = Object.entries(given).map(([name, { parameters = [], run }]): [string, Scenario<typeof state>] => {
    const properties = Object.fromEntries(parameters.map((each) => [each, {}]));
    return [name, { describe: `${name}.`, parameters: { type: "object", properties }, validate: () => true, run }];
  });
  return () => Object.fromEntries(entries);
};

export function createToyEngine(options: Partial<EngineOptions> = {}): Engine {
  return createEngine({
    providers: [createToy()],
    realNow: () => 1_700_000_000_000,
    ...options,
  });
}

/** One request to the toy, in the shortest form. */
export function ask(
  engine: Engine,
  method: string,
  url: string,
  { body, ...rest }: { body?: unknown; headers?: ExchangeRequest["headers"]; world?: string } = {},
): Awaitable<ExchangeReply> {
  const [path = "", query = ""] = url.split("?");
  return engine.exchange({
    method,
    path: rest.world === undefined ? path : `/~${rest.world}${path}`,
    query,
    headers: { authorization: "Key ann", "content-type": "application/json", ...rest.headers },
    body: body === undefined || typeof body === "string" ? (body as string | undefined) : JSON.stringify(body),
  });
}

export const bodyOf = (reply: ExchangeReply): Record<string, unknown> => JSON.parse(String(reply.body));
