import type { Mock } from "#engine/contract/mock.ts";
import type { components } from "#generated/control/types.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";

export const serverHandlers = ({
  engine,
  version,
}: ControlOptions): ControlHandlers<"getHealth" | "listProviders"> => ({
  getHealth: () => ({
    status: 200,
    body: {
      name: "standin",
      version,
      worlds: engine.worlds.names().length,
      providers: engine.providers.map(({ api, prefix }) => ({
        name: api.name,
        path: `/${prefix ?? api.name}`,
        hosts: [...api.hosts],
      })),
    },
  }),

  listProviders: async () => ({ status: 200, body: { providers: await Promise.all(engine.providers.map(show)) } }),
});

async function show({ api, prefix, behaviour }: Mock): Promise<components["schemas"]["Provider"]> {
  const { operations, scenarios } = await behaviour();
  const declared = Object.entries(await scenarios());
  return {
    name: api.name,
    title: api.title,
    path: `/${prefix ?? api.name}`,
    operations: Object.entries(operations).map(([operationId, { method, path }]) => ({ operationId, method, path })),
    scenarios: declared.map(([name, { describe, parameters, result }]) => ({
      name,
      describe,
      parameters,
      ...(result !== undefined && { result }),
    })),
  };
}
