import type { paths } from "#generated/didit/types.ts";
import type { DiditProblem } from "./didit-problems.ts";
import type { Result } from "./result.ts";

/* What the calls of all versions of the API have in common. */

/**
 * The result of a helper. A failure's `message` is the provider's sentence, or its description or code, or its first
 * error of a field as in `scope: This field is required.`, or the status of a reply without an error body, such as the
 * HTML page for an id that is not a lower-case UUID (404).
 */
export type DiditResult<Data> = Result<Data, DiditProblem>;

/** All operations except the two pages for people, whose addresses are the `url` of a session. */
export type ApiPaths = Omit<paths, "/authorize/{session_token}" | "/session/{session_token}">;

export const at = (sessionId: string) => ({ path: { session_id: sessionId } });

/** Requests a report, as bytes. */
export const pdfOf = (sessionId: string) =>
  ({ params: at(sessionId), headers: { Accept: "application/pdf" }, parseAs: "arrayBuffer" }) as const;

/** PDF readers look for the marker in the first kilobyte (ISO 32000, annex H). A gateway's HTML page has none. */
export function toPdf(content: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content);
  if (!new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-"))
    throw new TypeError("The reply is not a PDF.");
  return bytes;
}
