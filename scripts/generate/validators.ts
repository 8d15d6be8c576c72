import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import type { OpenApiDocument, Schemas } from "./api.ts";

const HEADER = "// Written by `npm run generate`. Do not edit: change the spec.\n";
/** Words of OpenAPI that stand in schemas and constrain nothing. */
const COMPONENT = "component:";
const ANNOTATIONS = ["example", "discriminator", "xml", "externalDocs"];

/**
 * Compiles validators ahead of time into one self-contained module.
 *
 * Parameters arrive as text, so their validators convert (in place) to the types of the spec; bodies and replies are
 * taken as they are. Replies stop at the first complaint; requests gather all, for providers that list them.
 *
 * @returns with the code its declarations, and the packages of which something is in it
 */
export async function compileValidators(
  document: OpenApiDocument,
  schemas: Schemas,
): Promise<{ code: string; declarations: string; packages: readonly string[] }> {
  const kinds = {
    parameters: {
      coerceTypes: true,
      allErrors: true,
      formats: "full",
      test: (each: string) => each.endsWith("_parameters"),
    },
    requests: {
      coerceTypes: false,
      allErrors: true,
      formats: "full",
      test: (each: string) => each.includes("_request_") || each === "validateSeed",
    },
    // Replies are written by us, from clocks and state: their shape is checked, not the calendar.
    replies: { coerceTypes: false, allErrors: false, formats: "fast", test: () => true },
  } as const;
  const rest = new Set(schemas.keys());
  const modules = Object.entries(kinds).map(([kind, { test, ...options }]) => {
    const own = [...rest].filter(test);
    for (const each of own) rest.delete(each);
    return { kind, code: own.length === 0 ? "" : compile(document, schemas, own, options) };
  });
  const { code, packages } = await bundle(modules);
  const names = [...schemas.keys()].sort();
  const declarations = `${HEADER}interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
${names.map((each) => `export declare const ${each}: Validator;\n`).join("")}`;
  return { code: `${HEADER}${code}`, declarations, packages };
}

function compile(
  document: OpenApiDocument,
  schemas: Schemas,
  names: readonly string[],
  { formats, ...options }: { coerceTypes: boolean; allErrors: boolean; formats: "full" | "fast" },
): string {
  const ajv = new Ajv2020({
    ...options,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv, { mode: formats });
  ajv.addFormat("binary", true);
  for (const word of [...ANNOTATIONS, ...extensionsIn(document)]) ajv.addKeyword(word);
  // Each component is a schema of its own, so that all who refer to it share one compiled function.
  for (const [component, schema] of Object.entries(document.components?.["schemas"] ?? {}))
    ajv.addSchema(withOwnReferences(schema) as object, `${COMPONENT}${component}`);
  const exported: Record<string, string> = {};
  const aliases: string[] = [];
  const firstOf = new Map<string, string>();
  for (const each of names) {
    const schema = withOwnReferences(schemas.get(each)) as { $ref?: string };
    // What is nothing but a reference is the component itself.
    const id = schema.$ref !== undefined && Object.keys(schema).length === 1 ? schema.$ref : `export:${each}`;
    if (id !== schema.$ref) ajv.addSchema(schema, id);
    const first = firstOf.get(id);
    if (first === undefined) {
      firstOf.set(id, each);
      exported[each] = id;
    } else aliases.push(`export const ${each} = ${first};\n`);
  }
  return `${standaloneCode.default(ajv, exported)}\n${aliases.join("")}`;
}

function withOwnReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => withOwnReferences(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "$ref" && typeof member === "string"
        ? member.replace("#/components/schemas/", COMPONENT)
        : withOwnReferences(member),
    ]),
  );
}

function extensionsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    if (/^x-[\w-]+$/.test(key)) found.add(key);
    extensionsIn(member, found);
  }
  return found;
}

/** Makes one module of several that imports nothing: ajv's runtime pieces come along. */
async function bundle(
  modules: readonly { kind: string; code: string }[],
): Promise<{ code: string; packages: readonly string[] }> {
  const given = new Map(modules.filter(({ code }) => code !== "").map(({ kind, code }) => [kind, code]));
  const result = await build({
    stdin: {
      contents: [...given.keys()].map((kind) => `export * from "validators:${kind}";`).join("\n"),
      resolveDir: process.cwd(),
    },
    plugins: [
      {
        name: "validators",
        setup(builder) {
          builder.onResolve({ filter: /^validators:/ }, ({ path }) => ({ path, namespace: "validators" }));
          builder.onLoad({ filter: /.*/, namespace: "validators" }, ({ path }) => ({
            contents: given.get(path.slice("validators:".length)) ?? "",
            resolveDir: process.cwd(),
          }));
        },
      },
    ],
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    minifyWhitespace: true,
    minifySyntax: true,
    write: false,
    metafile: true,
    legalComments: "none",
  });
  const inputs = Object.keys(result.metafile.inputs);
  // The bundler puts functions of its own beside what it bundles, and the compiler has written the rest.
  const packages = ["ajv", "esbuild", ...inputs.flatMap((input) => PACKAGE_NAME.exec(input)?.[1] ?? [])];
  return { code: result.outputFiles[0]?.text ?? "", packages };
}

const PACKAGE_NAME = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
