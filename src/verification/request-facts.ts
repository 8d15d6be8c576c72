import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { parseForm } from "#engine/kit/form.ts";
import type { RecordedHeaders } from "./har-file.ts";
import { readJsonText } from "./read-json.ts";
import { isRedacted } from "./value-format.ts";

/** The values of a request, to tell whether replies repeat them. */
export interface RequestFacts {
  /** Whether the request contains this value: a string anywhere, another value under the same name. */
  has(name: string, value: unknown): boolean;
  /** Every string and number outside the headers, with its name. */
  readonly sent: readonly { readonly name: string; readonly value: string }[];
}

interface SentRequest {
  readonly query: string;
  readonly headers: RecordedHeaders | Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | undefined;
}

/** @param parameters path parameters, decoded */
export function toFacts(
  { query, headers, body }: SentRequest,
  parameters: Readonly<Record<string, string>>,
): RequestFacts {
  const texts = new Set<string>();
  const named = new Set<string>();
  const sent: { name: string; value: string }[] = [];
  const add = (name: string, value: unknown): void => {
    if (typeof value === "object" && value !== null) {
      for (const [inner, each] of Object.entries(value)) add(Array.isArray(value) ? name : inner, each);
      return;
    }
    if (isRedacted(value)) return;
    if (typeof value === "string" || typeof value === "number") {
      texts.add(String(value));
      sent.push({ name, value: String(value) });
    }
    named.add(`${name}=${JSON.stringify(value)}`);
  };
  for (const [name, value] of Object.entries(parameters)) add(name, value);
  for (const [name, value] of new URLSearchParams(query)) add(name, value);
  add("", readBody(body, [headers["content-type"]].flat()[0]));
  return {
    has: (name, value) => {
      if (typeof value === "string") return value !== "" && texts.has(value);
      // Only leaf values were recorded.
      return (typeof value !== "object" || value === null) && named.has(`${name}=${JSON.stringify(value)}`);
    },
    sent,
  };
}

/** Parses a request's body, a form or JSON; returns `undefined` if it is neither. */
export function readBody(body: string | undefined, contentType: string | undefined): unknown {
  if (body === undefined) return undefined;
  if (mediaTypeOf(contentType) !== "application/x-www-form-urlencoded") return readJsonText(body);
  try {
    return parseForm(body);
  } catch {
    return undefined;
  }
}
