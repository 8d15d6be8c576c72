import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
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

const TAPP_ID = "6f1c2b7e-0000-4000-8000-0000000000aa";
const TYPES = "application/vnd.netid.permission-center.";
const TC = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const CHANGED_AT = "2025-03-01T09:30:00.000Z";
const NOT_FOUND = { status_code: "PERMISSIONS_NOT_FOUND" };
const WRITTEN = { subject_identifiers: { tpid: null } };

/** The parts of a request that a browser acts on. */
interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
  readonly body: string;
}

function record(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const { method, url, credentials } = request;
    sent.push({ method, url, credentials, headers: Object.fromEntries(request.headers), body: await request.text() });
    return answer();
  };
  return { sent, fetch };
}

function openBrowser(body: unknown = NOT_FOUND, { status = 200, options = {} } = {}) {
  const network = record(() => Response.json(body, { status }));
  return { ...network, client: createNetidClient({ tappId: TAPP_ID, fetch: network.fetch, ...options }) };
}

function openServer(body: unknown = NOT_FOUND, options: object = {}) {
  const network = record(() => Response.json(body));
  return { ...network, client: createNetidServerClient({ token: "the-token", fetch: network.fetch, ...options }) };
}

const EXPECTED_READ = `https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=${TAPP_ID}`;
const EXPECTED_WRITE = `https://einwilligen.netid.de/netid-permissions?q.tapp_id.eq=${TAPP_ID}`;
const ALL = "&q.identifier.in=TPID,SYNC_ID,ETPID";

describe("a read in a browser", () => {
  it("is a simple request to the real service by default: the cookie goes along, and only Accept is set", async () => {
    const { client, sent } = openBrowser();
    await client.readStatus();
    await client.readStatus({ syncId: true });
    await client.readStatusV2();
    const simple = { method: "GET", url: EXPECTED_READ, credentials: "include", body: "" };
    expect(sent).toEqual([
      { ...simple, headers: { accept: `${TYPES}netid-user-status-v1+json` } },
      { ...simple, headers: { accept: `${TYPES}netid-user-status-audit-v1+json` } },
      { ...simple, url: EXPECTED_READ + ALL, headers: { accept: `${TYPES}netid-user-status-v2+json` } },
    ]);
  });

  it("needs no preflight: every value of Accept is on the list of the Fetch standard", async () => {
    const { client, sent } = openBrowser();
    await Promise.all([client.readStatus(), client.readStatus({ syncId: true }), client.readStatusV2()]);
    for (const { headers } of sent) {
      expect(headers["accept"]?.length).toBeLessThanOrEqual(128);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that the standard calls unsafe
      expect(headers["accept"]).not.toMatch(/[\u0000-\u0008\u000a-\u001f"():<>?@[\\\]{}\u007f]/);
    }
  });

  it("asks for the identifiers it is told to, and for none", async () => {
    const { client, sent } = openBrowser();
    await client.readStatusV2({ identifiers: ["ETPID"] });
    await client.readStatusV2({ identifiers: [] });
    expect(sent.map(({ url }) => url)).toEqual([`${EXPECTED_READ}&q.identifier.in=ETPID`, EXPECTED_READ]);
  });
});

describe("a write in a browser", () => {
  it("takes netID's own type, whatever is wanted back", async () => {
    const { client, sent } = openBrowser(WRITTEN, { status: 201 });
    const permissions = { idconsent: "VALID", tcString: TC } as const;
    await client.writePermissions(permissions);
    await client.writePermissions(permissions, { syncId: true });
    await client.writePermissionsV2(permissions, { identifiers: ["TPID", "ETPID"] });
    const body = JSON.stringify({ idconsent: "VALID", iab_tc_string: TC });
    const content = { "content-type": `${TYPES}netid-permissions-v2+json` };
    const write = { method: "POST", url: EXPECTED_WRITE, credentials: "include", body };
    expect(sent).toEqual([
      { ...write, headers: { ...content, accept: `${TYPES}netid-subject-status-v1+json` } },
      { ...write, headers: { ...content, accept: `${TYPES}netid-subject-status-audit-v1+json` } },
      {
        ...write,
        url: `${EXPECTED_WRITE}&q.identifier.in=TPID,ETPID`,
        headers: { ...content, accept: `${TYPES}netid-subject-status-v2+json` },
      },
    ]);
  });

  it("never sends a null", async () => {
    const { client, sent } = openBrowser(WRITTEN, { status: 201 });
    await client.writePermissions({ idconsent: "INVALID", tcString: null });
    await client.writePermissions({ idconsent: undefined, tcString: TC });
    await client.writePermissionsV2({ idconsent: null, tcString: undefined });
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([{ idconsent: "INVALID" }, { iab_tc_string: TC }, {}]);
  });
});

describe("a server", () => {
  it("sends a Bearer token, and neither TAPP nor cookies", async () => {
    const { client, sent } = openServer();
    await client.readStatus({ syncId: true });
    await client.writePermissionsV2({ idconsent: "VALID" });
    expect(sent).toEqual([
      {
        method: "GET",
        url: "https://einwilligungsspeicher.netid.de/netid-user-status",
        credentials: "omit",
        headers: { accept: `${TYPES}netid-user-status-audit-v1+json`, authorization: "Bearer the-token" },
        body: "",
      },
      {
        method: "POST",
        url: "https://einwilligen.netid.de/netid-permissions?q.identifier.in=TPID,SYNC_ID,ETPID",
        credentials: "omit",
        headers: {
          accept: `${TYPES}netid-subject-status-v2+json`,
          authorization: "Bearer the-token",
          "content-type": `${TYPES}netid-permissions-v2+json`,
        },
        body: '{"idconsent":"VALID"}',
      },
    ]);
  });

  it("gets its token anew for each request, and a token that cannot be had is a failed call", async () => {
    const tokens = ["first", "second"];
    const network = record(() => Response.json(NOT_FOUND));
    const getToken = async () => tokens.shift() ?? Promise.reject(new Error("signed out"));
    const client = createNetidServerClient({ getToken, fetch: network.fetch });
    await client.readStatus();
    await client.readStatus();
    expect(network.sent.map(({ headers }) => headers["authorization"])).toEqual(["Bearer first", "Bearer second"]);
    expect(await client.readStatus()).toMatchObject({
      kind: "error",
      ok: false,
      status: 0,
      error: undefined,
      message: "No usable reply: signed out",
    });
    expect(network.sent).toHaveLength(2);
  });

  it("exports at the third service, with credentials of its own", async () => {
    const { client, sent } = openServer({ tapp_netid_permissions_export: [] });
    const query = { "q.cmp_id.eq": "cmp", "q.tapp_id.in": ["a", "b"], "q.date.ge": "2025-03-01" };
    await client.api.GET("/netid-permissions", { params: { query }, headers: { Authorization: "Basic eDp5" } });
    expect(sent[0]).toMatchObject({
      url: "https://einwilligungsuebersicht.netid.de/netid-permissions?q.cmp_id.eq=cmp&q.tapp_id.in=a,b&q.date.ge=2025-03-01",
      headers: { authorization: "Basic eDp5" },
    });
  });
});

describe("hosts", () => {
  const hostsOf = async (options: object): Promise<string[]> => {
    const { client, sent } = openServer(NOT_FOUND, options);
    await client.readStatus();
    await client.writePermissions({ idconsent: "VALID" });
    await client.api.GET("/netid-permissions", { params: { query: { "q.date.ge": "2025-03-01" } } });
    return sent.map(({ url }) => url.replace(/\/netid-.*/, ""));
  };

  it("are one when a base URL is given, and can be set apart", async () => {
    const one = "http://127.0.0.1:4700/netid";
    expect(await hostsOf({ baseUrl: `${one}/` })).toEqual([one, one, one]);
    const [read, write] = ["http://read.localhost", "http://write.localhost"];
    expect(await hostsOf({ readBaseUrl: read, writeBaseUrl: write, exportBaseUrl: one })).toEqual([read, write, one]);
    expect(await hostsOf({ baseUrl: one, writeBaseUrl: write })).toEqual([one, write, one]);
  });

  it("serve raw calls too, and take their bodies in the only type there is", async () => {
    const { client, sent } = openBrowser(WRITTEN, { options: { baseUrl: "http://127.0.0.1:4700/netid" } });
    const params = { query: { "q.tapp_id.eq": TAPP_ID } };
    await client.api.POST("/netid-permissions", { params, body: { idconsent: "VALID" } });
    expect(sent).toMatchObject([
      {
        url: `http://127.0.0.1:4700/netid/netid-permissions?q.tapp_id.eq=${TAPP_ID}`,
        credentials: "include",
        headers: { "content-type": `${TYPES}netid-permissions-v2+json` },
      },
    ]);
  });
});

const SETTINGS = [
  { type: "IDCONSENT", status: "VALID", changed_at: CHANGED_AT },
  { type: "DATASHARE", status: "INVALID", changed_at: CHANGED_AT },
  { type: "IAB_TC_STRING", value: TC, changed_at: CHANGED_AT },
];
const FOUND = {
  status_code: "PERMISSIONS_FOUND",
  subject_identifiers: { tpid: "T", sync_id: "S" },
  netid_privacy_settings: SETTINGS,
};
const FOUND_V2 = {
  status_code: "PERMISSIONS_FOUND",
  subject_identifiers: { tpid: "T", sync_id: "S", etpid: "E" },
  netid_privacy_settings: {
    idconsent: { status: "VALID", changed_at: CHANGED_AT },
    iab_tcstring: { value: TC, changed_at: CHANGED_AT },
  },
};

describe("a result", () => {
  it("is tagged: found, notFound, written, error", async () => {
    const found = await openBrowser(FOUND).client.readStatus();
    expect(found).toEqual({ kind: "found", ok: true, data: FOUND });
    expect(await openBrowser(FOUND_V2).client.readStatusV2()).toEqual({ kind: "found", ok: true, data: FOUND_V2 });
    expect(await openBrowser().client.readStatus()).toEqual({ kind: "notFound", ok: true, data: NOT_FOUND });
    const nothing = { ...NOT_FOUND, subject_identifiers: { tpid: null }, netid_privacy_settings: {} };
    expect(await openBrowser(nothing).client.readStatusV2()).toMatchObject({ kind: "notFound", ok: true });
    expect(await openBrowser(WRITTEN, { status: 201 }).client.writePermissions({ idconsent: "INVALID" })).toEqual({
      kind: "written",
      ok: true,
      data: WRITTEN,
    });
  });

  it.each([
    ["another generation's form", FOUND_V2],
    ["an unknown code", { status_code: "OK" }],
    ["no code", {}],
  ])("with %s is an error, not a guess", async (_, body) => {
    expect(await openBrowser(body).client.readStatus()).toMatchObject({ kind: "error", ok: false, status: 200 });
  });

  it.each<[number, unknown, string | undefined, string]>([
    [400, { status: 400, status_code: "NO_TPID", message: "No cookie." }, "NO_TPID", "NO_TPID: No cookie."],
    [400, { status_code: "TOKEN_ERROR" }, "TOKEN_ERROR", "TOKEN_ERROR: cookie or access token is expired or invalid"],
    [410, { status_code: "TPID_EXISTENCE_ERROR", message: "" }, "TPID_EXISTENCE_ERROR", "no longer"],
    [400, { status_code: "ID_CONSENT_REQUIRED", message: "Older." }, undefined, "ID_CONSENT_REQUIRED: Older."],
    [400, { status_code: "toString" }, undefined, "toString"],
    [406, { status: 406, error: "Not Acceptable", path: "/netid-user-status" }, undefined, "Not Acceptable"],
    [500, { status_code: 7 }, undefined, "Unexpected reply: 500"],
    [502, null, undefined, "Unexpected reply: 502"],
  ])("of status %i with %j has a code, or none, and a text", async (status, body, error, message) => {
    const expected = { kind: "error", ok: false, status, error, message: expect.stringContaining(message) };
    expect(await openBrowser(body, { status }).client.readStatus()).toEqual(expected);
    expect(await openBrowser(body, { status }).client.writePermissionsV2({ idconsent: "VALID" })).toEqual(expected);
  });

  it("of a network failure, as of a reply that the page's origin may not read, is an error of status 0", async () => {
    const client = createNetidClient({
      tappId: TAPP_ID,
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
    });
    const failed = { kind: "error", ok: false, status: 0, message: "No usable reply: Failed to fetch" };
    expect(await client.readStatus()).toMatchObject(failed);
    expect(await client.writePermissions({ idconsent: "VALID" })).toMatchObject(failed);
    await expect(client.api.GET("/netid-user-status")).rejects.toThrow("Failed to fetch");
  });
});

describe("the small questions", () => {
  const read = (settings: unknown, identifiers: object = { tpid: null }) =>
    openBrowser({ ...FOUND, subject_identifiers: identifiers, netid_privacy_settings: settings }).client.readStatus();
  const readV2 = (settings: unknown) =>
    openBrowser({ ...FOUND_V2, netid_privacy_settings: settings }).client.readStatusV2();
  const consent = (status: string | null) => [{ type: "IDCONSENT", status, changed_at: CHANGED_AT }];

  it("tell whether the partner may recognise the user: yes, no, or not decided", async () => {
    expect(isIdConsentGiven(await read(SETTINGS))).toBe(true);
    expect(isIdConsentGiven(await read(consent("INVALID")))).toBe(false);
    expect(isIdConsentGiven(await read(consent(null)))).toBeNull();
    expect(isIdConsentGiven(await read([SETTINGS[1], SETTINGS[2]]))).toBeNull();
    expect(isIdConsentGiven(await readV2(FOUND_V2.netid_privacy_settings))).toBe(true);
    expect(isIdConsentGiven(await readV2({ idconsent: { status: "INVALID", changed_at: CHANGED_AT } }))).toBe(false);
    expect(isIdConsentGiven(await readV2({}))).toBeNull();
    expect(isIdConsentGiven(await openBrowser().client.readStatus())).toBeNull();
    expect(isIdConsentGiven(await openBrowser({}, { status: 500 }).client.readStatus())).toBeNull();
  });

  it("give the TC string, if there is one", async () => {
    expect(tcStringOf(await read(SETTINGS))).toBe(TC);
    expect(tcStringOf(await read(consent("VALID")))).toBeUndefined();
    expect(tcStringOf(await readV2(FOUND_V2.netid_privacy_settings))).toBe(TC);
    expect(tcStringOf(await readV2({}))).toBeUndefined();
    expect(tcStringOf(await openBrowser().client.readStatus())).toBeUndefined();
  });

  it("give the identifiers of reads and writes, where they may be seen", async () => {
    const found = await openBrowser(FOUND).client.readStatus({ syncId: true });
    expect([tpidOf(found), syncIdOf(found)]).toEqual(["T", "S"]);
    const hidden = await read(SETTINGS, { tpid: null });
    expect([tpidOf(hidden), syncIdOf(hidden)]).toEqual([undefined, undefined]);
    const body = { subject_identifiers: { tpid: "T", sync_id: "S" } };
    const written = await openBrowser(body, { status: 201 }).client.writePermissions({ idconsent: "VALID" });
    expect([tpidOf(written), syncIdOf(written)]).toEqual(["T", "S"]);
    const failed = await openBrowser({ status_code: "NO_TPID" }, { status: 400 }).client.writePermissions({});
    expect([tpidOf(failed), syncIdOf(failed)]).toEqual([undefined, undefined]);
    expect(tpidOf(await openBrowser().client.readStatus())).toBeUndefined();
  });

  it("tell whether a user is logged in, and not from every failure that none is", async () => {
    const failing = async (status: number, code?: string) =>
      isLoggedIn(await openBrowser({ status_code: code }, { status }).client.readStatus());
    expect(isLoggedIn(await read(SETTINGS))).toBe(true);
    expect(isLoggedIn(await openBrowser().client.readStatus())).toBe(true);
    for (const code of ["NO_TPID", "NO_TOKEN", "TOKEN_ERROR"]) expect(await failing(400, code)).toBe(false);
    expect(await failing(410, "TPID_EXISTENCE_ERROR")).toBe(false);
    expect(await failing(403, "TAPP_NOT_ALLOWED")).toBeNull();
    expect(await failing(500)).toBeNull();
  });
});

describe("settings", () => {
  it("that cannot be right are refused at once", () => {
    const wrong: (() => NetidClient)[] = [
      () => createNetidClient({ tappId: "" }),
      () => createNetidClient({ tappId: TAPP_ID, baseUrl: "/netid" }),
      () => createNetidClient({ tappId: TAPP_ID, writeBaseUrl: "netid" }),
      () => createNetidServerClient({ token: "" }),
      // @ts-expect-error a token is needed
      () => createNetidServerClient({}),
    ];
    for (const create of wrong) expect(create).toThrow(TypeError);
  });

  it("never show the token", async () => {
    const { client } = openServer();
    expect(inspect([client, await client.readStatus()], { depth: 9 })).not.toContain("the-token");
    const unfit = () => createNetidServerClient({ token: "the-token\nin two lines" });
    expect(unfit).toThrow(TypeError);
    expect(unfit).not.toThrow(/the-token/);
  });
});
