import type { Command } from "commander";
import { StandinError } from "#engine/basics/errors.ts";
import { nearestName } from "#engine/basics/nearest.ts";

/**
 * Finds a command by its names, from the outside in.
 *
 * @throws StandinError for an unknown one, with the name that was probably meant, or those that there are
 */
export function findCommand(parent: Command, names: readonly string[]): Command {
  const [name, ...rest] = names;
  if (name === undefined) return parent;
  const found = parent.commands.find((each) => namesOf(each).includes(name));
  if (found === undefined) throw unknownCommand(parent, name);
  return findCommand(found, rest);
}

const namesOf = (command: Command): string[] => [command.name(), ...command.aliases()];

function unknownCommand(parent: Command, name: string): StandinError {
  const nearest = nearestName(name, parent.commands.flatMap(namesOf));
  const path = parent.parent === null ? "standin" : `standin ${parent.name()}`;
  const advice =
    nearest === undefined
      ? `Known are ${parent.commands.map((each) => each.name()).join(", ") || "none"}.`
      : `Did you mean \`${path} ${nearest}\`?`;
  return new StandinError("ERR_STANDIN_USAGE", `error: unknown command '${name}' of \`${path}\`. ${advice}`);
}
