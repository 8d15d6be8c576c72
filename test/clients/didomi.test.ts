import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  createDidomiClient,
  createDidomiUserClient,
  getChosenValues,
  isPurposeEnabled,
  isValueChosen,
} from "#clients/didomi.ts";
import { recordFetch, type SentRequest, targetOf } from "./recording-fetch.ts";

const HOUR_MS = 3_600_000;
const ORGANIZATION = { organizationId: "acme", key: "the-key", secret: "the-secret" };
const EMPTY_PAGE = { data: [], limit: 100, cursor: null };

const problem = (code: number, name: string, message: string): Response =>
  Response.json({ code, errors: {}, message, name }, { status: code });

const isSession = (request: SentRequest): boolean => targetOf(request).endsWith("/sessions");

/** A client whose sessions give numbered tokens; `answer` answers everything else. */
function openClient(answer: (request: SentRequest) => Response | Promise<Response> = () => Response.json(EMPTY_PAGE)) {
  const clock = { ms: 0 };
  let sessions = 0;
  const network = recordFetch((request) => {
    if (!isSession(request)) return answer(request);
    sessions += 1;
    return Response.json({ type: "api-key", key: "the-key", access_token: `org-${sessions}` });
  });
  const client = createDidomiClient({ ...ORGANIZATION, fetch: network.fetch, now: () => clock.ms });
  const others = () => network.sent.filter((request) => !isSession(request));
  return { client, clock, sent: network.sent, others, sessions: () => sessions };
}

const bearerOf = ({ headers }: SentRequest): string | null => headers.get("authorization");

describe("the organization's token", () => {
  it("is obtained with key and secret from the real provider by default, and those go nowhere else", async () => {
    const { client, sent } = openClient();
    await client.getChoices("ada");
    const [session, read] = sent;
    expect(session).toMatchObject({ method: "POST", url: "https://api.didomi.io/v1/sessions" });
    expect(JSON.parse(session?.body ?? "")).toEqual({ type: "api-key", key: "the-key", secret: "the-secret" });
    expect(session?.headers.get("content-type")).toBe("application/json");
    expect(session?.headers.has("authorization")).toBe(false);
    expect(read?.headers.get("authorization")).toBe("Bearer org-1");
    expect(inspect(read)).not.toMatch(/the-key|the-secret/);
  });

  it("is requested once for many calls at the same time", async () => {
    const { client, sessions, others } = openClient();
    await Promise.all(Array.from({ length: 30 }, (_, number) => client.getChoices(`user-${number}`)));
    expect(sessions()).toBe(1);
    expect(others()).toHaveLength(30);
  });

  it("is renewed ahead of the end of its hour", async () => {
    const { client, clock, others } = openClient();
    await client.getChoices("ada");
    clock.ms = HOUR_MS - 300_001;
    await client.getChoices("ada");
    clock.ms = HOUR_MS - 299_999;
    await client.getChoices("ada");
    expect(others().map(bearerOf)).toEqual(["Bearer org-1", "Bearer org-1", "Bearer org-2"]);
  });

  it("is dropped on a 401, and the request goes out once more with a new one and the same body", async () => {
    const { client, others } = openClient((request) =>
      bearerOf(request) === "Bearer org-1"
        ? problem(401, "NotAuthenticated", "Invalid token")
        : Response.json({ id: "e" }),
    );
    const result = await client.recordChoices("ada", { newsletter: true });
    expect(result).toEqual({ ok: true, data: { id: "e" } });
    const [first, second] = others();
    expect([first, second].map((request) => request && bearerOf(request))).toEqual(["Bearer org-1", "Bearer org-2"]);
    expect(second?.body).toBe(first?.body);
    expect(JSON.parse(second?.body ?? "")).toMatchObject({ user: { organization_user_id: "ada" } });
  });

  it("is replaced once when many calls meet a 401 together", async () => {
    const { client, sessions } = openClient((request) =>
      bearerOf(request) === "Bearer org-1"
        ? problem(401, "NotAuthenticated", "Invalid token")
        : Response.json(EMPTY_PAGE),
    );
    const results = await Promise.all(Array.from({ length: 20 }, () => client.getChoices("ada")));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(sessions()).toBe(2);
  });

  it("is not fetched a third time when the new one is refused as well", async () => {
    const { client, others } = openClient(() => problem(401, "NotAuthenticated", "Invalid token"));
    const result = await client.getChoices("ada");
    expect(result).toMatchObject({ ok: false, status: 401, message: "NotAuthenticated: Invalid token" });
    expect(others()).toHaveLength(2);
  });

  it("gives way to an Authorization header that a raw call brings along", async () => {
    const { client, sessions, others } = openClient();
    const query = { organization_id: "acme" };
    await client.api.GET("/consents/users", { params: { query }, headers: { Authorization: "Bearer ada's" } });
    expect(others().map(bearerOf)).toEqual(["Bearer ada's"]);
    expect(sessions()).toBe(0);
  });

  it("is not needed to open a session by hand, but by an event that is called sessions", async () => {
    const network = recordFetch((request) => Response.json(isSession(request) ? { access_token: "org" } : {}));
    const client = createDidomiClient({
      ...ORGANIZATION,
      baseUrl: "http://127.0.0.1:4700/didomi/",
      fetch: network.fetch,
    });
    await client.api.POST("/sessions", { body: { type: "api-key", key: "k", secret: "s" } });
    expect(network.sent.map(({ url }) => url)).toEqual(["http://127.0.0.1:4700/didomi/sessions"]);
    await client.api.GET("/consents/events/{id}", { params: { path: { id: "sessions" } } });
    expect(network.sent.at(-1)?.headers.get("authorization")).toBe("Bearer org");
  });
});

describe("a failure", () => {
  it("of the session is the failure of every call that needed it", async () => {
    const network = recordFetch(() => problem(400, "BadRequest", "Invalid authentication information"));
    const client = createDidomiClient({ ...ORGANIZATION, fetch: network.fetch });
    const expected = {
      ok: false,
      status: 400,
      error: { code: 400, name: "BadRequest", message: "Invalid authentication information", errors: {} },
      message: "BadRequest: Invalid authentication information",
    };
    expect(await client.getOrganizationToken()).toEqual(expected);
    expect(await client.getChoices("ada")).toEqual(expected);
    expect(await client.createUserToken("ada")).toEqual(expected);
    expect(await client.recordChoices("ada", { newsletter: true })).toEqual(expected);
    const raw = await client.api.GET("/consents/users", { params: { query: { organization_id: "acme" } } });
    expect(raw.error).toMatchObject({ message: "Invalid authentication information" });
    expect(network.sent.every(isSession)).toBe(true);
  });

  it("that is not in the provider's form keeps its status and says so", async () => {
    const { client } = openClient(() => new Response("<html>Bad gateway</html>", { status: 502 }));
    expect(await client.getChoices("ada")).toEqual({
      ok: false,
      status: 502,
      error: undefined,
      message: "Unexpected reply: 502",
    });
  });

  it("of the network is a value of status 0 that says why, whichever request it hits", async () => {
    const refused = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:1") });
    const expected = {
      ok: false,
      status: 0,
      message: "No usable reply: fetch failed: connect ECONNREFUSED 127.0.0.1:1",
    };
    const offline = createDidomiClient({ ...ORGANIZATION, fetch: () => Promise.reject(refused) });
    expect(await offline.getChoices("ada")).toMatchObject({ ...expected, cause: refused });
    expect(await offline.getOrganizationToken()).toMatchObject(expected);

    const { client } = openClient(() => Promise.reject(refused));
    expect(await client.recordChoices("ada", {})).toMatchObject(expected);
    await expect(client.api.GET("/consents/events", { params: { query: { user_id: "u" } } })).rejects.toBe(refused);
  });

  it("to read a reply that claims to be JSON is a value too", async () => {
    const { client } = openClient(() => new Response("<html>", { status: 200 }));
    expect(await client.getChoices("ada")).toMatchObject({ ok: false, status: 0 });
  });

  it("never holds key, secret or token, and neither does a printed client", async () => {
    const { client } = openClient(() => problem(403, "Forbidden", "You do not have permission to perform this action"));
    const user = createDidomiUserClient({
      organizationId: "acme",
      token: "the-token",
      fetch: () => Promise.reject("off"),
    });
    const printed = inspect([client, user, await client.getChoices("ada"), await user.getChoices()], { depth: 9 });
    expect(printed).toContain("Forbidden");
    expect(printed).not.toMatch(/the-key|the-secret|the-token|org-1/);
    const unfit = () => createDidomiUserClient({ organizationId: "acme", token: "the-token\nin two lines" });
    expect(unfit).toThrow(TypeError);
    expect(unfit).not.toThrow(/the-token/);
  });
});

describe("requests on the wire", () => {
  it("mint a user's token with the organization in query and body, as known clients do", async () => {
    const { client, others } = openClient(() => Response.json({ id_token: "ada's" }));
    const result = await client.createUserToken("ada@domain.com", { lifetime: 3600, permissions: ["write"] });
    expect(result.ok && result.data.id_token).toBe("ada's");
    expect(others().map(targetOf)).toEqual(["/v1/consents/tokens?organization_id=acme"]);
    expect(JSON.parse(others()[0]?.body ?? "")).toEqual({
      organization_id: "acme",
      organization_user_id: "ada@domain.com",
      lifetime: 3600,
      permissions: ["write"],
    });
  });

  it("record answers and chosen values, and leave the rest unsaid", async () => {
    const { client, others } = openClient(() => Response.json({ id: "e" }));
    await client.recordChoices(
      { id: "didomi-1" },
      { ads: false, news: { enabled: true, preferences: { topics: ["sport", "culture"], days: [] } }, tips: {} },
      { metadata: { form: "footer" } },
    );
    expect(others().map(targetOf)).toEqual(["/v1/consents/events?organization_id=acme"]);
    expect(JSON.parse(others()[0]?.body ?? "")).toEqual({
      organization_id: "acme",
      user: { id: "didomi-1" },
      metadata: { form: "footer" },
      consents: {
        purposes: [
          { id: "ads", enabled: false },
          { id: "news", enabled: true, values: { topics: { value: "sport,culture" }, days: { value: "" } } },
          { id: "tips" },
        ],
      },
    });
  });

  it("are not sent when a value id holds a comma, which would record two choices", async () => {
    const { client, sent } = openClient();
    const recording = client.recordChoices("ada", { news: { preferences: { topics: ["sport,culture"] } } });
    await expect(recording).rejects.toThrow(RangeError);
    expect(sent).toEqual([]);
  });

  it("read a user by either id, and an unknown one is undefined", async () => {
    const { client, others } = openClient((request) =>
      targetOf(request).includes("/users/")
        ? problem(404, "NotFound", "No record found for id 'a/b'")
        : Response.json(EMPTY_PAGE),
    );
    expect(await client.getChoices("ada & co", { regulation: "cpra" })).toEqual({ ok: true, data: undefined });
    expect(await client.getChoices({ id: "a/b" })).toEqual({ ok: true, data: undefined });
    expect(others().map(targetOf)).toEqual([
      "/v1/consents/users?organization_id=acme&regulation=cpra&organization_user_id=ada%20%26%20co",
      "/v1/consents/users/a%2Fb?organization_id=acme",
    ]);
  });

  it("spell out a filter as plain pairs and repeat the key of a list", async () => {
    const { client, others } = openClient(() => new Response(null, { status: 204 }));
    const filter = { "metadata.booking_id": "12 3", status: "confirmed" };
    const query = { organization_id: "acme", organization_user_id: "ada", filter };
    await client.api.DELETE("/consents/events", { params: { query } });
    await client.api.GET("/consents/events", {
      params: { query: { user_id: "u", "status[$in]": ["confirmed", "pending_approval"] } },
    });
    expect(others().map(targetOf)).toEqual([
      "/v1/consents/events?organization_id=acme&organization_user_id=ada&metadata.booking_id=12%203&status=confirmed",
      "/v1/consents/events?user_id=u&status%5B%24in%5D=confirmed&status%5B%24in%5D=pending_approval",
    ]);
  });
});

describe("a browser's client", () => {
  it("speaks to the public host with the user's token alone", async () => {
    const network = recordFetch(({ method }) => Response.json(method === "GET" ? EMPTY_PAGE : { id: "e" }));
    const client = createDidomiUserClient({ organizationId: "acme", token: "ada's", fetch: network.fetch });
    await client.getChoices();
    await client.recordChoices({ news: true });
    expect(network.sent.map(({ url }) => url)).toEqual([
      "https://api.privacy-center.org/consents/users?organization_id=acme",
      "https://api.privacy-center.org/consents/events?organization_id=acme",
    ]);
    expect(network.sent.map(bearerOf)).toEqual(["Bearer ada's", "Bearer ada's"]);
    expect(JSON.parse(network.sent[1]?.body ?? "")).not.toHaveProperty("user");
  });

  it("names its user when it is told who that is, as the guide does", async () => {
    const network = recordFetch(({ method }) => Response.json(method === "GET" ? EMPTY_PAGE : { id: "e" }));
    const client = createDidomiUserClient({
      organizationId: "acme",
      organizationUserId: "ada",
      token: "ada's",
      fetch: network.fetch,
    });
    await client.getChoices();
    await client.recordChoices({ news: true });
    expect(network.sent[0]?.url).toContain("&organization_user_id=ada");
    expect(JSON.parse(network.sent[1]?.body ?? "")).toMatchObject({ user: { organization_user_id: "ada" } });
  });

  it("gives a failure of status 401 when its token has run out, and does not try again", async () => {
    const network = recordFetch(() => problem(401, "NotAuthenticated", "Invalid token"));
    const client = createDidomiUserClient({ organizationId: "acme", token: "ada's", fetch: network.fetch });
    expect(await client.getChoices()).toMatchObject({ ok: false, status: 401 });
    expect(network.sent).toHaveLength(1);
  });
});

describe("questions about choices", () => {
  const user = {
    consents: {
      purposes: [
        { id: "given", enabled: true, values: { topics: { value: "val10,val2" }, days: { value: "" } } },
        { id: "refused", enabled: false, values: { topics: { value: "val3,val2" } } },
        { id: "open", enabled: null },
        { id: "without" },
      ],
    },
  };

  it("tell given, refused and not answered apart, and an absent purpose is not answered", () => {
    const purposes = ["given", "refused", "open", "without", "absent", "constructor"];
    expect(purposes.map((id) => isPurposeEnabled(user, id))).toEqual([true, false, null, null, null, null]);
    expect([undefined, null, {}, { consents: {} }].map((choices) => isPurposeEnabled(choices, "given"))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("compare whole value ids", () => {
    expect(isValueChosen(user, "topics", "val10")).toBe(true);
    expect(isValueChosen(user, "topics", "val1")).toBe(false);
    expect(isValueChosen(user, "topics", "val10,val2")).toBe(false);
    expect(isValueChosen(user, "topics", "")).toBe(false);
    expect(isValueChosen(user, "absent", "val10")).toBe(false);
    expect(isValueChosen(undefined, "topics", "val10")).toBe(false);
  });

  it("look under every purpose or under the one that is named", () => {
    expect(getChosenValues(user, "topics")).toEqual(["val10", "val2", "val3"]);
    expect(getChosenValues(user, "topics", "refused")).toEqual(["val3", "val2"]);
    expect(isValueChosen(user, "topics", "val10", "refused")).toBe(false);
    expect(getChosenValues(user, "days")).toEqual([]);
    expect(getChosenValues(user, "constructor")).toEqual([]);
  });
});

describe("settings", () => {
  it("with a base URL that is not absolute are refused at once", () => {
    expect(() => createDidomiClient({ ...ORGANIZATION, baseUrl: "/didomi" })).toThrow(TypeError);
    expect(() => createDidomiUserClient({ organizationId: "acme", token: "t", baseUrl: "didomi" })).toThrow(TypeError);
  });
});
