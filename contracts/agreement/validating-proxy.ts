import { createServer, type IncomingMessage, type ServerResponse, request as sendHttp } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import type { Mock } from "#engine/contract/mock.ts";
import { PAGES_PREFIX } from "#engine/contract/pages.ts";
import { parseBody } from "#engine/pipeline/parse-body.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";
import { type Evidence, type Observation, record, type Waiver } from "./evidence.ts";
import {
  type Disputed,
  isDecodable,
  isOfHttp,
  NOT_CHECKED,
  NOT_FOR_PRISM,
  PRISM_EXCEPTIONS,
  SHOWN_IN_PART,
  type Violation,
} from "./prism-exceptions.ts";
import { COMMON_PLACE, findPlace } from "./prism-places.ts";
import { type Prisms, UPSTREAM_HEADER } from "./prism-pool.ts";
import { findOperation, findResponse, fits, type Spec, withOtherSlash } from "./spec.ts";
import { prefixOf } from "./targets.ts";

export interface ValidatingProxyOptions {
  /** The base URL of the simulator, without a trailing slash. */
  readonly upstream: string;
  readonly mock: Mock;
  readonly spec: Spec;
  readonly prisms: Prisms;
  /** Receives the observations; default: they become evidence of this run. */
  readonly record?: (evidence: readonly Evidence[]) => Promise<void>;
}

export interface ValidatingProxy {
  readonly url: string;
  /** Disagreements of Prism and the mock. Emptied by reading. */
  takeComplaints(): string[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly rawHeaders: string[];
  /** Empty for a stream, as it may have no end. */
  readonly body: Buffer;
  readonly stream?: IncomingMessage;
}

/** One request to the mock. It is sent once, even if Prism forwards it several times. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  reply?: Promise<Reply>;
}

const EXCHANGE_PATH = "/_standin_exchange/";
const HOP_BY_HOP = ["host", "connection", "keep-alive", "transfer-encoding", "expect", "upgrade"];

/** The connection to the mock broke off: the effect of a fault, not a reply. */
class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/**
 * A proxy to a simulator by way of `prism proxy --errors`: each request goes to Prism, from there to the mock, and the
 * reply goes back through Prism. The client gets the mock's own reply, so that suites see no difference.
 *
 * If Prism refuses a request, the mock must refuse it too; the mock's reply is then checked by a second Prism without
 * `--errors`. Known errors of Prism about requests are in the list of exceptions; replies have no exceptions. Common
 * responses are checked at separate paths, so that those to requests that Prism cannot handle are checked, too.
 *
 * Replies changed by a fault are not checked: they say nothing about what the provider answers.
 */
export async function openValidatingProxy(options: ValidatingProxyOptions): Promise<ValidatingProxy> {
  const { record: keep = record } = options;
  const exchanges = new Map<string, Exchange>();
  let complaints: string[] = [];
  let count = 0;

  const server = createServer((request, response) => {
    const { url = "/" } = request;
    const handled = url.startsWith(EXCHANGE_PATH) ? answerPrism(url, response) : answerClient(request, response);
    handled.catch(async (error: Error) => {
      response.destroy();
      if (!(error instanceof BrokenOff)) complaints.push(`${request.method} ${url}: ${error.message}`);
      else if (!url.startsWith(EXCHANGE_PATH)) await keep([toWaiver(NOT_CHECKED.connection.name)]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const toWaiver = (exception: string): Waiver => ({
    checker: "Prism",
    provider: options.spec.provider,
    exception,
  });

  const run = (exchange: Exchange): Promise<Reply> => {
    exchange.reply ??= forward(options.upstream, exchange);
    return exchange.reply;
  };

  async function answerPrism(path: string, response: ServerResponse): Promise<void> {
    const exchange = exchanges.get(path.slice(EXCHANGE_PATH.length));
    if (exchange === undefined) throw new Error("Prism asks for an exchange that is over");
    const { status, rawHeaders, body } = await run(exchange);
    // The proxy forwards it as GET, and would wait for the body that the reply to HEAD only announces.
    const announced = body.length > 0 ? rawHeaders : without(rawHeaders, "content-length");
    response.writeHead(status, announced).end(body);
  }

  async function answerClient(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = { request, body: Buffer.concat(await request.toArray()) };
    const path = toProviderPath(request, options.mock);
    if (path !== undefined && isPage(path, options.spec)) await keep([toWaiver(NOT_CHECKED.page.name)]);
    else if (path !== undefined) {
      count += 1;
      const id = String(count);
      exchanges.set(id, exchange);
      complaints.push(...(await check(exchange, path, `${url}${EXCHANGE_PATH}${id}`)));
      exchanges.delete(id);
    }
    const { status, rawHeaders, body, stream } = await run(exchange);
    response.writeHead(status, rawHeaders);
    if (stream === undefined) response.end(body);
    else await pipeline(stream, response).catch(() => stream.destroy());
  }

  /** @returns Prism's objections to the exchange that no exception covers */
  async function check(exchange: Exchange, given: string, self: string): Promise<string[]> {
    const { spec, prisms } = options;
    const unfit = Object.entries(NOT_FOR_PRISM).find(([, { covers }]) => covers(given, exchange.body.length));
    const path = toDocumentedPath(given, spec);
    const verdict = unfit === undefined ? await ask(prisms.strict, exchange, path, self) : undefined;
    const isRefused = verdict !== undefined && exchange.reply === undefined;
    const reply = await run(exchange);
    if (headerIn(reply.rawHeaders, FAULT_HEADER) !== undefined) {
      await keep([toWaiver(NOT_CHECKED.reply.name)]);
      return [];
    }
    const disputed = await toDisputed(exchange, path, options, isRefused ? verdict.status : undefined);
    const { decodePath } = await options.mock.behaviour();
    const isRead = isDecodable(path) || decodePath?.(path) !== undefined;
    const isCommon = isCommonReply(spec, disputed, isRead, reply);
    const onRequest = isRefused && reply.status < 400 && !isCommon ? checkRequest(disputed, verdict) : NOTHING;
    const place = isCommon
      ? COMMON_PLACE
      : findPlace(disputed.operation?.responses.get(reply.status), mediaTypeOf(reply));
    const lookAtReply = async (): Promise<Reply | undefined> => {
      if (isCommon) return askForRemarks(prisms.lenient, COMMON_PLACE, self);
      if (verdict === undefined || (!isRefused && place === undefined)) return verdict;
      return ask(prisms.lenient, exchange, (place ?? "") + path, self);
    };
    const remarks = await lookAtReply();
    const onReply = judgeReply(disputed, isCommon, remarks);
    const complaints = [...onRequest.complaints, ...onReply];
    const exceptions = [
      ...(unfit === undefined ? [] : [unfit[0]]),
      ...(reply.stream === undefined ? [] : [SHOWN_IN_PART.stream.name]),
      ...onRequest.exceptions,
    ];
    const seen =
      remarks !== undefined && complaints.length === 0 ? toObservations(spec, disputed, isCommon, reply) : [];
    await keep([...exceptions.map(toWaiver), ...seen]);
    return complaints.map((text) => `${disputed.method} ${given} ${reply.status}: ${text}`);
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
function toProviderPath({ url = "/", headers }: IncomingMessage, provider: Mock): string | undefined {
  const { name, hosts, prefixes } = provider.api;
  const mount = prefixOf(provider);
  let path = url.replace(/^\/~[^/]*/, "");
  const host = (headers.host ?? "").replace(/:\d*$/, "").toLowerCase();
  if (!hosts.includes(host) && host !== `${name}.localhost`) {
    if (!new RegExp(`^/${mount}([/?]|$)`).test(path)) return undefined;
    path = path.slice(mount.length + 1);
  }
  const prefix = prefixes.find((each) => each !== "" && path.startsWith(`${each}/`)) ?? "";
  return path.slice(prefix.length);
}

interface CheckedRequest {
  readonly complaints: readonly string[];
  /** The names of the applied exceptions. */
  readonly exceptions: readonly string[];
}

const NOTHING: CheckedRequest = { complaints: [], exceptions: [] };

/** Checks a request that the mock accepted and Prism refuses. */
function checkRequest(disputed: Disputed, verdict: Reply): CheckedRequest {
  const violations = violationsIn(verdict);
  const disputes = violations.length > 0 ? violations : [undefined];
  const checked = disputes.map((violation) => {
    const rule = Object.entries(PRISM_EXCEPTIONS).find(([, { covers }]) => covers(disputed, violation));
    return { rule: rule?.[0], text: violation === undefined ? ` with ${verdict.status}` : `: ${violation.message}` };
  });
  return {
    complaints: checked.flatMap(({ rule, text }) =>
      rule === undefined ? [`the mock took what Prism refuses${text}`] : [],
    ),
    exceptions: checked.flatMap(({ rule }) => rule ?? []),
  };
}

/**
 * Checks a reply. Replies have no exceptions.
 *
 * @param remarks of Prism; absent if it could not check the reply
 */
function judgeReply({ method, operation }: Disputed, isCommon: boolean, remarks: Reply | undefined): string[] {
  const violations = remarks === undefined ? [] : violationsIn(remarks);
  const onReply = violations.filter(({ location }) => location[0] === "response").map(({ message }) => message);
  const isNowhere = operation === undefined && !isCommon && !isOfHttp(method);
  return [...onReply, ...(isNowhere ? ["the spec documents no such reply"] : [])];
}

function toObservations(
  { provider }: Spec,
  { operation }: Disputed,
  isCommon: boolean,
  { status }: Reply,
): Observation[] {
  if (isCommon) return [{ checker: "Prism", provider, status }];
  if (!operation?.responses.has(status)) return [];
  return [{ checker: "Prism", provider, operationId: operation.operationId, status }];
}

/**
 * A path that the provider cannot decode belongs to no operation; and what the reply to HEAD would be, only GET shows.
 *
 * @param isRead whether it can, or leaves be what stands for nothing
 */
function isCommonReply(spec: Spec, { method, operation }: Disputed, isRead: boolean, reply: Reply): boolean {
  const owner = isRead ? operation : undefined;
  return method !== "HEAD" && findResponse(spec, owner, reply.status, mediaTypeOf(reply)).isCommon;
}

/** Whether a path is one of a page of the mock itself, which may follow what the spec puts before some path. */
const isPage = (path: string, { operations }: Spec): boolean =>
  ["", ...[...operations.values()].flatMap(({ ownPrefixes }) => ownPrefixes)].some((prefix) =>
    path.startsWith(prefix + PAGES_PREFIX),
  );

/**
 * The path as the spec writes it, where the provider takes it with and without a slash at its end, or behind a prefix of its
 * own: Prism takes paths to the letter.
 */
function toDocumentedPath(given: string, { operations }: Spec): string {
  const [path = "", ...query] = given.split("?");
  for (const each of operations.values()) {
    const prefix = each.ownPrefixes.find((own) => path.startsWith(own) && fits(each.path, path.slice(own.length)));
    if (prefix !== undefined) return given.slice(prefix.length);
  }
  const other = withOtherSlash(path);
  const isEither = [...operations.values()].some((each) => each.slash === "either" && fits(each.path, other));
  return isEither ? [other, ...query].join("?") : given;
}

async function toDisputed(
  { request, body }: Exchange,
  path: string,
  { mock, spec }: ValidatingProxyOptions,
  refusedWith: number | undefined,
): Promise<Disputed> {
  const { method = "GET", headers } = request;
  const operation = findOperation(spec, method, path.split("?")[0] ?? "");
  const contentType = headers["content-type"] ?? "";
  const essence = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const behaviour = await mock.behaviour();
  const { operations, normalizeBody } = behaviour;
  const entry = operations[operation?.operationId ?? ""];
  const parsed = entry && parseBody({ text: body.toString() }, contentType, entry, behaviour);
  const value = parsed?.kind === "parsed" ? parsed.value : undefined;
  const normalized = operation && normalizeBody?.(structuredClone(value), { operationId: operation.operationId });
  return {
    method,
    operation,
    isBracketedForm: essence === "application/x-www-form-urlencoded" && /(\[|%5B)[^=]*=/i.test(body.toString()),
    authorization: headers.authorization ?? "",
    isReadAsOther: essence !== "" && parsed !== undefined && "mediaType" in parsed && parsed.mediaType !== essence,
    isNormalized: normalizeBody !== undefined && !isDeepStrictEqual(normalized, value),
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

const mediaTypeOf = ({ rawHeaders }: Pick<Reply, "rawHeaders">): string =>
  headerIn(rawHeaders, "content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";

/** Prism truncates a long list to text that is not valid JSON; it then counts as one remark. */
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
  // If the client gives up, all parts of the exchange are aborted.
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
  headers.push("host", new URL(prism).host, UPSTREAM_HEADER, self);
  return send(prism, path, request.method, headers, body).promise;
}

/** Lets Prism check only the reply, at another path. */
const askForRemarks = (prism: string, place: string, self: string): Promise<Reply> =>
  send(prism, place, "GET", ["host", new URL(prism).host, UPSTREAM_HEADER, self], Buffer.alloc(0)).promise;

function send(
  origin: string,
  path: string,
  method: string | undefined,
  headers: readonly string[],
  body: Buffer,
): { readonly promise: Promise<Reply>; readonly abort: () => void } {
  const { hostname, port } = new URL(origin);
  const outgoing = sendHttp({ hostname, port, path, method, setHost: false, headers: headers as never, agent: false });
  // A reply may come before the whole body has been sent, such as a 413; sending the rest then fails after the request is over.
  outgoing.once("socket", (socket) => socket.on("error", () => {}));
  const promise = new Promise<Reply>((resolve, reject) => {
    outgoing.on("response", async (reply) => {
      const { statusCode: status = 0, rawHeaders } = reply;
      if (SHOWN_IN_PART.stream.covers(mediaTypeOf({ rawHeaders }))) {
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
