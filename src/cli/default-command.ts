import type { Command } from "commander";

/**
 * Makes a command that has a default one refuse a first word that names none: otherwise the default one would take it for
 * an argument of its own. `help` is answered as well.
 *
 * @param isArgument whether the default command takes this word for an argument
 */
export const withDefault = (parent: Command, isArgument: (word: string) => boolean = () => false): Command =>
  parent.helpCommand(false).hook("preSubcommand", async (_parent, chosen) => {
    const [word = "-", next] = parent.args;
    if (word.startsWith("-") || word === chosen.name() || chosen.aliases().includes(word) || isArgument(word)) return;
    const { findCommand } = await import("./find-command.ts");
    findCommand(parent, word === "help" ? (next === undefined ? [] : [next]) : [word]).help();
  });
