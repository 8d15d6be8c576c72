import { parseForm } from "#engine/form.ts";
import { mediaTypeOf } from "#engine/media-type.ts";
import type { RecordedHeaders } from "./har-file.ts";
import { readJsonText } from "./read-json.ts";
import { isRedacted } from "./value-format.ts";

/** What a request sent, so that replies can be asked whether they repeat it. */
export interface RequestFacts {
  /** Whether the request sent this value: a text anywhere, another value under the same name. */
  has(name: string, value: unknown): boolean;
  /** Every text and number that was sent outside of headers, with the name it was sent under. */
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
      // Only what holds nothing else was noted.
      return (typeof value !== "object" || value === null) && named.has(`${name}=${JSON.stringify(value)}`);
    },
    sent,
  };
}

/** The value of a request's body, a form or JSON; `undefined` when it is neither. */
export function readBody(body: string | undefined, contentType: string | undefined): unknown {
  if (body === undefined) return undefined;
  if (mediaTypeOf(contentType) !== "application/x-www-form-urlencoded") return readJsonText(body);
  try {
    return parseForm(body);
  } catch {
    return undefined;
  }
}
