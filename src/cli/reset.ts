import { type ControlOptions, connect, print, receive } from "./control-connection.ts";
import { show } from "./terminal.ts";

/** Resets a world to its seed; snapshots are kept. */
export async function reset(name: string | undefined, options: ControlOptions): Promise<void> {
  const world = await receive(
    connect(options)
      .world(name ?? options.world)
      .reset(),
    options,
  );
  print(world, () => show`Reset world ${world.name} to its seed.`, options);
}
