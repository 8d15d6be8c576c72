import { ownValue } from "./own-value.ts";

type Schema = Readonly<Record<string, unknown>>;

/** How a parameter of a scenario is asked for. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly kind: "choice" | "boolean" | "number" | "text" | "json";
  readonly options: readonly string[];
  readonly isRequired: boolean;
  /** As text; empty if there is none. */
  readonly usual: string;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Follows references into the schema's own `$defs`. */
function resolve(schema: Schema, root: Schema): Schema {
  const { $ref: reference } = schema;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return schema;
  const found = reference
    .slice(2)
    .split("/")
    .reduce<unknown>((at, step) => (isSchema(at) ? ownValue(at, step) : undefined), root);
  return isSchema(found) ? { ...resolve(found, root), ...schema } : schema;
}

/** The parameters of an object schema, in their order. */
export function parametersOf(root: Schema): Parameter[] {
  const { properties, required } = root;
  if (!isSchema(properties)) return [];
  const names = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, given]) => {
    const schema = resolve(isSchema(given) ? given : {}, root);
    const kind = kindOf(schema);
    const usual = schema["default"];
    return {
      name,
      kind,
      description: String(schema["description"] ?? ""),
      options: kind === "choice" ? (schema["enum"] as unknown[]).map(String) : [],
      isRequired: names.includes(name),
      usual: usual === undefined ? "" : typeof usual === "string" && kind !== "json" ? usual : JSON.stringify(usual),
    };
  });
}

function kindOf(schema: Schema): Parameter["kind"] {
  if (Array.isArray(schema["enum"]) && schema["enum"].every((each) => typeof each === "string")) return "choice";
  switch (schema["type"]) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return "number";
    case "string":
      return "text";
    default:
      return "json";
  }
}

/**
 * The parameters as a scenario takes them. What was left empty is left out.
 *
 * @throws Error for a text that is not JSON where JSON is asked for
 */
export function toParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const entries = parameters.flatMap(({ name, kind }): [string, unknown][] => {
    const text = ownValue(given, name) ?? "";
    return text === "" ? [] : [[name, toValue(name, kind, text)]];
  });
  return Object.fromEntries(entries);
}

function toValue(name: string, kind: Parameter["kind"], text: string): unknown {
  if (kind === "number") return Number(text);
  if (kind === "boolean") return text === "true";
  if (kind !== "json") return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
