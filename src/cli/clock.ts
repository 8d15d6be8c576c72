import type { ClockDescription } from "#clients/control.ts";
import { type ControlOptions, connectToKnownWorld, connectToWorld, print, receive } from "./control-connection.ts";
import type { Move } from "./control-values.ts";
import { bold, cyan, type Part, show } from "./terminal.ts";

export async function showClock(options: ControlOptions): Promise<void> {
  tell(await receive((await connectToKnownWorld(options)).clock(), options), options);
}

/** @param now in the format of the API */
export async function setClock(now: string, options: ControlOptions): Promise<void> {
  tell(await receive(connectToWorld(options).changeClock({ now }), options), options);
}

export async function freezeClock(options: ControlOptions): Promise<void> {
  tell(await receive(connectToWorld(options).changeClock({ frozen: true }), options), options);
}

/** @param scale world time for each unit of real time; default: unchanged */
export async function runClock(scale: number | undefined, options: ControlOptions): Promise<void> {
  const change = { frozen: false, ...(scale !== undefined && { scale }) };
  tell(await receive(connectToWorld(options).changeClock(change), options), options);
}

export async function advanceClock({ milliseconds, note }: Move, options: ControlOptions): Promise<void> {
  tell(await receive(connectToWorld(options).advance(milliseconds), options), options, note);
}

const tell = (clock: ClockDescription, options: ControlOptions, note?: string): void =>
  print(clock, () => show`${bold(clock.now)}  ${toPace(clock)}${note === undefined ? "" : `  ${note}`}`, options);

function toPace({ frozen, scale }: ClockDescription): Part {
  if (frozen) return cyan("frozen");
  return scale === 1 ? "running" : `running, ${scale} times as fast as real time`;
}
