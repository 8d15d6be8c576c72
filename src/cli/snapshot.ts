import { type ControlOptions, connectToKnownWorld, connectToWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { type StyledText, show } from "./terminal.ts";

export async function listSnapshots(options: ControlOptions): Promise<void> {
  const snapshots = await receive((await connectToKnownWorld(options)).snapshots(), options);
  const toText = (): StyledText =>
    snapshots.length === 0
      ? show`World ${options.world} has no snapshots.`
      : toTable(
          ["snapshot", "world time"],
          snapshots.map(({ name, now }) => [name, now]),
        );
  print({ snapshots }, toText, options);
}

export async function saveSnapshot(name: string, options: ControlOptions): Promise<void> {
  const snapshot = await receive(connectToWorld(options).snapshot(name), options);
  print(snapshot, () => show`Saved world ${options.world} as ${name}, at ${snapshot.now}.`, options);
}

export async function restoreSnapshot(name: string, options: ControlOptions): Promise<void> {
  const world = await receive((await connectToKnownWorld(options)).restore(name), options);
  print(world, () => show`Restored world ${world.name} from ${name}, at ${world.clock.now}.`, options);
}

export async function removeSnapshot(name: string, options: ControlOptions): Promise<void> {
  const said = await receive((await connectToKnownWorld(options)).deleteSnapshot(name), options);
  print(said, () => show`Deleted snapshot ${name} of world ${options.world}.`, options);
}
