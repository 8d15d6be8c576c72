import { describe, expectTypeOf, it } from "vitest";
import { type AvacyClient, createAvacyClient, type toConsentV4 } from "#clients/avacy.ts";
import { type ConsentUser, createDidomiClient, createDidomiUserClient } from "#clients/didomi.ts";

// The compiler checks this: each complaint it is told to expect and does not find fails `tsc`. None of these calls is made.
const didomi = createDidomiClient({ organizationId: "acme", key: "k", secret: "s" });
const avacy = createAvacyClient({ tenant: "t", webspaceId: 1, token: "1|x" });

describe("the types of the clients", () => {
  it("know the paths, and which methods they have", () => {
    const calls = async () => {
      // @ts-expect-error no such path
      await didomi.api.GET("/consents/people");
      // @ts-expect-error a path without this method
      await didomi.api.PUT("/consents/events");
      // @ts-expect-error a path of another generation
      await avacy.api.POST("/{tenant}/v3/webspaces/{id}/consents", { params: { path: { tenant: "t", id: 1 } } });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("know the parameters", () => {
    const calls = async () => {
      // @ts-expect-error the organization is missing
      await didomi.api.DELETE("/consents/events/{id}", { params: { path: { id: "e" } } });
      // @ts-expect-error a filter holds text
      await didomi.api.DELETE("/consents/events", { params: { query: { organization_id: "acme", filter: { n: 1 } } } });
      const body = { ip_address: "::1", consent_type: "form", optin: "accepted", identifier: "x" } as const;
      const params = { path: { tenant: "t", id: "1" } };
      // @ts-expect-error the webspace is a number
      await avacy.api.POST("/{tenant}/v4/webspaces/{id}/consents", { params, body });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("know the bodies", () => {
    const calls = async () => {
      // @ts-expect-error no consents
      await didomi.api.POST("/consents/events", { body: { user: { id: "u" } } });
      // @ts-expect-error an answer is true or false
      await didomi.recordChoices("ada", { newsletter: "yes" });
      // @ts-expect-error chosen values are a list of ids
      await didomi.recordChoices("ada", { newsletter: { preferences: { topics: "sport,culture" } } });
      // @ts-expect-error no such consent type
      await avacy.recordConsentV4({ ip_address: "::1", consent_type: "mail", optin: "accepted", identifier: "x" });
      // @ts-expect-error the first generation's body in the current one
      await avacy.recordConsentV4({ subject: {}, identifier: "x", ip_address: "::1", preferences: [] });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("ask to look whether it worked before the data can be had", () => {
    const calls = async () => {
      const result = await didomi.getChoices("ada");
      // @ts-expect-error not known to be ok
      result.data;
      if (result.ok) expectTypeOf(result.data).toEqualTypeOf<ConsentUser | undefined>();
      else expectTypeOf(result.error?.name).toEqualTypeOf<string | undefined>();
      const checked = await avacy.validateWebspace("t|k");
      if (checked.ok) expectTypeOf(checked.data.id).toBeNumber();
      // @ts-expect-error no such code
      else if (checked.error === "tenant_not_found") return;
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("keep key and secret out of a browser's client", () => {
    const calls = async () => {
      // @ts-expect-error a token is all it takes
      createDidomiUserClient({ organizationId: "acme", token: "t", key: "k", secret: "s" });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("let what a form maps to be recorded, once it is known to be something", () => {
    type Body = ReturnType<typeof toConsentV4>;
    expectTypeOf<NonNullable<Body>>().toExtend<Parameters<AvacyClient["recordConsentV4"]>[0]>();
    expectTypeOf<Body>().not.toExtend<Parameters<AvacyClient["recordConsentV4"]>[0]>();
  });
});
