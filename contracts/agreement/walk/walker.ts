import type { ExchangeReply } from "#engine/contract/exchange.ts";
import { EXCHANGE_HEADER } from "#engine/journal/raw-entry.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";
import { toStateValues } from "#verification/verification-server.ts";
import type { Observer, WalkReply } from "../contract.ts";
import type { Evidence, Waiver } from "../evidence.ts";
import { NOT_CHECKED } from "../prism-exceptions.ts";
import { findResponse, fits, type Spec } from "../spec.ts";
import type { TestBench } from "../targets.ts";
import { anywhere, createMemory, inCollection, type Memory, wellKnown } from "./memory.ts";
import { checkReply, complaintOfRequest, fitsReply, mediaTypeOf, type Place, readText } from "./replies.ts";
import { toRequest } from "./requests.ts";
import { createSender } from "./sender.ts";
import type { Asking, Step } from "./steps.ts";
import { STRAY_STATUSES } from "./stray-statuses.ts";
import type { Straying } from "./strays.ts";

/** Changes replies between the walk and the simulator, to plant faults. */
export type Tamper = (reply: ExchangeReply, step: Asking | Straying) => ExchangeReply;

/**
 * Starts a walker: signed in everywhere, with a memory of the values of replies.
 *
 * @param startMs world time, milliseconds since 1970
 */
export async function enter(
  testBench: TestBench,
  places: ReadonlyMap<string, Place>,
  startMs: number,
  tamper: Tamper | undefined,
) {
  const memory = createMemory();
  const transcript: string[] = [];
  const { signedIn, observers } = await prepare(testBench, places, memory);
  const { exchange, credentialsOf, look, count } = createSender(testBench, signedIn);
  let now = startMs;

  async function ask(step: Asking, place: Place): Promise<Evidence> {
    const { operation } = step;
    const { provider } = place.contract;
    const request = toRequest(step, memory.choose);
    const headers = { ...request.headers, ...credentialsOf(step) };
    const given = await exchange(provider, operation.method, request.path, request.query, headers, request.text);
    const isOutside = place.contract.walk.outsideCopies?.includes(operation.operationId) === true;
    const reply = await note(operation.operationId, given, step, !isOutside);
    if (reply === undefined) return disturbed(provider);
    const { status } = reply;
    const { response, isCommon } = findResponse(place.spec, operation, status, mediaTypeOf(reply));
    const body = checkReply(place.schemas, `${operation.operationId} ${status}`, response, reply);
    if (isCommon) return { checker: "walk", provider, status };
    if (status < 400) {
      const target = await testBench.find(provider).behaviour();
      const complaint = complaintOfRequest(place, target, step, request.body);
      if (complaint !== undefined) throw new Error(`${operation.operationId} took what its spec forbids: ${complaint}`);
      if (!isOutside) memory.learnAll(body, step);
      const answered: WalkReply = {
        now,
        operationId: operation.operationId,
        path: request.pathParameters,
        query: Object.fromEntries(new URLSearchParams(request.query)),
        headers,
        sent: request.body === undefined ? undefined : JSON.parse(JSON.stringify(request.body)),
        body,
      };
      await readBack(place, answered, look);
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

  /** Stores a reply for comparison, if it is compared. @returns undefined if a fault changed it */
  async function note(
    name: string,
    given: ExchangeReply,
    step: Asking | Straying,
    isCompared = true,
  ): Promise<ExchangeReply | undefined> {
    const reply = tamper?.(given, step) ?? given;
    const text = await readText(reply);
    // Neither the time of sending nor the number of the exchange is part of the contract.
    const { date: _date, [EXCHANGE_HEADER]: _exchange, ...shown } = reply.headers;
    if (isCompared) transcript.push(`${name} ${reply.status} ${JSON.stringify(shown)} ${text}`);
    return reply.headers[FAULT_HEADER] === undefined ? reply : undefined;
  }

  return {
    transcript,
    count,
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

/** Prepares each place, and tells the memory what is known there. */
async function prepare(testBench: TestBench, places: ReadonlyMap<string, Place>, memory: Memory) {
  const signedIn = new Map<string, Readonly<Record<string, string>>>();
  const observers = new Map<string, Observer>();
  for (const { contract, spec } of places.values()) {
    const { provider } = contract;
    const { credentials, values = {}, given = [], createObserver } = contract.walk;
    if (createObserver !== undefined) observers.set(provider, createObserver());
    const tell = (told: Readonly<Record<string, unknown>>): void => {
      for (const [name, value] of Object.entries(told))
        memory.learn(anywhere(provider, name.split(".").at(-1) ?? name), value);
    };
    for (const [scenario, parameters] of given)
      tell(toStateValues(await testBench.prepare(provider, scenario, parameters)));
    for (const [name, each] of Object.entries(values))
      for (const value of each)
        memory.learn(name.startsWith("/") ? anywhere(provider, name) : wellKnown(provider, name), value);
    for (const [scheme, { given: state, headers }] of Object.entries(credentials)) {
      const told = toStateValues(await testBench.prepare(provider, ...state));
      const filled = Object.entries(headers).map(([name, text]) => [
        name,
        text.replaceAll(/\$?\{([^}]+)\}/g, (_, key: string) => String(told[key] ?? "")),
      ]);
      signedIn.set(`${provider} ${scheme}`, Object.fromEntries(filled));
      tell(told);
      // What belongs to credentials, such as the session of a session token, is good where they are sent.
      const open = [...spec.operations.values()].filter(({ security }) =>
        security.some((schemes) => schemes.includes(scheme)),
      );
      for (const [name, value] of Object.entries(told))
        for (const place of new Set(open.map((operation) => inCollection({ provider, operation }, name))))
          memory.learn(place, value);
    }
  }
  return { signedIn, observers };
}

/** The reply of an operation that accepts any text in its path, including undecodable text. */
function documentedBy({ operations }: Spec, { method, path }: Straying, reply: ExchangeReply) {
  const operation = [...operations.values()].find((each) => each.method === method && fits(each.path, path));
  return operation?.responses.get(reply.status);
}

type Look = ReturnType<typeof createSender>["look"];

async function readBack(place: Place, written: WalkReply, look: Look): Promise<void> {
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

/** Walks add no faults; a reply changed by one is not evidence. */
const disturbed = (provider: string): Waiver => ({ checker: "walk", provider, exception: NOT_CHECKED.reply.name });
