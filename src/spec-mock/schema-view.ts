import { setMember } from "#engine/basics/table.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecSource } from "#generation/spec-source.ts";

type Members = Record<string, unknown>;

/** A schema with its references followed and the parts of `allOf` joined: what it says at first sight. */
export interface SchemaView {
  readonly type: string | undefined;
  readonly isNullable: boolean;
  readonly properties: Readonly<Members>;
  readonly required: readonly string[];
  readonly items: unknown;
  /** The schema of members without a name of their own; `false`: there are none. */
  readonly additional: unknown;
  /** Whether it says more than that, by `oneOf` or `anyOf`. */
  readonly hasAlternatives: boolean;
  /** Its other keywords. */
  readonly keywords: Readonly<Members>;
}

const MOST_PARTS = 30;
const views = new WeakMap<object, SchemaView>();

/** Looks at a schema. Of alternatives, the first that is not null counts. */
export function viewSchema(source: SpecSource, schema: unknown): SchemaView {
  if (!isObject(schema)) return toView({ keywords: {}, properties: {}, required: [] });
  const before = views.get(schema);
  if (before !== undefined) return before;
  const joined: Joined = { keywords: {}, properties: {}, required: [] };
  join(source, schema, joined, { parts: 0 });
  const view = toView(joined);
  views.set(schema, view);
  return view;
}

interface Joined {
  keywords: Members;
  properties: Members;
  required: string[];
}

function join(source: SpecSource, schema: unknown, joined: Joined, count: { parts: number }): void {
  const found = source.follow(schema);
  count.parts += 1;
  if (!isObject(found) || count.parts > MOST_PARTS) return;
  for (const part of listOf(found["allOf"])) join(source, part, joined, count);
  const alternatives = [...listOf(found["oneOf"]), ...listOf(found["anyOf"])];
  const first = alternatives.find((each) => {
    const alternative = source.follow(each);
    return isObject(alternative) && alternative["type"] !== "null";
  });
  if (first !== undefined) join(source, first, joined, count);
  if (alternatives.some((each) => isNull(source.follow(each)))) joined.keywords["nullable"] = true;
  for (const [name, value] of Object.entries(found))
    if (!["allOf", "properties", "required"].includes(name)) setMember(joined.keywords, name, value);
  if (isObject(found["properties"]))
    for (const [name, property] of Object.entries(found["properties"])) setMember(joined.properties, name, property);
  for (const name of listOf(found["required"])) if (typeof name === "string") joined.required.push(name);
}

const isNull = (schema: unknown): boolean => isObject(schema) && schema["type"] === "null";

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function toView({ keywords, properties, required }: Joined): SchemaView {
  const types = [keywords["type"]].flat().filter((each) => typeof each === "string");
  const named = types.find((each) => each !== "null");
  const implied = Object.keys(properties).length > 0 ? "object" : keywords["items"] !== undefined ? "array" : undefined;
  return {
    type: named ?? implied,
    isNullable: keywords["nullable"] === true || types.includes("null"),
    properties,
    required: [...new Set(required)],
    items: keywords["items"],
    additional: keywords["additionalProperties"],
    hasAlternatives: keywords["oneOf"] !== undefined || keywords["anyOf"] !== undefined,
    keywords,
  };
}
