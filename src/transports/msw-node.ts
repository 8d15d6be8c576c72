import { syncBuiltinESMExports } from "node:module";
import { setupServer } from "msw/node";
import { type ExchangeReply, type Exchanger, headerOf } from "#engine/contract/exchange.ts";
import { toExchangeRequest, toResponse } from "./fetch.ts";
import { handleHosts } from "./msw.ts";
import { guardChildren } from "./node-children.ts";
import { keepRequests } from "./node-requests.ts";
import { patchSockets } from "./node-sockets.ts";

/** How to treat requests to other hosts: pass them through, pass them through with a warning, or refuse them. */
export type UnhandledRequests = "bypass" | "warn" | "error";

export interface PatchOptions {
  /** The hosts to intercept. */
  readonly hosts: readonly string[];
  readonly onUnhandledRequest: UnhandledRequests;
}

const TICKET_HEADER = "x-standin-ticket";

/**
 * Intercepts requests of this process: those of `fetch`, `node:http` and `node:https`, of clients built on them, and of the
 * package `undici`.
 *
 * @returns a function that removes the patches
 */
export async function patchRequests(
  exchanger: Exchanger,
  { hosts, onUnhandledRequest }: PatchOptions,
): Promise<() => void> {
  const left = createLeftReplies();
  const server = setupServer(
    ...handleHosts(hosts, async (request) => {
      const reply = await exchanger.exchange(toExchangeRequest(request.clone()));
      if (reply.delivery === undefined) return toResponse(reply, request);
      // MSW cannot break a connection off. The request passes through, and gets this reply over a real socket.
      request.headers.set(TICKET_HEADER, left.leave(reply));
      return undefined;
    }),
  );
  const unpatchSockets = await patchSockets(left.pickUpBefore(exchanger), hosts, { hasSessions: true });
  const unguard = guardChildren(hosts);
  const passProxied = keepRequests();
  server.listen({ onUnhandledRequest });
  const unpatchRequests = passProxied(hosts, onUnhandledRequest === "bypass");
  // Named imports such as `import { request } from "node:https"` do not see a patch before the exports are synced.
  syncBuiltinESMExports();
  return () => {
    unpatchRequests();
    server.close();
    unpatchSockets();
    unguard();
    syncBuiltinESMExports();
  };
}

/** Stores finished replies until their request arrives over a socket. */
function createLeftReplies() {
  const replies = new Map<string, ExchangeReply>();
  let last = 0;
  return {
    leave(reply: ExchangeReply): string {
      last += 1;
      replies.set(String(last), reply);
      return String(last);
    },
    pickUpBefore: (exchanger: Exchanger): Exchanger => ({
      async exchange(request) {
        const ticket = headerOf(request.headers, TICKET_HEADER);
        const reply = ticket === undefined ? undefined : replies.get(ticket);
        if (ticket === undefined || reply === undefined) return exchanger.exchange(request);
        replies.delete(ticket);
        // Nothing else reads the body, and an unread one would block the next request on the connection.
        if (typeof request.body === "function") await request.body(Number.POSITIVE_INFINITY);
        return reply;
      },
    }),
  };
}
