import { describe, expect, it } from "vitest";
import { avacy } from "#mocks/avacy/index.ts";
import { createStandin, type StandinOptions } from "#standin/standin.ts";

const start = (seed: unknown, options: StandinOptions = {}) =>
  createStandin({ providers: ["avacy"], ...options, ...(seed !== undefined && { seeds: { avacy: seed as object } }) });

describe("the seed", () => {
  it.each<[seed: unknown, complaint: string]>([
    [{ tenant: [] }, 'avacy has no member "tenant"'],
    [{ tenants: [{}] }, "avacy.tenants.0 must have required property 'name'"],
    [{ tenants: [{ name: "a", webspaces: [{ id: 1.5 }] }] }, "avacy.tenants.0.webspaces.0.id must be integer"],
    [
      { tenants: [{ name: "a", webspaces: [{ id: 1, key: "x" }] }] },
      'avacy.tenants.0.webspaces.0.key must match format "uuid"',
    ],
    [
      { tenants: [{ name: "a", tokens: [{ token: "x", expires_at: "soon" }] }] },
      'avacy.tenants.0.tokens.0.expires_at must match format "date-time"',
    ],
    [{ options: { rate_limit_per_minute: 0 } }, "avacy.options.rate_limit_per_minute must be >= 1"],
    [{ options: { validate_error_shape: "round" } }, '["flat","nested"]'],
    [{ tenants: [{ name: "a" }, { name: "a" }] }, 'avacy.tenants has name "a" twice'],
    [
      {
        tenants: [
          { name: "a", tokens: [{ token: "1|x" }] },
          { name: "b", tokens: [{ token: "1|x" }] },
        ],
      },
      "avacy.tenants.tokens has one token twice",
    ],
    [{ tenants: [{ name: "a", webspaces: [{ id: 1 }, { id: 1 }] }] }, "avacy.tenants.0.webspaces has id 1 twice"],
    [
      {
        tenants: [
          {
            name: "a",
            webspaces: [
              { id: 1, key: "00000000-0000-4000-8000-000000000001" },
              { id: 2, key: "00000000-0000-4000-8000-000000000001" },
            ],
          },
        ],
      },
      "twice",
    ],
  ])("is refused: %j", async (seed, complaint) => {
    await expect(start(seed)).rejects.toThrow(complaint);
  });

  it("options alone leave the default account in place", async () => {
    const standin = await start({ options: { rate_limit_per_minute: 5 } });
    const reply = await standin.fetch("/avacy/wp/validate/standin/00000000-0000-4000-8000-000000000001");
    expect([reply.status, reply.headers.get("x-ratelimit-limit")]).toEqual([200, "5"]);
  });

  it("a webspace without a key is given one, the same in every run", async () => {
    const keyOf = async () => {
      const world = await (await start({ tenants: [{ name: "a", webspaces: [{ id: 4 }] }] })).world();
      return world.scenario("avacy", "a webspace", { tenant: "a", id: 4 });
    };
    expect(await keyOf()).toMatchObject({ id: 4, key: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await keyOf()).toEqual(await keyOf());
  });

  it("says by what people sign in", async () => {
    expect(avacy.describeCredentials(avacy.defaultSeed)).toEqual({
      tenant: "standin",
      webspace: "1",
      webspaceKey: "00000000-0000-4000-8000-000000000001",
      accountToken: "standin|00000000-0000-4000-8000-000000000001",
      token: "1|standin-token",
    });
  });

  it("the example request works", async () => {
    const standin = await start(undefined);
    const { method, path, headers, body } = avacy.exampleRequest(avacy.defaultSeed);
    const reply = await standin.fetch(`/avacy${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(201);
  });
});

describe("scenarios", () => {
  const V1 = "/avacy/standin/domains_groups/1/consents";
  const VALIDATE = "/avacy/wp/validate/standin/00000000-0000-4000-8000-000000000001";
  const begin = async () => {
    const standin = await start(undefined, { frozenAt: "2024-01-01T00:00:00Z" });
    const world = await standin.world();
    return {
      run: (name: string, parameters?: Record<string, unknown>) =>
        standin.engine.runScenario(world.name, "avacy", name, parameters),
      statusOf: async (token: string, path = V1) =>
        (await standin.fetch(path, { method: "POST", headers: { authorization: `Bearer ${token}` } })).status,
      get: async (path: string) => (await standin.fetch(path)).json(),
    };
  };

  it("make, expire and revoke API tokens", async () => {
    const { run, statusOf } = await begin();
    const { token } = (await run("an API token")) as { token: string };
    expect(token).toMatch(/^\d+\|[0-9a-f]{40}$/);
    expect(await statusOf(token)).toBe(400);
    await run("an API token", { token, revoked: true });
    expect(await statusOf(token)).toBe(401);
    await run("an API token", { token: "2|late", expires_at: "2023-12-31T00:00:00Z" });
    expect(await statusOf("2|late")).toBe(401);
  });

  it("make and change webspaces", async () => {
    const { run, get, statusOf } = await begin();
    expect(await run("a webspace")).toMatchObject({ tenant: "standin", id: 2, bannerConfigVersion: "v3" });
    await run("a webspace", { id: 1, banner_config_version: "v2", cdn_url: "https://cdn.example.com" });
    expect(await get(VALIDATE)).toEqual({ id: 1, banner_config_version: "v2", cdn_url: "https://cdn.example.com" });
    await run("a webspace", { tenant: "fresh", id: 7 });
    await run("an API token", { tenant: "fresh", token: "3|fresh" });
    expect(await statusOf("3|fresh", "/avacy/fresh/domains_groups/7/consents")).toBe(400);
  });

  it("set the rate limit and the shape of refusals", async () => {
    const { run, get, statusOf } = await begin();
    await run("a rate limit", { per_minute: 1 });
    await run("account checks in another shape");
    expect(await get(`${VALIDATE}x`)).toEqual({ message: { error: "webspace_not_found" } });
    expect(await statusOf("1|standin-token")).toBe(429);
    await run("account checks in another shape", { shape: "flat" });
    expect(await statusOf("1|standin-token")).toBe(429);
  });

  it.each<[name: string, parameters: Record<string, unknown>, complaint: string]>([
    ["a webspace", { id: "1" }, "Expected: integer, 0 or more."],
    [
      "a webspace",
      { tenant: 5 },
      'Invalid parameter tenant of the scenario "a webspace" of avacy: 5. Expected: string, not empty.',
    ],
    ["a webspace", { banner_config_version: "v1" }, "one of v2, v3"],
    ["an API token", { expires_at: "soon" }, "Expected: string (date-time)."],
    ["consents in the archive", { webspace: 99 }, "Tenant standin has no webspace 99"],
    ["read the archive", { register: "all" }, 'avacy: "all". Expected: one of banner, forms.'],
    ["account checks in another shape", { shape: "round" }, "one of flat, nested"],
  ])("%s refuses %j", async (name, parameters, complaint) => {
    const { run } = await begin();
    await expect(run(name, parameters)).rejects.toThrow(complaint);
  });
});
