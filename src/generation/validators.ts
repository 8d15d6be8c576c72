import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { setMember } from "#engine/basics/table.ts";
import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import { boundLoops, withFiniteNumbers, withOwnLists } from "./bounded-loops.ts";
import { FORMATS } from "./formats.ts";
import type { OpenApiDocument, Schemas } from "./operations.ts";
import { withoutAnnotations } from "./schema-annotations.ts";

const HEADER = "// Written by `npm run generate`. Do not edit: change the spec.\n";
const COMPONENT = "component:";

/**
 * Compiles validators ahead of time into one self-contained module.
 *
 * Parameters are text, so their validators convert them (in place) to the types of the spec; bodies and replies are not
 * converted. Validation of replies stops at the first error; that of requests collects several, for providers that list
 * them: up to `complaints.most` per list and map, so that a large body is refused as fast as a small one.
 *
 * @returns the code, its declarations, and the packages with code in it
 */
export async function compileValidators(
  document: OpenApiDocument,
  schemas: Schemas,
): Promise<{ code: string; declarations: string; packages: readonly string[] }> {
  const kinds = {
    // Their defaults are filled in (in place): no API has any that standin would have to tell from what was sent.
    scenarios: {
      coerceTypes: false,
      allErrors: false,
      useDefaults: true,
      formats: "full",
      test: (each: string) => each.startsWith("scenario_"),
    },
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
    // Dates in replies come from clocks and state: only their shape is checked, not the calendar.
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
  const declarations = `${HEADER}/** How many complaints about each list and each map of a request are gathered, at least. */
export declare const complaints: { most: number };
interface ValidationError {
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
  {
    formats,
    ...options
  }: { coerceTypes: boolean; allErrors: boolean; useDefaults?: boolean; formats: "full" | "fast" },
): string {
  // The class for draft 7 writes less code than that for 2020-12; strict, it refuses keywords that it lacks.
  const ajv = new Ajv({
    ...options,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv, { mode: formats, formats: [...FORMATS] });
  ajv.addFormat("binary", true);
  refuseUnbounded(document);
  // Each component is a separate schema, so that all references to it share one compiled function.
  for (const [component, schema] of Object.entries(document.components?.["schemas"] ?? {}))
    ajv.addSchema(withOwnReferences(withoutAnnotations(schema)) as object, `${COMPONENT}${component}`);
  const exported: Record<string, string> = {};
  const aliases: string[] = [];
  const firstOf = new Map<string, string>();
  for (const each of names) {
    const schema = withOwnReferences(withoutAnnotations(schemas.get(each))) as { $ref?: string };
    // A schema that is only a reference is the component itself.
    const id = schema.$ref !== undefined && Object.keys(schema).length === 1 ? schema.$ref : `export:${each}`;
    if (id !== schema.$ref) ajv.addSchema(schema, id);
    const first = firstOf.get(id);
    if (first === undefined) {
      firstOf.set(id, each);
      setMember(exported, each, id);
    } else aliases.push(`export const ${each} = ${first};\n`);
  }
  // Only now, because ajv validates the schemas themselves with its own validators.
  if (options.allErrors) boundLoops(ajv);
  const isChanging = options.coerceTypes || options.useDefaults === true;
  const code = withFiniteNumbers(withOwnLists(withoutUnused(standaloneCode.default(ajv, exported), isChanging)));
  return `import { addTo, complaints } from "validators:complaints";\n${code}\n${aliases.join("")}`;
}

/** Those whose loops are not limited. `uniqueItems` compares each item with every other. */
const UNBOUNDED = ["contains", "uniqueItems", "unevaluatedItems", "unevaluatedProperties"];

function refuseUnbounded(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (UNBOUNDED.includes(key)) throw new Error(`${key} takes more than linear time: express it in another way`);
    refuseUnbounded(member);
  }
}

/** Code that every compiled validator uses. */
const COMPLAINTS = `
export const complaints = { most: ${MOST_VIOLATIONS} };
export function addTo(list, more) {
  if (list === null) return more;
  for (const each of more) list.push(each);
  return list;
}
`;

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

/**
 * Removes what nothing reads: the place in the schema of each error, and where a value hangs, which only a validator that
 * changes values has to know.
 */
function withoutUnused(code: string, isChanging: boolean): string {
  const short = code.replaceAll(/,schemaPath:"[^"]*"/g, "");
  if (isChanging) return short;
  const own = short
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}', '{instancePath=""}')
    .replaceAll(",parentData,parentDataProperty,rootData", "")
    .replaceAll(/,parentData:\w+(?:\.\w+|\[\w+\])*,parentDataProperty:(?:"[^"]*"|\w+),rootData/g, "");
  if (/\b(?:schemaPath:|parentData|rootData)/.test(own)) throw new Error("ajv writes places in an unknown way");
  return own;
}

/** Bundles several modules into one without imports, including ajv's runtime code. */
async function bundle(
  modules: readonly { kind: string; code: string }[],
): Promise<{ code: string; packages: readonly string[] }> {
  const given = new Map(modules.filter(({ code }) => code !== "").map(({ kind, code }) => [kind, code]));
  given.set("complaints", COMPLAINTS);
  const result = await build({
    stdin: {
      contents: [...given.keys()]
        .map((kind) => `export ${kind === "complaints" ? "{ complaints }" : "*"} from "validators:${kind}";`)
        .join("\n"),
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
  // The bundler adds its own helper functions; the compiler has written the rest.
  const packages = [
    "ajv",
    "esbuild",
    ...inputs.flatMap(
      (input) => PACKAGE_NAME.exec(input.slice(Math.max(0, input.lastIndexOf("node_modules/"))))?.[1] ?? [],
    ),
  ];
  return { code: withoutPlaces(result.outputFiles[0]?.text ?? ""), packages };
}

/** The bundler calls modules by where they lie: the same bytes wherever `node_modules` is. */
export const withoutPlaces = (code: string): string =>
  code.replaceAll(/(["'])(?:[^"'\s]*\/)?node_modules\//g, "$1node_modules/");

const PACKAGE_NAME = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;
