/** A bug in standin, in a mock of one's own or in an override, detected at run time. */
export interface Bug {
  readonly provider: string;
  readonly operationId: string | undefined;
  /** Where it is, if not in standin itself. */
  readonly source?: "mock" | "override";
  /** Describes the bug in one sentence. */
  readonly complaint: string;
  readonly error?: unknown;
}

/** How messages name the place of a bug. */
export function placeOf({ source, provider, operationId }: Omit<Bug, "complaint">): string {
  if (source === "override") return `the override of ${provider} ${operationId}`;
  return source === "mock" ? `the mock ${provider}` : "standin";
}
