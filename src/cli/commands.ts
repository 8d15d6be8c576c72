import type { Command } from "commander";
import { hostOption, mockOption, oneProviderOption, portOption, providerOption, specOption } from "./arguments.ts";
import { addCheckCommand } from "./check-command.ts";
import { addControlCommands } from "./control-commands.ts";
import { addDataCommands } from "./data-commands.ts";
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
    .description("list the operations: method, path, provider; of --spec, what answers them and why")
    .addOption(providerOption())
    .addOption(mockOption())
    .addOption(specOption())
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
    .addOption(mockOption())
    .action(async (file, options) => {
      const { init } = await import("./init.ts");
      await init(file, options);
    });
  program
    .command("generate")
    .description("write types and schemas of a spec, for a mock of your own")
    .argument(
      "<spec>",
      "the OpenAPI document: a YAML or JSON file; scenarios.yaml and seed.schema.yaml beside it count as well",
    )
    .requiredOption("--out <folder>", "the folder to write to; its files are overwritten")
    .option("--name <name>", "the provider's name; default: that of the spec's file, or of its folder")
    .action(async (spec, options) => {
      const { generate } = await import("./generate.ts");
      await generate(spec, options);
    });
  program
    .command("new-provider")
    .description("write a mock of your own to start with, into a folder of its name")
    .argument("<name>", "lower-case letters, digits and dashes")
    .action(async (name) => {
      const { newProvider } = await import("./new-provider.ts");
      await newProvider(name);
    });
  program
    .command("doctor")
    .description("say what is in the way: Node, port, proxy, localhost, packages, seed file")
    .addOption(portOption())
    .addOption(hostOption())
    .option("--seed <file>", "the seed file to check; default: standin.seed.yaml and the like in this folder")
    .addOption(mockOption())
    .option("--json", "print one line of JSON", false)
    .addHelpText("after", "\nExit codes: 0, 1 if something is in the way, 2 on usage errors.")
    .action(async (options) => {
      const { doctor } = await import("./doctor.ts");
      if (!(await doctor(options))) fail();
    });
  addCheckCommand(program, fail);
  addControlCommands(program);
  addDataCommands(program);
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
    .addOption(oneProviderOption("the provider of the pacts; default: the one they name"))
    .addOption(mockOption())
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
