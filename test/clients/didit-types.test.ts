import { describe, expectTypeOf, it } from "vitest";
import {
  type CoveredEvent,
  createDiditClient,
  createDiditWebhookVerifier,
  type DiditWebhookEvent,
  isApproved,
  type SessionDecision,
  type WorkflowDecision,
  type WorkflowSessionSummary,
} from "#clients/didit.ts";
import type { components } from "#generated/didit/types.ts";

// The compiler checks this: each complaint it is told to expect and does not find fails `tsc`. None of these calls is made.
const didit = createDiditClient({ clientId: "c", clientSecret: "s" });
const keyed = createDiditClient({ apiKey: "k" });

type Schemas = components["schemas"];

describe("the types of the Didit client", () => {
  it("know the paths, their methods and their parameters", () => {
    const calls = async () => {
      // @ts-expect-error no such path
      await didit.api.GET("/v2/session/");
      // @ts-expect-error a path without its last slash
      await didit.api.POST("/auth/v2/session", { body: { scope: "email" } });
      // @ts-expect-error a path without this method
      await didit.api.DELETE("/v1/session/");
      // @ts-expect-error the session is missing
      await didit.api.GET("/v1/session/{session_id}/decision/");
      // @ts-expect-error a page for people
      await didit.api.GET("/session/{session_token}", { params: { path: { session_token: "t" } } });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("know the words of scopes, features and statuses", () => {
    const calls = async () => {
      await didit.createSession({ scope: ["pictures", "names"] });
      await didit.createSession({ scope: "whatever was configured" });
      // @ts-expect-error no such word
      await didit.createSession({ scope: ["mail"] });
      // @ts-expect-error words, not flags
      await didit.createSession({ scope: { email: true } });
      // @ts-expect-error no such combination
      await didit.createVerification({ features: "FACE" });
      // @ts-expect-error a decision is one of two
      await didit.updateStatus("id", "In Review");
      // @ts-expect-error a status of the other product
      isApproved({ status: "Confirmed" });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("ask to look whether it worked before the data can be had", () => {
    const calls = async () => {
      const result = await didit.getDecision("id");
      // @ts-expect-error not known to be ok
      result.data;
      if (result.ok) expectTypeOf(result.data).toEqualTypeOf<SessionDecision>();
      else expectTypeOf(result.error?.detail).toEqualTypeOf<string | undefined>();
      // @ts-expect-error nothing was shared yet, perhaps
      if (result.ok) result.data.user_data.sub;
      const polled = await didit.poll({ session_id: "i", session_token: "t" });
      if (polled.ok) expectTypeOf(polled.data).toEqualTypeOf<"confirmed" | "declined" | "expired">();
      const verification = await didit.getVerification("id");
      if (verification.ok) expectTypeOf(isApproved(verification.data)).toBeBoolean();
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("ask for both tokens of a session, and for both credentials of an application", () => {
    const calls = async () => {
      // @ts-expect-error the id alone does not open the status
      await didit.poll({ session_id: "i" });
      // @ts-expect-error the secret is missing
      createDiditClient({ clientId: "c" });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("give an event only once it is believed", () => {
    const calls = async () => {
      const result = await createDiditWebhookVerifier({ secret: "s" }).verify("{}", { "x-signature-v2": ["a"] });
      // @ts-expect-error not known to be ok
      result.event;
      if (result.ok) expectTypeOf(result.event).toEqualTypeOf<DiditWebhookEvent>();
      // @ts-expect-error no such reason
      else if (result.reason === "bad signature") return;
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("offer version 3 to a key, and to nothing else", () => {
    const calls = async () => {
      const created = await keyed.createWorkflowSession({
        workflow_id: "w",
        vendor_data: null,
        metadata: { any: ["thing"] },
      });
      if (created.ok) expectTypeOf(created.data.url).toEqualTypeOf<string>();
      // @ts-expect-error id and secret are for older versions
      await didit.createWorkflowSession({ workflow_id: "w" });
      // @ts-expect-error both kinds of credentials
      createDiditClient({ apiKey: "k", clientId: "c", clientSecret: "s" });
      // @ts-expect-error a misspelt key
      createDiditClient({ api_key: "k" });
      // @ts-expect-error the workflow is missing
      await keyed.createWorkflowSession({ vendor_data: "u" });
      // @ts-expect-error a misspelt member
      await keyed.createWorkflowSession({ workflow_id: "w", vendorData: "u" });
      // @ts-expect-error a misspelt name
      await keyed.createWorkflowSession({ workflow_id: "w", expected_details: { frist_name: "Ann" } });
      // @ts-expect-error a misspelt address
      await keyed.createWorkflowSession({ workflow_id: "w", contact_details: { emial: "ann@example.com" } });
      await keyed.createWorkflowSession({
        workflow_id: "w",
        contact_details: { email: "ann@example.com", email_lang: "de" },
        expected_details: { first_name: "Ann", expected_document_types: ["P"] },
        sandbox_scenario: "a word of later",
      });
      // @ts-expect-error no such device
      await keyed.createWorkflowSession({ workflow_id: "w", callback_method: "all" });
      // @ts-expect-error no such status
      await keyed.listWorkflowSessions({ status: "Done" });
      // @ts-expect-error no such filter
      await keyed.listWorkflowSessions({ vendorData: "u" });
      // @ts-expect-error nothing is named
      await keyed.deleteWorkflowSessions({});
      // @ts-expect-error some and all
      await keyed.deleteWorkflowSessions({ session_numbers: [1], delete_all: true });
      // @ts-expect-error all or not
      await keyed.deleteWorkflowSessions({ delete_all: false });
      // @ts-expect-error no such option
      await keyed.waitForOutcome("id", { timeout: 5 });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("ask for what goes with a change of status", () => {
    const nodes_to_resubmit = [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" as const }];
    const email = { send_email: true, email_address: "ann@example.com" } as const;
    const calls = async () => {
      await keyed.updateWorkflowStatus("id", { new_status: "Declined", comment: "blurred", ...email });
      await keyed.updateWorkflowStatus("id", {
        new_status: "Resubmitted",
        nodes_to_resubmit,
        email_language: "de",
        ...email,
      });
      // @ts-expect-error no status to set
      await keyed.updateWorkflowStatus("id", { new_status: "In Review" });
      // @ts-expect-error nothing to resubmit
      await keyed.updateWorkflowStatus("id", { new_status: "Resubmitted" });
      // @ts-expect-error what is approved is not resubmitted
      await keyed.updateWorkflowStatus("id", { new_status: "Approved", nodes_to_resubmit });
      const unknown = [{ node_id: "a", feature: "OCR" as const }];
      // @ts-expect-error no kind of check
      await keyed.updateWorkflowStatus("id", { new_status: "Resubmitted", nodes_to_resubmit: unknown });
      // @ts-expect-error no address
      await keyed.updateWorkflowStatus("id", { new_status: "Approved", send_email: true });
      // @ts-expect-error an address that gets nothing
      await keyed.updateWorkflowStatus("id", { new_status: "Approved", email_address: "ann@example.com" });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("give decisions and lists of version 3", () => {
    const calls = async () => {
      const waited = await keyed.waitForOutcome("id", {
        onProgress: (session) => expectTypeOf(session).toEqualTypeOf<WorkflowDecision>(),
      });
      // @ts-expect-error not known to be ok
      waited.data;
      if (waited.ok) {
        expectTypeOf(waited.data).toEqualTypeOf<WorkflowDecision>();
        // @ts-expect-error the check may not have run
        waited.data.id_verifications[0];
        // @ts-expect-error a block of version 2
        waited.data.id_verification;
      } else expectTypeOf(waited.retryAfterSeconds).toEqualTypeOf<number | undefined>();
      for await (const each of keyed.eachWorkflowSession({ vendor_data: "u" }))
        if (each.ok) expectTypeOf(each.data).toEqualTypeOf<WorkflowSessionSummary>();
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("tell the events of version 3 apart", () => {
    const calls = async () => {
      const result = await createDiditWebhookVerifier({ secret: "s", version: "v3" }).verify("{}", {});
      if (!result.ok) return;
      const { event } = result;
      // Whatever it is about, its members can be read.
      expectTypeOf(event.session_id).toEqualTypeOf<string | undefined>();
      // @ts-expect-error a member of no event
      event.sessionId;
      switch (event.webhook_type) {
        case "status.updated":
        case "data.updated":
          expectTypeOf(event.session_id).toEqualTypeOf<string>();
          expectTypeOf(event.status).toEqualTypeOf<Schemas["WorkflowStatus"]>();
          expectTypeOf(event.decision).toEqualTypeOf<WorkflowDecision | undefined>();
          isApproved(event);
          break;
        case "user.status.updated":
          expectTypeOf(event.previous_status).toEqualTypeOf<"ACTIVE" | "FLAGGED" | "BLOCKED">();
          // @ts-expect-error a user is not approved
          isApproved(event);
          break;
        case "user.data.updated":
          expectTypeOf(event.changed_fields).toEqualTypeOf<readonly string[]>();
          break;
        case "transaction.created":
          expectTypeOf(event.event_id).toEqualTypeOf<string>();
          break;
        // @ts-expect-error no such event
        case "status.changed":
          break;
      }
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("have all members of an event whose signature covers it", () => {
    const calls = async () => {
      const result = await createDiditWebhookVerifier({ secret: "s", version: "v3" }).verify("{}", {});
      if (!result.ok) return;
      const { event, signedBy } = result;
      // @ts-expect-error the simple signature covers no id
      if (event.webhook_type === "status.updated") event.event_id satisfies string;
      if (signedBy === "X-Signature-Simple" || signedBy === "X-Signature-Simple-Previous")
        expectTypeOf(event.event_id).toEqualTypeOf<undefined>();
      else if (event.webhook_type === "status.updated") {
        expectTypeOf(event.event_id).toEqualTypeOf<string>();
        expectTypeOf(event.workflow_version).toEqualTypeOf<number>();
      }
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("give the decision of the version that was chosen", () => {
    const calls = async () => {
      const headers = new Headers();
      const first = await createDiditWebhookVerifier({ secret: "s", version: "v1" }).verify("{}", headers);
      if (first.ok) {
        expectTypeOf(first.event.status).toEqualTypeOf<Schemas["WorkflowStatus"]>();
        expectTypeOf(first.event.decision?.kyc).toEqualTypeOf<Schemas["VerificationDecision"]["kyc"] | undefined>();
        // @ts-expect-error a list of version 3
        first.event.decision?.id_verifications;
      }
      const second = await createDiditWebhookVerifier({ secret: "s", version: "v2" }).verify("{}", headers);
      if (second.ok) expectTypeOf(second.event.decision).toEqualTypeOf<Schemas["DecisionV2"] | undefined>();
      const any = await createDiditWebhookVerifier({ secret: "s" }).verify("{}", headers);
      if (any.ok && any.event.workflow_version !== undefined)
        expectTypeOf(any.event.decision).toEqualTypeOf<WorkflowDecision | undefined>();
      expectTypeOf<CoveredEvent>().not.toHaveProperty("decision");
      // @ts-expect-error no such version
      createDiditWebhookVerifier({ secret: "s", version: "v4" });
      // @ts-expect-error a misspelt option
      createDiditWebhookVerifier({ secret: "s", webhook_version: "v3" });
    };
    expectTypeOf(calls).toBeFunction();
  });
});
