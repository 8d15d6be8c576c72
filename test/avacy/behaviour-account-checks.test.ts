import { describe, expect, it } from "vitest";
import { overTransports, type RunningProvider } from "../support/transports.ts";
import { get, postJson, V1, VENDOR_REQUEST, WEBSPACE_KEY } from "./requests.ts";

const KEY = "6f1c2b7e-0000-4000-8000-0000000000aa";
const OTHER_KEY = "6f1c2b7e-0000-4000-8000-0000000000bb";
const TENANTS = [
  {
    name: "acme",
    webspaces: [
      { id: 89, key: KEY, banner_config_version: "v2" as const, cdn_url: "https://cdn.example.com" },
      { id: 90, key: OTHER_KEY },
    ],
    tokens: [
      { token: "7|abcDEF" },
      { token: "plainToken" },
      { token: "8|forAWhile", expires_at: "2024-01-01T01:00:00Z" },
      { token: "9|takenBack", revoked: true },
    ],
  },
  { name: "other", webspaces: [{ id: 3 }], tokens: [{ token: "10|others" }] },
];
const ACME = { seeds: { avacy: { tenants: TENANTS } }, frozenAt: "2024-01-01T00:00:00Z" };
const NESTED = { seeds: { avacy: { tenants: TENANTS, options: { validate_error_shape: "nested" as const } } } };

const answerOf = async (provider: RunningProvider, path: string) => {
  const { status, body } = await get(provider, path);
  return { status, body };
};
const refused = (error: string, message = error) => ({ status: 404, body: { message, error } });

overTransports("avacy", "account checks", (open) => {
  describe("team and webspace", () => {
    it("tells the webspace's number and how its banner is set up", async () => {
      const provider = await open(ACME);
      expect(await answerOf(provider, `/wp/validate/acme/${KEY}`)).toEqual({
        status: 200,
        body: { id: 89, banner_config_version: "v2" as const, cdn_url: "https://cdn.example.com" },
      });
      expect(await answerOf(provider, `/wp/validate/acme/${OTHER_KEY}`)).toEqual({
        status: 200,
        body: { id: 90, banner_config_version: "v3" },
      });
    });

    it("knows the default account", async () => {
      expect((await answerOf(await open(), `/wp/validate/standin/${WEBSPACE_KEY}`)).body).toEqual({
        id: 1,
        banner_config_version: "v3",
      });
    });

    it("an unknown team is named in the message", async () => {
      expect(await answerOf(await open(ACME), `/wp/validate/unknown/${KEY}`)).toEqual(
        refused("team_not_found", "team_not_found unknown"),
      );
    });

    it.each(["11111111-1111-4111-8111-111111111111", "not-a-uuid", "89", "%20"])(
      "no webspace has the key %s",
      async (key) => {
        expect(await answerOf(await open(ACME), `/wp/validate/acme/${key}`)).toEqual(refused("webspace_not_found"));
      },
    );

    it("another team's key is unknown", async () => {
      expect(await answerOf(await open(ACME), `/wp/validate/other/${KEY}`)).toEqual(refused("webspace_not_found"));
    });
  });

  describe("API token", () => {
    const check = async (provider: RunningProvider, token: string) =>
      answerOf(provider, `/wp/validate/acme/${KEY}/${token}`);

    it.each(["7|abcDEF", "7%7CabcDEF", "7%7cabcDEF", "plainToken", "abcDEF"])(
      "%s is valid, its bar raw or encoded",
      async (token) => {
        expect(await check(await open(ACME), token)).toEqual({ status: 200, body: { message: "valid_token" } });
      },
    );

    it("a token is valid for every webspace of its team", async () => {
      expect((await answerOf(await open(ACME), `/wp/validate/acme/${OTHER_KEY}/7|abcDEF`)).status).toBe(200);
    });

    it.each(["abc", "plaintoken", "7", "%7Cabc", "x|abc", "7%7C", "7|"])(
      "%s has not the shape of a token",
      async (token) => {
        expect(await check(await open(ACME), token)).toEqual(refused("invalid_token"));
      },
    );

    it.each(["7|abcdef", "99%7Cunknown", "9|takenBack", "10|others"])(
      "%s has the shape, and is not found or expired",
      async (token) => {
        expect(await check(await open(ACME), token)).toEqual(refused("token_not_found_or_expired"));
      },
    );

    it("a token expires by the world's clock", async () => {
      const provider = await open(ACME);
      expect((await check(provider, "8|forAWhile")).status).toBe(200);
      await provider.world.clock.advance(3_600_000);
      expect(await check(provider, "8|forAWhile")).toEqual(refused("token_not_found_or_expired"));
    });

    it("team and webspace come first", async () => {
      const provider = await open(ACME);
      expect(await answerOf(provider, `/wp/validate/unknown/${KEY}/7|abcDEF`)).toEqual(
        refused("team_not_found", "team_not_found unknown"),
      );
      expect(await answerOf(provider, "/wp/validate/acme/unknown/bad")).toEqual(refused("webspace_not_found"));
    });

    it("the journal does not show tokens", async () => {
      const provider = await open(ACME);
      for (const token of ["7|abcDEF", "7%7CabcDEF", "7%7cabcDEF", "7%7CabcDE%zz"]) await check(provider, token);
      const paths = provider.world.journal.entries().map(({ request }) => request.path);
      expect(paths).toHaveLength(4);
      for (const path of paths) expect(path).toMatch(/\/wp\/validate\/acme\/[0-9a-f-]{36}\/\[redacted\]$/);
    });
  });

  describe("the older shape of refusals", () => {
    it("nests the code", async () => {
      const provider = await open(NESTED);
      const nested = (error: string) => ({ status: 404, body: { message: { error } } });
      expect(await answerOf(provider, `/wp/validate/unknown/${KEY}`)).toEqual(nested("team_not_found"));
      expect(await answerOf(provider, "/wp/validate/acme/unknown")).toEqual(nested("webspace_not_found"));
      expect(await answerOf(provider, `/wp/validate/acme/${KEY}/bad`)).toEqual(nested("invalid_token"));
      expect(await answerOf(provider, `/wp/validate/acme/${KEY}/1|bad`)).toEqual(nested("token_not_found_or_expired"));
    });

    it("nests the code for revoked, expired and foreign tokens, and behind team and webspace", async () => {
      const provider = await open({ ...NESTED, frozenAt: "2024-01-01T02:00:00Z" });
      const errorOf = async (path: string) => (await answerOf(provider, `/wp/validate/${path}`)).body;
      for (const token of ["9|takenBack", "8|forAWhile", "10|others", "99%7Cunknown"])
        expect(await errorOf(`acme/${KEY}/${token}`)).toEqual({ message: { error: "token_not_found_or_expired" } });
      expect(await errorOf(`unknown/${KEY}/7|abcDEF`)).toEqual({ message: { error: "team_not_found" } });
      expect(await errorOf("acme/unknown/7|abcDEF")).toEqual({ message: { error: "webspace_not_found" } });
    });

    it("is an option beside the default account too", async () => {
      const provider = await open({ seeds: { avacy: { options: { validate_error_shape: "nested" } } } });
      const path = `/wp/validate/standin/${WEBSPACE_KEY}`;
      expect((await answerOf(provider, path)).status).toBe(200);
      expect((await answerOf(provider, `${path}/1|wrong`)).body).toEqual({
        message: { error: "token_not_found_or_expired" },
      });
    });

    it("does not touch what is valid, nor the recording calls", async () => {
      const provider = await open(NESTED);
      expect((await answerOf(provider, `/wp/validate/acme/${KEY}/7|abcDEF`)).body).toEqual({ message: "valid_token" });
      expect((await postJson(provider, "/unknown/domains_groups/1/consents", {}, "7|abcDEF")).body).toEqual({
        message: "team_not_found",
        error: "team_not_found",
      });
    });
  });

  describe("out of service", () => {
    it("is 503, and only when a fault says so", async () => {
      const provider = await open();
      for (const operationId of ["validateWebspace", "validateApiToken"] as const)
        await provider.world.faults.add({
          match: { provider: "avacy", operation: operationId },
          when: { first: 1 },
          effect: { status: 503 },
        });
      const down = { status: 503, body: { message: "service_unavailable", error: "service_unavailable" } };
      for (const path of [
        `/wp/validate/standin/${WEBSPACE_KEY}`,
        `/wp/validate/standin/${WEBSPACE_KEY}/1|standin-token`,
      ]) {
        expect(await answerOf(provider, path)).toEqual(down);
        expect((await answerOf(provider, path)).status).toBe(200);
      }
      expect((await postJson(provider, V1, VENDOR_REQUEST)).status).toBe(201);
    });
  });
});
