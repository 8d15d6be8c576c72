import { describe, expectTypeOf, it } from "vitest";
import {
  createDiditClient,
  createDiditWebhookVerifier,
  type DiditWebhookEvent,
  isApproved,
  type SessionDecision,
} from "#clients/didit.ts";

// The compiler checks this: each complaint it is told to expect and does not find fails `tsc`. None of these calls is made.
const didit = createDiditClient({ clientId: "c", clientSecret: "s" });

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
});
