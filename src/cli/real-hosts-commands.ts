import type { Command } from "commander";
import { caDirOption } from "./arguments.ts";
import { withDefault } from "./default-command.ts";

/** Adds the commands for programs that have the providers' real hosts built in. */
export function addRealHostsCommands(program: Command): void {
  const group = withDefault(
    program.command("ca").description("the certificate authority by which standin answers HTTPS at the real hosts"),
  );
  group
    .command("path", { isDefault: true })
    .description("print the file that programs have to trust; it is made if there is none")
    .addOption(caDirOption())
    .action(async (options) => (await import("./ca.ts")).printPath(options));
  group
    .command("trust")
    .description("say how curl, Node, Python, PHP, Java and browsers come to trust it, each program for itself")
    .addOption(caDirOption())
    .action(async (options) => (await import("./ca.ts")).printTrust(options));
}
