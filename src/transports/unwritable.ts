import type { ExchangeReply } from "#engine/contract/exchange.ts";
import { problemReply } from "#engine/pipeline/own-replies.ts";

/** What is sent instead of a reply that HTTP cannot carry: nothing of ours may make a client wait for ever. */
export const unwritableReply = (error: unknown): ExchangeReply =>
  problemReply(500, `This is a bug in standin: its reply cannot be written: ${(error as Error)?.message ?? error}.`);
