import type { Mock } from "#engine/contract/mock.ts";
import { registry } from "#mocks/registry.ts";

/** Loads the mocks of modules and of OpenAPI documents. @throws StandinError for those that are none, or clash */
export async function readMocks(files: readonly string[], specs: readonly string[]): Promise<readonly Mock[]> {
  const [{ readMockFiles }, { checkMocks }] = await Promise.all([
    import("#standin/mock-file.ts"),
    import("#standin/check-mocks.ts"),
  ]);
  const mocks = [...(await readMockFiles(files)), ...(await readSpecs(specs))];
  checkMocks([...Object.values(registry), ...mocks]);
  return mocks;
}

async function readSpecs(specs: readonly string[]): Promise<Mock[]> {
  if (specs.length === 0) return [];
  const { loadSpec } = await import("#spec-mock/load-spec.ts");
  const mocks: Mock[] = [];
  for (const each of specs) {
    const [, name, path = each] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(each) ?? [];
    mocks.push(await loadSpec(path, name === undefined ? {} : { name }));
  }
  return mocks;
}
