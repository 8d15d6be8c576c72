import type { StandinData } from "#standin/standin.ts";
import { complain, say, show } from "./terminal.ts";

/** Says where worlds are kept, and whether they come from another seed than the one that is given now. */
export function tellData({ folder, worlds, isSeedChanged }: StandinData, isJson: boolean): void {
  if (!isJson) say(show`Worlds are kept in ${folder} (${String(worlds)} there already)`);
  if (isSeedChanged)
    complain(
      show`The seed is another one than when these worlds were made. They keep their state: \`standin reset\` makes a world anew, and new worlds begin with the new seed.`,
    );
}
