import type { Client } from "openapi-fetch";
import type { DiditClient } from "#clients/didit.ts";
import type { paths } from "#generated/didit/types.ts";

/** The clients of the interactions. The pages for people are not part of the typed client: people open their links in a browser. */
export interface Api {
  /** With id and secret. */
  readonly backEnd: DiditClient["api"];
  /** With an API key. */
  readonly keyed: DiditClient["api"];
  /** Without any credentials. */
  readonly bare: DiditClient["api"];
  readonly browser: Client<Pick<paths, "/authorize/{session_token}" | "/session/{session_token}">>;
}
