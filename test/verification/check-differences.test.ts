import type { Entry, Har } from "har-format";
import { beforeAll, describe, expect, it } from "vitest";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { checkRecordings } from "#verification/check-recordings.ts";
import type { CheckReport } from "#verification/check-report.ts";
import { toSentence } from "#verification/check-words.ts";
import { readHar } from "#verification/har-file.ts";
import { recordOwn, type Send } from "./recordings.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests know what comes
type Body = any;

const CONSENT = {
  subject: { email: "mario@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  preferences: [
    { name: "newsletter", accepted: true },
    { name: "updates", accepted: false },
  ],
};
const ORGANIZATION = "organization_id=standin-org";
const toEvent = (enabled: unknown) => ({
  user: { organization_user_id: "ann@example.com" },
  consents: { purposes: [{ id: "newsletter", enabled }] },
});

/** A good write, one that the mock refuses for its form, and what else the cases need. */
const flows: Partial<Record<ProviderName, (send: Send) => Promise<void>>> = {
  async avacy(send) {
    const headers = { authorization: "Bearer 1|standin-token" };
    const path = "/standin/domains_groups/1/consents";
    await send("POST", path, { headers, body: CONSENT });
    await send("POST", path, { headers, body: { ...CONSENT, identifier: undefined } });
  },
  async didomi(send) {
    const key = { type: "api-key", key: "standin-key", secret: "standin-secret" };
    const { body } = await send("POST", "/v1/sessions", { body: key });
    const headers = { authorization: `Bearer ${body.access_token}` };
    const events = `/v1/consents/events?${ORGANIZATION}`;
    await send("POST", events, { headers, body: toEvent(true) });
    await send("POST", events, { headers, body: toEvent("maybe") });
    await send("GET", `/v1/consents/users/nope?${ORGANIZATION}`, { headers });
    await send("GET", "/v1/consents/nothing", { headers });
    await send("PUT", events, { headers, body: {} });
  },
};

const recordings = new Map<ProviderName, Har>();
beforeAll(async () => {
  for (const name of ["avacy", "didomi"] as const) recordings.set(name, await recordOwn(name, flows[name]));
});

type Change = (entries: Entry[]) => Entry[] | undefined;

function check(provider: ProviderName, change: Change): Promise<CheckReport> {
  const har = recordings.get(provider);
  if (har === undefined) throw new Error(`nothing was recorded of ${provider}`);
  return checkHar(har, change);
}

async function checkHar(recorded: Har, change: Change): Promise<CheckReport> {
  const har = structuredClone(recorded);
  har.log.entries = change(har.log.entries) ?? har.log.entries;
  const exchanges = readHar(JSON.stringify(har), "a.har");
  return checkRecordings([{ file: "a.har", exchanges }], { providers: Object.values(registry) });
}

const sentencesOf = ({ operations }: CheckReport) => operations.flatMap((each) => each.differences.map(toSentence));
const statesOf = ({ operations }: CheckReport) => operations.flatMap((each) => each.stateDifferences.map(toSentence));
const reasonsOf = ({ operations }: CheckReport) =>
  operations.flatMap(({ notReplayed }) =>
    notReplayed.map(({ reason }) => reason.replace("the recording does not show ", "")),
  );

function entryAt(entries: readonly Entry[], at: number): Entry {
  const entry = entries[at];
  if (entry === undefined) throw new Error(`there is no entry ${at}`);
  return entry;
}

/** Gives an entry the reply of another, or that with another status. */
const answerAs =
  (at: number, other: number, status?: number): Change =>
  (entries) => {
    const { response } = structuredClone(entryAt(entries, other));
    entryAt(entries, at).response = { ...response, status: status ?? response.status };
    return undefined;
  };
/** Has a client send again what another entry sent. */
const sendAs =
  (at: number, other: number): Change =>
  (entries) => {
    entryAt(entries, at).request = structuredClone(entryAt(entries, other).request);
    return undefined;
  };
const from =
  (start: number): Change =>
  (entries) =>
    entries.slice(start);
const inBody =
  (at: number, change: (body: Body) => void): Change =>
  (entries) => {
    const { content } = entryAt(entries, at).response;
    const body = JSON.parse(String(content["text"]));
    change(body);
    content["text"] = JSON.stringify(body);
    return undefined;
  };
const all =
  (...changes: readonly Change[]): Change =>
  (entries) =>
    changes.reduce((changed, change) => change(changed) ?? changed, entries);

/** What recordings hold of the credentials: redacted by standin, left out by a browser, or in full. */
const CREDENTIALS: readonly (readonly [string, Change])[] = [
  ["redacted", () => undefined],
  ["absent", withAuthorization(undefined)],
  ["in full", withAuthorization("Bearer token-of-an-account-4711")],
];

function withAuthorization(value: string | undefined): Change {
  return (entries) => {
    for (const { request } of entries) {
      const hasOne = request.headers.some(({ name }) => name === "authorization");
      request.headers = request.headers.filter(({ name }) => name !== "authorization");
      if (hasOne && value !== undefined) request.headers.push({ name: "authorization", value });
    }
    return undefined;
  };
}

interface StatusCase {
  readonly what: string;
  readonly provider: ProviderName;
  readonly change: Change;
  readonly differences: readonly string[];
  readonly reasons?: readonly string[];
}

const statusCases: readonly StatusCase[] = [
  {
    what: "accepts what the mock refuses",
    provider: "avacy",
    change: answerAs(1, 0),
    differences: ["status: 201; mock: 400"],
  },
  {
    what: "accepts what the mock refuses, in the first exchange",
    provider: "avacy",
    change: all(answerAs(1, 0), from(1)),
    differences: ["status: 201; mock: 400"],
  },
  {
    what: "accepts what the mock refuses",
    provider: "didomi",
    change: answerAs(2, 1),
    differences: ["status: 200; mock: 400"],
  },
  {
    what: "refuses what the mock accepts",
    provider: "didomi",
    change: sendAs(2, 1),
    differences: ["status: 400; mock: 200"],
  },
  {
    what: "refuses what the mock accepts, in the first exchange",
    provider: "didomi",
    change: all(sendAs(2, 1), from(2)),
    differences: ["status: 400; mock: 200"],
  },
  {
    what: "refuses what the mock accepts, in the first exchange",
    provider: "avacy",
    change: all(sendAs(1, 0), from(1)),
    differences: ["status: 400; mock: 201"],
  },
  {
    what: "refuses by a status that the spec lacks",
    provider: "avacy",
    change: all(sendAs(1, 0), answerAs(1, 1, 422), from(1)),
    differences: ["status: 422; spec: one of 201, 400, 401, 404"],
  },
  {
    what: "does not find what the mock finds, or would make, in the first exchange",
    provider: "avacy",
    change: all(sendAs(1, 0), answerAs(1, 1, 404), inBody(1, toMessage), from(1)),
    differences: [],
    reasons: ["how tenant came to be"],
  },
  {
    what: "forbids what the mock does not find",
    provider: "didomi",
    change: all(
      answerAs(3, 3, 403),
      inBody(3, (body) => Object.assign(body, { code: 403, name: "Forbidden" })),
    ),
    differences: [],
    reasons: ["why the provider refused it (403)"],
  },
];

function toMessage(body: Body): void {
  for (const name of Object.keys(body)) delete body[name];
  Object.assign(body, { message: "team_not_found", error: "team_not_found" });
}

describe.each(CREDENTIALS)("with credentials %s", (_how, withCredentials) => {
  it.each(statusCases)("a provider that $what ($provider)", async ({ provider, change, differences, reasons = [] }) => {
    const report = await check(provider, all(withCredentials, change));
    expect(sentencesOf(report)).toEqual(differences);
    expect(reasonsOf(report)).toEqual(reasons);
    expect(report.ok).toBe(differences.length === 0);
  });

  it("a found record that no exchange made: the reason names its id", async () => {
    const report = await check("didomi", all(withCredentials, answerAs(3, 3, 200)));
    expect(reasonsOf(report)).toEqual(["how id came to be"]);
  });
});

describe.each(providerNames)("a recording of %s whose provider", (provider) => {
  /** Where the flow was refused for a request's form, with an exchange of the same operation that was not. */
  const findPairs = ({ log: { entries } }: Har): [refused: number, taken: number][] =>
    entries.flatMap(({ request, response }, refused) => {
      // A session is refused for its key.
      if (response.status !== 400 || request.postData === undefined || request.url.endsWith("/sessions")) return [];
      const taken = entries.findIndex(
        (each) =>
          each.request.url === request.url && each.request.method === request.method && each.response.status < 300,
      );
      return taken < 0 ? [] : [[refused, taken]];
    });

  it("takes each malformed request, and refuses each good one, differs in that status alone", async () => {
    const har = await recordOwn(provider);
    const pairs = findPairs(har);
    expect(pairs.length).toBeGreaterThan(0);
    for (const [refused, taken] of pairs) {
      const [bad, good] = [entryAt(har.log.entries, refused), entryAt(har.log.entries, taken)].map(
        ({ response }) => response.status,
      );
      const lax = await checkHar(har, answerAs(refused, taken));
      expect(sentencesOf(lax)).toEqual([`status: ${good}; mock: ${bad}`]);
      const strict = await checkHar(har, sendAs(refused, taken));
      // A status that credentials are refused with as well shows itself by its body.
      const byBody = 'enum, body /status_code: "PERMISSION_PARAMETERS_ERROR"; mock: "TOKEN_ERROR"';
      expect(sentencesOf(strict)).toEqual([provider === "netid" ? byBody : `status: ${bad}; mock: ${good}`]);
    }
  });
});

describe("a refusal", () => {
  it("says nothing where the recording hides what was sent", async () => {
    const hide: Change = (entries) => {
      const { postData } = entryAt(entries, 1).request;
      if (postData?.text === undefined) throw new Error("the request has a body");
      postData.text = postData.text.replace("mario@example.com", "[redacted]");
      return undefined;
    };
    const report = await check("avacy", all(sendAs(1, 0), hide));
    expect(sentencesOf(report)).toEqual([]);
    expect(reasonsOf(report)).toEqual(["the whole request"]);
  });
});

const rename =
  (old: string, now: string) =>
  (members: Body): void => {
    members[now] = members[old];
    delete members[old];
  };

const FORM = ["code: absent; spec: integer", "errors: absent; spec: object", "message: absent; spec: string"];
const WRONG_FORM = [
  ...FORM.map((each) => `missing member, body /${each}`),
  "missing member, body /name: absent; spec: string",
  "added member, body /wrong: integer; spec: absent",
];
const toWrongForm = (body: Body): void => {
  for (const name of Object.keys(body)) delete body[name];
  body.wrong = 1;
};
const withoutContentType =
  (at: number): Change =>
  (entries) => {
    const { response } = entryAt(entries, at);
    response.headers = response.headers.filter(({ name }) => name.toLowerCase() !== "content-type");
    return undefined;
  };

describe("a reply of another form", () => {
  it.each<readonly [string, ProviderName, Change, readonly string[]]>([
    [
      "an undocumented member of an item of a list that was written",
      "avacy",
      inBody(0, ({ data }) => Object.assign(data.consent_data[0], { foo: 1 })),
      ["added member, body /data/consent_data/*/foo: integer; mock: absent"],
    ],
    [
      "another name in every item of a list",
      "avacy",
      inBody(0, ({ data }) => data.consent_data.forEach(rename("accepted", "is_accepted"))),
      ["renamed member, body /data/consent_data/*/accepted: is_accepted; spec: accepted"],
    ],
    [
      "another name in a map",
      "avacy",
      inBody(0, ({ data }) => rename("email", "mail")(data.subject_data)),
      ["renamed member, body /data/subject_data/email: mail; mock: email"],
    ],
    [
      "an unlike name for the same value",
      "didomi",
      inBody(1, ({ consents }) => consents.purposes.forEach(rename("enabled", "on"))),
      ["renamed member, body /consents/purposes/*/enabled: on; mock: enabled"],
    ],
    [
      "an unlike name for another value: it is another member",
      "didomi",
      inBody(1, ({ consents: { purposes } }) => {
        delete purposes[0].enabled;
        purposes[0].on = false;
      }),
      [
        "added member, body /consents/purposes/*/on: boolean; spec: absent",
        "missing member, body /consents/purposes/*/enabled: absent; mock: boolean",
      ],
    ],
    ["no member of an error's", "didomi", inBody(2, toWrongForm), WRONG_FORM],
    ["no member of a common response's", "didomi", all(answerAs(3, 3, 413), inBody(3, toWrongForm)), WRONG_FORM],
    ["no member of what an unknown path gets", "didomi", inBody(4, toWrongForm), WRONG_FORM],
    ["no member of what a wrong method gets", "didomi", inBody(5, toWrongForm), WRONG_FORM],
    ["another status for a wrong method", "didomi", answerAs(5, 4), ["status: 404; mock: 405"]],
    [
      "no content type",
      "avacy",
      withoutContentType(0),
      ["media type, header content-type: none; spec: application/json"],
    ],
  ])("is reported: %s (%s)", async (_what, provider, change, expected) => {
    const report = await check(provider, change);
    expect(sentencesOf(report).filter((each) => !each.startsWith("status: 413"))).toEqual(expected);
    expect(statesOf(report)).toEqual([]);
  });

  it("is taken for a common response where it can be one, and listed where the path may exist", async () => {
    const report = await check("didomi", () => undefined);
    expect(report.operations.find(({ operationId }) => operationId === "common response")).toMatchObject({
      compared: 2,
      replayed: 2,
      differences: [],
    });
    expect(report.unknownPaths).toEqual([]);
    const { unknownPaths } = await check("didomi", answerAs(4, 2));
    expect(unknownPaths).toEqual([{ provider: "didomi", request: "GET /v1/consents/nothing", count: 1 }]);
  });

  it("is seen where credentials come before routing, which a recording may lack", async () => {
    const har = await recordOwn("didit", async (send) => {
      const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
      const { body } = await send("POST", "/auth/v2/token/", {
        headers: basic,
        body: { grant_type: "client_credentials" },
      });
      await send("PUT", "/auth/v2/session/", { headers: { authorization: `Bearer ${body.access_token}` }, body: {} });
    });
    for (const [, change] of CREDENTIALS) {
      const report = await checkHar(har, change);
      expect(report.compared).toBe(2);
      expect(sentencesOf(report)).toEqual([]);
    }
  });
});
