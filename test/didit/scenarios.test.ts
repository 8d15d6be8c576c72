import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStandin, type Standin, type StandinWorld } from "#standin/standin.ts";

/** Scenarios need no transport: they are asked of a world. */
let standin: Standin;
let world: StandinWorld;

beforeEach(async () => {
  standin = await createStandin({ providers: ["didit"], frozenAt: "2024-01-01T00:00:00Z" });
  world = await standin.world();
});
afterEach(() => standin.close());

const run = async <Result = Record<string, string>>(name: string, parameters = {}) =>
  (await standin.engine.runScenario(world.name, "didit", name, parameters)) as Result;

async function show(path: string, token?: string): Promise<unknown> {
  const { access_token } = token === undefined ? await run("a client token") : { access_token: token };
  const response = await standin.fetch(`/didit${path}`, { headers: { authorization: `Bearer ${access_token}` } });
  return response.status === 200 ? response.json() : response.status;
}

describe("scenarios of data transfer", () => {
  it("make a session in each of its states", async () => {
    for (const [name, status, hasData] of [
      ["a session", "Initialized", false],
      ["a scanned session", "Retrieved", false],
      ["a confirmed session", "Confirmed", true],
      ["a session confirmed with e-mail only", "Confirmed", true],
      ["a declined session", "Cancelled", false],
      ["an expired session", "Expired", false],
    ] as const) {
      const { session_id, session_token, url } = await run(name, { vendor_data: "user-1" });
      expect(url).toBe(`http://standin.localhost/didit/authorize/${session_token}`);
      const decision = (await show(`/auth/v2/session/${session_id}/decision/`)) as { user_data: unknown };
      expect(decision, name).toMatchObject({ status, vendor_data: "user-1" });
      expect(decision.user_data !== null).toBe(hasData);
    }
  });

  it("share the e-mail address alone, a part, or another address", async () => {
    const alone = await run<{ decision: object }>("a session confirmed with e-mail only", { user: "bob" });
    expect(alone.decision).toMatchObject({ scope: "email", user_data: { email: { email: "bob@example.com" } } });
    const part = await run<{ decision: object }>("a confirmed session", {
      scope: "names email phone",
      approved: "email names",
      selection: { email: "alice.work@example.com" },
    });
    expect(part.decision).toMatchObject({ scope: "names email", user_data: { email: { is_primary: false } } });
  });

  it("make a session that the usual application does not find, and its own does", async () => {
    const { session_id, access_token } = await run("a session of another application");
    expect(await show(`/auth/v2/session/${session_id}/decision/`)).toBe(404);
    expect(await show(`/auth/v2/session/${session_id}/decision/`, access_token)).toMatchObject({ session_number: 1 });
  });

  it("lead a session through its states move by move", async () => {
    const { session_id } = await run("a session");
    expect(await run("scan", { session_id, user: "bob" })).toMatchObject({ status: "Retrieved" });
    expect(await run("confirm", { session_id, scope: "email" })).toMatchObject({ status: "Confirmed", scope: "email" });
    const { session_id: other } = await run("a scanned session");
    expect(await run("decline", { session_id: other })).toMatchObject({ status: "Cancelled" });
    const { session_id: third } = await run("a scanned session");
    expect(await run("expire", { session_id: third })).toMatchObject({ status: "Expired" });
  });

  it("refuse moves that are not possible, and change nothing", async () => {
    const { session_id } = await run("a session");
    for (const move of ["confirm", "decline"])
      await expect(run(move, { session_id })).rejects.toThrow(/does not take the step|cannot expire|refused this step/);
    expect(await show(`/auth/v2/session/${session_id}/decision/`)).toMatchObject({ status: "Initialized" });
    for (const name of ["a confirmed session", "a declined session", "an expired session"]) {
      const { session_id: closed } = await run(name);
      for (const move of ["scan", "confirm", "decline", "expire"])
        await expect(run(move, { session_id: closed }), `${move} of ${name}`).rejects.toThrow(
          /does not take the step|cannot expire|refused this step/,
        );
    }
    const { session_id: scanned } = await run("a scanned session");
    await expect(run("confirm", { session_id: scanned, user: "bob" })).rejects.toThrow(/permission/);
  });

  it("give links that lead to a server that is listening, to an address of choice, and into their world", async () => {
    const server = await standin.listen();
    expect((await run("a session"))["url"]).toMatch(new RegExp(`^${server.url}/didit/authorize/`));
    const base_url = "https://mock.example/didit";
    expect((await run("a session", { base_url }))["url"]).toMatch(/^https:\/\/mock\.example\/didit\/authorize\//);
    const elsewhere = await standin.world("elsewhere");
    const { url } = (await elsewhere.scenario("didit", "a verification")) as { url: string };
    expect(url).toMatch(new RegExp(`^${server.url}/~elsewhere/didit/session/`));
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("scenarios of accounts", () => {
  it("make an application with credentials that work", async () => {
    const made = await run("an application", { client_id: "shop", client_secret: "s", default_scope: "email" });
    expect(made).toMatchObject({
      client_id: "shop",
      application_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_secret: "s",
      webhook_secret: "standin-webhook-secret",
    });
    const response = await standin.fetch("/didit/auth/v2/session/", {
      method: "POST",
      headers: { authorization: `Bearer ${made["access_token"]}`, "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(201);
  });

  it("make a person whose app can scan", async () => {
    const { app_token, user } = await run("a user", { id: "dora", is_verified: true });
    expect(user).toBe("dora");
    const { session_id } = await run("a session");
    expect(await show(`/auth/v2/session/${session_id}/information`, app_token)).toMatchObject({ status: "retrieved" });
  });

  it("let browsers poll with the session token alone", async () => {
    const { session_id, session_token = "" } = await run("a session");
    const poll = () =>
      standin.fetch(`/didit/auth/v2/session/${session_id}/status/`, {
        headers: { "data-session-token": session_token },
      });
    expect((await poll()).status).toBe(401);
    await run("browsers may poll");
    const response = await poll();
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("say what is wrong with what they are given", async () => {
    for (const [name, parameters, complaint] of [
      ["a session", { client_id: "unknown" }, /Unknown application unknown/],
      ["a session", { scope: "shoe_size" }, /shoe_size/],
      ["a session", { scope: 5 }, /parameter scope .*: 5\. Expected: string\./],
      ["a scanned session", { user: "unknown" }, /Unknown user unknown/],
      ["a confirmed session", { scope: "email", approved: "phone" }, /phone/],
      ["a confirmed session", { selection: "work" }, /selection/],
      ["scan", {}, /Missing parameter session_id .*\. Expected: string\./],
      ["scan", { session_id: "x" }, /Unknown data transfer session x/],
      ["open", { session_id: "x" }, /Unknown verification x/],
      ["expire", { session_id: "x" }, /Unknown verification x/],
      ["a verification", { status: "Started" }, /status .*: "Started"\. Expected: one of Not Started/],
      ["a verification", { features: "FACE" }, /features .* Expected: one of OCR/],
      [
        "a verification",
        { status: "Approved", overrides: { kyc: 5 } },
        /parameter overrides\.kyc .*: 5\. It must be object/,
      ],
      ["a webhook receiver", { url: "nowhere" }, /url/],
      ["an application", { colour: "blue" }, /Unknown parameter "colour" of the scenario "an application" of didit/],
      ["a user", { emails: "x" }, /emails/],
    ] as const)
      await expect(run(name, parameters), name).rejects.toThrow(complaint);
  });

  it("leave no trace of a scenario that was refused", async () => {
    const overrides = { kyc: { full_name: 5 } };
    await expect(run("a verification", { status: "Approved", overrides })).rejects.toThrow(/full_name/);
    expect((await run<{ decision: object }>("a verification")).decision).toMatchObject({ session_number: 1 });
  });
});

describe("a seed", () => {
  const seeded = (didit: object) => createStandin({ providers: ["didit"], seeds: { didit } });

  it("may leave out everything", async () => {
    const { fetch } = await seeded({});
    const authorization = `Basic ${btoa("standin-client:standin-secret")}`;
    const response = await fetch("/didit/auth/v2/token/", {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: '{"grant_type":"client_credentials"}',
    });
    expect(response.status).toBe(200);
  });

  it("is refused with the place and what is allowed there", async () => {
    const application = { client_id: "a" };
    for (const [given, complaint] of [
      [{ colour: "blue" }, /didit has no member "colour"/],
      [{ applications: [{}] }, /didit\.applications\.0 .*client_id/],
      [{ applications: [application, application] }, /didit\.applications has the client_id "a" twice/],
      [{ applications: [{ client_id: "a", features: "FACE" }] }, /features/],
      [{ users: [{ id: "u", phones: [{ phone_number: "1", is_verified: true, is_primary: true }] }] }, /phone_number/],
      [
        {
          users: [
            { id: "u", app_token: "t" },
            { id: "v", app_token: "t" },
          ],
        },
        /didit\.users has the same app_token twice/,
      ],
      [{ options: { hosted_links: "mine" } }, /hosted_links/],
    ] as const)
      await expect(seeded(given)).rejects.toThrow(complaint);
  });

  it("tells people how to sign in, and what to try first", async () => {
    const [provider] = standin.providers;
    expect(provider?.describeCredentials(provider.defaultSeed)).toEqual({
      api_key: "standin-api-key",
      sandbox_api_key: "standin-sandbox-key",
      workflow_id: "00000000-0000-4000-8000-0000000000f1",
      client_id: "standin-client",
      client_secret: "standin-secret",
      webhook_secret: "standin-webhook-secret",
      app_token: "standin-app-token-alice",
    });
    for (const [seed, status] of [
      [provider?.defaultSeed, 201],
      [{ applications: [{ client_id: "standin-client" }] }, 200],
    ] as const) {
      const example = provider?.exampleRequest(seed);
      const response = await standin.fetch(`/didit${example?.path}`, {
        method: example?.method ?? "GET",
        headers: { ...example?.headers, "content-type": "application/json" },
        body: JSON.stringify(example?.body),
      });
      expect(response.status).toBe(status);
    }
  });
});
