import { type ControlClient, type ControlResult, createControlClient, type WorldClient } from "#clients/control.ts";
import { RefusedError } from "./refused-error.ts";
import { type Shown, say, sayJson } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Where standins answer that were started without options. */
export const LOCAL_URL = "http://127.0.0.1:4700";

/** What every command takes that drives a running standin. */
export interface ControlOptions {
  readonly url: string;
  readonly token?: string;
  readonly world: string;
  readonly json: boolean;
}

/** @throws UsageError when the address or the token cannot be right */
export function connect({ url, token }: Pick<ControlOptions, "url" | "token">): ControlClient {
  const baseUrl = addressOf({ url });
  if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl))
    throw new UsageError(`--url must be absolute, such as ${LOCAL_URL}, not ${url}.`);
  try {
    // An empty variable of the environment is as good as none.
    return createControlClient({ baseUrl, ...(token && { token }) });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`--token: ${error.message}.`);
    throw error;
  }
}

export const connectToWorld = (options: ControlOptions): WorldClient => connect(options).world(options.world);

/** Where the options say that standin is. */
export const addressOf = ({ url }: Pick<ControlOptions, "url">): string => url || LOCAL_URL;

/**
 * What standin answered.
 *
 * @throws RefusedError when it refused; UsageError when nobody answers there, or somebody else
 */
export async function receive<Data>(
  answer: ControlResult<Data> | Promise<ControlResult<Data>>,
  options: Pick<ControlOptions, "url">,
): Promise<Data> {
  const result = await answer;
  if (result.ok) return result.data;
  const { status, error, message, cause } = result;
  if (status === 401 && error !== undefined)
    throw new RefusedError(`${error.detail} Here it is given with --token or STANDIN_CONTROL_TOKEN.`);
  if (error !== undefined) throw new RefusedError(error.detail);
  const url = addressOf(options);
  if (status !== 0)
    throw new UsageError(`What answers at ${url} is no standin, or was started with --no-control (status ${status}).`);
  if (cause instanceof RangeError) throw new UsageError(`${cause.message}.`);
  if (cause instanceof SyntaxError) throw new UsageError(`What answers at ${url} is no standin.`);
  if (cause instanceof DOMException) throw new UsageError(`${url}: ${message}.`);
  throw new UsageError(
    `No standin answers at ${url}. Start one with \`standin start\`, or say where it is with --url.`,
  );
}

/**
 * Prints what was said: as one line of JSON, or for people.
 *
 * @param said as the API words it; undefined where it has nothing to say
 */
export function print(said: unknown, toText: () => Shown, { json }: Pick<ControlOptions, "json">): void {
  if (json) sayJson(said);
  else say(toText());
}
