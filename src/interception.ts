import type { Exchanger } from "#engine/contract/exchange.ts";
import type { UnhandledRequests } from "#transports/msw-node.ts";

export interface InterceptOptions {
  /** The world of requests that name none by a header; default: the one that issued their credentials, else `default`. */
  readonly world?: string;
  /** What becomes of requests to other hosts: passed on untouched (the default), with a warning, or refused. */
  readonly onUnhandledRequest?: UnhandledRequests;
}

/** Requests of this process are answered for as long as it lasts. `using` ends it, and so does `stop`. */
export interface Interception extends Disposable {
  /** May be called more than once. */
  stop(): void;
}

/**
 * Has whatever this process sends to these hosts answered, by whatever client it is sent. There is one interception at a
 * time: two would both claim the same hosts.
 *
 * @throws Error when another one has not been stopped, or MSW is not installed
 */
export function interceptRequests(
  exchanger: Exchanger,
  hosts: readonly string[],
  { world, onUnhandledRequest = "bypass" }: InterceptOptions = {},
): Promise<Interception> {
  return claim(world, async () => {
    const [{ patchRequests }, { inWorld }] = await Promise.all([loadPatches(), import("#transports/in-world.ts")]);
    return patchRequests(inWorld(exchanger, world), { hosts, onUnhandledRequest });
  });
}

/**
 * The same below the clients, at their sockets: it needs no MSW and starts faster, but says nothing of what goes
 * to other hosts.
 *
 * @throws Error when another interception has not been stopped
 */
export function interceptConnections(
  exchanger: Exchanger,
  hosts: readonly string[],
  { world }: Pick<InterceptOptions, "world"> = {},
): Promise<Interception> {
  return claim(world, async () => {
    const [{ patchSockets }, { inWorld }] = await Promise.all([
      import("#transports/node-sockets.ts"),
      import("#transports/in-world.ts"),
    ]);
    return patchSockets(inWorld(exchanger, world), hosts);
  });
}

/** The running interception of this process: global, as this module may be loaded more than once. */
const running = globalThis as { [RUNNING]?: string | undefined };
const RUNNING = Symbol.for("standin.interception");

async function claim(world: string | undefined, patch: () => Promise<() => void>): Promise<Interception> {
  const other = running[RUNNING];
  if (other !== undefined)
    throw new Error(`The requests of this process are intercepted already, ${other}. Stop that first.`);
  running[RUNNING] = world === undefined ? "for no world in particular" : `for the world ${world}`;
  let unpatch: () => void;
  try {
    unpatch = await patch();
  } catch (error) {
    running[RUNNING] = undefined;
    throw error;
  }
  let isRunning = true;
  const stop = (): void => {
    if (!isRunning) return;
    isRunning = false;
    running[RUNNING] = undefined;
    unpatch();
  };
  return { stop, [Symbol.dispose]: stop };
}

async function loadPatches(): Promise<typeof import("#transports/msw-node.ts")> {
  try {
    return await import("#transports/msw-node.ts");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing || !error.message.includes("'msw'")) throw error;
    throw new Error("To intercept requests standin needs MSW beside it: npm install --save-dev msw", { cause: error });
  }
}
