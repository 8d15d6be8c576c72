import type { IncomingMessage, ServerResponse } from "node:http";
import { type ArrivedBody, type BodyReader, IncompleteRequest } from "#engine/contract/exchange.ts";
import { type Chunk, readBytes } from "./node.ts";
import { type HandledRequest, takeHandledBody } from "./node-handled.ts";
import { hasBody, isDeclaredLarger } from "./node-headers.ts";

/**
 * Returns a reader for the body of a request that middleware of an application has already handled. Call it as soon as the
 * request arrives: data that flows is collected from then on, not only when the engine reads the body.
 *
 * @returns `undefined` if the body can be read as usual
 */
export function readerOf(request: HandledRequest, response: ServerResponse): BodyReader | undefined {
  if (!hasBody(request)) return undefined;
  if (request.readableEnded && (request.body !== undefined || request.rawBody !== undefined))
    return (limitBytes) => (isDeclaredLarger(request, limitBytes) ? undefined : takeWhole(request));
  if (request.readableDidRead)
    return () => {
      throw new IncompleteRequest(TAKEN);
    };
  return request.readableFlowing === null ? undefined : readFlowing(request, response);
}

const TAKEN =
  "Middleware before standin's router has read from the request, and kept no body for it. " +
  "Mount the router before that middleware, or have it keep all bytes as request.rawBody.";

/** @throws IncompleteRequest if what middleware kept cannot be read, such as a deleted file */
async function takeWhole(request: HandledRequest): Promise<ArrivedBody> {
  try {
    return await takeHandledBody(request);
  } catch (cause) {
    const detail = (cause as Error)?.message ?? cause;
    throw new IncompleteRequest(`What middleware has made of the request's body cannot be read: ${detail}`, { cause });
  }
}

/** Reads a body that has another listener. It is paused until the engine reads it, or has replied without it. */
function readFlowing(request: IncomingMessage, response: ServerResponse): BodyReader {
  const before: Chunk[] = [];
  const keep = (chunk: Chunk): void => {
    before.push(chunk);
    request.pause();
  };
  const release = (): void => {
    request.off("data", keep);
    request.resume();
  };
  request.pause();
  request.on("data", keep);
  response.once("close", release);
  return (limitBytes) => {
    response.off("close", release);
    const reading = readBytes(request, limitBytes, before);
    release();
    return reading;
  };
}
