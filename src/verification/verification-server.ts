import { createServer, type IncomingMessage, type ServerResponse, request as sendHttp } from "node:http";
import { request as sendHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { setMember } from "#engine/basics/table.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";

export type StateValues = Readonly<Record<string, unknown>>;

/** The provider to verify. */
export interface Target {
  /** Discards the previous interaction. Called before each interaction. */
  begin(): Promise<void>;
  /** Sets up a provider state. @returns values by name that requests and replies may refer to */
  prepare(state: string, parameters: StateValues): Promise<StateValues>;
  /** The provider's base URL for this interaction, without a trailing slash. */
  url(): string;
  /** The headers for the provider, if they differ from those of the pact. */
  headers?(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
}

export interface VerificationServer {
  readonly url: string;
  readonly stateUrl: string;
  /** Errors while states were set up, and replies changed by a fault, which prove nothing. */
  readonly complaints: readonly string[];
  /** Why states could not be set up, by their names. */
  readonly failedStates: ReadonlyMap<string, ReadonlySet<string>>;
  close(): Promise<void>;
}

const STATE_PATH = "/_standin/state";
const HOP_BY_HOP = ["connection", "host", "keep-alive", "transfer-encoding", "upgrade"];

const FURTHER = 300;

/**
 * Pact's engine follows redirects, while a pact is about the redirect itself. So in the pact and in the replies that the
 * engine reads, redirects have an unassigned status, which it does not follow.
 */
export const toUnfollowed = (status: number): number => (status >= 300 && status < 400 ? status + FURTHER : status);

/** Restores the real status in a complaint of the engine. */
export const toFollowed = (complaint: string): string =>
  complaint.startsWith("status") ? complaint.replaceAll(/\b6(?=\d\d\b)/g, "3") : complaint;

/** A proxy between Pact's engine and a provider: sets up states, and forwards requests byte by byte. */
export async function openVerificationServer(target: Target): Promise<VerificationServer> {
  const complaints: string[] = [];
  const failedStates = new Map<string, Set<string>>();
  let isBegun = false;

  /** An interaction may have several states; its request ends their list. */
  async function begin(): Promise<void> {
    if (isBegun) return;
    await target.begin();
    isBegun = true;
  }

  async function changeState(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { action, state, params = {} } = JSON.parse(await readText(request));
    let values: StateValues = {};
    if (action === "setup" && state !== "") {
      await begin();
      values = await target.prepare(state, params).catch((error: Error) => {
        failedStates.set(state, (failedStates.get(state) ?? new Set()).add(error.message));
        throw error;
      });
    }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(values));
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await begin();
    isBegun = false;
    const headers = toHeaders(request.rawHeaders);
    const url = new URL(target.url());
    const send = url.protocol === "https:" ? sendHttps : sendHttp;
    const path = `${url.pathname.replace(/\/$/, "")}${request.url ?? "/"}`;
    const forwarded = target.headers?.(headers) ?? headers;
    const outgoing = send(url, { method: request.method, path, headers: forwarded }, (reply) => {
      const fault = reply.headers[FAULT_HEADER];
      if (fault !== undefined)
        complaints.push(`${request.method} ${request.url} was changed by fault ${fault}: verify without faults`);
      const passed = Object.entries(reply.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
      const status = toUnfollowed(reply.statusCode ?? 502);
      response.writeHead(status, Object.fromEntries(passed) as Record<string, string | string[]>);
      reply.pipe(response);
    });
    outgoing.on("error", (error) => response.headersSent || fail(response, 502, error));
    request.pipe(outgoing);
  }

  const server = createServer((request, response) => {
    const isState = request.url === STATE_PATH;
    (isState ? changeState : pass)(request, response).catch((error: Error) => {
      if (isState) complaints.push(error.message);
      fail(response, 500, error);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stateUrl: url + STATE_PATH,
    complaints,
    failedStates,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const fail = (response: ServerResponse, status: number, { message }: Error): unknown =>
  response.writeHead(status, { "content-type": "text/plain" }).end(message);

async function readText(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString("utf8");
}

function toHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    if (!HOP_BY_HOP.includes(name)) setMember(headers, name, raw[at + 1] ?? "");
  }
  return headers;
}

/** Flattens a scenario's result: members by name; nested members have dotted names. */
export function toStateValues(given: unknown, prefix = ""): Record<string, unknown> {
  if (typeof given !== "object" || given === null) return prefix === "" ? {} : { [prefix.slice(0, -1)]: given };
  return Object.assign({}, ...Object.entries(given).map(([name, each]) => toStateValues(each, `${prefix}${name}.`)));
}
