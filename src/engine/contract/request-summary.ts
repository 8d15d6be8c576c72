import type { RefusingStage } from "./refusal.ts";

/** One request with what became of it, in brief and with secrets redacted. */
export interface RequestSummary {
  /** `undefined`: the request reached no world, as it names no provider. */
  readonly world: string | undefined;
  readonly method: string;
  /** As it was sent, with a world's prefix. */
  readonly path: string;
  /** Without the question mark; empty if the request reached no world. */
  readonly query: string;
  /** 0 if the connection was broken off before the reply. */
  readonly status: number;
  /** The id of the fault that was applied, if any. */
  readonly fault: string | undefined;
  /** Why it was refused; `undefined` if it was not. */
  readonly refusal: { readonly stage: RefusingStage; readonly reasons: readonly string[] } | undefined;
}
