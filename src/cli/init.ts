import { writeFile } from "node:fs/promises";
import { dirname, extname, isAbsolute, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import { StandinError } from "#engine/basics/errors.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { schemaPath } from "#standin/seed-schema.ts";
import { chooseProviders, type ProvidersOptions } from "./providers.ts";
import { say, show } from "./terminal.ts";

/**
 * Writes a valid seed file with every provider's defaults as comments.
 *
 * @throws StandinError if the file exists already or cannot be written
 */
export async function init(file: string, options: Pick<ProvidersOptions, "mock"> = {}): Promise<void> {
  if (![".yaml", ".yml"].includes(extname(file)))
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `${file}: the seed file has comments. Give it a name that ends in .yaml or .yml.`,
    );
  const { providers } = await chooseProviders(options);
  const text = toSeedFile(file, providers);
  await writeFile(file, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw new StandinError("ERR_STANDIN_USAGE", `${file}: ${toReason(error)}`);
  });
  say(show`Wrote ${file}. Start with: standin start --seed ${file}`);
}

function toSeedFile(file: string, providers: readonly Mock[]): string {
  const parts = providers.map(
    ({ api, defaultSeed }) => `# ${api.title}\n${toComment(stringify({ [api.name]: defaultSeed }))}`,
  );
  return `# yaml-language-server: $schema=${toSchemaAddress(schemaPath(), file)}
#
# What every world of standin begins with, and goes back to when it is reset:
#
#     standin start --seed ${file}
#
# What is commented out shows what holds anyway. Take away the # before the lines of a provider to change them; an
# editor that reads the schema knows what else there is.

# Ids and tokens come from this number or text: the same one and the same requests give the same bytes.
randomSeed: 1

# Stops the clock of every world at this time.
#frozenAt: 2024-01-01T00:00:00Z

${parts.join("\n\n")}
`;
}

const toComment = (text: string): string => text.trimEnd().replaceAll(/^/gm, "#");

/** The path of the schema relative to the seed file, as editors resolve it. */
export function toSchemaAddress(schema: string, file: string): string {
  const path = relative(dirname(resolve(file)), schema).replaceAll("\\", "/");
  // No relative path leads to another drive, and a space would end the address.
  if (isAbsolute(path) || /\s/.test(path)) return pathToFileURL(schema).href;
  return path.startsWith(".") ? path : `./${path}`;
}

function toReason({ code, message }: NodeJS.ErrnoException): string {
  if (code === "EEXIST") return "the file exists already. Choose another name, or delete it first.";
  if (code === "ENOENT") return "the folder does not exist.";
  if (code === "EACCES") return "you are not permitted to write there.";
  return message;
}
