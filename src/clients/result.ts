/**
 * What a call came to. Whatever a provider answers, and whatever happens on the way to it, is a value: `if (result.ok)`
 * tells success from failure, and nothing needs a `try`.
 */
export type Result<Data, Problem> = Success<Data> | Failure<Problem>;

export interface Success<Data> {
  readonly ok: true;
  readonly data: Data;
}

export interface Failure<Problem> {
  readonly ok: false;
  /** HTTP status of the reply; 0 when no usable one came: unreachable, timed out, broken off, unreadable. */
  readonly status: number;
  /** What the provider said; undefined when it was not said in the provider's documented form, or not at all. */
  readonly error: Problem | undefined;
  /** The same as one text for people and logs. No key, secret or token is ever put into it. */
  readonly message: string;
  /** What was thrown on the way, when `status` is 0. */
  readonly cause?: unknown;
}

/**
 * Recognizes a provider's error body and words it; anything else gives undefined. `error` is undefined in a body that
 * has a text and yet is not in the documented form.
 */
export type ReadProblem<Problem> = (body: unknown) => { error: Problem | undefined; message: string } | undefined;

/** The outcome of one call of an `openapi-fetch` client. */
type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/**
 * Waits for a call of an `openapi-fetch` client. Never throws.
 *
 * @param expectedStatus the only status that counts as success; default: every 2xx
 */
export async function toResult<Data, Problem>(
  answer: Promise<Answer<Data>>,
  readProblem: ReadProblem<Problem>,
  expectedStatus?: number,
): Promise<Result<Data, Problem>> {
  try {
    const { data, error, response } = await answer;
    if (data !== undefined && response.status === (expectedStatus ?? response.status))
      return isDocument(data) ? { ok: true, data } : toFailure(new Error(`the reply is ${nameOf(data)}`));
    return { ok: false, status: response.status, ...(readProblem(error) ?? unexpected(response)) };
  } catch (cause) {
    return toFailure(cause);
  }
}

/** Whether a success says anything: no provider documents single values or lists, and a file is bytes. */
const isDocument = (data: unknown): boolean => typeof data === "object" && data !== null && !Array.isArray(data);

const nameOf = (data: unknown): string =>
  data === null ? "null" : Array.isArray(data) ? "a list" : `a ${typeof data}`;

/** The failure of a reply that holds none of the provider's errors, such as a page. */
const unexpected = ({ status, statusText }: Response) => ({
  error: undefined,
  message: `Unexpected reply: ${status} ${statusText}`.trimEnd(),
});

/** The failure of a call that was given up or broken off by what was thrown. */
export const toFailure = (cause: unknown): Failure<never> => ({
  ok: false,
  status: 0,
  error: undefined,
  message: `No usable reply: ${reasonOf(cause)}`,
  cause,
});

/** The same failure, or what `convert` makes of the data; where it can make nothing of them, they are not what is documented. */
export function mapResult<Data, Converted, Problem>(
  result: Result<Data, Problem>,
  convert: (data: Data) => Converted,
): Result<Converted, Problem> {
  if (!result.ok) return result;
  try {
    return { ok: true, data: convert(result.data) };
  } catch {
    return toFailure(new Error("the reply is not what is documented"));
  }
}

/** What a reply holds where an object is documented, which {@link mapResult} needs to tell. */
export function objectIn<Value>(value: Value): Value & object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("it is no object");
  return value;
}

/** The same for a text. */
export function textIn<Text extends string>(value: Text): Text {
  if (typeof value !== "string") throw new TypeError("it is no text");
  return value;
}

// Node says only "fetch failed" and keeps the reason, such as a refused connection, one level deeper.
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // The platform quotes what it cannot parse, and there may be a token in it.
  if (thrown instanceof SyntaxError) return "the reply is not JSON";
  const deeper = thrown.cause instanceof Error ? thrown.cause.message : "";
  return deeper === "" ? thrown.message : `${thrown.message}: ${deeper}`;
}
