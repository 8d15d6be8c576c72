import type { OutboxEvent } from "#clients/control.ts";
import { ownMember } from "#engine/basics/table.ts";
import { type ControlOptions, connectToKnownWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { green, type Part, red, type StyledText, show, yellow } from "./terminal.ts";

export async function listEvents(options: ControlOptions): Promise<void> {
  const events = await receive((await connectToKnownWorld(options)).outbox(), options);
  print(
    { events },
    () => (events.length === 0 ? show`The outbox of world ${options.world} is empty.` : toText(events)),
    options,
  );
}

/** Delivers an event again. */
export async function redeliverEvent(number: number, options: ControlOptions): Promise<void> {
  const event = await receive((await connectToKnownWorld(options)).redeliver(number), options);
  print(event, () => toText([event]), options);
}

const COLOURS = { pending: yellow, delivered: green, failed: red };

const toText = (events: readonly OutboxEvent[]): StyledText =>
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
    { state: toColoured },
  );

const toColoured = (state: Part): StyledText => {
  const style = typeof state === "string" ? ownMember<(state: Part) => StyledText>(COLOURS, state) : undefined;
  return style?.(state) ?? show`${state}`;
};
