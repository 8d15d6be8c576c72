import type { ExchangeReply } from "#engine/contract/exchange.ts";
import { problemReply } from "#engine/pipeline/engine-errors.ts";

/** Returns the 500 to send instead of a reply that is not valid in HTTP, so that the client gets one in any case. */
export const unwritableReply = (error: unknown): ExchangeReply =>
  problemReply(500, `This is a bug in standin: its reply cannot be written: ${(error as Error)?.message ?? error}.`);
