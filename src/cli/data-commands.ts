import type { Command } from "commander";

/** Adds the commands for folders of worlds. They work on folders that no standin uses at the moment. */
export function addDataCommands(program: Command): void {
  const data = program
    .command("data")
    .description("work on a folder of worlds (--data) that no standin is using: info, compact, export, import");
  data
    .command("info")
    .description("list the worlds in a folder, and check all of them for damage")
    .argument("<folder>", "the folder")
    .option("--json", "print JSON", false)
    .action(async (folder, options) => (await import("./data.ts")).dataInfo(folder, options));
  data
    .command("compact")
    .description("give back the space that is not used any more")
    .argument("<folder>", "the folder")
    .option("--json", "print JSON", false)
    .action(async (folder, options) => (await import("./data.ts")).compactData(folder, options));
  data
    .command("export")
    .description("write one world to a JSON file, without its snapshots")
    .argument("<folder>", "the folder")
    .argument("<file>", "the file to write")
    .option("--world <name>", "the world", "default")
    .option("--json", "print JSON", false)
    .action(async (folder, file, options) => (await import("./data.ts")).exportData(folder, file, options));
  data
    .command("import")
    .description("read a world from such a file; all of it is checked first")
    .argument("<folder>", "the folder")
    .argument("<file>", "the file to read")
    .option("--world <name>", "the name it gets", "default")
    .option("--replace", "replace a world of that name", false)
    .option("--json", "print JSON", false)
    .action(async (folder, file, options) => (await import("./data.ts")).importData(folder, file, options));
}
