/** The options of a script, and its answer to `--help`. */
import { type ParseArgsConfig, parseArgs } from "node:util";

interface Option {
  readonly type: "string" | "boolean";
  readonly default?: string | boolean;
  /** What stands for a text's value, such as `<number>`. */
  readonly value?: string;
  readonly help: string;
}
type Options = Readonly<Record<string, Option>>;

type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>["values"];

/**
 * Reads a script's options. `--help` prints the usage and ends the process with 0; an option that the script does not know
 * ends it with 2 and a sentence. So it stands before anything that the script does.
 *
 * @param command how the script is called, with `--` where npm needs it before options
 * @param purpose what it does, in a sentence
 */
export function readOptions<const Given extends Options>(
  command: string,
  purpose: string,
  options: Given,
): Values<Given> {
  if (process.argv.includes("--help")) {
    console.log(toUsage(command, purpose, options));
    process.exit(0);
  }
  try {
    return parseArgs({ options: options as ParseArgsConfig["options"] & Given }).values as Values<Given>;
  } catch (error) {
    // The platform goes on with advice on other parsers' habits.
    const [sentence = ""] = (error as Error).message.split(/\. |\n/);
    console.error(`${sentence.replace(/\.$/, "")}. See: ${command} --help`);
    process.exit(2);
  }
}

function toUsage(command: string, purpose: string, options: Options): string {
  const all: Options = { ...options, help: { type: "boolean", help: "print this" } };
  const rows = Object.entries(all).map(([name, { value, help, default: initial }]) => {
    const known = typeof initial === "string" ? ` (default: ${initial})` : "";
    return [`  --${name}${value === undefined ? "" : ` ${value}`}`, help + known] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `Usage: ${command} [options]`,
    "",
    purpose,
    "",
    ...rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`),
  ].join("\n");
}
