import { isBytes } from "../basics/bytes.ts";
import { ownMember } from "../basics/table.ts";
import { DeferredBody } from "./deferred-body.ts";
import type { OperationEntry, OperationTable, ResponseEntry } from "./operation.ts";
import type { Reply } from "./request.ts";
import { StreamedBody } from "./streamed-body.ts";

/** A reply that conforms to its spec. */
export interface CheckedReply {
  readonly reply: Reply;
  /** `undefined` when the reply has no body. */
  readonly mediaType: string | undefined;
  /** All headers to send, except `content-type`; absent: the reply's own. */
  readonly headers?: ReplyHeaders;
}

/** Headers of a reply; names are in lower case. */
export type ReplyHeaders = Record<string, string | string[]>;

/**
 * Checks a reply against the spec's response of its status.
 *
 * @param headers all headers that will be sent
 * @returns the checked reply, or a text that says why it does not conform
 */
export function compareWithSpec(
  reply: Reply,
  headers: ReplyHeaders,
  operation: OperationEntry | undefined,
  { commonResponses }: OperationTable,
): CheckedReply | string {
  const response = operation?.responses[reply.status] ?? commonResponses[reply.status];
  if (response === undefined) return `status ${reply.status} is not documented`;
  for (const name of response.requiredHeaders)
    if (ownMember(headers, name) === undefined) return `status ${reply.status} lacks the header ${name}`;
  return checkContent(reply, headers, response);
}

function checkContent(reply: Reply, headers: ReplyHeaders, { content }: ResponseEntry): CheckedReply | string {
  let mediaType = reply.mediaType;
  if (mediaType === undefined) for (mediaType in content) break;
  if (mediaType === undefined)
    return reply.body === undefined
      ? { reply, mediaType, headers }
      : `status ${reply.status} has a body, but the spec says it has none`;
  const validate = content[mediaType];
  if (validate === undefined) return `status ${reply.status} is not documented as ${mediaType}`;
  const isLater = reply.body instanceof DeferredBody || reply.body instanceof StreamedBody;
  const body = isLater ? reply.body.placeholder : reply.body;
  if (body === undefined) return `status ${reply.status} lacks its body`;
  if (validate === null ? isSendable(body, mediaType) : validate(body)) return { reply, mediaType, headers };
  if (validate === null) return `status ${reply.status}, body as ${mediaType} is neither a text, bytes nor a stream`;
  const [error] = validate.errors ?? [];
  return `status ${reply.status}, body${error?.instancePath ?? ""} ${error?.message ?? "does not fit its schema"} ${JSON.stringify(error?.params ?? {})}`;
}

/** Only JSON is written from data; whatever else has no schema is sent as it is: a text, bytes, or a stream of them. */
const isSendable = (body: unknown, mediaType: string): boolean =>
  typeof body === "string" ||
  isBytes(body) ||
  mediaType.endsWith("json") ||
  (typeof body === "object" && body !== null && Symbol.asyncIterator in body);
