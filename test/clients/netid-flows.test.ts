import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fetch } from "#clients/fetch.ts";
import {
  createNetidClient,
  createNetidServerClient,
  isIdConsentGiven,
  isLoggedIn,
  type NetidClient,
  syncIdOf,
  tcStringOf,
  tpidOf,
} from "#clients/netid.ts";
import { createStandin, type Standin, type StandinWorld } from "#standin/standin.ts";

const TAPP_ID = "00000000-0000-4000-8000-000000000001";
const SECOND_TAPP_ID = "00000000-0000-4000-8000-000000000002";
const ORIGIN = "http://localhost:3000";
const START_MS = Date.parse("2025-03-01T09:30:00Z");
const TC = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";

interface Access {
  readonly tpid: string;
  readonly tapp_id: string;
  readonly sync_id?: string;
  readonly cookie: string;
  readonly bearer_token: string;
}

/** Does what a browser does and no script can: sends origin and cookie, and hides replies from origins not named in them. */
function asBrowser(send: Fetch, { cookie = "", origin = ORIGIN } = {}): Fetch {
  return async (request) => {
    request.headers.set("origin", origin);
    if (cookie !== "" && request.credentials === "include") request.headers.set("cookie", cookie);
    const reply = await send(request);
    const { headers } = reply;
    const isReadable =
      headers.get("access-control-allow-origin") === origin &&
      headers.get("access-control-allow-credentials") === "true";
    if (!isReadable) throw new TypeError("Failed to fetch");
    return reply;
  };
}

interface Reached {
  readonly fetch: Fetch;
  readonly origin: string;
}

const ways: Record<string, (standin: Standin) => Promise<Reached>> = {
  "in this process": async ({ fetch }) => ({ fetch, origin: "http://standin.localhost" }),
  "over a port": async (standin) => ({ fetch, origin: (await standin.listen()).url }),
};

describe.each(Object.entries(ways))("against the simulator, %s", (_, reach) => {
  let standin: Standin;
  let world: StandinWorld;
  let reached: Reached;

  beforeEach(async () => {
    standin = await createStandin({ providers: ["netid"], frozenAt: START_MS });
    world = await standin.world();
    reached = await reach(standin);
  });
  afterEach(() => standin.close());

  const run = async (name: string, parameters: object = {}) =>
    (await standin.engine.runScenario(world.name, "netid", name, { ...parameters })) as Access;
  const open = (visitor: { cookie?: string; origin?: string } = {}, tappId = TAPP_ID): NetidClient =>
    createNetidClient({ tappId, baseUrl: `${reached.origin}/netid`, fetch: asBrowser(reached.fetch, visitor) });
  const openServer = (token: string): NetidClient =>
    createNetidServerClient({ token, baseUrl: `${reached.origin}/netid`, fetch: reached.fetch });

  it("a visit: nothing known, a decision, the same decision later, a change of mind, and back", async () => {
    const { cookie, tpid } = await run("a user with nothing stored");
    const netid = open({ cookie });
    expect((await netid.readStatus({ syncId: true })).kind).toBe("notFound");

    const given = await netid.writePermissions({ idconsent: "VALID", tcString: TC }, { syncId: true });
    expect(tpidOf(given)).toBe(tpid);
    const syncId = syncIdOf(given);
    expect(syncId).toEqual(expect.any(String));

    await world.clock.advance(60_000);
    const later = await netid.readStatus({ syncId: true });
    expect([isIdConsentGiven(later), tcStringOf(later), tpidOf(later), syncIdOf(later)]).toEqual([
      true,
      TC,
      tpid,
      syncId,
    ]);
    expect(syncIdOf(await netid.readStatus())).toBeUndefined();

    const revoked = await netid.writePermissions({ idconsent: "INVALID", tcString: null }, { syncId: true });
    expect([revoked.kind, tpidOf(revoked), syncIdOf(revoked)]).toEqual(["written", undefined, syncId]);
    const after = await netid.readStatus();
    expect([isIdConsentGiven(after), tcStringOf(after), tpidOf(after)]).toEqual([false, TC, undefined]);
    expect(after.kind === "found" && after.data.netid_privacy_settings).toMatchObject([
      { type: "IDCONSENT", changed_at: "2025-03-01T09:31:00.000Z" },
      { type: "IAB_TC_STRING", changed_at: "2025-03-01T09:30:00.000Z" },
    ]);
    expect(tpidOf(await netid.writePermissions({ idconsent: "VALID" }))).toBe(tpid);
    expect((await open({ cookie }, SECOND_TAPP_ID).readStatus()).kind).toBe("notFound");
  });

  it("the second generation: the same settings by name, and the identifiers asked for", async () => {
    const { cookie, tpid, sync_id } = await run("a user who gave consent", { datashare: "VALID" });
    const netid = open({ cookie });
    const status = await netid.readStatusV2();
    expect([isIdConsentGiven(status), tcStringOf(status), tpidOf(status), syncIdOf(status)]).toEqual([
      true,
      TC,
      tpid,
      sync_id,
    ]);
    const written = await netid.writePermissionsV2({ tcString: `${TC}.IAAA` }, { identifiers: ["TPID", "ETPID"] });
    expect(written).toEqual({
      kind: "written",
      ok: true,
      data: { subject_identifiers: { tpid, etpid: expect.any(String) } },
    });
    const unknown = await run("a user with nothing stored", { user: "bob" });
    expect((await open({ cookie: unknown.cookie }).readStatusV2()).kind).toBe("notFound");
  });

  it.each([
    ["a user who revoked consent", false, TC],
    ["a user with a TC string only", null, TC],
    ["a user who shares data", null, undefined],
  ] as const)("%s is found, and not recognised", async (scenario, consent, tcString) => {
    const { cookie, sync_id } = await run(scenario);
    const status = await open({ cookie }).readStatus({ syncId: true });
    expect(status.kind).toBe("found");
    expect([isIdConsentGiven(status), tcStringOf(status), tpidOf(status), syncIdOf(status)]).toEqual([
      consent,
      tcString,
      undefined,
      sync_id,
    ]);
  });

  it.each([
    ["a user whose browser sends no cookie", 400, "NO_TPID"],
    ["a user whose login has expired", 400, "TOKEN_ERROR"],
    ["a user with a forged cookie", 400, "TOKEN_ERROR"],
    ["a deleted account", 410, "TPID_EXISTENCE_ERROR"],
  ] as const)("%s reads and writes nothing", async (scenario, status, error) => {
    const { cookie } = await run(scenario);
    const netid = open({ cookie });
    for (const result of [await netid.readStatus(), await netid.writePermissions({ idconsent: "VALID" })]) {
      expect(result).toMatchObject({ kind: "error", ok: false, status, error });
      expect(!result.ok && result.message.startsWith(`${error}: `)).toBe(true);
      expect(isLoggedIn(result)).toBe(false);
    }
  });

  it("what cannot be stored is refused whole, with the reason", async () => {
    const { cookie } = await run("a user with nothing stored");
    const netid = open({ cookie });
    expect(await netid.writePermissions({ tcString: null })).toMatchObject({ status: 400, error: "NO_PERMISSIONS" });
    const broken = await netid.writePermissions({ idconsent: "VALID", tcString: `${TC}.undefined` });
    expect(broken).toMatchObject({ kind: "error", status: 400, error: "PERMISSION_PARAMETERS_ERROR" });
    expect(isLoggedIn(broken)).toBeNull();
    expect((await netid.readStatus()).kind).toBe("notFound");
  });

  it("a partner that is set up wrongly learns it where its origin may, and nothing where it may not", async () => {
    const { cookie } = await run("a user who gave consent");
    expect(await open({ cookie }, "no-uuid").readStatus()).toMatchObject({ status: 400, error: "TAPP_ERROR" });
    const stranger = open({ cookie, origin: "https://evil.example" });
    expect(await stranger.readStatus()).toMatchObject({ kind: "error", status: 0, error: undefined });
    await run("an inactive TAPP");
    const result = await open({ cookie }).readStatus();
    expect(result).toMatchObject({ status: 403, error: "TAPP_NOT_ALLOWED" });
    expect(isLoggedIn(result)).toBeNull();
  });

  it("a server reads and writes by Bearer token, until that has run out", async () => {
    const { bearer_token, tpid } = await run("a user with nothing stored");
    const netid = openServer(bearer_token);
    expect((await netid.readStatus()).kind).toBe("notFound");
    expect(tpidOf(await netid.writePermissions({ idconsent: "VALID", tcString: TC }))).toBe(tpid);
    expect(isIdConsentGiven(await netid.readStatusV2())).toBe(true);
    await world.clock.advance(500_000);
    const late = await netid.readStatus();
    expect(late).toMatchObject({ kind: "error", status: 400, error: "TOKEN_ERROR" });
    expect(isLoggedIn(late)).toBe(false);
  });

  it("a server's token is of no use in a browser", async () => {
    const { bearer_token } = await run("a user who gave consent");
    const fetch: Fetch = (request) => {
      request.headers.set("origin", ORIGIN);
      return reached.fetch(request);
    };
    const netid = createNetidServerClient({ token: bearer_token, baseUrl: `${reached.origin}/netid`, fetch });
    expect(await netid.readStatus()).toMatchObject({ kind: "error", status: 403, error: "TAPP_NOT_ALLOWED" });
  });
});
