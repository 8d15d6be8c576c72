import fc from "fast-check";
import { toFormText } from "#clients/form-encoding.ts";
import { type ExchangeReply, isStream } from "#engine/contract/exchange.ts";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";
import { toStateValues } from "#verification/verification-server.ts";
import type { Contract, Observer, Question, WalkReply } from "../contract.ts";
import { type Evidence, isObservation, type Observation, type Waiver } from "../evidence.ts";
import { NOT_CHECKED } from "../prism-exceptions.ts";
import type { Schemas } from "../schemas.ts";
import { findResponse, fits, readSpec, type Spec, type SpecResponse } from "../spec.ts";
import { type TargetGroup, type TargetName, type TestBench, targetGroups } from "../targets.ts";
import { type Asking, fillPath, keyOf, type Step, stepsOf, waits } from "./steps.ts";
import { STRAY_STATUSES } from "./stray-statuses.ts";
import type { Straying } from "./strays.ts";

export interface WalkOptions {
  readonly contracts: readonly Contract[];
  /** How many walks, over all. */
  readonly runs: number;
  readonly seed: number;
  readonly onRun?: (done: number) => void;
  /** Changes replies between the walk and the simulator, to plant faults. */
  readonly tamper?: (reply: ExchangeReply, step: Asking | Straying) => ExchangeReply;
}

export interface Walked {
  readonly observations: readonly Observation[];
  /** Replies that were not checked. */
  readonly waivers: readonly Waiver[];
  readonly requests: number;
}

const START = "2024-01-01T00:00:00.000Z";
const SHORTEST_WALK = 6;
const LONGEST_WALK = 24;
const MOST_KNOWN = 10;

/** One target in a walk. */
interface Place {
  readonly contract: Contract;
  readonly spec: Spec;
  readonly schemas: Schemas;
}

/**
 * Random walks: sequences of valid and invalid requests that use values of earlier replies, and of some that no operation
 * accepts. All providers share one world; the control API is walked separately, as it controls all worlds. Every reply must
 * be valid against its spec, and the laws of state must hold:
 *
 * - written values can be read, and observers report no violation;
 * - a reset or restored world answers as before;
 * - another simulator with the same seed returns the same bytes.
 *
 * @throws Error with the seed and the shortest failing walk
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const { contracts, runs, seed, onRun } = options;
  const observations = new Map<string, Observation>();
  const waivers: Waiver[] = [];
  let requests = 0;
  let before = 0;
  for (const group of targetGroups) {
    const own = contracts.filter(({ provider }) => group.names.includes(provider));
    if (own.length === 0) continue;
    const share = Math.ceil((runs * own.length) / contracts.length);
    const { property, stop } = await prepareWalks(group, own, options, {
      saw: (each) => observations.set(JSON.stringify(each), each),
      exempted: (each) => waivers.push(each),
      asked(count) {
        requests += count;
      },
      done: (count) => onRun?.(before + count),
    });
    try {
      await fc.assert(property, { numRuns: share, seed, includeErrorInReport: true });
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nAgain: npm run walk -- --runs ${runs} --seed ${seed}`);
    } finally {
      await stop();
    }
    before += share;
  }
  return { observations: [...observations.values()], waivers, requests };
}

interface Progress {
  saw(observation: Observation): void;
  exempted(waiver: Waiver): void;
  asked(count: number): void;
  done(walks: number): void;
}

/** The walks over one group of targets, as a fast-check property. */
async function prepareWalks(
  group: TargetGroup,
  contracts: readonly Contract[],
  { tamper }: WalkOptions,
  progress: Progress,
) {
  const places = new Map<string, Place>();
  const steps: fc.Arbitrary<Step>[] = [];
  for (const contract of contracts) {
    const spec = await readSpec(contract.provider);
    const { values = {}, limits = {} } = contract.walk;
    const { steps: own, schemas } = stepsOf(spec, new Set(Object.keys(values)), limits);
    places.set(contract.provider, { contract, spec, schemas });
    steps.push(own);
  }
  const bugs: string[] = [];
  let done = 0;
  const open = () =>
    group.openTestBench(
      contracts.map(({ provider }) => provider),
      {
        frozenAt: START,
        onBug: ({ provider, operationId, complaint }) => bugs.push(`${provider} ${operationId}: ${complaint}`),
      },
    );
  const testBench = await open();
  const once = async (on: TestBench, sequence: readonly Step[]): Promise<string[]> => {
    const party = await enter(on, places, tamper);
    for (const each of await party.follow(sequence)) {
      if (isObservation(each)) progress.saw(each);
      else progress.exempted(each);
    }
    progress.asked(party.count());
    if (bugs.length > 0) throw new Error(`a bug of ours: ${bugs[0]}`);
    return party.transcript;
  };
  const walks = fc.array(fc.oneof(...steps.map((arbitrary) => ({ weight: 8, arbitrary })), waits()), {
    minLength: SHORTEST_WALK,
    maxLength: LONGEST_WALK,
  });
  const property = fc.asyncProperty(walks, async (sequence) => {
    bugs.length = 0;
    await testBench.begin();
    const first = await once(testBench, sequence);
    for (const [when, renew] of Object.entries(testBench.renewals)) {
      await renew();
      expectSame(first, await once(testBench, sequence), when);
    }
    const other = await open();
    expectSame(first, await once(other, sequence), "in another simulator with the same seed");
    await other.close();
    done += 1;
    progress.done(done);
  });
  return { property, stop: testBench.close };
}

function expectSame(first: readonly string[], again: readonly string[], when: string): void {
  const at = first.findIndex((line, index) => line !== again[index]);
  if (at >= 0) throw new Error(`step ${at + 1} is answered otherwise ${when}:\n${first[at]}\n${again[at]}`);
}

/** Starts a walker: signed in everywhere, with a memory of the values of replies. */
async function enter(testBench: TestBench, places: ReadonlyMap<string, Place>, tamper: WalkOptions["tamper"]) {
  const memory = new Map<string, unknown[]>();
  const transcript: string[] = [];
  const signedIn = new Map<string, Readonly<Record<string, string>>>();
  const observers = new Map<string, Observer>();
  let now = Date.parse(START);
  let count = 0;

  /** The values of a name; those of path parameters also by path. */
  const learn = (name: string, value: unknown): void => {
    if (typeof value !== "string" && typeof value !== "number") return;
    const known = memory.get(name) ?? [];
    memory.set(name, [...known.filter((each) => each !== value), value].slice(-MOST_KNOWN));
  };

  for (const { contract } of places.values()) {
    const { provider } = contract;
    const { credentials, values = {}, given = [], createObserver } = contract.walk;
    if (createObserver !== undefined) observers.set(provider, createObserver());
    const tell = (told: Readonly<Record<string, unknown>>): void => {
      for (const [name, value] of Object.entries(told))
        learn(anywhere(provider, name.split(".").at(-1) ?? name), value);
    };
    for (const [scenario, parameters] of given)
      tell(toStateValues(await testBench.prepare(provider, scenario, parameters)));
    for (const [name, each] of Object.entries(values))
      for (const value of each)
        learn(name.startsWith("/") ? anywhere(provider, name) : wellKnown(provider, name), value);
    for (const [scheme, { given: state, headers }] of Object.entries(credentials)) {
      const told = toStateValues(await testBench.prepare(provider, ...state));
      const filled = Object.entries(headers).map(([name, text]) => [
        name,
        text.replaceAll(/\$?\{([^}]+)\}/g, (_, key: string) => String(told[key] ?? "")),
      ]);
      signedIn.set(`${provider} ${scheme}`, Object.fromEntries(filled));
      tell(told);
    }
  }

  /** Replaces generated values by known ones, about five times in six, preferably those of the same place. */
  const choose: Choose = (names, generated, choice) => {
    const isReference = typeof generated === "string" || typeof generated === "number";
    if (!isReference || choice === undefined || choice % 6 === 0) return generated;
    const pools = names.map((name) => memory.get(name) ?? []).filter((pool) => pool.length > 0);
    const pool = pools[choice % 7 === 0 ? pools.length - 1 : 0];
    return pool === undefined ? generated : pool[choice % pool.length];
  };

  async function exchange(
    provider: TargetName,
    method: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<ExchangeReply> {
    count += 1;
    const reply = await testBench.exchange({
      method,
      path: testBench.pathOf(provider) + path,
      query,
      headers: { host: "localhost", ...headers },
      body,
      connection: IN_PROCESS,
    });
    // Long lists are streamed; streams of events have no end.
    return JSON_TYPE.test(mediaTypeOf(reply)) ? { ...reply, body: await readText(reply) } : reply;
  }

  function credentialsOf({ provider, operation, credentials }: Asking | Straying): Readonly<Record<string, string>> {
    const together = operation.security[credentials];
    if (together !== undefined)
      return Object.assign({}, ...together.map((scheme) => signedIn.get(`${provider} ${scheme}`) ?? {}));
    if (credentials % 2 === 0 && operation.security.length > 0) return {};
    // Valid credentials of any kind, perhaps of one that is not accepted here.
    const all = [...signedIn].filter(([name]) => name.startsWith(`${provider} `));
    return all[credentials % Math.max(all.length, 1)]?.[1] ?? {};
  }

  async function ask(step: Asking, place: Place): Promise<Evidence> {
    const { operation } = step;
    const { provider } = place.contract;
    const request = toRequest(step, choose);
    const headers = { ...request.headers, ...credentialsOf(step) };
    const given = await exchange(provider, operation.method, request.path, request.query, headers, request.text);
    const reply = await note(operation.operationId, given, step);
    if (reply === undefined) return disturbed(provider);
    const { status } = reply;
    const { response, isCommon } = findResponse(place.spec, operation, status, mediaTypeOf(reply));
    const body = checkReply(place.schemas, `${operation.operationId} ${status}`, response, reply);
    if (isCommon) return { checker: "walk", provider, status };
    if (status < 400) {
      const target = await testBench.find(provider).behaviour();
      const complaint = complaintOfRequest(place, target, step, request.body);
      if (complaint !== undefined) throw new Error(`${operation.operationId} took what its spec forbids: ${complaint}`);
      learnAll(body, step);
      const answered: WalkReply = {
        now,
        operationId: operation.operationId,
        path: request.pathParameters,
        query: Object.fromEntries(new URLSearchParams(request.query)),
        headers,
        sent: request.body === undefined ? undefined : JSON.parse(JSON.stringify(request.body)),
        body,
      };
      await readBack(place, answered);
      const objection = await observers.get(provider)?.observe(answered, (question) => look(place, question));
      if (objection !== undefined) throw new Error(`${provider}, after ${operation.operationId}: ${objection}`);
    }
    return { checker: "walk", provider, operationId: operation.operationId, status };
  }

  /** Sends a request that no operation accepts. The reply must be a common response that matches the error. */
  async function stray(step: Straying, { contract, spec, schemas }: Place): Promise<Evidence> {
    const { provider } = contract;
    const { method, path, mediaType, bodyBytes } = step;
    const headers = { ...credentialsOf(step), ...(mediaType !== undefined && { "content-type": mediaType }) };
    const body = bodyBytes === 0 ? undefined : "x".repeat(bodyBytes);
    const reply = await note(step.stray, await exchange(provider, method, path, "", headers, body), step);
    if (reply === undefined) return disturbed(provider);
    const { status } = reply;
    const name = `${step.stray} (${provider}, ${method} ${path}) ${status}`;
    const own = step.stray === "path that cannot be decoded" ? documentedBy(spec, step, reply) : undefined;
    // Where any text may stand in a path, what cannot be decoded is looked up like any other.
    if (own !== undefined && fitsReply(schemas, own, reply)) return { checker: "walk", provider, status };
    checkReply(schemas, name, spec.common.get(status), reply);
    const expected: readonly number[] = STRAY_STATUSES[step.stray];
    if (!expected.includes(status)) throw new Error(`${name}: it should be ${expected.join(" or ")}`);
    return { checker: "walk", provider, status };
  }

  /** The reply of an operation that accepts any text in its path, including undecodable text. */
  function documentedBy({ operations }: Spec, { method, path }: Straying, reply: ExchangeReply) {
    const operation = [...operations.values()].find((each) => each.method === method && fits(each.path, path));
    return operation?.responses.get(reply.status);
  }

  /** Stores a reply for comparison. @returns undefined if a fault changed it */
  async function note(name: string, given: ExchangeReply, step: Asking | Straying): Promise<ExchangeReply | undefined> {
    const reply = tamper?.(given, step) ?? given;
    const text = await readText(reply);
    const { date: _date, ...shown } = reply.headers;
    transcript.push(`${name} ${reply.status} ${JSON.stringify(shown)} ${text}`);
    return reply.headers[FAULT_HEADER] === undefined ? reply : undefined;
  }

  function learnAll(value: unknown, step: Asking, name = "", depth = 0): void {
    if (Array.isArray(value)) for (const each of value) learnAll(each, step, name, depth <= 1 ? 0 : depth);
    else if (typeof value === "object" && value !== null)
      for (const [key, member] of Object.entries(value)) learnAll(member, step, key, depth + 1);
    else {
      learn(anywhere(step.provider, name), value);
      // The record itself, or an item of a list: nested objects are other things.
      if (depth <= 1) learn(inCollection(step, name), value);
    }
  }

  async function readBack(place: Place, written: WalkReply): Promise<void> {
    const { provider, walk: data } = place.contract;
    for (const { after, read, shows } of data.readBack ?? []) {
      if (after !== written.operationId) continue;
      const found = await look(place, read(written));
      if (!shows(written, found))
        throw new Error(
          `${provider}: what ${after} wrote cannot be read:\n${JSON.stringify(written)}\n${JSON.stringify(found)}`,
        );
    }
  }

  /** Returns the reply of an operation with the best known credentials, or the result of a scenario. */
  async function look({ contract, spec }: Place, question: Question): Promise<unknown> {
    const { provider } = contract;
    if ("scenario" in question) return testBench.prepare(provider, question.scenario, question.parameters);
    const operation = spec.operations.get(question.operationId);
    if (operation === undefined) throw new Error(`${provider} has no operation ${question.operationId}`);
    const path = fillPath(operation.path, question.path ?? {});
    const query = new URLSearchParams(question.query).toString();
    const sent = question.body === undefined ? undefined : JSON.stringify(question.body);
    const headers = {
      ...signedIn.get(`${provider} ${operation.security[0]?.[0]}`),
      ...(sent !== undefined && { "content-type": "application/json" }),
      ...question.headers,
    };
    const { status, body } = await exchange(provider, operation.method, path, query, headers, sent);
    return { status, body: typeof body === "string" && body !== "" ? JSON.parse(body) : undefined };
  }

  return {
    transcript,
    count: () => count,
    async follow(sequence: readonly Step[]): Promise<Evidence[]> {
      const seen: Evidence[] = [];
      for (const step of sequence) {
        if (step.kind === "wait") {
          transcript.push(`wait ${step.ms}`);
          await testBench.advance(step.ms);
          now += step.ms;
          continue;
        }
        const place = places.get(step.provider);
        if (place === undefined) throw new Error(`${step.provider} has no contract`);
        seen.push(await (step.kind === "stray" ? stray(step, place) : ask(step, place)));
      }
      return seen;
    },
  };
}

/** Walks add no faults; a reply changed by one is not evidence. */
const disturbed = (provider: string): Waiver => ({ checker: "walk", provider, exception: NOT_CHECKED.reply.name });

/** Returns the body as text; of a stream, the part before it becomes idle. */
async function readText({ body }: ExchangeReply): Promise<string> {
  if (typeof body === "string") return body;
  if (body === undefined) return "";
  if (!isStream(body)) return Buffer.from(body).toString("base64");
  const reader = body[Symbol.asyncIterator]();
  let text = "";
  for (;;) {
    const silence = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
    const next = await Promise.race([reader.next(), silence]);
    if (next === undefined || next.done) break;
    text += next.value;
  }
  await reader.return?.();
  return text;
}

/** @param names of the value, the most specific first */
type Choose = (names: readonly string[], generated: unknown, choice: number | undefined) => unknown;

/** Names in the memory. A value may be known as one of the provider's, as a good one, or as one of a kind of records. */
const anywhere = (provider: string, name: string): string => `${provider} ${name}`;
const wellKnown = (provider: string, name: string): string => `${provider} well-known ${name}`;

/** Records of one kind have the part of the path in common that is in front of its first parameter. */
const inCollection = ({ provider, operation }: Asking, name: string): string =>
  `${provider} ${(operation.path.split("{")[0] ?? "").replace(/\/+$/, "")} ${name}`;

const JSON_TYPE = /[/+]json\b/;

function toRequest(step: Asking, choose: Choose) {
  const { provider, operation, parameters, mediaType, body, choices } = step;
  const left = [...choices];
  const pathParameters: Record<string, string> = {};
  const query: [string, string][] = [];
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const generated = parameters[keyOf(parameter)];
    const ofPath = parameter.in === "path" ? [inCollection(step, parameter.name)] : [];
    const names = [...ofPath, wellKnown(provider, parameter.name), anywhere(provider, parameter.name)];
    const value = choose(names, generated, left.shift());
    if (parameter.in === "path") pathParameters[parameter.name] = String(value ?? "");
    else if (value === undefined) continue;
    else if (parameter.in === "header") headers[parameter.name.toLowerCase()] = toHeaderText(String(value));
    else query.push(...toPairs(parameter.name, value));
  }
  const chosen = isRecord(body)
    ? Object.fromEntries(
        Object.entries(body).map(([name, value]) => {
          const names = [wellKnown(provider, name), inCollection(step, name), anywhere(provider, name)];
          return [name, choose(names, value, left.shift())];
        }),
      )
    : body;
  const text = chosen === undefined ? undefined : toText(chosen, mediaType ?? "");
  if (text !== undefined && mediaType !== undefined) headers["content-type"] = mediaType;
  const path = fillPath(operation.path, pathParameters);
  return { path, pathParameters, query: new URLSearchParams(query).toString(), headers, body: chosen, text };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const toHeaderText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").trim();

const toPairs = (name: string, value: unknown): [string, string][] =>
  Array.isArray(value)
    ? value.map((each) => [name, String(each)])
    : isRecord(value)
      ? Object.entries(value).map(([key, each]) => [key, String(each)])
      : [[name, String(value)]];

const toText = (value: unknown, mediaType: string): string =>
  JSON_TYPE.test(mediaType) || typeof value !== "object" || value === null ? JSON.stringify(value) : toFormText(value);

/** Validates a reply against an independently read spec. @returns the reply's body, if it is JSON */
function checkReply(schemas: Schemas, name: string, response: SpecResponse | undefined, reply: ExchangeReply): unknown {
  if (response === undefined) throw new Error(`${name}: the spec does not know this status\n${reply.body}`);
  const unreachable = response["x-unreachable"];
  if (unreachable !== undefined)
    throw new Error(`${name}: given, although the spec says: ${unreachable}\n${reply.body}`);
  for (const [header, { required }] of Object.entries(response.headers ?? {}))
    if (required && reply.headers[header.toLowerCase()] === undefined)
      throw new Error(`${name}: lacks the header ${header}`);
  const mediaTypes = Object.keys(response.content ?? {});
  if (mediaTypes.length === 0) {
    if (reply.body !== undefined && reply.body !== "") throw new Error(`${name}: has a body`);
    return undefined;
  }
  const sent = mediaTypeOf(reply);
  const media = response.content?.[sent];
  if (media === undefined) throw new Error(`${name}: the spec does not know it as ${sent}`);
  if (!JSON_TYPE.test(sent)) return undefined;
  const body: unknown = JSON.parse(String(reply.body));
  const complaint = schemas.complaintOf(media.schema ?? {}, body);
  if (complaint !== undefined) throw new Error(`${name}: ${complaint}\n${String(reply.body)}`);
  return body;
}

const mediaTypeOf = ({ headers }: ExchangeReply): string =>
  String(headers["content-type"] ?? "")
    .split(";")[0]
    ?.trim() ?? "";

function fitsReply(schemas: Schemas, response: SpecResponse, reply: ExchangeReply): boolean {
  try {
    checkReply(schemas, "", response, reply);
    return true;
  } catch {
    return false;
  }
}

/** Why the spec forbids a body, as the provider's framework passes it on. Values of forms are text without types. */
function complaintOfRequest(
  { schemas }: Place,
  { normalizeBody }: Behaviour,
  { operation, mediaType }: Asking,
  sent: unknown,
) {
  const { operationId, requestBody } = operation;
  if (requestBody === undefined || (sent === undefined && !requestBody.required)) return undefined;
  const [first = ""] = Object.keys(requestBody.content);
  const schema = requestBody.content[mediaType ?? first]?.schema;
  if (schema === undefined || (mediaType !== undefined && !JSON_TYPE.test(mediaType))) return undefined;
  const wire: unknown = sent === undefined ? undefined : JSON.parse(JSON.stringify(sent));
  const value = normalizeBody === undefined ? wire : normalizeBody(wire, { operationId });
  return schemas.complaintOf(schema, value ?? null);
}
