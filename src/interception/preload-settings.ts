import { StandinError } from "#engine/basics/errors.ts";
import { toSuggestion } from "#engine/basics/nearest.ts";
import { ownMember } from "#engine/basics/table.ts";
import { isWorldName, WORLD_NAME_RULE } from "#engine/basics/world-name.ts";
import { providerNames } from "#mocks/registry.ts";

/** The settings of a preloaded standin, from environment variables. */
export interface PreloadSettings {
  /** URL of a standin in another process. */
  readonly url: string | undefined;
  readonly world: string | undefined;
  /** Names; `undefined`: all. */
  readonly providers: readonly string[] | undefined;
  /** Paths of modules that export mocks of one's own. */
  readonly mocks: readonly string[];
  /** Path of a seed file. */
  readonly seed: string | undefined;
}

/** @throws StandinError that names the variable and says what it may be */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): PreloadSettings {
  const read = (name: string): string | undefined => ownMember(environment, name)?.trim() || undefined;
  const url = read("STANDIN_URL");
  const world = read("STANDIN_WORLD");
  const seed = read("STANDIN_SEED");
  if (url !== undefined && !(/^https?:\/\//.test(url) && URL.canParse(url)))
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `STANDIN_URL is where a standin answers, such as http://127.0.0.1:4700, not ${JSON.stringify(url)}.`,
    );
  if (world !== undefined && !isWorldName(world))
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `STANDIN_WORLD: ${WORLD_NAME_RULE.slice(0, -1)}, not ${JSON.stringify(world)}.`,
    );
  if (url !== undefined && seed !== undefined)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      "STANDIN_SEED is for a standin in this process; the one at STANDIN_URL has a seed of its own. Leave out either.",
    );
  const mocks =
    read("STANDIN_MOCKS")
      ?.split(",")
      .map((each) => each.trim()) ?? [];
  const providers = read("STANDIN_PROVIDERS")?.split(/[\s,]+/);
  // The names of mocks of one's own are known once they are loaded.
  if (mocks.length === 0) for (const name of providers ?? []) checkName(name, providerNames);
  return { url, world, seed, providers, mocks };
}

/**
 * What `NODE_OPTIONS` says for the programs that this one starts, so that they are preloaded as well.
 *
 * @param url of the module to preload, a file's: it has neither blanks nor quotes, and leads there from any folder
 */
export function withPreload(options = "", url: string): string {
  const isThere = options.split(/[\s"=]+/).some((word) => word === url || word === "standin/preload");
  return isThere ? options : `${options} --import=${url}`.trim();
}

/** @throws StandinError for a name that is not among those known */
export function checkName(name: string, known: readonly string[]): void {
  if (!known.includes(name))
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `STANDIN_PROVIDERS may be ${known.join(", ")}, not ${JSON.stringify(name)}.${toSuggestion(name, known)}`,
    );
}
