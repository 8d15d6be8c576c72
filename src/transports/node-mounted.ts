import type { IncomingMessage, ServerResponse } from "node:http";
import { type ArrivedBody, type BodyReader, IncompleteRequest } from "#engine/contract/exchange.ts";
import { type Chunk, readBytes } from "./node.ts";
import { type HandledRequest, takeHandledBody } from "./node-handled.ts";
import { hasBody, isDeclaredLarger } from "./node-headers.ts";

/**
 * How the body of a request is read that an application of Express or its kin has had before us. Called as soon as the
 * request is here: what flows is taken from now on, and not only when the engine asks for it.
 *
 * @returns `undefined` if it is read as any other
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

/** @throws IncompleteRequest where what was kept is of no use, such as a file that is gone */
async function takeWhole(request: HandledRequest): Promise<ArrivedBody> {
  try {
    return await takeHandledBody(request);
  } catch (cause) {
    const detail = (cause as Error)?.message ?? cause;
    throw new IncompleteRequest(`What middleware has made of the request's body cannot be read: ${detail}`, { cause });
  }
}

/** A body to which something else listens already. It is held until the engine asks for it, or has answered without it. */
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
