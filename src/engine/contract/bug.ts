/** Something that only a mistake in standin can cause. */
export interface Bug {
  readonly provider: string;
  readonly operationId: string | undefined;
  /** What is wrong, in one sentence. */
  readonly complaint: string;
  readonly error?: unknown;
}
