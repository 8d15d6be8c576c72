import type { components } from "#generated/control/types.ts";
import type { ControlProblem, ControlResult } from "./control-results.ts";
import type { ExchangeFilter as SentFilter, WorldClient } from "./control-world.ts";
import { type Fetch, globalFetch } from "./fetch.ts";
import { toSuggestion } from "./nearest.ts";
import type { Providers } from "./provider-types.ts";
import type { Failure } from "./result.ts";
import { StandinError } from "./standin-error.ts";
import { isRecord } from "./values.ts";
import { describeGone, describeMissing, findFault, NEWEST, quote, toWait } from "./waiting.ts";
import type {
  WaitOptions,
  World,
  WorldClock,
  WorldFaults,
  WorldInterception,
  WorldInterceptOptions,
  WorldWebhooks,
} from "./world.ts";
import {
  findEventFault,
  findFaultFault,
  findFreezeFault,
  findParametersFault,
  findStateFault,
  findSwitchFault,
} from "./world-arguments.ts";

type Schemas = components["schemas"];
type Mocked = Schemas["Health"]["providers"][number];

/** How a world of another process is reached. */
export interface RemoteStandin {
  /** The URL of standin; no trailing slash. */
  readonly origin: string;
  readonly providers: readonly Mocked[];
  /** The client of a world, with results. */
  readonly clientOf: (world: string) => WorldClient;
  /** Sends requests to it; default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
}

/** The world of requests that name none. */
export const DEFAULT_WORLD = "default";

/** The longest that one request waits for exchanges. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Opens a world by the control API: it is created from the seed on first use.
 *
 * @throws StandinError if standin refuses, or does not answer
 */
export async function openRemoteWorld<P extends Providers>(standin: RemoteStandin, name: string): Promise<World<P>> {
  checkName(name);
  const client = standin.clientOf(name);
  // Any call but a few creates it.
  requireData(await client.clock());
  return createRemoteWorld(standin, client) as unknown as World<P>;
}

function createRemoteWorld(standin: RemoteStandin, client: WorldClient): World {
  const { name } = client;
  const interceptions = new Set<WorldInterception>();
  let isGone = false;
  /** Makes a call, and throws where it is refused. */
  const ask = async <Data>(call: () => Promise<ControlResult<Data>>): Promise<Data> => {
    if (isGone) throw new StandinError("ERR_STANDIN_WORLD_GONE", describeGone(name));
    return requireData(await call());
  };
  const exchanges = async (filter: object = {}) => {
    refuse(findFault("exchanges", filter));
    return ask(() => client.exchanges(filter as SentFilter));
  };
  const drop = async (): Promise<void> => {
    isGone = true;
    for (const each of interceptions) each.stop();
    const dropped = await client.delete();
    if (!dropped.ok && dropped.status !== 404) throw toError(dropped);
  };
  return {
    name,
    baseUrl: (provider) => standin.origin + pathOf(standin, name, provider),
    fetch: createFetch(standin, name),
    async intercept(options = {}) {
      const hosts = standin.providers.flatMap((each) => each.hosts);
      const interception = await interceptAt(standin.origin, { ...options, world: name, hosts });
      interceptions.add(interception);
      return interception;
    },
    clock: createClock(client, ask),
    faults: createFaults(client, ask),
    webhooks: createWebhooks(client, ask),
    exchanges,
    async waitFor(filter = {}, options = {}) {
      refuse(findFault("the filter of waitFor", filter) ?? findFault("waitFor", options));
      return waitFor(client, ask, filter as SentFilter, toWait(options));
    },
    async toHar(filter = {}) {
      refuse(findFault("exchanges", filter));
      return ask(() => client.har(filter as SentFilter));
    },
    async trackReads(isOn = true) {
      refuse(findSwitchFault(isOn));
      await ask(() => client.put({ trackReads: isOn }));
    },
    async scenario(provider, scenario, ...[parameters]) {
      refuse(findParametersFault(parameters), "ERR_STANDIN_INVALID_PARAMETER");
      pathOf(standin, name, provider);
      const given = parameters as Readonly<Record<string, unknown>> | undefined;
      // The types say what is given, and what comes of it; standin checks what is given.
      return (await ask(() => client.scenario(provider, scenario, given))) as never;
    },
    async state(provider) {
      pathOf(standin, name, provider);
      return ask(() => client.state(provider));
    },
    async replaceState(provider, state) {
      refuse(findStateFault(state), "ERR_STANDIN_INVALID_STATE");
      pathOf(standin, name, provider);
      // Without a body standin would not say what is wrong.
      await ask(() => client.putState(provider, state ?? (null as never)));
    },
    reset: async () => void (await ask(() => client.reset())),
    async snapshot(as) {
      checkSnapshotName(as);
      await ask(() => client.snapshot(as));
    },
    async restore(from) {
      checkSnapshotName(from);
      await ask(() => client.restore(from));
    },
    snapshots: () => ask(() => client.snapshots()),
    async deleteSnapshot(each) {
      checkSnapshotName(each);
      await ask(() => client.deleteSnapshot(each));
    },
    async fork(into) {
      await ask(() => client.fork(into));
      return createRemoteWorld(standin, standin.clientOf(into));
    },
    drop,
    [Symbol.asyncDispose]: drop,
  };
}

type Ask = <Data>(call: () => Promise<ControlResult<Data>>) => Promise<Data>;

function createClock(client: WorldClient, ask: Ask): WorldClock {
  const change = async (to: Schemas["ClockChange"]): Promise<void> => void (await ask(() => client.changeClock(to)));
  return {
    now: async () => new Date((await ask(() => client.clock())).now),
    // Async, so that what a caller gives is refused by the promise.
    set: async (time) => change({ now: toSentTime(time) }),
    advance: async (by) => void (await ask(() => client.advance(toSent(by) as string))),
    async freeze(...given: readonly unknown[]) {
      refuse(findFreezeFault(given));
      await change({ frozen: true });
    },
    run: (scale = 1) => change({ frozen: false, scale: toSent(scale) as number }),
  };
}

/** A date, or a date and time, by ISO 8601, as standin reads them. */
const ISO_TIME = /^((?:[+-]\d\d)?\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** What is no time is sent as it is, so that standin says what one is. */
function toSentTime(time: unknown): string {
  const day = typeof time === "string" ? ISO_TIME.exec(time)?.[1] : undefined;
  const isTime = day === undefined ? typeof time === "number" || isDate(time) : toIso(day)?.startsWith(`${day}T`);
  return (isTime && toIso(time as string | number | Date)) || (toSent(time) as string);
}

const isDate = (value: unknown): boolean => Object.prototype.toString.call(value) === "[object Date]";

function toIso(time: string | number | Date): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** JSON has no other numbers, and no dates. */
const toSent = (value: unknown): unknown =>
  typeof value === "number" && Number.isFinite(value) ? value : toText(value);

/** A value as text; what an object says of itself is not asked, unless it is a date or a URL. */
function toText(value: unknown): string {
  const kind = Object.prototype.toString.call(value);
  const saysItself = kind === "[object Date]" || kind === "[object URL]";
  return typeof value === "object" && value !== null && !saysItself ? kind : String(value);
}

function createFaults(client: WorldClient, ask: Ask): WorldFaults {
  return {
    async add(fault) {
      refuse(findFaultFault(fault), "ERR_STANDIN_INVALID_FAULT");
      const { where } = (isRecord(fault) && isRecord(fault["match"]) ? fault["match"] : {}) as { where?: unknown };
      if (typeof where === "function")
        throw new StandinError(
          "ERR_STANDIN_INVALID_FAULT",
          "The where of a fault is a function of this process, and this standin runs elsewhere: match by path, query, headers or body.",
        );
      return ask(() => client.addFault(fault ?? (null as never)));
    },
    list: () => ask(() => client.faults()),
    async remove(id) {
      if (isFaultId(id)) return ask(() => client.removeFault(id));
      const known = (await ask(() => client.faults())).map((fault) => fault.id);
      throw new StandinError(
        "ERR_STANDIN_NOT_FOUND",
        `World ${client.name} has no fault ${quote(id)}; it has ${known.join(", ") || "none"}.`,
      );
    },
    clear: () => ask(() => client.clearFaults()),
  };
}

/** Whether it can be one; a path holds no others. */
const isFaultId = (id: unknown): boolean => typeof id === "string" && /^fault-\d{1,15}$/.test(id);

function createWebhooks(client: WorldClient, ask: Ask): WorldWebhooks {
  return {
    async to(url) {
      const webhookReceiver = url === undefined || url === null ? null : toText(url);
      await ask(() => client.put({ webhookReceiver }));
    },
    settled: () => ask(() => client.settleOutbox()),
    list: () => ask(() => client.outbox()),
    async redeliver(number) {
      refuse(findEventFault(number));
      return ask(() => client.redeliver(number));
    },
  };
}

async function waitFor(client: WorldClient, ask: Ask, filter: SentFilter, wait: Required<WaitOptions>) {
  const { count, timeoutMs } = wait;
  let found: Schemas["Exchange"][] = [];
  for (let leftMs = timeoutMs; ; leftMs -= LONGEST_WAIT_MS) {
    const waitMs = Math.ceil(Math.min(leftMs, LONGEST_WAIT_MS));
    found = await ask(() => client.exchanges({ ...filter, count, waitMs }));
    if (found.length >= count) return found;
    const world = await client.get();
    if (!world.ok && world.status === 404) throw new StandinError("ERR_STANDIN_WORLD_GONE", describeGone(client.name));
    if (leftMs <= LONGEST_WAIT_MS) break;
  }
  const newest = await ask(() => client.exchanges({ limit: NEWEST }));
  throw new StandinError("ERR_STANDIN_NOT_FOUND", describeMissing(client.name, filter, wait, found.length, newest));
}

/** The path of a provider in a world. @throws StandinError if there is no such provider */
function pathOf({ providers }: RemoteStandin, world: string, provider: string): string {
  const found = providers.find(({ name }) => name === provider);
  if (found === undefined) throw unknownProvider(provider, providers);
  return inWorld(world) + found.path;
}

const inWorld = (world: string): string => (world === DEFAULT_WORLD ? "" : `/~${encodeURIComponent(world)}`);

function unknownProvider(provider: unknown, providers: readonly Mocked[]): StandinError {
  const names = providers.map(({ name }) => name);
  return new StandinError(
    "ERR_STANDIN_UNKNOWN_PROVIDER",
    `Unknown provider ${quote(provider)}. Known providers: ${names.join(", ")}.${toSuggestion(String(provider), names)}`,
  );
}

const NAME_RULE = 'A world\'s name is 1 to 64 letters, digits, dots, dashes and underscores, and neither "." nor "..".';
const LONGEST_SNAPSHOT_NAME = 200;
const SNAPSHOT_RULE = `A snapshot's name has 1 to ${LONGEST_SNAPSHOT_NAME} characters, none of them half of a pair, and is neither "." nor "..", which URLs leave out.`;

/** Refuses what no path can hold, or is too long for one; standin checks the rest. */
function checkName(name: unknown, rule = NAME_RULE, longest = Number.POSITIVE_INFINITY): void {
  const isHeld = typeof name === "string" && !["", ".", ".."].includes(name) && !/\p{Surrogate}/u.test(name);
  if (!isHeld || name.length > longest)
    throw new StandinError("ERR_STANDIN_INVALID_NAME", `${rule} ${quote(name)} is not one.`);
}

const checkSnapshotName = (name: unknown): void => checkName(name, SNAPSHOT_RULE, LONGEST_SNAPSHOT_NAME);

/** @throws StandinError with this sentence, if there is one */
function refuse(fault: string | undefined, code = "ERR_STANDIN_INVALID_OPTION"): void {
  if (fault !== undefined) throw new StandinError(code, fault);
}

/** @throws StandinError for a failure */
export function requireData<Data>(result: ControlResult<Data>): Data {
  if (!result.ok) throw toError(result);
  return result.data;
}

/** The error that standin has told of, or the reason why it has told nothing. */
const toError = ({ error, message, cause }: Failure<ControlProblem>): StandinError =>
  new StandinError(error?.code ?? "ERR_STANDIN_CONTROL_REFUSED", message, cause === undefined ? {} : { cause });

/** Answers by standin in this world: paths begin with the provider, and the providers' real URLs lead there as well. */
function createFetch({ origin, providers, fetch: send = globalFetch }: RemoteStandin, world: string): typeof fetch {
  return async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(typeof input === "string" && input.startsWith("/") ? origin + input : input, init);
    const url = new URL(request.url);
    const provider = providers.find(({ hosts }) => hosts.includes(url.hostname));
    const path = url.pathname.startsWith("/~") ? "" : inWorld(world) + (provider?.path ?? "");
    return send(new Request(origin + path + url.pathname + url.search, request));
  };
}

async function interceptAt(
  origin: string,
  options: WorldInterceptOptions & { readonly world: string; readonly hosts: readonly string[] },
): Promise<WorldInterception> {
  const { versions } = (globalThis as { process?: { versions?: { node?: string } } }).process ?? {};
  if (versions?.node === undefined)
    throw new StandinError(
      "ERR_STANDIN_UNSUPPORTED_RUNTIME",
      "Requests can only be intercepted under Node: in a browser, give your code the base URLs of this world.",
    );
  // Not for bundlers: what intercepts is the engine's, and for Node.
  const name = "standin";
  const { interceptAt } = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return interceptAt(origin, options);
}
