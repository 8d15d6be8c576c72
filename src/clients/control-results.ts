import type { components } from "#generated/control/types.ts";
import { type Failure, mapResult, type ReadProblem, type Result, toResult } from "./result.ts";

/** The error of a refused call: problem details (RFC 9457). `detail` says what to do. */
export type ControlProblem = components["schemas"]["Problem"];

/** The result of a call. A refusal is a value with `error.detail`; a standin that does not answer is a value as well. */
export type ControlResult<Data> = Result<Data, ControlProblem>;

export const readProblem: ReadProblem<ControlProblem> = (body) =>
  isProblem(body) ? { error: body, message: body.detail } : undefined;

const isProblem = (body: unknown): body is ControlProblem =>
  typeof body === "object" &&
  body !== null &&
  "detail" in body &&
  typeof body.detail === "string" &&
  "status" in body &&
  typeof body.status === "number";

/** Awaits a call whose success has no content. Never throws. */
export async function toDone(
  answer: Promise<{ error?: unknown; response: Response }>,
): Promise<ControlResult<undefined>> {
  const whole = answer.then(({ error, response }) => (response.ok ? { data: {}, response } : { error, response }));
  return mapResult(await toResult(whole, readProblem), () => undefined);
}

/** Following the journal could not start or continue. The message is that of the failure. */
export class FollowError extends Error {
  override readonly name = "FollowError";
  readonly failure: Failure<ControlProblem>;

  constructor(failure: Failure<ControlProblem>) {
    super(failure.message, { cause: failure.cause });
    this.failure = failure;
  }
}
