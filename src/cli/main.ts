import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isStandinError } from "#engine/basics/errors.ts";
import {
  hostOption,
  httpsPortOption,
  mockOption,
  portOption,
  providerOption,
  realHostsOptions,
  specOption,
} from "./arguments.ts";
import { withDefault } from "./default-command.ts";
import { parseDuration } from "./durations.ts";
import { complain, lines, show } from "./terminal.ts";

/** Shown by `--version`; the build fills it in from package.json. */
declare const STANDIN_VERSION: string;

const EXIT_OK = 0;
const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

/**
 * Runs the command line.
 *
 * @returns the exit code: 0, 1 if a check failed or a running standin refused the call, or 2 on usage errors
 */
export async function main(args: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  try {
    let exitCode = EXIT_OK;
    const fail = (code = EXIT_REFUSED): void => {
      exitCode = code;
    };
    const program = createProgram();
    if (!isStart(args)) (await import("./commands.ts")).addCommands(program, fail);
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_OK;
      // Without a command, commander has already printed the help.
      if (error.code !== "commander.help") complain(show`${toLine(error.message)}`);
      return EXIT_USAGE;
    }
    if (!isStandinError(error)) throw error;
    // Each fault of a spec has a line of its own.
    complain(error.code === "ERR_STANDIN_INVALID_SPEC" ? lines(error.message.split("\n")) : show`${error.message}`);
    return error.code === "ERR_STANDIN_CONTROL_REFUSED" ? EXIT_REFUSED : EXIT_USAGE;
  }
}

/** A reader such as `head` may stop early; what is left is not printed. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

const START = "start";
const HELP_AND_VERSION = ["-h", "--help", "-V", "--version"];

/** Whether it is `start`, which must stay fast: the code of the other commands is not loaded. Without a name it is as well. */
const isStart = ([first = START, ...rest]: readonly string[]): boolean =>
  first === START || (first.startsWith("-") && ![first, ...rest].some((each) => HELP_AND_VERSION.includes(each)));

/** The program with the command `start`; the others are added when they are asked for. */
function createProgram(): Command {
  const program = new Command("standin")
    .description(`standin ${STANDIN_VERSION}: a local simulator of four consent and identity providers.`)
    .version(STANDIN_VERSION)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText("after", "\nFirst steps: see the README. `standin start` prints working credentials.");
  const start = program
    .command(START, { isDefault: true })
    .aliases(["serve"])
    .description("serve the providers on one port, until Ctrl-C; `standin` alone does the same")
    .addOption(portOption())
    .addOption(hostOption())
    .option("--https", "answer by HTTPS as well, on a second port; see `standin ca trust`", false)
    .addOption(httpsPortOption())
    .addOption(providerOption())
    .addOption(mockOption())
    .addOption(specOption())
    .option("--seed <file>", "starting state: a YAML, JSON, JavaScript or TypeScript file")
    .option("--watch", "reset all worlds to the seed file whenever it changes")
    .option("--accept-any-credentials", "accept any credentials, and create the accounts they name", false)
    .addOption(
      new Option("--control-token <token>", "token required by the control API; not empty").env(
        "STANDIN_CONTROL_TOKEN",
      ),
    )
    .option("--max-worlds <number>", "the maximum number of worlds", toCount)
    .option("--no-control", "do not serve the control API")
    .option("--webhook-targets <targets...>", "permitted webhook targets besides loopback and the seed's URLs")
    .option("--public-url <url>", "base URL of links in replies, where clients reach it by another address")
    .option("--data <folder>", "keep worlds in this folder across restarts (needs lmdb)")
    .option("--redis <url>", "keep worlds in this Redis, shared with other processes (needs ioredis)")
    .option("--grace <duration>", "time for open requests to finish when it stops (default: 2s)", toGrace)
    .option("--quiet", "print no line for each request", false)
    .option("--json", "print one line of JSON once ready", false)
    .action(async ({ controlToken, ...options }, command: Command) => {
      const { start } = await import("./start.ts");
      // An empty environment variable counts as unset; an empty option is an error.
      const isNone = controlToken === "" && command.getOptionValueSource("controlToken") === "env";
      await start({ ...options, ...(controlToken !== undefined && !isNone && { controlToken }) });
    });
  for (const each of realHostsOptions()) start.addOption(each);
  return withDefault(program);
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Expected an integer from 1 to 999999999.");
  return Number(text);
}

const LONGEST_GRACE_MS = 3_600_000;

function toGrace(text: string): number {
  const graceMs = parseDuration(text, "s");
  if (graceMs === undefined || graceMs > LONGEST_GRACE_MS)
    throw new InvalidArgumentError("Expected a duration of at most an hour: 2s, 500ms, 1m, or plain seconds.");
  return graceMs;
}

// Commander puts its suggestions on separate lines.
const toLine = (message: string): string =>
  message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
