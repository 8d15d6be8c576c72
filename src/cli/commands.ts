import { type Command, Option } from "commander";
import { providerNames } from "#mocks/registry.ts";
import { hostOption, portOption, providerOption } from "./arguments.ts";
import { addCheckCommand } from "./check-command.ts";
import { addControlCommands } from "./control-commands.ts";
import { findCommand } from "./find-command.ts";
import { addRealHostsCommands } from "./real-hosts-commands.ts";

/**
 * Adds all commands but `start`.
 *
 * @param fail called by a command whose check failed
 */
export function addCommands(program: Command, fail: (exitCode?: number) => void): void {
  program
    .command("routes")
    .description("list the operations: method, path, provider")
    .addOption(providerOption())
    .option("--evidence", "with each documented status: its kind of source, and since when", false)
    .option("--json", "print JSON", false)
    .action(async (options) => {
      const { routes } = await import("./routes.ts");
      await routes(options);
    });
  addVerify(program, fail);
  program
    .command("init")
    .description("write a seed file with the defaults as comments")
    .argument("[file]", "the file to write; an existing file is not overwritten", "standin.seed.yaml")
    .action(async (file) => {
      const { init } = await import("./init.ts");
      await init(file);
    });
  program
    .command("doctor")
    .description("say what is in the way: Node, port, proxy, localhost, packages, seed file")
    .addOption(portOption())
    .addOption(hostOption())
    .option("--seed <file>", "the seed file to check; default: standin.seed.yaml and the like in this folder")
    .option("--json", "print one line of JSON", false)
    .addHelpText("after", "\nExit codes: 0, 1 if something is in the way, 2 on usage errors.")
    .action(async (options) => {
      const { doctor } = await import("./doctor.ts");
      if (!(await doctor(options))) fail();
    });
  addCheckCommand(program, fail);
  addControlCommands(program);
  addRealHostsCommands(program, fail);
  program
    .command("help")
    .description("show the help of a command")
    .argument("[command...]", "its name, and that of a subcommand")
    .action((names: readonly string[]) => findCommand(program, names).outputHelp());
}

function addVerify(program: Command, fail: () => void): void {
  program
    .command("verify")
    .description("verify pacts against a fresh mock, or against a real provider")
    .argument("<pact-files...>", "pact files of any version")
    .option("--base-url <url>", "verify a real provider at this URL instead of a mock")
    .addOption(
      new Option("--provider <name>", "the provider of the pacts; default: the one they name").choices(providerNames),
    )
    .option("--seed <file>", "starting state of the mock: a YAML, JSON, JavaScript or TypeScript file")
    .option("--accept-any-credentials", "let the mock accept any credentials in the pacts", false)
    .option("--json", "print one line of JSON", false)
    .addHelpText(
      "after",
      "\nProvider states are the mock's scenarios, by the same names. A real provider gets its credentials from the\nenvironment: STANDIN_VERIFY_AUTHORIZATION is sent as `Authorization`, STANDIN_VERIFY_VALUE_<NAME> is the\nprovider-state value <name>; provider states cannot be set there. Exit codes: 0, 1 on a mismatch, 2 on usage errors.",
    )
    .action(async (files, options) => {
      const { verify } = await import("./verify.ts");
      if (!(await verify(files, options))) fail();
    });
}
