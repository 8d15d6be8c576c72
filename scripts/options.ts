/** The options of a script, and its answer to `--help`. */
import { type ParseArgsConfig, parseArgs } from "node:util";

interface Option {
  readonly type: "string" | "boolean";
  readonly default?: string | boolean;
  /** The placeholder of the value, such as `<number>`. */
  readonly value?: string;
  readonly help: string;
}
type Options = Readonly<Record<string, Option>>;

type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>["values"];

/**
 * Reads a script's options. `--help` prints the usage and exits with 0; an unknown option exits with 2 and a message. Call it
 * before anything else.
 *
 * @param command of the script, with `--` if npm needs it before options
 * @param purpose of the script, as a sentence
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
    // The rest of the platform's message is advice on other parsers.
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
