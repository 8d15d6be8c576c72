import { describe, expectTypeOf, it } from "vitest";
import {
  createNetidClient,
  createNetidServerClient,
  type FoundStatus,
  type FoundStatusV2,
  isIdConsentGiven,
  tcStringOf,
  tpidOf,
} from "#clients/netid.ts";

// The compiler checks this: each complaint it is told to expect and does not find fails `tsc`. None of these calls is made.
const netid = createNetidClient({ tappId: "00000000-0000-4000-8000-000000000001" });

describe("the types of the netID clients", () => {
  it("know the paths, their methods and their parameters", () => {
    const calls = async () => {
      // @ts-expect-error no such path
      await netid.api.GET("/netid-subject-identifiers");
      // @ts-expect-error a path without this method
      await netid.api.DELETE("/netid-user-status");
      // @ts-expect-error an export needs its first day
      await netid.api.GET("/netid-permissions", { params: { query: { "q.tapp_id.eq": "t" } } });
      // @ts-expect-error consent is VALID or INVALID
      await netid.api.POST("/netid-permissions", { body: { idconsent: "YES" } });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("know what can be written and asked for", () => {
    const calls = async () => {
      // @ts-expect-error consent is VALID or INVALID
      await netid.writePermissions({ idconsent: true });
      // @ts-expect-error this one can only be read
      await netid.writePermissions({ datashare: "VALID" });
      // @ts-expect-error the wire's name of it
      await netid.writePermissions({ iab_tc_string: "C" });
      // @ts-expect-error no such identifier
      await netid.readStatusV2({ identifiers: ["tpid"] });
      // @ts-expect-error of the other generation
      await netid.readStatus({ identifiers: ["TPID"] });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("ask to look what it came to before the data can be had", () => {
    const calls = async () => {
      const status = await netid.readStatus();
      // @ts-expect-error not known to be there
      status.data;
      if (status.kind === "found") {
        expectTypeOf(status.data).toEqualTypeOf<FoundStatus>();
        expectTypeOf(status.data.subject_identifiers.tpid).toEqualTypeOf<string | null>();
      }
      // @ts-expect-error nothing was found
      if (status.kind === "notFound") status.data.subject_identifiers;
      // @ts-expect-error no such code
      if (status.kind === "error" && status.error === "NO_COOKIE") return;
      const second = await netid.readStatusV2();
      if (second.kind === "found") expectTypeOf(second.data).toEqualTypeOf<FoundStatusV2>();
      const written = await netid.writePermissions({ idconsent: "VALID" });
      if (written.kind === "written") expectTypeOf(written.ok).toEqualTypeOf<true>();
      // @ts-expect-error a failed write shows no identifiers
      if (!written.ok) written.data;
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("take the small questions about reads, and those about identifiers about writes too", () => {
    const calls = async () => {
      expectTypeOf(isIdConsentGiven(await netid.readStatus())).toEqualTypeOf<boolean | null>();
      expectTypeOf(tcStringOf(await netid.readStatusV2())).toEqualTypeOf<string | undefined>();
      expectTypeOf(tpidOf(await netid.writePermissions({}))).toEqualTypeOf<string | undefined>();
      // @ts-expect-error a write does not tell the consent
      isIdConsentGiven(await netid.writePermissions({}));
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("keep tokens out of a browser's client, and ask a server for one", () => {
    const calls = async () => {
      // @ts-expect-error the browser has the cookie
      createNetidClient({ tappId: "t", token: "t" });
      // @ts-expect-error a token is needed
      createNetidServerClient({ baseUrl: "http://localhost" });
      // @ts-expect-error one of the two
      createNetidServerClient({ token: "t", getToken: () => "t" });
      // @ts-expect-error the token names the TAPP
      createNetidServerClient({ token: "t", tappId: "t" });
    };
    expectTypeOf(calls).toBeFunction();
  });
});
