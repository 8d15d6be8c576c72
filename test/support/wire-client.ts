import { NO_END, type StreamPiece, type WireInput } from "./wire-inputs.ts";

/** How a client reaches providers, and what it sees of the answers: the same code in the tests and in a program of its own. */
export interface Reached {
  /** Where a provider's paths begin. */
  readonly baseOf: (provider: WireInput["provider"]) => string;
  readonly send: typeof fetch;
}

export type SentHeaders = [string, string][];

/** What a transport adds of its own. */
const OF_TRANSPORT = ["connection", "keep-alive", "date", "transfer-encoding", "x-powered-by", "content-length"];

/** Asks for the credentials of an input. @returns the headers to send */
export async function prepare(input: WireInput, world: string, { baseOf, send }: Reached): Promise<SentHeaders> {
  const { provider, token, cookiesOf, headers = {} } = input;
  const inWorld = { "x-standin-world": world };
  const sent: SentHeaders = [["x-standin-world", world]];
  for (const [name, value] of Array.isArray(headers) ? headers : Object.entries(headers)) sent.push([name, value]);
  if (token !== undefined) {
    const init = { method: "POST", headers: { "content-type": "application/json", ...inWorld }, body: token.body };
    const reply = await send(baseOf(provider) + token.path, init);
    sent.push(["authorization", `Bearer ${(await reply.json()).access_token}`]);
  }
  if (cookiesOf !== undefined) {
    const reply = await send(baseOf(provider) + cookiesOf, { headers: inWorld });
    for (const cookie of reply.headers.getSetCookie()) sent.push(["cookie", cookie.split(";", 1)[0] ?? ""]);
  }
  return sent;
}

/** What a client sees of the answer, without what differs by where it was asked. */
export async function ask(input: WireInput, headers: SentHeaders, reached: Reached, controller: AbortController) {
  const { provider, path, method, body, redirect = "follow", abort, effect } = input;
  const base = reached.baseOf(provider);
  const { pathname } = new URL(base);
  // Cookies of the real host are those of its domain.
  const plain = (text: string) => text.replaceAll(base, "BASE").replaceAll("; Domain=netid.de", "");
  const ofHeader = (name: string, value: string) =>
    name === "location" && pathname !== "/" && value.startsWith(pathname) ? value.slice(pathname.length) : plain(value);
  if (abort === "before") controller.abort();
  const onBegun = (): void => {
    if (abort === "in the body") controller.abort();
  };
  try {
    const init = {
      method,
      headers,
      redirect,
      signal: controller.signal,
      ...(body !== undefined && toBody(body, onBegun)),
    };
    const response = await reached.send(base + path, init);
    const shown = [...response.headers].filter(([name]) => !OF_TRANSPORT.includes(name));
    const { text, isInPieces } = await read(response);
    return {
      status: response.status,
      url: plain(response.url),
      redirected: response.redirected,
      headers: shown.map(([name, value]) => [name, ofHeader(name, value)]),
      body: plain(text),
      ...(effect?.reply === "slow" && { isInPieces }),
    };
  } catch (error) {
    return { status: "lost", error: (error as Error).name };
  }
}

export type Answer = Awaited<ReturnType<typeof ask>>;

function toBody(body: NonNullable<WireInput["body"]>, onBegun: () => void) {
  if (typeof body === "string" || body instanceof Uint8Array) return { body: body as BodyInit };
  return { body: toStream(body, onBegun), duplex: "half" };
}

function toStream(pieces: readonly StreamPiece[], onBegun: () => void): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else if (piece === NO_END) {
        onBegun();
        return new Promise(() => {});
      } else controller.enqueue(new TextEncoder().encode(piece));
      return undefined;
    },
  });
}

async function read(response: Response): Promise<{ text: string; isInPieces: boolean }> {
  const pieces: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) pieces.push(next.value);
  return { text: Buffer.concat(pieces).toString("latin1"), isInPieces: pieces.length > 1 };
}
