import { describe, expect, it } from "vitest";
import { overTransports, type RunningProvider } from "../support/transports.ts";
import {
  type Answer,
  archiveOf,
  get,
  LEAST_V4,
  PLUGIN_V1,
  post,
  postForm,
  postJson,
  TOKEN,
  V1,
  V2,
  V4,
  VENDOR_REQUEST,
} from "./requests.ts";

const ACME = {
  name: "acme",
  webspaces: [{ id: 1 }, { id: 2 }],
  tokens: [
    { token: "7|abcDEF" },
    { token: "plainToken" },
    { token: "8|forAWhile", expires_at: "2024-01-01T01:00:00Z" },
    { token: "9|takenBack", revoked: true },
  ],
};
const OTHER = { name: "other", webspaces: [{ id: 3 }], tokens: [{ token: "10|others" }] };
const SEEDS = { avacy: { tenants: [ACME, OTHER] } };
const FROZEN = { seeds: SEEDS, frozenAt: "2024-01-01T00:00:00Z" };

const UNAUTHENTICATED = { message: "Unauthenticated" };

const expectAnswer = ({ status, body }: Answer, expected: { status: number; body: unknown }): void =>
  expect({ status, body }).toEqual(expected);

const acme = (id: number | string): string => `/acme/domains_groups/${id}/consents`;

overTransports("avacy", "checks before the body", (open) => {
  describe("tokens", () => {
    it("every token of a tenant opens every webspace of it", async () => {
      const provider = await open(FROZEN);
      for (const token of ["7|abcDEF", "plainToken", "8|forAWhile"])
        for (const id of [1, 2]) expect((await postJson(provider, acme(id), VENDOR_REQUEST, token)).status).toBe(201);
    });

    it("the part after the bar works alone", async () => {
      const provider = await open(FROZEN);
      expect((await postJson(provider, acme(1), VENDOR_REQUEST, "abcDEF")).status).toBe(201);
      expect((await postJson(provider, V1, VENDOR_REQUEST, "standin-token")).status).toBe(401);
    });

    it.each([
      "7|abcdef",
      "7|ABCDEF",
      "7|abcDE",
      "7|abcDEFG",
      "7",
      "7|",
      "8|abcDEF",
      "PLAINTOKEN",
      "1|plainToken",
      "nonsense",
    ])("the match is exact and case-sensitive: %s is refused", async (token) => {
      expectAnswer(await postJson(await open(FROZEN), acme(1), VENDOR_REQUEST, token), {
        status: 401,
        body: UNAUTHENTICATED,
      });
    });

    it("a revoked token is refused", async () => {
      expectAnswer(await postJson(await open(FROZEN), acme(1), VENDOR_REQUEST, "9|takenBack"), {
        status: 401,
        body: UNAUTHENTICATED,
      });
    });

    it("a token is refused from the moment it expires", async () => {
      const provider = await open(FROZEN);
      await provider.world.clock.advance(3_599_999);
      expect((await postJson(provider, acme(1), VENDOR_REQUEST, "8|forAWhile")).status).toBe(201);
      await provider.world.clock.advance(1);
      expect((await postJson(provider, acme(1), VENDOR_REQUEST, "8|forAWhile")).status).toBe(401);
    });

    it.each<[string, Record<string, string>]>([
      ["no header", {}],
      ["an empty bearer, as a half-configured plugin sends", { authorization: "Bearer " }],
      ["another scheme", { authorization: `Basic ${btoa(TOKEN)}` }],
      ["a token without a scheme", { authorization: TOKEN }],
    ])("%s is refused", async (_what, headers) => {
      const { fetch } = await open();
      const response = await fetch(V1, { method: "POST", headers, body: "" });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual(UNAUTHENTICATED);
    });

    it("the scheme's name is taken in any case", async () => {
      const { fetch } = await open();
      const headers = { authorization: `bearer ${TOKEN}`, "content-type": "application/json" };
      expect((await fetch(V1, { method: "POST", headers, body: JSON.stringify(VENDOR_REQUEST) })).status).toBe(201);
    });
  });

  describe("order: path, token, tenant, the token's tenant, webspace, body", () => {
    const BROKEN = "{";
    const at = (provider: RunningProvider, path: string, token: string) =>
      post(provider, path, BROKEN, "application/json", token);

    it("an unknown path is 404 even with a bad token", async () => {
      expectAnswer(await at(await open(), "/unknown/domains_groups/99/consent", "bad"), {
        status: 404,
        body: { message: "The route unknown/domains_groups/99/consent could not be found." },
      });
    });

    it.each([
      "/unknown/domains_groups/99/consents",
      "/unknown/v2/webspaces/99/consents",
      "/unknown/v4/webspaces/x/consents",
    ])("a bad token is 401 with every other part wrong: %s", async (path) => {
      expectAnswer(await at(await open(), path, "bad"), { status: 401, body: UNAUTHENTICATED });
    });

    it.each([
      "/unknown/domains_groups/99/consents",
      "/unknown/v2/webspaces/99/consents",
      "/unknown/v4/webspaces/x/consents",
    ])("with a good token the unknown tenant comes first: %s", async (path) => {
      expectAnswer(await at(await open(), path, TOKEN), {
        status: 404,
        body: { message: "team_not_found", error: "team_not_found" },
      });
    });

    it("another tenant's token is 401, whatever the webspace", async () => {
      const provider = await open(FROZEN);
      for (const id of [1, 3, 99])
        expectAnswer(await at(provider, acme(id), "10|others"), { status: 401, body: UNAUTHENTICATED });
    });

    it("then the webspace, in the words of each generation", async () => {
      const provider = await open();
      const model = (name: string, id: string) => ({
        status: 404,
        body: { message: `No query results for model [App\\Models\\${name}] ${id}` },
      });
      expectAnswer(await at(provider, "/standin/domains_groups/99/consents", TOKEN), model("DomainsGroup", "99"));
      expectAnswer(await at(provider, "/standin/v2/webspaces/99/consents", TOKEN), model("Webspace", "99"));
      expectAnswer(await at(provider, "/standin/v4/webspaces/99/consents", TOKEN), model("Webspace", "99"));
    });

    it("a webspace of another tenant is unknown", async () => {
      const provider = await open(FROZEN);
      expect((await at(provider, acme(3), "7|abcDEF")).status).toBe(404);
      expect((await at(provider, "/other/domains_groups/1/consents", "10|others")).status).toBe(404);
    });

    it.each(["abc", "1.5", "1.0", "-1", "+1", "1e0", "0x1", "01", "%201", "1%00", "99999999999999999999", "null"])(
      "an id that is not a whole number is 404: %s",
      async (id) => {
        const provider = await open();
        expectAnswer(await postJson(provider, `/standin/domains_groups/${id}/consents`, VENDOR_REQUEST), {
          status: 404,
          body: { message: `No query results for model [App\\Models\\DomainsGroup] ${decodeURIComponent(id)}` },
        });
      },
    );

    it("last the body", async () => {
      expect((await at(await open(), V1, TOKEN)).status).toBe(400);
    });
  });

  describe("a failed check", () => {
    it("stores nothing and uses up no id", async () => {
      const provider = await open();
      expect((await postJson(provider, V1, VENDOR_REQUEST)).body.data.id).toBe(1);
      expect((await postJson(provider, V1, VENDOR_REQUEST, "bad")).status).toBe(401);
      expect((await postJson(provider, "/standin/domains_groups/9/consents", VENDOR_REQUEST)).status).toBe(404);
      expect((await postJson(provider, V1, { ...VENDOR_REQUEST, ip_address: "x" })).status).toBe(400);
      expect((await postJson(provider, V1, { ...VENDOR_REQUEST, identifier: "nickname" })).status).toBe(400);
      expect((await postJson(provider, V2, { ...VENDOR_REQUEST, identifier: "nickname" })).status).toBe(400);
      expect((await postJson(provider, V4, {})).status).toBe(400);
      expect((await postJson(provider, V1, VENDOR_REQUEST)).body.data.id).toBe(2);
      expect((await archiveOf(provider)).rows.map(({ id }) => id)).toEqual([2, 1]);
    });
  });

  describe("paths and methods", () => {
    it.each(["GET", "PUT", "PATCH", "DELETE"])("%s on a recording path is 405", async (method) => {
      const provider = await open();
      for (const path of [V1, V2, V4]) {
        const answer = await get(provider, path, method);
        expectAnswer(answer, {
          status: 405,
          body: {
            message: `The ${method} method is not supported for route ${path.slice(1)}. Supported methods: POST.`,
          },
        });
        expect(answer.headers.get("allow")).toBe("POST");
      }
    });

    it("POST on an account check is 405", async () => {
      const answer = await get(await open(), "/wp/validate/standin/key", "POST");
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("GET, HEAD");
    });

    it.each([
      "/nothing",
      "/standin/consents",
      "/wp/validate/standin",
      "//domains_groups//consents",
      "/standin/v3/webspaces/1/consents",
    ])("%s is no path", async (path) => {
      const name = path.replace(/^\/+/, "");
      expectAnswer(await get(await open(), path), {
        status: 404,
        body: { message: `The route ${name} could not be found.` },
      });
    });

    it("names the root by its slash", async () => {
      expect((await get(await open(), "/")).body).toEqual({ message: "The route / could not be found." });
    });

    it("a body over the limit is 413", async () => {
      const body = { ...VENDOR_REQUEST, proofs: "x".repeat(1024 * 1024) };
      expectAnswer(await postJson(await open(), V1, body), {
        status: 413,
        body: { message: "The POST data is too large." },
      });
    });
  });

  describe("rate limit", () => {
    const LIMITED = { ...FROZEN, seeds: { avacy: { tenants: [ACME, OTHER], options: { rate_limit_per_minute: 60 } } } };

    it("there is none by default", async () => {
      const provider = await open();
      const answer = await postForm(provider, V1, PLUGIN_V1);
      expect(answer.headers.has("x-ratelimit-limit")).toBe(false);
    });

    it("the 61st call within a minute is 429, until the minute is over", async () => {
      const provider = await open(LIMITED);
      const send = () => postJson(provider, acme(1), VENDOR_REQUEST, "7|abcDEF");
      for (let left = 59; left >= 0; left -= 1) {
        const { status, headers } = await send();
        expect([status, headers.get("x-ratelimit-limit"), headers.get("x-ratelimit-remaining")]).toEqual([
          201,
          "60",
          String(left),
        ]);
      }
      const refused = await send();
      expectAnswer(refused, { status: 429, body: { message: "Too Many Attempts." } });
      expect(refused.headers.get("x-ratelimit-limit")).toBe("60");
      expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
      expect((await postJson(provider, "/other/domains_groups/3/consents", VENDOR_REQUEST, "10|others")).status).toBe(
        201,
      );
      await provider.world.clock.advance(60_000);
      expect((await send()).status).toBe(201);
    });

    it("refused bodies count, refused tokens do not", async () => {
      const provider = await open(LIMITED);
      const remaining = async (token: string, body: unknown) =>
        (await postJson(provider, acme(1), body, token)).headers.get("x-ratelimit-remaining");
      expect(await remaining("7|abcDEF", {})).toBe("59");
      expect(await remaining("bad", VENDOR_REQUEST)).toBe(null);
      expect(await remaining("7|abcDEF", VENDOR_REQUEST)).toBe("58");
    });

    it("covers the account checks", async () => {
      const provider = await open(LIMITED);
      expect((await get(provider, "/wp/validate/acme/key")).headers.get("x-ratelimit-remaining")).toBe("59");
    });
  });

  describe("calls from web pages", () => {
    const PREFLIGHT = {
      origin: "https://shop.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    };

    it.each([V1, V2, V4])("a preflight of %s is answered", async (path) => {
      const response = await (await open()).fetch(path, { method: "OPTIONS", headers: PREFLIGHT });
      expect(response.status).toBe(204);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("access-control-allow-methods")).toContain("POST");
      const allowed = response.headers.get("access-control-allow-headers")?.toLowerCase();
      expect(allowed).toContain("authorization");
      expect(allowed).toContain("content-type");
    });

    it("every reply may be read from any origin", async () => {
      const provider = await open();
      const answers = await Promise.all([
        postJson(provider, V1, VENDOR_REQUEST),
        postJson(provider, V1, {}),
        postJson(provider, V1, VENDOR_REQUEST, "bad"),
        get(provider, V1),
        get(provider, "/nothing"),
        get(provider, "/wp/validate/unknown/key"),
        get(provider, "/wp/validate/%zz/key"),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([201, 400, 401, 405, 404, 404, 404]);
      for (const { headers } of answers) expect(headers.get("access-control-allow-origin")).toBe("*");
    });
  });

  describe("taking any credentials", () => {
    const ANY = { acceptAnyCredentials: true };

    it("any token is taken, tenant and webspace are made on sight", async () => {
      const provider = await open(ANY);
      for (const [path, token] of [
        ["/newcomer/domains_groups/42/consents", "whatever"],
        ["/newcomer/domains_groups/42/consents", "something else"],
        ["/standin/domains_groups/7/consents", "whatever"],
      ] as const)
        expect((await postJson(provider, path, VENDOR_REQUEST, token)).body.data?.domains_group_id).toBe(
          Number(path.split("/")[3]),
        );
      expect((await archiveOf(provider, { tenant: "newcomer" })).rows).toHaveLength(2);
    });

    it("no token is still no token, and an id must still be a number", async () => {
      const provider = await open(ANY);
      expect((await postJson(provider, V1, VENDOR_REQUEST, "")).status).toBe(401);
      expect((await postJson(provider, "/standin/domains_groups/abc/consents", VENDOR_REQUEST, "any")).status).toBe(
        404,
      );
    });

    it("an id too long for a number names nothing", async () => {
      const path = "/standin/domains_groups/99999999999999999999/consents";
      expect((await postJson(await open(ANY), path, VENDOR_REQUEST, "any")).status).toBe(404);
    });

    it("a refused body leaves nothing behind, neither tenant nor webspace", async () => {
      const provider = await open(ANY);
      expect((await postJson(provider, "/newcomer/domains_groups/42/consents", {}, "any")).status).toBe(400);
      expect(await provider.world.scenario("avacy", "a webspace", { tenant: "newcomer" })).toMatchObject({ id: 1 });
    });

    it("the plugin can check an account first and then record to it", async () => {
      const provider = await open(ANY);
      const key = "11111111-1111-4111-8111-111111111111";
      const first = await get(provider, `/wp/validate/newcomer/${key}`);
      expect(first.status).toBe(200);
      expect((await get(provider, `/wp/validate/newcomer/${key}`)).body).toEqual(first.body);
      expect((await get(provider, `/wp/validate/newcomer/${key}/any`)).body).toEqual({ message: "valid_token" });
      const path = `/newcomer/v4/webspaces/${first.body.id}/consents`;
      expect((await postJson(provider, path, LEAST_V4, "any")).status).toBe(201);
      const second = await get(provider, "/wp/validate/newcomer/22222222-2222-4222-8222-222222222222");
      expect(second.body.id).not.toBe(first.body.id);
    });
  });
});
