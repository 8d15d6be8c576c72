import pc from "picocolors";
import type { OutboxEvent } from "#clients/control.ts";
import { ownMember } from "#engine/table.ts";
import { type ControlOptions, connectToWorld, print, receive } from "./control-connection.ts";
import { type Style, toTable } from "./table.ts";

export async function listEvents(options: ControlOptions): Promise<void> {
  const events = await receive(connectToWorld(options).outbox(), options);
  print({ events }, () => (events.length === 0 ? `World ${options.world} owes nothing.` : toText(events)), options);
}

/** Delivers an event once more. */
export async function redeliverEvent(number: number, options: ControlOptions): Promise<void> {
  const event = await receive(connectToWorld(options).redeliver(number), options);
  print(event, () => toText([event]), options);
}

const COLOURS = { pending: pc.yellow, delivered: pc.green, failed: pc.red };

const toText = (events: readonly OutboxEvent[]): string =>
  toTable(
    ["event", "world time", "provider", "type", "state", "attempts", "last answer", "receiver"],
    events.map(({ number, at, provider, type, state, attempts, url }) => {
      const last = attempts.at(-1);
      return [
        String(number),
        at,
        provider,
        type,
        state,
        String(attempts.length),
        last === undefined ? "" : String(last.status ?? last.error ?? "none"),
        url,
      ];
    }),
    { state: (state) => ownMember<Style>(COLOURS, state)?.(state) ?? state },
  );
