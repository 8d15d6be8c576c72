import { isRecord } from "./values.ts";

/**
 * The result of a call. Every reply of a provider and every network failure is a value: `if (result.ok)` tells success
 * from failure, and no call needs a `try`.
 */
export type Result<Data, Problem> = Success<Data> | Failure<Problem>;

export interface Success<Data> {
  readonly ok: true;
  readonly data: Data;
}

export interface Failure<Problem> {
  readonly ok: false;
  /** HTTP status of the reply; 0 without a usable reply: unreachable, timed out, broken off, unreadable. */
  readonly status: number;
  /** The provider's error body; undefined if it is missing or not in the provider's documented form. */
  readonly error: Problem | undefined;
  /** The same as one text for people and logs. It never contains a key, secret or token. */
  readonly message: string;
  /** The thrown error, if `status` is 0. */
  readonly cause?: unknown;
  /** Seconds after which the request may be repeated, if the reply says so, as with 429 and 503 (`Retry-After`, RFC 9110). */
  readonly retryAfterSeconds?: number;
}

/**
 * Recognizes a provider's error body and converts it to a message; returns undefined for anything else. `error` is
 * undefined for a body that has a message but is not in the documented form.
 */
export type ReadProblem<Problem> = (body: unknown) => { error: Problem | undefined; message: string } | undefined;

/** The result of one call of an `openapi-fetch` client. */
type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/**
 * Awaits a call of an `openapi-fetch` client. Never throws.
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
      // No provider documents single values or lists, and a file is bytes.
      return isRecord(data) ? { ok: true, data } : toFailure(new Error(`the reply is ${nameOf(data)}`));
    return {
      ok: false,
      status: response.status,
      ...(readProblem(error) ?? unexpected(response)),
      ...toRetryAfter(response.headers.get("retry-after")),
    };
  } catch (cause) {
    return toFailure(cause);
  }
}

/** Awaits a call whose success has no content, or an object that says nothing more. Never throws. */
export async function toDone<Problem>(
  answer: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  readProblem: ReadProblem<Problem>,
): Promise<Result<undefined, Problem>> {
  const whole = answer.then(({ data = {}, error, response }) =>
    response.ok ? { data, response } : { error, response },
  );
  return mapResult(await toResult(whole, readProblem), () => undefined);
}

/** Reads a number of seconds, or a date, which begins with the day's name; anything else says nothing. */
function toRetryAfter(text: string | null): { retryAfterSeconds?: number } {
  if (text === null) return {};
  const atMs = /^[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((atMs - Date.now()) / 1000);
  return Number.isFinite(seconds) ? { retryAfterSeconds: Math.max(0, seconds) } : {};
}

const nameOf = (data: unknown): string =>
  data === null ? "null" : Array.isArray(data) ? "a list" : `a ${typeof data}`;

/** Returns the failure for a reply without an error body of the provider, such as an HTML page. */
const unexpected = ({ status, statusText }: Response) => ({
  error: undefined,
  message: `Unexpected reply: ${status} ${statusText}`.trimEnd(),
});

/** Returns the failure for a call that ended with a thrown error. */
export const toFailure = (cause: unknown): Failure<never> => ({
  ok: false,
  status: 0,
  error: undefined,
  message: `No usable reply: ${reasonOf(cause)}`,
  cause,
});

/** Why a success whose data are not those of the documentation is a failure. */
export const NOT_DOCUMENTED = "the reply is not as documented";

/** Converts the data of a success; if `convert` throws, the reply is not as documented. Failures are unchanged. */
export function mapResult<Data, Converted, Problem>(
  result: Result<Data, Problem>,
  convert: (data: Data) => Converted,
): Result<Converted, Problem> {
  if (!result.ok) return result;
  try {
    return { ok: true, data: convert(result.data) };
  } catch {
    return toFailure(new Error(NOT_DOCUMENTED));
  }
}

/** For `mapResult`. @throws TypeError unless the value is an object, and no list */
export function requireObject<Value>(value: Value): Value & object {
  if (!isRecord(value)) throw new TypeError("An object is documented here.");
  return value;
}

/** For `mapResult`. @throws TypeError unless the value is a string */
export function requireText<Text extends string>(value: Text): Text {
  if (typeof value !== "string") throw new TypeError("A string is documented here.");
  return value;
}

// Node's message is only "fetch failed"; the reason, such as a refused connection, is in its cause.
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // The platform's message quotes the text it cannot parse, which may contain a token.
  if (thrown instanceof SyntaxError) return "the reply is not JSON";
  const deeper = thrown.cause instanceof Error ? thrown.cause.message : "";
  return deeper === "" ? thrown.message : `${thrown.message}: ${deeper}`;
}
