import { StandinError, toUnknownNameError } from "#engine/basics/errors.ts";
import { loadOnce } from "#engine/basics/late.ts";
import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import { ownMember, toTable } from "#engine/basics/table.ts";
import { openToEveryOrigin } from "#engine/contract/cross-origin.ts";
import {
  type Behaviour,
  defineMock,
  type ErasedHandler,
  type ExampleRequest,
  type Mock,
  type Problems,
} from "#engine/contract/mock.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { type CompiledSpec, type CompileOptions, readAndCompile } from "#generation/compile.ts";
import { isObject } from "#generation/convert-schema.ts";
import { loadWithPeers } from "#generation/peers.ts";
import { authenticate, missingScope, type SpecCaller } from "./credentials.ts";
import { ErrorReplies, toProblem } from "./error-replies.ts";
import { HandlerMaker } from "./handlers.ts";
import type { Plan, Resource } from "./plan.ts";
import { planOperations } from "./plan-operations.ts";
import { reasons } from "./reasons.ts";
import {
  checkRows,
  checkSeed,
  matchPath,
  SETTINGS_KEY,
  type SpecContext,
  type SpecSeed,
  toCredentials,
  toState,
} from "./seed.ts";

export interface LoadSpecOptions extends CompileOptions {
  /** First segment of its paths; default: its name. */
  readonly prefix?: string;
  /** The starting state of worlds whose seed says nothing of this provider. */
  readonly seed?: SpecSeed;
}

/** What becomes of the requests of one operation, for people. */
export interface OperationAnswer {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** `state`: it reads or changes what is there. `example`, `generated`, `empty`: it replies the same to all. */
  readonly kind: "state" | "example" | "generated" | "empty";
  readonly role: Plan["role"];
  readonly why: string;
  /** The path of the collection that it works on. */
  readonly collection?: string;
  /** Where its items hold their id. */
  readonly idMember?: string;
}

const answers = new WeakMap<
  Mock,
  { readonly operations: readonly OperationAnswer[]; readonly notices: readonly string[] }
>();

/**
 * Makes a mock of an OpenAPI document (3.0 or 3.1) alone: requests and replies are enforced, what is created can be read, listed,
 * changed and deleted again, and all else is answered by examples or data that fits the schemas.
 *
 * @param document the path of a YAML or JSON file, or the document itself
 * @throws SpecError with all faults of the document; StandinError if a package that this needs is not installed
 */
export async function loadSpec(document: string | URL | object, options: LoadSpecOptions = {}): Promise<Mock> {
  checkArguments(document, options);
  const compiled = await readAndCompile(document, options, PEERS);
  const { createDataMaker } = await loadWithPeers(PURPOSE, PEERS, () => import("./data.ts"));
  const data = createDataMaker(compiled.source, compiled.compiler);
  const { plans, resources } = planOperations(compiled.source, compiled.declared);
  const errors = new ErrorReplies(compiled.source, data);
  const maker = new HandlerMaker(compiled.source, data, errors, resources);
  maker.creating = new Set(
    plans.flatMap(({ role, resource }) => (role === "create" && resource ? [resource.path] : [])),
  );
  const { api, securitySchemes } = compiled;
  const check = (seed: unknown): SpecSeed => {
    const checked = checkSeed(api.name, resources, securitySchemes, seed);
    checkRows(api.name, checked, resources, maker.items);
    return checked;
  };
  const defaultSeed = check(options.seed ?? {});
  const defined = defineMock({
    api,
    ...(options.prefix !== undefined && { prefix: options.prefix }),
    state: toState(resources),
    counters: resources.map(({ name }) => name),
    defaultSeed,
    checkSeed: check,
    seed: (seed, context) => plantSeed(seed, context as unknown as SpecContext, resources, maker),
    describeCredentials: (seed) => describeCredentials(seed),
    exampleRequest: (seed) => exampleRequest(seed, plans, api.prefixes[0] ?? ""),
    behaviour: async () => toBehaviour(compiled, plans, maker, errors),
  });
  // A reply that could not be made is a matter of the document.
  const mock = { ...defined, isForeign: true };
  answers.set(mock, { operations: toAnswers(plans), notices: compiled.notices });
  return mock;
}

const OPTIONS = ["name", "prefix", "seed"];

/** Callers without types may pass anything. */
function checkArguments(document: unknown, options: unknown): void {
  if (typeof document !== "string" && (typeof document !== "object" || document === null || Array.isArray(document)))
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `loadSpec takes the path of an OpenAPI document, or the document itself, not ${quoteValue(document)}.`,
    );
  if (!isObject(options))
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `The options of loadSpec are a map with ${OPTIONS.join(", ")}, not ${quoteValue(options)}.`,
    );
  for (const name of Object.keys(options))
    if (!OPTIONS.includes(name))
      throw toUnknownNameError("ERR_STANDIN_INVALID_OPTION", "option of loadSpec", name, OPTIONS);
}

const PURPOSE = "A mock of an OpenAPI document alone";
const PEERS = ["ajv", "ajv-formats", "json-schema-faker"];

/** What a mock made by `loadSpec` does for each operation, and why; `undefined` for any other mock. */
export const explainSpec = (mock: Mock) => answers.get(mock);

function toAnswers(plans: readonly Plan[]): OperationAnswer[] {
  const changing = plans.filter(({ role }) => !["read", "list", "show document"].includes(role));
  const changed = new Set(changing.map(({ resource }) => resource));
  return plans.map((plan) => {
    const { operation, role, why, resource } = plan;
    return {
      ...{ operationId: operation.id, method: operation.method, path: operation.path },
      ...{ kind: kindOf(plan, changed), role, why },
      ...(resource !== undefined && { collection: resource.path }),
      ...(resource?.idPath !== undefined && { idMember: resource.idPath.join(".") }),
    };
  });
}

/** Items that no request makes or changes are shown as the spec's example, or as data that fits. */
function kindOf(
  { role, resource, success }: Plan,
  changed: ReadonlySet<Resource | undefined>,
): OperationAnswer["kind"] {
  if (role === "example" || role === "generated" || role === "empty") return role;
  if (changed.has(resource)) return "state";
  if (success.media === undefined) return "empty";
  const hasExample = role === "list" ? success.media.examples.length > 0 : resource?.example !== undefined;
  return hasExample ? "example" : "generated";
}

function plantSeed(seed: SpecSeed, context: SpecContext, resources: readonly Resource[], maker: HandlerMaker): void {
  const entries = Object.entries(seed.collections ?? {});
  const seeded = resources.filter((each) => entries.some(([path]) => matchPath(each, path) !== undefined));
  context.specWorld.put({
    text: context.ids.hex(16),
    credentials: toCredentials(seed),
    seeded: seeded.map(({ name }) => name),
  });
  // Those with shorter paths first, as others belong to them.
  for (const [path, rows] of entries.sort(([a], [b]) => a.length - b.length))
    for (const resource of seeded) {
      const parents = matchPath(resource, path);
      if (parents === undefined) continue;
      for (const row of rows)
        maker.items.add(
          resource,
          parents,
          row,
          resource.isDocument ? "document" : maker.items.idIn(resource, row),
          context,
        );
    }
}

function describeCredentials({ credentials = {} }: SpecSeed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).flatMap(([name, [first]]) =>
      first === undefined ? [] : [[name, typeof first === "string" ? first : first.value]],
    ),
  );
}

/** A request for a list, or for whatever needs no parameters. */
function exampleRequest(seed: SpecSeed, plans: readonly Plan[], prefix: string): ExampleRequest {
  const simple = plans.filter(
    ({ operation }) =>
      operation.method === "GET" &&
      operation.template.names.length === 0 &&
      operation.parameters.every(({ required }) => !required),
  );
  const chosen = simple.find(({ role }) => role === "list") ?? simple[0] ?? plans[0];
  const [credential = "any-token"] = Object.values(describeCredentials(seed));
  const needsToken = (chosen?.operation.security.length ?? 0) > 0;
  return {
    method: chosen?.operation.method ?? "GET",
    path: `${prefix}${chosen?.operation.path ?? "/"}`,
    ...(needsToken && { headers: { authorization: `Bearer ${credential}` } }),
  };
}

function toBehaviour(
  compiled: CompiledSpec,
  plans: readonly Plan[],
  maker: HandlerMaker,
  errors: ErrorReplies,
): Behaviour {
  const byId = new Map(plans.map((plan) => [plan.operation.id, plan]));
  const handlers: [string, ErasedHandler][] = plans.map((plan) => [plan.operation.id, maker.handlerOf(plan)]);
  const operationOf = (id: string) => byId.get(id)?.operation;
  return {
    operations: withoutOptionalSecurity(compiled.operations),
    commonResponses: compiled.commonResponses,
    authenticate(request, context) {
      const operation = operationOf(request.operationId);
      if (operation === undefined) throw new Error(`no operation is called ${request.operationId}`);
      const { credentials = {} } = (context as unknown as SpecContext).specWorld.get(SETTINGS_KEY) ?? {};
      const listed = (scheme: string) => (context.acceptAnyCredentials ? undefined : ownMember(credentials, scheme));
      return authenticate(request, operation, compiled.securitySchemes, listed);
    },
    authorize(request, caller) {
      const operation = operationOf(request.operationId);
      const missing = operation && caller && missingScope(operation, caller as SpecCaller);
      return missing && errors.refuse(operation, "forbidden", reasons.missingScope(missing));
    },
    bodyReading: { multipart: true, inflates: ["gzip", "deflate"] },
    bodyMediaType,
    problems: toProblems(compiled, errors),
    crossOrigin: openToEveryOrigin(["authorization", "content-type", "accept"]),
    handlers: Object.fromEntries(handlers),
    scenarios: loadOnce(async () => ({})),
    reasons,
  };
}

/** Where credentials may be missing, none are looked at. */
function withoutOptionalSecurity(operations: CompiledSpec["operations"]): CompiledSpec["operations"] {
  return toTable(
    Object.fromEntries(
      Object.entries(operations).map(([id, operation]) => [
        id,
        operation.security.some((alternative) => alternative.length === 0) ? { ...operation, security: [] } : operation,
      ]),
    ),
  ) as CompiledSpec["operations"];
}

/** The declared media type that a body is read as: its own, or the range that it is in. */
function bodyMediaType(contentType: string | undefined, { requestBody }: OperationEntry): string | undefined {
  const declared = Object.keys(requestBody?.content ?? {});
  const sent = mediaTypeOf(contentType);
  if (sent === undefined) return declared.find((each) => each.endsWith("json")) ?? declared[0];
  return sent;
}

function toProblems({ declared }: CompiledSpec, errors: ErrorReplies): Problems {
  const byId = new Map(declared.map((operation) => [operation.id, operation]));
  const of = ({ operationId }: { readonly operationId: string }) => byId.get(operationId);
  return {
    unknownPath: ({ path }) => toProblem(404, `Nothing is at ${path}.`),
    methodNotAllowed: ({ method, path }, allowed) => ({
      ...toProblem(405, `${path} does not take ${method}, only ${allowed.join(", ")}.`),
      headers: { allow: allowed.join(", ") },
    }),
    malformedPath: () => toProblem(400, "The path cannot be decoded."),
    bodyTooLarge: (limitBytes) => toProblem(413, `The body is larger than ${limitBytes} bytes.`),
    unauthenticated: (request) => errors.reply(of(request), "unauthenticated", "Credentials are missing or invalid."),
    forbidden: (request) => errors.reply(of(request), "forbidden", "These credentials are not accepted here."),
    malformedBody: (detail, request) => errors.reply(of(request), "malformed", `The body cannot be read: ${detail}.`),
    unsupportedMediaType: (mediaType, request) =>
      errors.reply(of(request), "unsupportedMediaType", `A body of media type "${mediaType}" is not taken here.`),
    invalid(violations, request) {
      const kind = violations.some((each) => each.in === "body") ? "invalidBody" : "invalidParameters";
      const text = violations.map(({ in: where, path, message }) => `${[where, ...path].join(".")} ${message}`);
      return errors.reply(of(request), kind, `${text.slice(0, MOST_NAMED).join("; ")}.`, violations);
    },
    tooManyRequests: (seconds, request) =>
      errors.reply(of(request), "tooManyRequests", `Try again in ${seconds} seconds.`),
    limitReached: (status, message) => toProblem(status, message),
  };
}

const MOST_NAMED = 5;
