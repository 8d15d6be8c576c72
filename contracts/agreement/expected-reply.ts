import type { ExpectedReply } from "./contract.ts";
import { type createMatcherFactory, withDifferences, withExact } from "./matchers.ts";
import { exampleOf, resolve, type Spec } from "./spec.ts";

export const JSON_TYPE = /[/+]json\b/;

type Matchers = ReturnType<typeof createMatcherFactory>;

export interface ExpectedText {
  readonly mediaType: string;
  readonly text: string;
  readonly pattern?: string;
}

/**
 * Returns what the contract expects of a reply: headers and body of the spec, with matchers.
 *
 * @param accept decides where a reply has several media types
 */
export function expectReply(spec: Spec, matchers: Matchers, reply: ExpectedReply, accept: string | undefined) {
  const { operationId, status, example, differs, exactly } = reply;
  const response = spec.operations.get(operationId)?.responses.get(status);
  if (response === undefined) throw new Error(`the spec does not know status ${status} of ${operationId}`);
  const headers: Record<string, string | ReturnType<typeof matchers.toHeader>> = {};
  for (const [name, header] of Object.entries(response.headers ?? {}))
    if (header.required) headers[name] = matchers.toHeader(header.schema ?? {}, header.example);
  Object.assign(headers, reply.headers);
  const kinds = Object.entries(response.content ?? {}).filter(([mediaType]) => JSON_TYPE.test(mediaType));
  const json = kinds.find(([mediaType]) => mediaType === accept) ?? kinds[0];
  if (json === undefined) {
    const [mediaType, media = {}] = Object.entries(response.content ?? {})[0] ?? [];
    if (mediaType === undefined) return { headers };
    headers["Content-Type"] = mediaType;
    const text = exampleOf(media, example);
    const { pattern } = mediaType.startsWith("text/") ? resolve(spec.document, media.schema ?? {}) : {};
    if (typeof text !== "string") return { headers };
    return { headers, text: { mediaType, text, ...(typeof pattern === "string" && { pattern }) } };
  }
  const [mediaType, media] = json;
  headers["Content-Type"] = mediaType;
  const body = withDifferences(exampleOf(media, example), differs, exactly);
  if (body === undefined) throw new Error(`the spec has no example of ${operationId} ${status}`);
  return { headers, body: withExact(matchers.toBody(media.schema ?? {}, body, exactly), body, exactly) };
}
