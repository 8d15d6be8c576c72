import { toUnknownNameError } from "../basics/errors.ts";
import { loadOnce } from "../basics/late.ts";
import { quoteValue } from "../basics/quote.ts";
import { publicUrlAt } from "../contract/public-url.ts";
import type { StreamedBody } from "../contract/streamed-body.ts";
import type { OpenContext } from "../state/context.ts";
import type { Transaction } from "../state/images.ts";
import type { ProviderState } from "../state/mock-state.ts";
import { nameTargets } from "../webhooks/targets.ts";
import { whileInUse } from "../world/world.ts";
import type { Worlds } from "../world/worlds.ts";
import type { Mount } from "./mount.ts";

/** Reads and replaces the state of providers outside of exchanges. */
export interface StateAccess {
  /**
   * Returns a provider's complete state in a world, or `undefined` if the provider is unknown.
   */
  readState(world: string, provider: string): Promise<ProviderState | undefined>;
  /** The same as a JSON stream for a reply, as a second copy of a large world may not fit into memory. */
  streamState(world: string, provider: string): Promise<StreamedBody<ProviderState> | undefined>;
  /**
   * Replaces a provider's complete state in a world, all or nothing.
   *
   * @throws StandinError if it is not a valid state of that provider; the message says why
   */
  writeState(world: string, provider: string, state: ProviderState): Promise<void>;
}

/** The same for code that runs work of its own. */
export interface EngineStateAccess extends StateAccess {
  /** @throws StandinError if the provider is unknown */
  mountOf(provider: string): Mount;
  /** Runs work on one provider's state in a world, as one transaction. */
  inWorld<Result>(
    world: string,
    mount: Mount,
    work: (context: OpenContext, transaction: Transaction) => Result,
  ): Promise<Result>;
}

export interface StateAccessOptions {
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly worlds: Worlds;
  readonly origin: (() => string | undefined) | undefined;
  readonly acceptAnyCredentials: boolean;
}

// No start needs it, and no exchange.
const loadMockState = loadOnce(() => import("../state/mock-state.ts"));

export function createStateAccess({
  mounts,
  worlds,
  origin,
  acceptAnyCredentials,
}: StateAccessOptions): EngineStateAccess {
  function mountOf(provider: string): Mount {
    const mount = mounts.get(provider);
    if (mount === undefined)
      throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(provider), [...mounts.keys()]);
    return mount;
  }

  async function inWorld<Result>(
    worldName: string,
    mount: Mount,
    work: (context: OpenContext, transaction: Transaction) => Result,
  ): Promise<Result> {
    const world = await worlds.open(worldName);
    const { name } = mount.mock.api;
    const publicUrl = () => publicUrlAt(origin?.(), name, worldName);
    return whileInUse(world, async () => {
      await world.due.load(world.clock.now);
      const result = await world.image.keep(() => {
        const now = world.clock.now();
        world.due.runJobs(now);
        return world.image.transact((transaction) => {
          const place = { identity: world.identity, now, publicUrl };
          const context = mount.openContext(transaction, place, acceptAnyCredentials);
          const made = work(context, transaction);
          if (context.emitted.length > 0) world.outbox.addTo(transaction, name, now, context.emitted);
          world.image.checkRoom(transaction);
          return made;
        });
      });
      world.clock.wake();
      return result;
    });
  }

  return {
    mountOf,
    inWorld,
    async readState(world, provider) {
      const mount = mounts.get(provider);
      if (mount === undefined) return undefined;
      const { readState } = await loadMockState();
      return inWorld(world, mount, (_context, transaction) => readState(transaction, mount.mock));
    },
    async streamState(world, provider) {
      const mount = mounts.get(provider);
      if (mount === undefined) return undefined;
      const { streamState } = await loadMockState();
      // Jobs that are due run first.
      await inWorld(world, mount, () => {});
      const held = worlds.find(world)?.image.hold();
      return held && streamState(held, mount.mock);
    },
    async writeState(world, provider, state) {
      const mount = mountOf(provider);
      const { writeState } = await loadMockState();
      await inWorld(world, mount, (_context, transaction) => {
        writeState(transaction, mount.mock, state);
        if (mount.mock.webhooks !== undefined) nameTargets(transaction, state.collections);
      });
    },
  };
}
