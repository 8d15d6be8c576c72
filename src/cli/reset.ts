import { type ControlOptions, connect, print, receive } from "./control-connection.ts";
import { show } from "./terminal.ts";

/** Takes a world back to its seed; snapshots stay. */
export async function reset(name: string | undefined, options: ControlOptions): Promise<void> {
  const world = await receive(
    connect(options)
      .world(name ?? options.world)
      .reset(),
    options,
  );
  print(world, () => show`World ${world.name} is back at its seed.`, options);
}
