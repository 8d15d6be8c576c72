import { type Command, Option } from "commander";
import { caDirOption, mockOption, providerOption, realHostsOptions, specOption } from "./arguments.ts";
import { withDefault } from "./default-command.ts";

/**
 * Adds the commands for programs that have the providers' real hosts built in.
 *
 * @param end called with the exit code of a program that was run
 */
export function addRealHostsCommands(program: Command, end: (exitCode: number) => void): void {
  addRun(program, end);
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

function addRun(program: Command, end: (exitCode: number) => void): void {
  const command = program
    .command("run")
    .description("run a program, in any language, whose requests to the providers' real hosts are answered")
    .usage("[options] -- <command> [arguments]")
    .argument("<command...>", "the program and its arguments")
    .addOption(
      new Option("--url <url>", "a running standin; default: the one on port 4700, or else one of its own").env(
        "STANDIN_URL",
      ),
    )
    .addOption(new Option("--token <token>", "the control token of that standin").env("STANDIN_CONTROL_TOKEN"))
    .option("--world <name>", "the world of requests that name none")
    .option("--seed <file>", "starting state, for a standin of its own")
    .addOption(providerOption())
    .addOption(mockOption())
    .addOption(specOption())
    .action(async (words, options) => end(await (await import("./run.ts")).run(words, options)));
  for (const each of realHostsOptions()) command.addOption(each);
  command.addHelpText(
    "after",
    "\nExit codes: that of the program, 128 and the number of the signal that ended it, 2 on usage errors.",
  );
}
