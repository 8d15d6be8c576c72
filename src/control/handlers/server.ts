import { ownMember } from "#engine/basics/table.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { components } from "#generated/control/types.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";

type ServerOperation = "getHealth" | "listProviders" | "getLimits" | "getAgreement";

export const serverHandlers = ({ engine, version, seeds }: ControlOptions): ControlHandlers<ServerOperation> => ({
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

  listProviders: async () => ({
    status: 200,
    body: { providers: await Promise.all(engine.providers.map((mock) => show(mock, seeds?.() ?? {}))) },
  }),

  getLimits() {
    const worlds = engine.worlds.names().flatMap((name) => engine.worlds.find(name) ?? []);
    const limits = Object.entries(engine.limits).filter((entry): entry is [string, number] =>
      Number.isFinite(entry[1]),
    );
    const journalsBytes = worlds.reduce((sum, { journal }) => sum + journal.bytes, 0);
    return {
      status: 200,
      body: { limits: Object.fromEntries(limits), used: { worlds: worlds.length, journalsBytes } },
    };
  },

  async getAgreement() {
    const { agreement } = await import("#generated/agreement.ts");
    const names = engine.providers.map(({ api }) => api.name);
    const providers = agreement.providers.filter(({ name }) => names.includes(name));
    return { status: 200, body: { checkers: agreement.checkers, providers } };
  },
});

async function show(
  { api, prefix, behaviour, defaultSeed, describeCredentials, exampleRequest }: Mock,
  seeds: Readonly<Record<string, unknown>>,
): Promise<components["schemas"]["Provider"]> {
  const { operations, scenarios } = await behaviour();
  const declared = Object.entries(await scenarios());
  const seed = ownMember(seeds, api.name) ?? defaultSeed;
  return {
    name: api.name,
    title: api.title,
    path: `/${prefix ?? api.name}`,
    credentials: Object.entries(describeCredentials(seed)).map(([name, value]) => ({ name, value })),
    example: exampleRequest(seed),
    operations: Object.entries(operations).map(([operationId, { method, path }]) => ({ operationId, method, path })),
    scenarios: declared.map(([name, { describe, parameters, result }]) => ({
      name,
      describe,
      parameters,
      ...(result !== undefined && { result }),
    })),
  };
}
