import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { providerNames } from "#mocks/registry.ts";
import { RefusedError } from "./refused-error.ts";
import { complain, show } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Shown by `--version`; the build fills it in from package.json. */
declare const STANDIN_VERSION: string;

const EXIT_OK = 0;
const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

/**
 * Runs the command line.
 *
 * @returns the exit code: 0, 1 when something was verified and found wrong or a running standin refused, or 2 when
 *   something was asked for that cannot be done
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    let exitCode = EXIT_OK;
    const fail = (): void => {
      exitCode = EXIT_REFUSED;
    };
    const program = createProgram(fail);
    // Starting shall take no longer for what it does not need.
    if (args[0] !== "start") {
      (await import("./check-command.ts")).addCheckCommand(program, fail);
      (await import("./control-commands.ts")).addControlCommands(program);
    }
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_OK;
      // Without a command commander has printed the help, which says all there is to say.
      if (error.code !== "commander.help") complain(show`${toLine(error.message)}`);
      return EXIT_USAGE;
    }
    if (!(error instanceof UsageError || error instanceof RefusedError)) throw error;
    complain(show`${error.message}`);
    return error instanceof UsageError ? EXIT_USAGE : EXIT_REFUSED;
  }
}

/** @param fail what a command calls that has found something wrong */
function createProgram(fail: () => void): Command {
  const program = new Command("standin")
    .description("A local simulator of four consent and identity providers.")
    .version(STANDIN_VERSION)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText("after", "\nThe README shows the first steps; `standin start` prints credentials that work.");
  program
    .command("start")
    .description("serve the providers on one port until Ctrl-C")
    .option("--port <number>", "port to listen on; 0 picks a free one", toPort, 4700)
    .option("--host <address>", "address to listen on", toAddress, "127.0.0.1")
    .addOption(providerOption())
    .option("--seed <file>", "starting state: a YAML, JSON, JavaScript or TypeScript file")
    .option("--accept-any-credentials", "take whatever credentials come, and provision what they name", false)
    .addOption(
      new Option("--control-token <token>", "what the control API asks for; not empty").env("STANDIN_CONTROL_TOKEN"),
    )
    .option("--max-worlds <number>", "how many worlds there may be at once", toCount)
    .option("--no-control", "serve no control API")
    .option("--webhook-targets <targets...>", "where webhooks may go besides loopback and the seed's URLs")
    .option("--grace <duration>", "how long requests under way may take to finish when it stops (default: 2s)", toGrace)
    .option("--json", "print one line of JSON once ready", false)
    .action(async ({ controlToken, ...options }, command: Command) => {
      const { start } = await import("./start.ts");
      // An empty variable of the environment is as good as none; an empty option is a mistake.
      const isNone = controlToken === "" && command.getOptionValueSource("controlToken") === "env";
      await start({ ...options, ...(controlToken !== undefined && !isNone && { controlToken }) });
    });
  program
    .command("routes")
    .description("list the operations: method, path, provider")
    .addOption(providerOption())
    .option("--evidence", "with each documented status: what kind of source it comes from, and since when", false)
    .option("--json", "print JSON", false)
    .action(async (options) => {
      const { routes } = await import("./routes.ts");
      await routes(options);
    });
  addVerify(program, fail);
  program
    .command("init")
    .description("write a seed file to start from, with the defaults as comments")
    .argument("[file]", "where to; nothing is overwritten", "standin.seed.yaml")
    .action(async (file) => {
      const { init } = await import("./init.ts");
      await init(file);
    });
  return program;
}

function addVerify(program: Command, fail: () => void): void {
  program
    .command("verify")
    .description("run your pacts against a fresh mock, or against a real provider")
    .argument("<pact-files...>", "files that Pact has written, of any version")
    .option("--base-url <url>", "a real provider, instead of a mock")
    .addOption(new Option("--provider <name>", "whose pacts they are; default: as they say").choices(providerNames))
    .option("--seed <file>", "starting state of the mock: a YAML, JSON, JavaScript or TypeScript file")
    .option("--accept-any-credentials", "the mock takes whatever credentials the pacts have", false)
    .option("--json", "print one line of JSON", false)
    .addHelpText(
      "after",
      "\nProvider states are the mock's scenarios, by the same names. A real provider gets its credentials from the\nenvironment: STANDIN_VERIFY_AUTHORIZATION is sent as `Authorization`, STANDIN_VERIFY_VALUE_<NAME> is the\nprovider-state value <name>; provider states cannot be set there. Exit codes: 0, 1 on a mismatch, 2 on misuse.",
    )
    .action(async (files, options) => {
      const { verify } = await import("./verify.ts");
      if (!(await verify(files, options))) fail();
    });
}

const providerOption = (): Option =>
  new Option("--provider <names...>", "only these providers").choices(providerNames).default(providerNames, "all");

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 to 999999999.");
  return Number(text);
}

function toAddress(text: string): string {
  if (text === "") throw new InvalidArgumentError("An address is needed, such as 127.0.0.1.");
  return text;
}

const LONGEST_GRACE_MS = 3_600_000;

function toGrace(text: string): number {
  const [, amount, unit = "s"] = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text) ?? [];
  const graceMs = Number(amount) * { ms: 1, s: 1000, m: 60_000 }[unit as "ms" | "s" | "m"];
  if (amount === undefined || graceMs > LONGEST_GRACE_MS)
    throw new InvalidArgumentError("A grace period is written 2s, 500ms, 1m, or in seconds; at most an hour.");
  return graceMs;
}

// Commander spreads its advice over lines of its own.
const toLine = (message: string): string =>
  message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
