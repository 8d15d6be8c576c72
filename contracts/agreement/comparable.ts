import type { Schema } from "./spec.ts";

// The comparator is shown the same things in other words where it does not understand the usual ones:
//
// - it takes a dot in the name of a query parameter for nesting, so names have a line there instead;
// - it joins the parts of a header without a blank, so that a list is one part.

type Members = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapMembers = (value: unknown, change: (member: unknown, name: string) => unknown): Members =>
  Object.fromEntries(Object.entries((value ?? {}) as Members).map(([name, each]) => [name, change(each, name)]));

const withoutDots = (name: string): string => name.replaceAll(".", "_");

/** The document as the comparator understands it. */
export const toComparableDocument = (document: Schema): Schema => renameParameters(document) as Schema;

function renameParameters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameParameters);
  if (!isRecord(value)) return value;
  const renamed = mapMembers(value, renameParameters);
  const { in: place, name } = renamed;
  return place === "query" && typeof name === "string" ? { ...renamed, name: withoutDots(name) } : renamed;
}

interface Written {
  readonly request: object;
  readonly response: object;
}

/** The pact as the comparator understands it. */
export const toComparablePact = (pact: { readonly interactions: readonly Written[] }): object => ({
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
    query: Object.fromEntries(Object.entries(request.query).map(([name, each]) => [withoutDots(name), each])),
  };
}
