import { type ProviderName, registry } from "#mocks/registry.ts";

export interface RoutesOptions {
  readonly provider: readonly ProviderName[];
  readonly json: boolean;
}

/** Prints every operation with method, path and provider. */
export async function routes(options: RoutesOptions): Promise<void> {
  const rows = await Promise.all(
    options.provider.map(async (name) => {
      const { operations } = await registry[name].behaviour();
      return Object.entries(operations).map(([operationId, { method, path }]) => ({
        method,
        path: `/${name}${path}`,
        provider: name,
        operationId,
      }));
    }),
  );
  const all = rows.flat();
  if (options.json) {
    console.log(JSON.stringify(all));
    return;
  }
  const widest = Math.max(...all.map(({ path }) => path.length));
  for (const { method, path, provider, operationId } of all)
    console.log(`${method.padEnd(7)} ${path.padEnd(widest)}  ${provider.padEnd(7)} ${operationId}`);
}
