import type { WorldDescription } from "#clients/control.ts";
import { type ControlOptions, connect, connectToKnownWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { bold, type StyledText, show } from "./terminal.ts";

export interface CreateOptions extends ControlOptions {
  readonly trackReads?: boolean;
}

export async function listWorlds(options: ControlOptions): Promise<void> {
  const worlds = await receive(connect(options).worlds(), options);
  print({ worlds }, () => (worlds.length === 0 ? show`There are no worlds yet.` : toText(worlds)), options);
}

export async function createWorld(name: string, { trackReads, ...options }: CreateOptions): Promise<void> {
  const settings = trackReads === undefined ? {} : { trackReads };
  const world = await receive(connect(options).world(name).put(settings), options);
  print(world, () => toText([world]), options);
}

export async function forkWorld(into: string, options: ControlOptions): Promise<void> {
  const world = await receive((await connectToKnownWorld(options)).fork(into), options);
  print(world, () => show`World ${world.name} is a copy of ${options.world}.`, options);
}

export async function removeWorld(name: string, options: ControlOptions): Promise<void> {
  await connectToKnownWorld({ ...options, world: name });
  const said = await receive(connect(options).world(name).delete(), options);
  print(said, () => show`Deleted world ${name}.`, options);
}

const toText = (worlds: readonly WorldDescription[]): StyledText =>
  toTable(
    ["world", "world time", "clock", "snapshots", "faults", "exchanges", "events", ""],
    worlds.map(({ name, clock, snapshots, faults, exchanges, events, trackReads }) => [
      name,
      clock.now,
      clock.frozen ? "frozen" : `× ${clock.scale}`,
      ...[snapshots, faults, exchanges, events].map(String),
      trackReads ? "tracks reads" : "",
    ]),
    { world: bold },
  );
