import { type ControlOptions, connectToKnownWorld, print, receive } from "./control-connection.ts";
import { show } from "./terminal.ts";

/** Resets a world to its seed; snapshots are kept. @throws StandinError if there is no such world */
export async function reset(name: string | undefined, options: ControlOptions): Promise<void> {
  const named = { ...options, world: name ?? options.world };
  const world = await receive((await connectToKnownWorld(named)).reset(), options);
  print(world, () => show`Reset world ${world.name} to its seed.`, options);
}
