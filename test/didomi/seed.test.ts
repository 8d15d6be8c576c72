import { describe, expect, it } from "vitest";
import { registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { START } from "./calls.ts";

describe("the seed of the Consents API", () => {
  it("is refused at the place that is wrong", async () => {
    const { checkSeed } = registry.didomi;
    const key = { key: "k", secret: "s" };
    const wrong: [unknown, RegExp][] = [
      [5, /^didomi /],
      [{ organizations: [{}] }, /organizations\.0.*id/],
      [{ organizations: [{ id: "" }] }, /organizations\.0\.id/],
      [{ organizations: [{ id: "a", color: 1 }] }, /organizations\.0 .*"color"/],
      [{ organizations: [{ id: "a", keys: [{ key: "k" }] }] }, /keys\.0.*secret/],
      [{ organizations: [{ id: "a", rate_limit: { requests: -1 } }] }, /rate_limit\.requests/],
      [{ organizations: [{ id: "a", catalogue: [] }] }, /catalogue/],
      [{ organizations: [{ id: "a" }, { id: "a" }] }, /organization a twice/],
      [
        {
          organizations: [
            { id: "a", keys: [key] },
            { id: "b", keys: [key] },
          ],
        },
        /key k twice/,
      ],
    ];
    for (const [seed, complaint] of wrong) await expect(async () => checkSeed(seed)).rejects.toThrow(complaint);
  });

  it("tells people what to sign in with, and shows a first request that works", async () => {
    const provider = registry.didomi;
    const { defaultSeed, describeCredentials, exampleRequest } = provider;
    expect(describeCredentials(defaultSeed)).toEqual({
      organization_id: "standin-org",
      key: "standin-key",
      secret: "standin-secret",
    });
    expect(describeCredentials({ organizations: [] })).toEqual({});
    const { method, path, body } = exampleRequest(defaultSeed);
    const { fetch } = await createStandin({ providers: ["didomi"] });
    const headers = { "content-type": "application/json" };
    expect((await fetch(`/didomi${path}`, { method, headers, body: JSON.stringify(body) })).status).toBe(200);
  });
});

describe("the scenarios of the Consents API", () => {
  it("each prepares a world by its defaults", async () => {
    const { scenarios } = await registry.didomi.behaviour();
    for (const name of Object.keys(await scenarios())) {
      const { engine } = await createStandin({ providers: ["didomi"], frozenAt: START });
      expect(await engine.runScenario("default", "didomi", name)).toBeDefined();
    }
  });

  it("a session and a consent token open the doors they stand for", async () => {
    const standin = await createStandin({ providers: ["didomi"], frozenAt: START });
    const world = await standin.world();
    const read = async (token: unknown) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await standin.fetch("/didomi/consents/users?organization_id=standin-org", { headers });
      return (await response.json()) as { data: { organization_user_id: string }[] };
    };
    await world.scenario("didomi", "a user with choices", { user: { organization_user_id: "ann" } });
    await world.scenario("didomi", "a user without choices", { organization_user_id: "bob" });
    await world.scenario("didomi", "a choice that waits for approval", { user: { organization_user_id: "cy" } });
    const session = (await world.scenario("didomi", "a session")) as { access_token: string };
    expect((await read(session.access_token)).data.map((user) => user.organization_user_id).sort()).toEqual([
      "ann",
      "bob",
    ]);
    const own = (await world.scenario("didomi", "a consent token", { organization_user_id: "bob" })) as {
      id_token: string;
    };
    expect((await read(own.id_token)).data.map((user) => user.organization_user_id)).toEqual(["bob"]);
  });

  it("an organization is declared with its keys and catalogue", async () => {
    const { fetch, world } = await createStandin({ providers: ["didomi"] });
    const keys = [{ key: "k", secret: "s" }];
    await (await world()).scenario("didomi", "an organization", { id: "acme", keys });
    const response = await fetch("/didomi/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "api-key", key: "k", secret: "s" }),
    });
    expect(response.status).toBe(200);
  });

  it("parameters that the request would not take are refused, and nothing is changed", async () => {
    const { engine } = await createStandin({ providers: ["didomi"] });
    const run = (name: string, parameters = {}) => engine.runScenario("default", "didomi", name, parameters);
    await expect(run("a user with choices", { consents: 5 })).rejects.toThrow(/consents/);
    await expect(run("an organization", { color: "red" })).rejects.toThrow(/color/);
    await run("a user without choices");
    await expect(run("a user without choices")).rejects.toThrow(/409/);
  });
});
