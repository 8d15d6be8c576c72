import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";

export const serverHandlers = ({
  engine,
  version,
}: ControlOptions): ControlHandlers<"getHealth" | "listProviders"> => ({
  getHealth: () => ({ status: 200, body: { name: "standin", version, worlds: engine.worlds.names().length } }),

  listProviders: () => ({
    status: 200,
    body: {
      providers: engine.providers.map(({ api, prefix, scenarios }) => ({
        name: api.name,
        title: api.title,
        path: `/${prefix ?? api.name}`,
        operations: Object.entries(api.operations).map(([operationId, { method, path }]) => ({
          operationId,
          method,
          path,
        })),
        scenarios: Object.entries(scenarios).map(([name, { describe }]) => ({ name, describe })),
      })),
    },
  }),
});
