import type { Clock } from "#clients/control.ts";
import { type ControlOptions, connectToKnownWorld, connectToWorld, print, receive } from "./control-connection.ts";
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

/** @param by milliseconds */
export async function advanceClock(by: number, options: ControlOptions): Promise<void> {
  tell(await receive(connectToWorld(options).advance(by), options), options);
}

const tell = (clock: Clock, options: ControlOptions): void =>
  print(clock, () => show`${bold(clock.now)}  ${toPace(clock)}`, options);

function toPace({ frozen, scale }: Clock): Part {
  if (frozen) return cyan("frozen");
  return scale === 1 ? "running" : `running, ${scale} times as fast as real time`;
}
