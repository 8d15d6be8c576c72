import { type ControlResult, type ControlResults, createControlClient, type WorldClient } from "#clients/control.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { toSuggestion } from "#engine/basics/nearest.ts";
import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import { type StyledText, say, sayJson } from "./terminal.ts";

/** The URL of a standin that was started without options. */
export const LOCAL_URL = "http://127.0.0.1:4700";

/** Options of every command that controls a running standin. */
export interface ControlOptions {
  readonly url: string;
  readonly token?: string;
  readonly world: string;
  readonly json: boolean;
}

/** @throws StandinError if the URL or the token is malformed */
export function connect({ url, token }: Pick<ControlOptions, "url" | "token">): ControlResults {
  const baseUrl = addressOf({ url });
  if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl))
    throw new StandinError("ERR_STANDIN_USAGE", `--url must be absolute, such as ${LOCAL_URL}, not ${url}.`);
  const { username, password } = new URL(baseUrl);
  if (username !== "" || password !== "")
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `--url has a user name or a password, which no request can carry. Use ${toShownAddress({ url })}, and --token for a token.`,
    );
  try {
    // An empty environment variable counts as unset.
    return createControlClient({ baseUrl, ...(token && { token }) }).results;
  } catch (error) {
    if (error instanceof TypeError) throw new StandinError("ERR_STANDIN_USAGE", `--token: ${error.message}`);
    throw error;
  }
}

export const connectToWorld = (options: ControlOptions): WorldClient => connect(options).world(options.world);

/**
 * The world to work on, where a call would create a world of a misspelt name.
 *
 * @throws StandinError if there is no such world
 */
export async function connectToKnownWorld(options: ControlOptions): Promise<WorldClient> {
  const world = connectToWorld(options);
  // There always is one.
  if (options.world === DEFAULT_WORLD) return world;
  const found = await world.get();
  if (found.ok || found.status !== 404 || found.error === undefined) await receive(found, options);
  else throw missingWorld(options.world, await receive(connect(options).worlds(), options));
  return world;
}

/** The error for a world that is not there. */
const missingWorld = (name: string, worlds: readonly { readonly name: string }[]): StandinError =>
  new StandinError(
    "ERR_STANDIN_CONTROL_REFUSED",
    `World ${name} does not exist.${toSuggestion(
      name,
      worlds.map((each) => each.name),
    )} \`standin world list\` lists the worlds, \`standin world create\` makes one.`,
  );

/** The URL of standin by the options. */
export const addressOf = ({ url }: Pick<ControlOptions, "url">): string => url || LOCAL_URL;

/** The URL as a message may show it: what a password could be in is left out. */
function toShownAddress(options: Pick<ControlOptions, "url">): string {
  const { origin, pathname } = new URL(addressOf(options));
  return origin + pathname.replace(/\/$/, "");
}

const known = new Set<string>();

/** @throws StandinError if another server has answered, whose data are of another form */
async function requireStandin(options: Pick<ControlOptions, "url" | "token">): Promise<void> {
  const url = addressOf(options);
  if (known.has(url)) return;
  known.add(url);
  const health = await connect(options).health();
  if (health.ok && health.data.name !== "standin")
    throw new StandinError("ERR_STANDIN_USAGE", `The server at ${toShownAddress(options)} is not standin.`);
}

/**
 * Returns the data of standin's reply.
 *
 * @throws StandinError if standin refused; also if nothing answers there, or a server other than standin
 */
export async function receive<Data>(
  answer: ControlResult<Data> | Promise<ControlResult<Data>>,
  options: Pick<ControlOptions, "url">,
): Promise<Data> {
  const result = await answer;
  if (result.ok) {
    await requireStandin(options);
    return result.data;
  }
  const { status, error, message, cause } = result;
  if (status === 401 && error !== undefined)
    throw new StandinError(
      "ERR_STANDIN_CONTROL_REFUSED",
      `${error.detail} Set it with --token or STANDIN_CONTROL_TOKEN.`,
    );
  if (error !== undefined) throw new StandinError("ERR_STANDIN_CONTROL_REFUSED", error.detail);
  const url = toShownAddress(options);
  if (status !== 0)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `The server at ${url} is not standin, or was started with --no-control (status ${status}).`,
    );
  if (cause instanceof RangeError) throw new StandinError("ERR_STANDIN_USAGE", cause.message);
  if (cause instanceof SyntaxError) throw new StandinError("ERR_STANDIN_USAGE", `The server at ${url} is not standin.`);
  if (cause instanceof DOMException) throw new StandinError("ERR_STANDIN_USAGE", `${url}: ${message}.`);
  throw new StandinError(
    "ERR_STANDIN_USAGE",
    `No standin answers at ${url}. Start one with \`standin start\`, or give its URL with --url.`,
  );
}

/**
 * Prints a result: as one line of JSON, or as text for people.
 *
 * @param said the reply's data; undefined if the reply has none
 */
export function print(said: unknown, toText: () => StyledText, { json }: Pick<ControlOptions, "json">): void {
  if (json) sayJson(said);
  else say(toText());
}
