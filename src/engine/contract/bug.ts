/** A bug in standin, detected at run time. */
export interface Bug {
  readonly provider: string;
  readonly operationId: string | undefined;
  /** Describes the bug in one sentence. */
  readonly complaint: string;
  readonly error?: unknown;
}
