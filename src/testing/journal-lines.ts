import type { Exchange } from "#clients/control.ts";
import { escapeControls } from "#clients/terminal-text.ts";

/** Formats the journal of a world for people: one line per exchange. */
export const toJournalText = (world: string, exchanges: readonly Exchange[]): string =>
  [
    `The journal of the world ${world}: ${exchanges.length === 0 ? "it is empty." : ""}`.trimEnd(),
    ...exchanges.map((exchange) => toLine(exchange, `/~${world}/`)),
  ].join("\n");

function toLine({ number, provider, operationId, request, reply, fault, refusal }: Exchange, ofWorld: string): string {
  const { method, query } = request;
  // The headline names the world.
  const path = request.path.replace(ofWorld, "/");
  const notes = [
    operationId ?? "no operation",
    fault === undefined ? "" : `disturbed by fault ${fault}`,
    refusal === undefined ? "" : [`refused at ${refusal.stage}`, ...refusal.reasons].join(": "),
  ].filter((note) => note !== "");
  const status = reply.status === 0 ? "no reply" : reply.status;
  const line = `${String(number).padStart(4)}  ${status}  ${method} ${path}${query === "" ? "" : `?${query}`}  ${provider} ${notes.join(", ")}`;
  // Requests may contain control characters that a terminal would execute.
  return escapeControls(line);
}
