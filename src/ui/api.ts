import {
  type ControlResult,
  type ControlResults,
  createControlClient,
  type DueItem,
  type Exchange,
  type Fault,
  type OutboxEvent,
  type ProviderDescription,
  type ResultsFilter,
  type WorldClient,
  type WorldDescription,
} from "#clients/control.ts";

export type { DueItem, Exchange, Fault, OutboxEvent, ProviderDescription, WorldDescription };

type Data<Call extends (...given: never[]) => unknown> =
  Awaited<ReturnType<Call>> extends infer Result
    ? Result extends { ok: true; data: infer Value }
      ? Value
      : never
    : never;
export type State = Data<WorldClient["state"]>;
export type Snapshot = Data<WorldClient["snapshots"]>[number];
export type Clock = Data<WorldClient["clock"]>;
export type ClockChange = Parameters<WorldClient["changeClock"]>[0];
export type FaultRequest = Parameters<WorldClient["addFault"]>[0];
export type Agreement = Data<ControlResults["agreement"]>;

/** Standin has refused a call, or does not answer. The message is a sentence for people. */
export class CallError extends Error {
  override readonly name = "CallError";
  /** 0: there was no reply. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Standin wants a control token, or another one. */
export const isAccessError = (error: unknown): boolean =>
  error instanceof CallError && (error.status === 401 || error.status === 403);

/** There is no such world, or it cannot be: its name is none. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof CallError && (error.status === 404 || error.status === 400);

const TOKEN_KEY = "standin control token";

/** The URL at which the page's standin answers, without a trailing slash: this script is at `/_standin/ui/`. */
export const baseUrl = new URL("../..", import.meta.url).href.replace(/\/$/, "");

const connect = (): ControlResults => {
  const token = sessionStorage.getItem(TOKEN_KEY);
  return createControlClient({ baseUrl, ...(token !== null && { token }) }).results;
};

let client = connect();

/** Uses a control token from now on, for as long as this tab is open. */
export function keepToken(token: string): void {
  createControlClient({ baseUrl, token });
  sessionStorage.setItem(TOKEN_KEY, token);
  client = connect();
}

async function dataOf<Value>(answer: Promise<ControlResult<Value>>): Promise<Value> {
  const result = await answer;
  if (result.ok) return result.data;
  const { status, cause, message } = result;
  // What the client refuses to send has not failed on the way.
  if (cause instanceof RangeError) throw new CallError(cause.message, 400);
  throw new CallError(status === 0 ? "standin does not answer. Is it running?" : message, status);
}

/** What the inspector asks of standin. Calls throw a CallError. */
export const api = {
  health: () => dataOf(client.health()),
  limits: () => dataOf(client.limits()),
  agreement: () => dataOf(client.agreement()),
  providers: () => dataOf(client.providers()),
  worlds: () => dataOf(client.worlds()),
};

/** What the inspector asks of one world. */
export function apiOf(name: string) {
  const world = client.world(name);
  return {
    get: () => dataOf(world.get()),
    create: (trackReads: boolean) => dataOf(world.put({ trackReads })),
    delete: () => dataOf(world.delete()),
    reset: () => dataOf(world.reset()),
    fork: (into: string) => dataOf(world.fork(into)),
    snapshots: () => dataOf(world.snapshots()),
    snapshot: (as: string) => dataOf(world.snapshot(as)),
    restore: (from: string) => dataOf(world.restore(from)),
    deleteSnapshot: (snapshot: string) => dataOf(world.deleteSnapshot(snapshot)),
    clock: () => dataOf(world.clock()),
    changeClock: (change: ClockChange) => dataOf(world.changeClock(change)),
    advance: (by: number | string) => dataOf(world.advance(by)),
    due: () => dataOf(world.due()),
    faults: () => dataOf(world.faults()),
    addFault: (fault: FaultRequest) => dataOf(world.addFault(fault)),
    removeFault: (id: string) => dataOf(world.removeFault(id)),
    clearFaults: () => dataOf(world.clearFaults()),
    exchanges: (filter: ResultsFilter) => dataOf(world.exchanges(filter)),
    clearExchanges: () => dataOf(world.clearExchanges()),
    follow: (since: number, signal: AbortSignal) => world.follow({ since }, { signal }),
    har: (filter: ResultsFilter) => dataOf(world.har(filter)),
    scenario: (provider: string, scenario: string, parameters: Readonly<Record<string, unknown>>) =>
      dataOf(world.scenario(provider, scenario, parameters)),
    state: (provider: string) => dataOf(world.state(provider)),
    putState: (provider: string, state: State) => dataOf(world.putState(provider, state)),
    outbox: () => dataOf(world.outbox()),
    redeliver: (number: number) => dataOf(world.redeliver(number)),
  };
}

export type WorldApi = ReturnType<typeof apiOf>;
