import { type ExchangeReply, type ExchangeRequest, isStream } from "#engine/contract/exchange.ts";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin } from "#standin/standin.ts";

export interface Opened {
  readonly standin: Standin;
  /** Mistakes of our own that were told. */
  readonly bugs: Bug[];
  /** Asks as a program of this machine does, which may use the control API as well. Streams are not read. */
  ask(request: ExchangeRequest): Promise<ExchangeReply>;
}

/** A standin whose time stands still, asked without a network. */
export async function openStandin(): Promise<Opened> {
  const bugs: Bug[] = [];
  const standin = await createStandin({ frozenAt: "2025-03-01T09:30:00Z", onBug: (bug) => bugs.push(bug) });
  return {
    standin,
    bugs,
    async ask(request) {
      const headers = { host: "127.0.0.1", ...request.headers };
      const reply = await standin.engine.exchange({ connection: IN_PROCESS, ...request, headers });
      if (isStream(reply.body)) await reply.body[Symbol.asyncIterator]().return?.();
      return reply;
    },
  };
}
