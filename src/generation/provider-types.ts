import { ownMember } from "#engine/basics/table.ts";
import type { OpenApiDocument } from "./operations.ts";

/** One provider, as the table of types has it. */
export interface TypedProvider {
  readonly name: string;
  readonly spec: OpenApiDocument;
  readonly hasSeed: boolean;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The types of every provider, by which calls in process and of clients are checked. */
export function writeProviderTypes(providers: readonly TypedProvider[]): string {
  const typeOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const imports = providers.map(
    ({ name, hasSeed }) =>
      `import type { ScenarioTypes as ${typeOf(name)} } from "./${name}/scenario-types.ts";\n` +
      (hasSeed ? `import type { components as ${typeOf(name)}Seed } from "./${name}/seed.ts";\n` : ""),
  );
  const members = providers.map(({ name, spec, hasSeed }) => {
    // Written out: a reader's compiler need not read all types of the spec for its names.
    const operations = operationIdsOf(spec).map((id) => `\n      | ${JSON.stringify(id)}`);
    const seed = hasSeed ? `${typeOf(name)}Seed["schemas"]["Seed"]` : "unknown";
    return `  ${name}: {\n    operations:${operations.join("")};\n    scenarios: ${typeOf(name)};\n    seed: ${seed};\n  };\n`;
  });
  return `// Written by \`npm run generate\`. Do not edit: change the specs, seed schemas and scenarios.

${imports.join("")}
/** By provider: its operations, its scenarios with parameters and results, and its seed. */
export interface ProviderTypeTable {
${members.join("")}}
`;
}

const operationIdsOf = ({ paths }: OpenApiDocument): string[] =>
  Object.values(paths ?? {}).flatMap((path) =>
    METHODS.flatMap((method) => {
      const operation = ownMember(
        path as Readonly<Record<string, { readonly operationId?: string } | undefined>>,
        method,
      );
      return operation?.operationId ?? [];
    }),
  );
