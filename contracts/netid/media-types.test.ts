import { describe, expect, it } from "vitest";
import { createNetidServerClient } from "#clients/netid.ts";
import { useMock } from "../agreement/mock-site.ts";
import { having, TAPP, TC } from "./exchanges.ts";

const VENDOR = "application/vnd.netid.permission-center.";
const typesOf = (stem: string) => ({
  plain: `${VENDOR}${stem}-v1+json`,
  audit: `${VENDOR}${stem}-audit-v1+json`,
  v2: `${VENDOR}${stem}-v2+json`,
});

const site = useMock("netid");

async function open() {
  let told: unknown;
  for (const state of having("a user who gave consent", { iab_tc_string: TC })) told = await site.prepare(...state);
  const { bearer_token } = told as { readonly bearer_token: string };
  return createNetidServerClient({ baseUrl: site.baseUrl, fetch: site.fetch, token: bearer_token }).api;
}

/** Reads and writes, and the media types that each may answer with. */
const CALLS = {
  reading: {
    types: typesOf("netid-user-status"),
    call: async (Accept: string) => (await (await open()).GET("/netid-user-status", { headers: { Accept } })).response,
  },
  writing: {
    types: typesOf("netid-subject-status"),
    call: async (Accept: string) => {
      const headers = { Accept };
      return (await (await open()).POST("/netid-permissions", { headers, body: { iab_tc_string: TC } })).response;
    },
  },
} as const;

type Type = keyof ReturnType<typeof typesOf>;

/** What is welcome, and how much; a word stands for one of the three types. The heaviest wins, then the most precise, then the first. */
const WEIGHTS: readonly (readonly [accept: string, chosen: Type | "none"])[] = [
  ["plain;q=0.5, audit;q=0.9", "audit"],
  ["plain;q=0.9, audit;q=0.5", "plain"],
  ["audit;q=0.9, plain;q=0.5", "audit"],
  ["v2;q=0.2, plain;q=0.3, audit;q=0.1", "plain"],
  ["v2;q=0.3, plain;q=0.2, audit;q=0.1", "v2"],
  ["plain;q=0.999, v2", "v2"],
  ["v2, audit", "v2"],
  ["audit, v2", "audit"],
  ["*/*;q=0.1, audit;q=0.2", "audit"],
  ["*/*, v2;q=0.2", "plain"],
  ["*/*;q=0.5, plain;q=0", "audit"],
  ["application/*;q=0.5, */*;q=0.9, plain;q=0.1", "audit"],
  ["*/*, audit", "audit"],
  ["plain;q=0, audit;q=0, v2;q=0.001", "v2"],
  ["plain;q=0", "none"],
  ["text/html, application/json", "none"],
  ["text/html;q=0.9, audit;q=0.1", "audit"],
];

describe.each(Object.keys(CALLS) as (keyof typeof CALLS)[])("%s answers in the type that is most welcome", (name) => {
  const { types, call } = CALLS[name];

  it.each(WEIGHTS)("%s: %s", async (accept, chosen) => {
    const sent = accept.replaceAll(/\b(plain|audit|v2)\b/g, (word) => types[word as Type]);
    const reply = await call(sent);
    if (chosen === "none") expect(reply.status).toBe(406);
    else
      expect([reply.status, reply.headers.get("content-type")]).toEqual([
        name === "reading" ? 200 : 201,
        types[chosen],
      ]);
  });
});

describe("an export", () => {
  const EXPORTS = {
    "q.tapp_id.eq": [
      `${VENDOR}netid-permission-export.list-v1+json`,
      `${VENDOR}netid-permission-export-audit.list-v1+json`,
    ],
    "q.cmp_id.eq": [
      `${VENDOR}tapp-netid-permissions-export.list-v1+json`,
      `${VENDOR}tapp-netid-permissions-export-audit.list-v1+json`,
    ],
  } as const;

  it.each(Object.keys(EXPORTS) as (keyof typeof EXPORTS)[])("by %s answers in the heavier type", async (name) => {
    const [plain, audit] = EXPORTS[name];
    const api = await open();
    const { authorization } = await site.prepare<{ readonly authorization: string }>("an export user", {
      tapp_ids: [TAPP],
    });
    const ofOne = { "q.date.ge": "2020-01-01", "q.tapp_id.eq": TAPP };
    const ofCmp = { "q.date.ge": "2020-01-01", "q.cmp_id.eq": "standin-cmp", "q.tapp_id.in": [TAPP] };
    const query = name === "q.tapp_id.eq" ? ofOne : ofCmp;
    for (const [accept, chosen] of [
      [`${plain};q=0.4, ${audit};q=0.6`, audit],
      [`${audit};q=0.4, ${plain};q=0.6`, plain],
      [`${audit}, ${plain}`, audit],
      ["*/*", plain],
    ] as const) {
      const headers = { Accept: accept, Authorization: authorization };
      const { response } = await api.GET("/netid-permissions", { params: { query }, headers });
      expect([response.status, response.headers.get("content-type")]).toEqual([200, chosen]);
    }
  });
});
