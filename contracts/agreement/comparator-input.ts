import { resolve, type Schema } from "./spec.ts";

// Spec and pact are rewritten where the comparator does not support their usual form:
//
// - it reads dots and brackets in the name of a query parameter as nesting, so names have underscores instead;
// - it puts the query together as it is written, so that the values are encoded, commas excepted, which part lists for it;
// - it knows the query's lists by the type that stands in the parameter, so that references to lists are followed;
// - it joins the parts of a header without a blank, so that a list is one part;
// - it closes every object of a reply, those too whose members the document leaves to others by `true` alone: the empty
//   schema says the same, and is left open.

type Members = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapMembers = (value: unknown, change: (member: unknown, name: string) => unknown): Members =>
  Object.fromEntries(Object.entries((value ?? {}) as Members).map(([name, each]) => [name, change(each, name)]));

const toFlatName = (name: string): string => name.replaceAll(/[.[\]]/g, "_");

const encode = (values: unknown): string[] =>
  [values].flat().map((each) => encodeURIComponent(String(each)).replaceAll("%2C", ","));

/** Returns the document in the form that the comparator supports. */
export function toComparatorDocument(document: Schema): Schema {
  function reword(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reword);
    if (!isRecord(value)) return value;
    const reworded = mapMembers(value, reword);
    const { in: place, name, schema, type, properties, additionalProperties } = reworded;
    if (place === "query" && typeof name === "string")
      return { ...reworded, name: toFlatName(name), schema: resolve(document, (schema ?? {}) as Schema) };
    if (type === "object" && properties === undefined && additionalProperties === true)
      return { ...reworded, additionalProperties: {} };
    return reworded;
  }
  return reword(document) as Schema;
}

interface Written {
  readonly request: object;
  readonly response: object;
}

/** Returns the pact in the form that the comparator supports. */
export const toComparatorPact = (pact: { readonly interactions: readonly Written[] }): object => ({
  ...pact,
  interactions: pact.interactions.map((each) => ({
    ...each,
    request: withPlainQuery(withPlainHeaders(each.request)),
    response: withPlainHeaders(each.response),
  })),
});

const withPlainHeaders = (message: { readonly headers?: unknown }): object =>
  message.headers === undefined
    ? message
    : { ...message, headers: mapMembers(message.headers, (values) => [[values].flat().join(", ")]) };

function withPlainQuery(request: { readonly query?: unknown }): object {
  if (!isRecord(request.query)) return request;
  return {
    ...request,
    query: Object.fromEntries(
      Object.entries(request.query).map(([name, values]) => [encodeURIComponent(toFlatName(name)), encode(values)]),
    ),
  };
}
