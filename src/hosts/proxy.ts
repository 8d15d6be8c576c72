import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isHost, toHostname } from "#engine/basics/host.ts";
import { isLoopbackAddress } from "#engine/contract/loopback.ts";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import { PROBLEM_TYPE, problem } from "#engine/pipeline/engine-errors.ts";
import type { ProxyRequests } from "#transports/node.ts";
import { isAmbiguous } from "#transports/node-headers.ts";
import { createDoor, type DoorOptions } from "./door.ts";
import { createOutward } from "./outward.ts";

export interface ProxyOptions extends DoorOptions {
  /** Refuses all hosts that are neither a provider's nor this machine. */
  readonly offline: boolean;
  /** Lets requests to the real hosts of providers through that are not mocked here. */
  readonly allowRealHosts: boolean;
  /** With it, clients on other machines may use the proxy as well: it is the password of `Proxy-Authorization`. */
  readonly token: string | undefined;
  /** Whether requests whose target is a path, and whose `Host` is another's, are for that host: they cannot be for this server. */
  readonly isBare?: boolean;
  readonly onRequest: ((request: RequestSummary) => void) | undefined;
}

export interface ForwardProxy extends ProxyRequests {
  stop(graceMs: number): Promise<void>;
}

/** Where a request is to go. */
interface Target {
  /** In lower case, without port; IPv6 in brackets. */
  readonly name: string;
  readonly port: number;
}

/** Why a request is not answered. */
interface Refusal {
  readonly status: 400 | 403 | 407;
  readonly detail: string;
}

/** Answers requests to the providers' hosts as a forward proxy does, and sends on those to other hosts. */
export function createProxy(options: ProxyOptions): ForwardProxy {
  const { hosts, onRequest } = options;
  const door = createDoor(options);
  const outward = createOutward();

  const refuse = (request: IncomingMessage, { status, detail }: Refusal, target: string): string => {
    const refusal = { stage: "route" as const, reasons: [detail] };
    const method = request.method ?? "GET";
    onRequest?.({ world: undefined, method, path: target, query: "", status, fault: undefined, refusal });
    return JSON.stringify(problem(status, detail));
  };

  const decide = (request: IncomingMessage, target: Target | undefined): Refusal | "answer" | "pass" =>
    whyNotAllowed(request, options) ?? (target === undefined ? MALFORMED : wayOf(target, request, options));

  return {
    connect(request, socket, head) {
      const { url = "" } = request;
      const target = readTarget(url, 443, hosts.toName);
      const way = decide(request, target);
      if (typeof way === "object" || target === undefined) {
        const refusal = typeof way === "object" ? way : MALFORMED;
        socket.end(toRefusal(refusal, refuse(request, refusal, url.slice(0, 255))));
        return;
      }
      if (way === "answer") {
        socket.write(ESTABLISHED);
        if (head.length > 0) socket.unshift(head);
        door.take(socket, { host: target.name });
      } else outward.tunnel(socket, head, target, ESTABLISHED);
    },
    pass(request, response, answer) {
      const { url = "" } = request;
      const [, scheme = "", authority = "", path = ""] = ABSOLUTE.exec(url) ?? [];
      // Neither a path nor a URL: an asterisk, for instance.
      if (scheme === "") {
        answer();
        return;
      }
      const isSecure = scheme.toLowerCase() === "https";
      const target = readTarget(authority, isSecure ? 443 : 80, hosts.toName);
      const way = isAmbiguous(request) ? MALFORMED : decide(request, target);
      if (way === "answer") answer();
      else if (way === "pass" && target !== undefined)
        outward.forward(request, response, { ...target, isSecure }, path.startsWith("/") ? path : `/${path}`);
      else {
        const refusal = typeof way === "object" ? way : MALFORMED;
        sendRefusal(response, refusal, refuse(request, refusal, authority.slice(0, 255)));
      }
    },
    async stop(graceMs) {
      outward.stop();
      await door.stop(graceMs);
    },
  };
}

const ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";
const ABSOLUTE = /^(https?):\/\/([^/?#]*)([^#]*)/i;

const MALFORMED: Refusal = {
  status: 400,
  detail: "The request to this proxy names no host, or one that is not a host name or address with an optional port.",
};
function readTarget(authority: string, defaultPort: number, toName: (host: string) => string): Target | undefined {
  if (!isHost(authority)) return undefined;
  const [, port = ""] = /:(\d*)$/.exec(authority.replace(/^\[.*\]/, "")) ?? [];
  const name = authority.startsWith("[")
    ? authority.slice(0, authority.indexOf("]") + 1).toLowerCase()
    : toName(authority);
  return { name, port: port === "" ? defaultPort : Number(port) };
}

/** What a request is to become by its host. */
function wayOf(
  { name, port }: Target,
  { socket }: IncomingMessage,
  { hosts, offline, allowRealHosts }: ProxyOptions,
): Refusal | "answer" | "pass" {
  switch (hosts.kindOf(name)) {
    case "served":
      return "answer";
    case "withheld":
      return allowRealHosts && !offline ? "pass" : { status: 403, detail: withheld(name) };
    case "loopback":
      return isOwn(name, port, socket) ? "answer" : "pass";
    case "other":
      if (isOwn(name, port, socket)) return "answer";
      return offline ? { status: 403, detail: `${name} is not a provider's host, and standin is offline.` } : "pass";
  }
}

const withheld = (name: string): string =>
  `${name} is the real host of a provider that is not mocked here: nothing was sent. Mock it, or let it through with --allow-real-hosts.`;

/** Whether a target is the address at which the request arrived. */
const isOwn = (name: string, port: number, { localPort, localAddress }: Socket): boolean =>
  port === localPort &&
  (name === "localhost" ||
    name.endsWith(".localhost") ||
    (localAddress !== undefined && name === toHostname(localAddress)));

/** Why a client may not use the proxy: the connection decides, as with the control API. */
function whyNotAllowed({ socket, headers }: IncomingMessage, { token }: ProxyOptions): Refusal | undefined {
  const isLocal = [socket.remoteAddress, socket.localAddress].every((each) => isLoopbackAddress(each ?? ""));
  const forwarding = FORWARDING.find((name) => Object.hasOwn(headers, name));
  if (isLocal && forwarding === undefined) return undefined;
  if (token === undefined)
    return {
      status: 403,
      detail:
        "This proxy is for programs on this machine. Start standin with --control-token, and give the token as the password of the proxy.",
    };
  const [, encoded = ""] = /^basic +([a-z\d+/=]+)$/i.exec(headers["proxy-authorization"] ?? "") ?? [];
  const given = Buffer.from(encoded, "base64").toString("utf8");
  if (isSame(given.slice(given.indexOf(":") + 1), token)) return undefined;
  return { status: 407, detail: "The password of Proxy-Authorization is the control token of this standin." };
}

const FORWARDING = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A refusal of a tunnel. Clients show the first line, if anything. */
function toRefusal({ status, detail }: Refusal, body: string): string {
  const lines = [
    `HTTP/1.1 ${status} ${detail.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 300)}`,
    ...(status === 407 ? [`proxy-authenticate: ${CHALLENGE}`] : []),
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

const CHALLENGE = 'Basic realm="standin"';

function sendRefusal(response: ServerResponse, { status }: Refusal, body: string): void {
  // What is left of the request's body is not read.
  response.writeHead(status, {
    ...(status === 407 && { "proxy-authenticate": CHALLENGE }),
    "content-type": PROBLEM_TYPE,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  response.end(body);
}
