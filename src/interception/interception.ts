import { StandinError } from "#engine/basics/errors.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import type { UnhandledRequests } from "#transports/msw-node.ts";
import { toPeerError } from "#transports/peers.ts";
import { checkRuntime } from "./runtime.ts";

export interface InterceptOptions {
  /** The world of requests that name none by a header; default: the one that issued their credentials, else `default`. */
  readonly world?: string;
  /** How to treat requests to other hosts: pass them through (the default), pass them with a warning, or refuse them. */
  readonly onUnhandledRequest?: UnhandledRequests;
}

/** A running interception of this process. It ends by `using`, by `stop`, and when its standin is closed. */
export interface Interception extends Disposable {
  /** May be called more than once. */
  stop(): void;
}

/**
 * Intercepts all requests of this process to these hosts, by any client. Only one interception can run at a time, as two
 * would claim the same hosts.
 *
 * @throws StandinError if another interception is running, MSW is not installed, or this is not Node
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
 * The same at the level of sockets: it does not need MSW and starts faster, but cannot warn of or refuse requests to other
 * hosts.
 *
 * @throws StandinError if another interception is running, or this is not Node
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
  checkRuntime();
  const other = running[RUNNING];
  if (other !== undefined)
    throw new StandinError(
      "ERR_STANDIN_ALREADY_INTERCEPTED",
      `The requests of this process are intercepted already, ${other}. Stop that first.`,
    );
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
    throw toPeerError(error, { packageName: "msw", title: "MSW", purpose: "Interception" });
  }
}
