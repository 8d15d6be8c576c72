import { type ExchangeReply, isStream } from "#engine/contract/exchange.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import type { Contract } from "../contract.ts";
import type { Schemas } from "../schemas.ts";
import type { Spec, SpecResponse } from "../spec.ts";
import type { Asking } from "./steps.ts";

/* What must hold for a reply by itself. */

export const JSON_TYPE = /[/+]json\b/;

/** One target in a walk. */
export interface Place {
  readonly contract: Contract;
  readonly spec: Spec;
  readonly schemas: Schemas;
}

/** Returns the body as text; of a stream, the part before it becomes idle. */
export async function readText({ body }: ExchangeReply): Promise<string> {
  if (typeof body === "string") return body;
  if (body === undefined) return "";
  if (!isStream(body)) return Buffer.from(body).toString("base64");
  const reader = body[Symbol.asyncIterator]();
  let text = "";
  for (;;) {
    const silence = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
    const next = await Promise.race([reader.next(), silence]);
    if (next === undefined || next.done) break;
    text += next.value;
  }
  await reader.return?.();
  return text;
}

/** Validates a reply against an independently read spec. @returns the reply's body, if it is JSON */
export function checkReply(
  schemas: Schemas,
  name: string,
  response: SpecResponse | undefined,
  reply: ExchangeReply,
): unknown {
  if (response === undefined) throw new Error(`${name}: the spec does not know this status\n${reply.body}`);
  const unreachable = response["x-unreachable"];
  if (unreachable !== undefined)
    throw new Error(`${name}: given, although the spec says: ${unreachable}\n${reply.body}`);
  for (const [header, { required }] of Object.entries(response.headers ?? {}))
    if (required && reply.headers[header.toLowerCase()] === undefined)
      throw new Error(`${name}: lacks the header ${header}`);
  const mediaTypes = Object.keys(response.content ?? {});
  if (mediaTypes.length === 0) {
    if (reply.body !== undefined && reply.body !== "") throw new Error(`${name}: has a body`);
    return undefined;
  }
  const sent = mediaTypeOf(reply);
  const media = response.content?.[sent];
  if (media === undefined) throw new Error(`${name}: the spec does not know it as ${sent}`);
  if (!JSON_TYPE.test(sent)) return undefined;
  const body: unknown = JSON.parse(String(reply.body));
  const complaint = schemas.complaintOf(media.schema ?? {}, body);
  if (complaint !== undefined) throw new Error(`${name}: ${complaint}\n${String(reply.body)}`);
  return body;
}

export const mediaTypeOf = ({ headers }: ExchangeReply): string =>
  String(headers["content-type"] ?? "")
    .split(";")[0]
    ?.trim() ?? "";

export function fitsReply(schemas: Schemas, response: SpecResponse, reply: ExchangeReply): boolean {
  try {
    checkReply(schemas, "", response, reply);
    return true;
  } catch {
    return false;
  }
}

/** Why the spec forbids a body, as the provider's framework passes it on. Values of forms are text without types. */
export function complaintOfRequest(
  { schemas }: Place,
  { normalizeBody }: Behaviour,
  { operation, mediaType }: Asking,
  sent: unknown,
) {
  const { operationId, requestBody } = operation;
  if (requestBody === undefined || (sent === undefined && !requestBody.required)) return undefined;
  const [first = ""] = Object.keys(requestBody.content);
  const schema = requestBody.content[mediaType ?? first]?.schema;
  if (schema === undefined || (mediaType !== undefined && !JSON_TYPE.test(mediaType))) return undefined;
  const wire: unknown = sent === undefined ? undefined : JSON.parse(JSON.stringify(sent));
  const value = normalizeBody === undefined ? wire : normalizeBody(wire, { operationId });
  return schemas.complaintOf(schema, value ?? null);
}
