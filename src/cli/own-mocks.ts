import { existsSync } from "node:fs";
import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
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
  const [{ loadSpec }, { explainName }] = await Promise.all([
    import("#spec-mock/load-spec.ts"),
    import("#standin/check-mocks.ts"),
  ]);
  const mocks: Mock[] = [];
  const taken = new Set<string>(Object.keys(registry));
  for (const each of specs) {
    const { name, path } = parseSpec(each, explainName);
    const mock = await loadSpec(path, name === undefined ? {} : { name });
    if (taken.has(mock.api.name))
      throw new StandinError(
        "ERR_STANDIN_INVALID_MOCK",
        `Two providers have the name ${mock.api.name}. Give this one another: --spec ${another(mock.api.name, taken)}=${path}`,
      );
    taken.add(mock.api.name);
    mocks.push(mock);
  }
  return mocks;
}

/** `name=file`, or a file alone, whose path may have a `=` as well. */
function parseSpec(
  given: string,
  explainName: (name: string) => string | undefined,
): { readonly name?: string; readonly path: string } {
  const [, name, path] = /^([^=/\\.]*)=(.+)$/.exec(given) ?? [];
  if (name === undefined || path === undefined || existsSync(given)) return { path: given };
  const complaint = explainName(name);
  if (complaint !== undefined) throw new StandinError("ERR_STANDIN_USAGE", `--spec ${quoteName(given)}: ${complaint}`);
  return { name, path };
}

function another(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
