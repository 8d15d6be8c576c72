// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is planted is code.

import type { Mutant } from "../agreement/mutant.ts";

const mock = (file: string, name: string, find: string, replace: string): Mutant => ({
  name,
  file: `mocks/didit/${file}.ts`,
  find,
  replace,
});

/** Faults in sessions of workflows, and in the client's use of an API key. */
export const workflowMutants: readonly Mutant[] = [
  mock(
    "workflow-sessions",
    "a creation returns the unfinished session with the old metadata",
    "return change(unfinished, replaced, context);",
    "return unfinished;",
  ),
  mock(
    "workflow-sessions",
    "a creation never returns the unfinished session",
    "if (unfinished !== undefined) return",
    "if (unfinished === null) return",
  ),
  mock(
    "workflow-sessions",
    "a repeated status adds a review",
    'status === new_status && new_status !== "Resubmitted"',
    'status === new_status && new_status === "Resubmitted"',
  ),
  mock(
    "workflow-sessions",
    "a deleted session can be read on",
    "context.workflowSessions.delete(session.id);",
    "context.workflowSessions.get(session.id);",
  ),
  mock(
    "workflow-decisions",
    "version 2 has no document",
    "id_verification: firstOf(reports.id_verifications),",
    "id_verification: null,",
  ),
  mock(
    "workflow-decisions",
    "the decision names the number of another session",
    "session_number: session.number,\n  session_url",
    "session_number: session.number + 1,\n  session_url",
  ),
  mock(
    "reports",
    "the document is that of a made-up person",
    "const { first_name, last_name, full_name } = namesOf(user);",
    "const { first_name, last_name, full_name } = namesOf(undefined);",
  ),
  mock(
    "handlers/workflow-sessions",
    "the list has everyone's sessions, whatever vendor_data asks for",
    "(vendor_data === undefined || each.vendorData === vendor_data)",
    "(vendor_data === undefined || each.vendorData !== undefined)",
  ),
  mock("assumptions", "checks without the person may run at any time", "RERUN_PAUSE_S = 30", "RERUN_PAUSE_S = 0"),
  mock(
    "assumptions",
    "a document that has become too old has no report",
    '"Declined", "In Review", "Kyc Expired"];',
    '"Declined", "In Review"];',
  ),
  mock("assumptions", "too low a balance refuses creations as if by the key", "{ create: 400,", "{ create: 403,"),
  mock(
    "credentials",
    "an unknown key is the first application's",
    "acceptAnyCredentials ? findKeySubstitute(sent, context)",
    "!acceptAnyCredentials ? findKeySubstitute(sent, context)",
  ),
  {
    name: "the key is sent as a bearer token",
    file: "src/clients/didit.ts",
    find: 'headers.set("x-api-key", apiKey)',
    replace: 'headers.set("authorization", `Bearer ${apiKey}`)',
  },
  {
    name: "sessions of workflows are asked for at the host of data transfer",
    file: "src/clients/didit.ts",
    find: "const VERIFICATION_PATH = /^\\/v[123]\\//;",
    replace: "const VERIFICATION_PATH = /^\\/v1\\//;",
  },
];
