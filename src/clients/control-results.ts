import type { components } from "#generated/control/types.ts";
import { type Failure, type ReadProblem, type Result, toDone as toEmpty } from "./result.ts";

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
export const toDone = (answer: Parameters<typeof toEmpty>[0]): Promise<ControlResult<undefined>> =>
  toEmpty(answer, readProblem);

/** Following the journal could not start or continue. The message is that of the failure. */
export class FollowError extends Error {
  override readonly name = "FollowError";
  readonly failure: Failure<ControlProblem>;

  constructor(failure: Failure<ControlProblem>) {
    super(failure.message, { cause: failure.cause });
    this.failure = failure;
  }
}
