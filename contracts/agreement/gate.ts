import { createServer, type IncomingMessage, type ServerResponse, request as sendHttp } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import { parseBody } from "#engine/decode.ts";
import type { OperationTable } from "#engine/operation.ts";
import { PAGES_PREFIX } from "#engine/pages.ts";
import type { Provider } from "#engine/provider.ts";
import { FAULT_HEADER } from "#engine/stages.ts";
import { type Evidence, record } from "./evidence.ts";
import { EXCHANGE_HEADER, type Prisms } from "./prism-desk.ts";
import { type Disputed, NOT_FOR_PRISM, PRISM_EXCEPTIONS, SHOWN_IN_PART, type Violation } from "./prism-exceptions.ts";
import { findPlace } from "./prism-media-types.ts";
import { findOperation, type Spec } from "./spec.ts";
import { prefixOf } from "./subjects.ts";

export interface GateOptions {
  /** Where the simulator answers, without a trailing slash. */
  readonly upstream: string;
  readonly provider: Provider;
  readonly spec: Spec;
  readonly prisms: Prisms;
  /** Takes what has been seen; default: it becomes evidence of this run. */
  readonly record?: (evidence: readonly Evidence[]) => Promise<void>;
}

export interface Gate {
  readonly url: string;
  /** What Prism and the mock could not agree on. Emptied by reading. */
  takeComplaints(): string[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly rawHeaders: string[];
  /** Of a stream: nothing, as it may have no end. */
  readonly body: Buffer;
  readonly stream?: IncomingMessage;
}

/** One request on its way to the mock, which gets it once, however often Prism asks. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  reply?: Promise<Reply>;
}

const EXCHANGE_PATH = "/_standin_exchange/";
const HOP_BY_HOP = ["host", "connection", "keep-alive", "transfer-encoding", "expect", "upgrade"];

/** The connection to the mock was broken off: no reply of its own, but what faults do. */
class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/**
 * A way to a simulator that leads through `prism proxy --errors`: each request goes to Prism, from there to the mock,
 * and the reply back through Prism. What the client gets is the mock's own reply, so that suites see no difference.
 *
 * When Prism refuses a request, the mock must refuse it too; its reply is then held before a second Prism that only
 * remarks. Where Prism errs, a rule of the list of exceptions says so.
 *
 * What a fault has disturbed passes without a judgement: it is nobody's word on what the provider answers.
 */
export async function openGate(options: GateOptions): Promise<Gate> {
  const { record: keep = record } = options;
  const exchanges = new Map<string, Exchange>();
  let complaints: string[] = [];
  let count = 0;

  const server = createServer((request, response) => {
    const { url = "/" } = request;
    const handled = url.startsWith(EXCHANGE_PATH) ? answerPrism(url, response) : answerClient(request, response);
    handled.catch((error: Error) => {
      if (!(error instanceof BrokenOff)) complaints.push(`${request.method} ${url}: ${error.message}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const run = (exchange: Exchange): Promise<Reply> => {
    exchange.reply ??= forward(options.upstream, exchange);
    return exchange.reply;
  };

  async function answerPrism(path: string, response: ServerResponse): Promise<void> {
    const exchange = exchanges.get(path.slice(EXCHANGE_PATH.length));
    if (exchange === undefined) throw new Error("Prism asks for an exchange that is over");
    const { status, rawHeaders, body } = await run(exchange);
    // Whoever passes this on asks by GET, and would wait for what the reply to HEAD only announces.
    const announced = body.length > 0 ? rawHeaders : without(rawHeaders, "content-length");
    response.writeHead(status, announced).end(body);
  }

  async function answerClient(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = { request, body: Buffer.concat(await request.toArray()) };
    const place = toProviderPath(request, options.provider);
    if (place !== undefined) {
      count += 1;
      const id = String(count);
      exchanges.set(id, exchange);
      complaints.push(...(await judge(exchange, place, `${url}${EXCHANGE_PATH}${id}`)));
      exchanges.delete(id);
    }
    const { status, rawHeaders, body, stream } = await run(exchange);
    response.writeHead(status, rawHeaders);
    if (stream === undefined) response.end(body);
    else await pipeline(stream, response).catch(() => stream.destroy());
  }

  /** @returns what Prism has against the exchange, and no rule explains */
  async function judge(exchange: Exchange, path: string, self: string): Promise<string[]> {
    const { provider } = options.spec;
    const unfit = Object.entries(NOT_FOR_PRISM).find(([, { covers }]) => covers(path, exchange.body.length));
    if (unfit !== undefined) {
      await keep([{ judge: "Prism", provider, exception: unfit[0] }]);
      return [];
    }
    const verdict = await ask(options.prisms.strict, exchange, path, self);
    const wasForwarded = exchange.reply !== undefined;
    const reply = await run(exchange);
    const { status } = reply;
    if (headerIn(reply.rawHeaders, FAULT_HEADER) !== undefined) return [];
    const disputed = await toDisputed(exchange, path, reply, options, wasForwarded ? undefined : verdict.status);
    const open: string[] = [];
    const evidence: Evidence[] = [];
    if (reply.stream !== undefined) evidence.push({ judge: "Prism", provider, exception: SHOWN_IN_PART.stream.name });
    const dispute = (on: "request" | "reply", text: string, violation?: Violation): void => {
      const found = Object.entries(PRISM_EXCEPTIONS).find(
        ([, { about, covers }]) => about === on && covers(disputed, violation),
      );
      if (found === undefined) open.push(`${disputed.method} ${path} ${status}: ${text}`);
      else evidence.push({ judge: "Prism", provider, exception: found[0] });
    };

    if (!wasForwarded && status < 400) {
      const violations = violationsIn(verdict);
      for (const each of violations) dispute("request", `the mock took what Prism refuses: ${each.message}`, each);
      if (violations.length === 0) dispute("request", `the mock took what Prism refuses with ${verdict.status}`);
    }
    const apart = findPlace(disputed.operation?.responses.get(status), mediaTypeOf(reply.rawHeaders)) ?? "";
    const isDone = wasForwarded && apart === "";
    const remarks = isDone ? verdict : await ask(options.prisms.lenient, exchange, apart + path, self);
    const onReply = violationsIn(remarks).filter(({ location }) => location[0] === "response");
    for (const each of onReply) dispute("reply", each.message, each);
    const { operation } = disputed;
    if (operation?.responses.has(status) && onReply.length === 0 && open.length === 0)
      evidence.push({ judge: "Prism", provider, operationId: operation.operationId, status });
    await keep(evidence);
    return open;
  }

  return {
    url,
    takeComplaints() {
      const taken = complaints;
      complaints = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The provider's own path with its query, free of world, mount and version prefix; undefined: not the provider's. */
function toProviderPath({ url = "/", headers }: IncomingMessage, provider: Provider): string | undefined {
  const { name, hosts, prefixes } = provider.api;
  const mount = prefixOf(provider);
  let path = url.replace(/^\/~[^/]*/, "");
  const host = (headers.host ?? "").replace(/:\d*$/, "").toLowerCase();
  if (!hosts.includes(host) && host !== `${name}.localhost`) {
    if (!new RegExp(`^/${mount}([/?]|$)`).test(path)) return undefined;
    path = path.slice(mount.length + 1);
  }
  if (path.startsWith(PAGES_PREFIX)) return undefined;
  const prefix = prefixes.find((each) => each !== "" && path.startsWith(`${each}/`)) ?? "";
  return path.slice(prefix.length);
}

async function toDisputed(
  { request, body }: Exchange,
  path: string,
  { status, rawHeaders }: Reply,
  { provider, spec }: GateOptions,
  refusedWith: number | undefined,
): Promise<Disputed> {
  const { method = "GET", headers } = request;
  const operation = findOperation(spec, method, path.split("?")[0] ?? "");
  const contentType = headers["content-type"] ?? "";
  const essence = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const behaviour = await provider.behaviour();
  const { commonResponses, bodyMediaType, parseForm, normalizeBody } = behaviour;
  const entry = behaviour.operations[operation?.operationId ?? ""];
  const parsed = entry && (await parseBody(body.toString(), contentType, entry, bodyMediaType, parseForm));
  const value = parsed?.kind === "parsed" ? parsed.value : undefined;
  const normalized = operation && normalizeBody?.(structuredClone(value), { operationId: operation.operationId });
  return {
    method,
    operation,
    isBracketedForm: essence === "application/x-www-form-urlencoded" && /(\[|%5B)[^=]*=/i.test(body.toString()),
    authorization: headers.authorization ?? "",
    isReadAsOther: essence !== "" && parsed !== undefined && "mediaType" in parsed && parsed.mediaType !== essence,
    isNormalized: normalizeBody !== undefined && !isDeepStrictEqual(normalized, value),
    status,
    isCommonStatus: commonResponses[status] !== undefined,
    isOfCommonMediaType:
      commonResponses[status]?.content[mediaTypeOf(rawHeaders)] !== undefined &&
      entry?.responses[status]?.content[mediaTypeOf(rawHeaders)] === undefined,
    isOtherSlash: operation === undefined && isOtherSlash(path.split("?")[0] ?? "", spec, behaviour),
    ...(refusedWith !== undefined && { refusedWith }),
  };
}

const without = (rawHeaders: readonly string[], unwanted: string): string[] =>
  rawHeaders.flatMap((name, at, all) =>
    at % 2 === 1 || name.toLowerCase() === unwanted ? [] : [name, all[at + 1] ?? ""],
  );

function headerIn(rawHeaders: readonly string[], wanted: string): string | undefined {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === wanted);
  return at < 0 ? undefined : rawHeaders[at + 1];
}

const mediaTypeOf = (rawHeaders: readonly string[]): string =>
  headerIn(rawHeaders, "content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";

/** The path of an operation but for a slash at its end, where the provider takes both, or leads from one to the other. */
function isOtherSlash(path: string, spec: Spec, { operations }: OperationTable): boolean {
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  const methods = new Set([...spec.operations.values()].map(({ method }) => method));
  return [...methods].some((method) => {
    const entry = operations[findOperation(spec, method, other)?.operationId ?? ""];
    return entry !== undefined && entry.slash !== "exact";
  });
}

/** Prism shortens a long list to text that is no JSON any more; it is one remark then. */
function violationsIn({ rawHeaders, body }: Reply): Violation[] {
  const text = headerIn(rawHeaders, "sl-violations");
  try {
    if (text !== undefined) return JSON.parse(text) as Violation[];
    const { validation = [] } = JSON.parse(body.toString()) as { validation?: Partial<Violation>[] };
    return validation.map((each) => ({ location: ["request"], severity: "Error", message: "", ...each }));
  } catch {
    return text === undefined ? [] : [{ location: ["response"], severity: "Error", message: text }];
  }
}

async function forward(upstream: string, { request, body }: Exchange): Promise<Reply> {
  const { url = "/", method, rawHeaders, socket } = request;
  const { promise, abort } = send(new URL(url, upstream).origin, url, method, rawHeaders, body);
  // A client that gives up, as on a reply that never comes, gives up for all.
  socket.once("close", abort);
  try {
    return await promise;
  } catch (cause) {
    throw new BrokenOff("the connection was broken off", { cause });
  } finally {
    socket.off("close", abort);
  }
}

function ask(prism: string, { request, body }: Exchange, path: string, self: string): Promise<Reply> {
  const headers = request.rawHeaders.flatMap((name, at, all) =>
    at % 2 === 1 || HOP_BY_HOP.includes(name.toLowerCase()) ? [] : [name, all[at + 1] ?? ""],
  );
  headers.push("host", new URL(prism).host, EXCHANGE_HEADER, self);
  return send(prism, path, request.method, headers, body).promise;
}

function send(
  origin: string,
  path: string,
  method: string | undefined,
  headers: readonly string[],
  body: Buffer,
): { readonly promise: Promise<Reply>; readonly abort: () => void } {
  const { hostname, port } = new URL(origin);
  const outgoing = sendHttp({ hostname, port, path, method, setHost: false, headers: headers as never, agent: false });
  const promise = new Promise<Reply>((resolve, reject) => {
    outgoing.on("response", async (reply) => {
      const { statusCode: status = 0, rawHeaders } = reply;
      if (SHOWN_IN_PART.stream.covers(mediaTypeOf(rawHeaders))) {
        resolve({ status, rawHeaders, body: Buffer.alloc(0), stream: reply });
        return;
      }
      const chunks = await reply.toArray().catch(reject);
      if (chunks !== undefined) resolve({ status, rawHeaders, body: Buffer.concat(chunks) });
    });
    outgoing.on("error", reject).end(body.length > 0 ? body : undefined);
  });
  return { promise, abort: () => outgoing.destroy() };
}
