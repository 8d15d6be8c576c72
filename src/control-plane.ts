import { CONTROL_PREFIX, type ControlOptions } from "#control/options.ts";
import type { Bug, Engine } from "#engine/engine.ts";
import type { ExchangeReply, ExchangeRequest, Exchanger } from "#engine/exchange.ts";
import { createMemoryStore } from "#stores/memory.ts";

/** Under which paths the control API answers. */
const PREFIX = `/${CONTROL_PREFIX}`;

const isControl = ({ path }: ExchangeRequest): boolean =>
  path.startsWith(PREFIX) && (path.length === PREFIX.length || path.charCodeAt(PREFIX.length) === 47);

export interface ControlPlaneOptions extends ControlOptions {
  /** Real milliseconds since 1970. */
  readonly realNow: () => number;
  readonly onBug?: ((bug: Bug) => void) | undefined;
}

/**
 * Puts the control API in front of the engine that it controls. It is served by an engine of its own, which is made when
 * first asked for: most simulators are never controlled from outside.
 */
export function withControl(options: ControlPlaneOptions): Exchanger {
  let plane: Promise<Exchanger> | undefined;
  const control = async (request: ExchangeRequest): Promise<ExchangeReply> => {
    plane ??= createControlPlane(options);
    return (await plane).exchange(request);
  };
  return {
    exchange: (request) => (isControl(request) ? control(request) : options.engine.exchange(request)),
  };
}

/** The engine that serves the control API. */
export async function createControlPlane({ onBug, realNow, ...options }: ControlPlaneOptions): Promise<Engine> {
  const [{ createControl }, { createEngine }] = await Promise.all([
    import("#control/index.ts"),
    import("#engine/engine.ts"),
  ]);
  return createEngine({
    providers: [createControl(options)],
    store: createMemoryStore(),
    realNow,
    // Nobody reads what was asked of the control API itself.
    bounds: { exchanges: 1 },
    ...(onBug !== undefined && { onBug }),
  });
}
