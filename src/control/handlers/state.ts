import type { StreamedBody } from "#engine/contract/streamed-body.ts";
import { toUnknownProvider } from "#engine/contract/unknown-provider.ts";
import type { components } from "#generated/control/types.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { unknownProvider } from "../problems.ts";

export function stateHandlers(options: ControlOptions): ControlHandlers<"runScenario" | "getState" | "putState"> {
  const { engine } = options;
  const missingProvider = (name: string) => unknownProvider(toUnknownProvider(name, engine.providers));

  return {
    async runScenario({ path, body }) {
      const provider = engine.providers.find(({ api }) => api.name === path.provider);
      if (provider === undefined) return missingProvider(path.provider);
      const result = await engine.runScenario(path.world, path.provider, path.scenario, body ?? {});
      return { status: 200, body: result === undefined ? {} : { result } };
    },

    async getState({ path }) {
      await options.engine.worlds.open(path.world);
      const state = await engine.streamState(path.world, path.provider);
      return state === undefined ? missingProvider(path.provider) : { status: 200, body: state as StreamedState };
    },

    async putState({ path, body }) {
      await options.engine.worlds.open(path.world);
      if (!engine.providers.some(({ api }) => api.name === path.provider)) return missingProvider(path.provider);
      await engine.writeState(path.world, path.provider, body);
      const state = await engine.streamState(path.world, path.provider);
      return state === undefined ? missingProvider(path.provider) : { status: 200, body: state as StreamedState };
    },
  };
}

/** The spec's types describe rows only as objects. */
type StreamedState = StreamedBody<components["schemas"]["State"]>;
