import { syncBuiltinESMExports } from "node:module";
import { setupServer } from "msw/node";
import { type ExchangeReply, type Exchanger, headerOf } from "#engine/contract/exchange.ts";
import { toExchangeRequest, toResponse } from "./fetch.ts";
import { handleHosts } from "./msw.ts";
import { patchSockets } from "./node-sockets.ts";

/** What becomes of requests to other hosts: passed on, passed on with a warning, or refused. */
export type UnhandledRequests = "bypass" | "warn" | "error";

export interface PatchOptions {
  /** The hosts that are answered for. */
  readonly hosts: readonly string[];
  readonly onUnhandledRequest: UnhandledRequests;
}

const TICKET_HEADER = "x-standin-ticket";

/**
 * Has the requests of this process answered: those of `fetch`, `node:http` and `node:https`, of what is built on them, and
 * of the package `undici`.
 *
 * @returns what takes the patches back
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
      // MSW can break no connection off. It lets the request pass, which then meets its reply at a real socket.
      request.headers.set(TICKET_HEADER, left.leave(reply));
      return undefined;
    }),
  );
  const unpatchSockets = await patchSockets(left.pickUpBefore(exchanger), hosts);
  server.listen({ onUnhandledRequest });
  // `import { request } from "node:https"` sees a patch only when it is told of it.
  syncBuiltinESMExports();
  return () => {
    server.close();
    unpatchSockets();
    syncBuiltinESMExports();
  };
}

/** Replies that are made, and wait for their request to come by another way. */
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
        // Nobody else reads it, and an unread body would be in the way of the next request.
        if (typeof request.body === "function") await request.body(Number.POSITIVE_INFINITY);
        return reply;
      },
    }),
  };
}
