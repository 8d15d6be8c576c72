import { createNetidClient, createNetidServerClient, type NetidClient } from "#clients/netid.ts";
import type { CallSite, FromState, HelperCall, HelperExchange, State } from "../agreement/contract.ts";
import { ask, found, inApp, inBrowser, notFound, openPage, QUESTIONS, written } from "./callers.ts";
import {
  type Asker,
  at,
  blank,
  byPage,
  byServer,
  consent,
  ETPID,
  having,
  LATER_TC,
  listing,
  naming,
  no,
  noToServer,
  nothing,
  read,
  readableBy,
  SYNC_ID,
  saidNo,
  saidYes,
  showing,
  TAPP,
  TC,
  TOKEN,
  TPID,
  tcString,
  write,
  yes,
  yesToServer,
} from "./exchanges.ts";
import { exchangeOf, loginExpired, outcomeOf, tcStringRefused, tokenExpired } from "./failures.ts";

/** Another partner, where Frieda is known by another sync_id. */
const SHOP = "16fd2706-8baf-433b-82eb-8c7fada847da";
const SHOP_ORIGIN = "https://shop.example:8443";
const SHOP_SYNC_ID = "friedas-sync-id-in-the-shop-000000000000043";
const shop: State = ["a TAPP", { id: SHOP, origins: [SHOP_ORIGIN] }];
const byShop = byPage(SHOP, SHOP_ORIGIN);
const shopReads = readableBy(SHOP_ORIGIN);
const inTheShop = (scenario: string, changes: object = {}): readonly State[] => [
  shop,
  ...having(scenario, { tapp_id: SHOP, ...changes }),
];

const SYNC_AND_TPID = "sync_id,tpid";

const amongPartners: HelperCall = {
  helpers: ["readStatus", "writePermissions", ...QUESTIONS],
  when: "keep partners apart, who share nothing but the tpid of those who said yes",
  given: [shop, ...blank],
  exchanges: [
    write(
      "with the sync_id when a yes is stored",
      { idconsent: "VALID", iab_tc_string: TC },
      { given: blank, shape: "audit-v1", ...naming({ tpid: TPID, sync_id: SYNC_ID }) },
    ),
    read("with the sync_id when only another partner knows the user", {
      given: [...inTheShop("a user with nothing stored"), ...saidYes],
      by: byShop,
      headers: shopReads,
      shape: "audit-v1",
      example: "notFound",
      exactly: ["status_code"],
    }),
    write(
      "with the sync_id when a no is stored in the shop",
      { idconsent: "INVALID", iab_tc_string: LATER_TC },
      {
        given: inTheShop("a user with nothing stored"),
        by: byShop,
        headers: shopReads,
        shape: "audit-v1",
        ...naming({ tpid: null, sync_id: SHOP_SYNC_ID }),
      },
    ),
    read("with the sync_id when the user said yes here and no in the shop", {
      given: [...inTheShop("a user who revoked consent", { iab_tc_string: LATER_TC }), ...saidYes],
      shape: "audit-v1",
      ...listing({ tpid: TPID, sync_id: SYNC_ID }, consent("VALID"), tcString(TC)),
    }),
    write(
      "with the sync_id when a yes follows a no in the shop",
      { idconsent: "VALID" },
      {
        given: inTheShop("a user who revoked consent", { iab_tc_string: LATER_TC }),
        by: byShop,
        headers: shopReads,
        shape: "audit-v1",
        ...naming({ tpid: TPID, sync_id: SHOP_SYNC_ID }),
      },
    ),
  ],
  async call(site) {
    const here = openPage(site);
    const there = openPage(site, { tappId: SHOP, origin: SHOP_ORIGIN });
    const audit = { syncId: true };
    const outcomes = [
      ask(await here.writePermissions({ idconsent: "VALID", tcString: TC }, audit)),
      ask(await there.readStatus(audit)),
      ask(await there.writePermissions({ idconsent: "INVALID", tcString: LATER_TC }, audit)),
      ask(await here.readStatus(audit)),
      ask(await there.writePermissions({ idconsent: "VALID" }, audit)),
    ];
    const [one, , two, three, four] = outcomes.map(({ syncId }) => syncId);
    return [outcomes, one === three, two === four, one === two];
  },
  returns({ replies }) {
    const syncIds = replies.map((reply) => (reply as Partial<Identified>).subject_identifiers?.sync_id);
    const known = (place: number) => ({ syncId: syncIds[place], identifiers: SYNC_AND_TPID });
    return [
      [
        written(replies[0], { tpid: TPID, ...known(0) }),
        notFound,
        written(replies[2], known(2)),
        found(replies[3], { consent: true, tcString: TC, tpid: TPID, ...known(3) }),
        written(replies[4], { tpid: TPID, ...known(4) }),
      ],
      true,
      true,
      false,
    ];
  },
};

interface Identified {
  readonly subject_identifiers: { readonly sync_id?: string; readonly etpid?: string };
}

/** Alice's token is one that the simulator takes from the start, for the TAPP that is there from the start. */
const ALICES_TOKEN = "standin-token";
const ALICES_TPID = "aL1c3s-tpid-90d2b7c4e6f8_Rt6yU1iO9pAsDfGhJk";
const SHARED_TAPP = "00000000-0000-4000-8000-000000000001";
const LOCAL_ORIGIN = "http://localhost:8123";
const alice: State = ["a user", { id: "alice", tpid: ALICES_TPID }];
const byAlice: Asker = () => ({ query: {}, headers: { authorization: `Bearer ${ALICES_TOKEN}` } });
const byFrieda = byPage(SHARED_TAPP, LOCAL_ORIGIN);
const friedaReads = readableBy(LOCAL_ORIGIN);
const atShared = { tapp_id: SHARED_TAPP };
const alicesYes: readonly State[] = [alice, ["a user who gave consent", { user: "alice", iab_tc_string: LATER_TC }]];

const amongUsers: HelperCall = {
  helpers: ["readStatus", "writePermissions", ...QUESTIONS],
  when: "keep users of one partner apart",
  given: [alice, ...having("a user with nothing stored", atShared)],
  exchanges: [
    write(
      "when one user of two says no",
      { idconsent: "INVALID", iab_tc_string: TC },
      {
        given: having("a user with nothing stored", atShared),
        by: byFrieda,
        headers: friedaReads,
        ...naming({ tpid: null }),
      },
    ),
    read("when only the other user has said something", {
      given: [alice, ...having("a user who revoked consent", atShared)],
      by: byAlice,
      headers: {},
      example: "notFound",
      exactly: ["status_code"],
    }),
    write(
      "when the other user says yes",
      { idconsent: "VALID", iab_tc_string: LATER_TC },
      { given: [alice], by: byAlice, headers: {}, ...naming({ tpid: ALICES_TPID }) },
    ),
    read("when one user said no and the other yes", {
      given: [...alicesYes, ...having("a user who revoked consent", { ...atShared, iab_tc_string: TC })],
      by: byFrieda,
      headers: friedaReads,
      ...listing({ tpid: null }, consent("INVALID"), tcString(TC)),
    }),
  ],
  async call(site) {
    const page = openPage(site, { tappId: SHARED_TAPP, origin: LOCAL_ORIGIN });
    const server = createNetidServerClient({ baseUrl: site.baseUrl, fetch: inApp(site), token: ALICES_TOKEN });
    return [
      ask(await page.writePermissions({ idconsent: "INVALID", tcString: TC })),
      ask(await server.readStatus()),
      ask(await server.writePermissions({ idconsent: "VALID", tcString: LATER_TC })),
      ask(await page.readStatus()),
    ];
  },
  returns: ({ replies }) => [
    written(replies[0], {}),
    notFound,
    written(replies[2], { tpid: ALICES_TPID }),
    found(replies[3], { consent: false, tcString: TC }),
  ],
};

const ofToday = read("in the second generation with what names the user today", {
  given: saidYes,
  shape: "v2",
  identifiers: "TPID,ETPID",
  ...showing({ tpid: TPID, etpid: ETPID }, "VALID", TC),
});

const amongDays: HelperCall = {
  helpers: ["readStatusV2"],
  when: "tell another encrypted identifier the next day, of the same user",
  exchanges: [
    ofToday,
    read("in the second generation with what names the user tomorrow", {
      given: saidYes,
      shape: "v2",
      identifiers: "TPID,ETPID",
      ...showing({ tpid: TPID, etpid: "friedas-etpid-of-tomorrow-00000000000000045" }, "VALID", TC),
    }),
  ],
  async call(site) {
    const page = openPage(site);
    const today = ask(await page.readStatusV2({ identifiers: ["TPID", "ETPID"] }));
    await site.passTime(86_400_000);
    return [today, ask(await page.readStatusV2({ identifiers: ["TPID", "ETPID"] }))];
  },
  returns({ replies }) {
    const [one, other] = (replies as readonly Identified[]).map((reply) => reply.subject_identifiers.etpid);
    if (one === other) return "two days with two identifiers";
    const known = { consent: true, tcString: TC, tpid: TPID, identifiers: "etpid,tpid" };
    return [found(replies[0], known), found(replies[1], known)];
  },
};

const saysYesForAnHour = having("a user who gave consent", { iab_tc_string: TC, lifetime_seconds: undefined });

const whileLoggedIn: HelperCall = {
  helpers: ["readStatus", ...QUESTIONS],
  when: "be answered for an hour after the login, and not longer",
  given: saysYesForAnHour,
  exchanges: [yes, exchangeOf("readStatus", loginExpired)],
  async call(site) {
    const page = openPage(site);
    await site.passTime(3_590_000);
    const early = ask(await page.readStatus());
    await site.passTime(20_000);
    return [early, ask(await page.readStatus())];
  },
  returns: ({ replies }) => [
    found(replies[0], { consent: true, tcString: TC, tpid: TPID }),
    outcomeOf(loginExpired, replies[1]),
  ],
};

const withNewTokens: HelperCall = {
  helpers: ["readStatus", ...QUESTIONS],
  when: "ask for a token each time, and so go on when one has run out after some eight minutes",
  given: [...alicesYes, ...saysYesForAnHour],
  exchanges: [
    yesToServer,
    exchangeOf("readStatus", tokenExpired),
    read("when a new token is another user's", {
      given: alicesYes,
      by: byAlice,
      headers: {},
      ...listing({ tpid: ALICES_TPID }, consent("VALID"), tcString(LATER_TC)),
    }),
  ],
  async call(site) {
    const tokens = [TOKEN, TOKEN].map((example) => site.from("bearer_token", example)).concat(ALICES_TOKEN);
    let asked = 0;
    const getToken = async () => tokens[asked++] ?? "";
    const server = createNetidServerClient({ baseUrl: site.baseUrl, fetch: inApp(site), getToken });
    const outcomes: unknown[] = [];
    for (const ms of [490_000, 20_000, 0]) {
      await site.passTime(ms);
      outcomes.push(ask(await server.readStatus()));
    }
    return [outcomes, asked];
  },
  returns: ({ replies }) => [
    [
      found(replies[0], { consent: true, tcString: TC, tpid: TPID }),
      outcomeOf(tokenExpired, replies[1]),
      found(replies[2], { consent: true, tcString: LATER_TC, tpid: ALICES_TPID }),
    ],
    3,
  ],
};

const allOrNothing: HelperCall = {
  helpers: ["writePermissions", "readStatus", ...QUESTIONS],
  when: "store nothing of a decision of which a part is wrong",
  given: blank,
  exchanges: [exchangeOf("writePermissions", tcStringRefused), nothing],
  async call(site) {
    const page = openPage(site);
    const refused = ask(await page.writePermissions(tcStringRefused.permissions ?? {}));
    return [refused, ask(await page.readStatus())];
  },
  returns: ({ replies }) => [outcomeOf(tcStringRefused, replies[0]), notFound],
};

const clerk: State = ["an export user", { username: "clerk-7", password: "pass:word ü", tapp_ids: [TAPP] }];
const exported: HelperExchange = {
  operationId: "exportPermissions",
  status: 200,
  when: "to a client that asks for what changed since a day",
  given: [...saidNo, clerk],
  differs: {
    tapp_netid_permissions_export: [
      { tpid: TPID, ...consent("INVALID") },
      { tpid: TPID, ...tcString(TC) },
    ],
  },
  exactly: ["0.tpid", "0.status", "1.tpid", "1.value"].map((name) => `tapp_netid_permissions_export.${name}`),
  sends: (from) => ({
    path: "/netid-permissions",
    query: SINCE,
    headers: { accept: EXPORT, authorization: basic(from) },
  }),
};

/** The typed operation, since exports have no helper: rows of one TAPP. */
async function exportFrom(client: NetidClient, from: FromState): Promise<unknown> {
  const headers = { Accept: EXPORT, Authorization: basic(from) };
  const { data } = await client.api.GET("/netid-permissions", { params: { query: SINCE }, headers });
  return data;
}

const EXPORT = "application/vnd.netid.permission-center.netid-permission-export.list-v1+json";
const SINCE = { "q.tapp_id.eq": TAPP, "q.date.ge": "2021-02-03" };
const basic = (from: FromState): string => from("authorization", "Basic Y2xlcmstNzpwYXNzOndvcmQgw7w=");

const yesAfterNo = write(
  "when a yes follows a no",
  { idconsent: "VALID" },
  { given: saidNo, ...naming({ tpid: TPID }) },
);
const yesAfterNoByServer = write(
  "when a yes follows a no by a server",
  { idconsent: "VALID" },
  { given: saidNo, by: byServer, ...naming({ tpid: TPID }) },
);

interface Hosts {
  readonly when: string;
  readonly exchanges: readonly [exported: HelperExchange, read: HelperExchange, write: HelperExchange];
  /** The client that reads and writes, and the one that exports. */
  readonly connect: (site: CallSite) => { readonly client: NetidClient; readonly exporter: NetidClient };
}

const toHosts = ({ when, exchanges, connect }: Hosts): HelperCall => ({
  helpers: ["readStatus", "writePermissions"],
  when,
  given: exported.given ?? [],
  exchanges,
  async call(site) {
    const { client, exporter } = connect(site);
    return [
      await exportFrom(exporter, site.from),
      ask(await client.readStatus()),
      ask(await client.writePermissions({ idconsent: "VALID" })),
    ];
  },
  returns: ({ replies }) => [
    replies[0],
    found(replies[1], { consent: false, tcString: TC }),
    written(replies[2], { tpid: TPID }),
  ],
});

const amongHosts: readonly HelperCall[] = [
  toHosts({
    when: "speak to netID's three hosts where no others are named",
    exchanges: [
      at("https://einwilligungsuebersicht.netid.de", exported),
      at("https://einwilligungsspeicher.netid.de", no),
      at("https://einwilligen.netid.de", yesAfterNo),
    ],
    connect: (site) => ({
      client: createNetidClient({ fetch: inBrowser(site), tappId: TAPP }),
      exporter: createNetidServerClient({ fetch: inApp(site), token: TOKEN }),
    }),
  }),
  toHosts({
    when: "speak to the hosts that are named one by one",
    exchanges: [
      at("https://export.example:8443/netid", exported),
      at("https://read.example", noToServer),
      at("http://write.example/netid", yesAfterNoByServer),
    ],
    connect(site) {
      const client = createNetidServerClient({
        baseUrl: "https://unused.example",
        readBaseUrl: "https://read.example/",
        writeBaseUrl: "http://write.example/netid",
        exportBaseUrl: "https://export.example:8443/netid/",
        fetch: inApp(site),
        token: site.from("bearer_token", TOKEN),
      });
      return { client, exporter: client };
    },
  }),
];

const asResults = async (client: NetidClient) => [
  await client.readStatus(),
  await client.readStatusV2(),
  await client.writePermissions({ idconsent: "VALID" }),
  await client.writePermissionsV2({ idconsent: "VALID" }),
];
const unsent = (message: string, cause: Error) =>
  Array(4).fill({
    kind: "error",
    ok: false,
    status: 0,
    error: undefined,
    message: `No usable reply: ${message}`,
    cause,
  });

const UNFIT = "The token is empty or contains characters that a header cannot carry.";
const ALL_FOUR = ["readStatus", "readStatusV2", "writePermissions", "writePermissionsV2"];

const unsendable: readonly HelperCall[] = [
  {
    helpers: ALL_FOUR,
    when: "send nothing without a token",
    exchanges: [],
    async call({ baseUrl, fetch }) {
      const signedOut = createNetidServerClient({ baseUrl, fetch, getToken: () => Promise.reject(new Error("left")) });
      const empty = createNetidServerClient({ baseUrl, fetch, getToken: () => " " });
      return [await asResults(signedOut), await asResults(empty)];
    },
    returns: () => [
      unsent("left", new Error("left")),
      unsent(UNFIT, Object.assign(new TypeError(UNFIT), { code: "ERR_STANDIN_INVALID_OPTION" })),
    ],
  },
  {
    helpers: ALL_FOUR,
    when: "say that the network is down",
    exchanges: [],
    async call({ baseUrl }) {
      const fetch = () => Promise.reject(new TypeError("fetch failed"));
      return [
        await asResults(createNetidClient({ baseUrl, fetch, tappId: TAPP })),
        await asResults(createNetidServerClient({ baseUrl, fetch, token: TOKEN })),
      ];
    },
    returns: () => Array(2).fill(unsent("fetch failed", new TypeError("fetch failed"))),
  },
  {
    helpers: ALL_FOUR,
    when: "are not there with settings that cannot be right",
    exchanges: [],
    async call({ baseUrl, fetch }) {
      const wrong: readonly (() => NetidClient)[] = [
        () => createNetidClient({ baseUrl, fetch, tappId: "" }),
        () => createNetidClient({ fetch, tappId: TAPP, readBaseUrl: "netid.example" }),
        () => createNetidClient({ fetch, tappId: TAPP, writeBaseUrl: "/netid" }),
        () => createNetidServerClient({ fetch, token: TOKEN, exportBaseUrl: "" }),
        () => createNetidServerClient({ baseUrl, fetch, token: "" }),
        () => createNetidServerClient({ baseUrl, fetch, token: "secret\nin two lines" }),
        () => createNetidServerClient({ baseUrl, fetch } as never),
      ];
      return wrong.map(nameOfError);
    },
    returns: () => Array(7).fill("TypeError"),
  },
];

function nameOfError(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    return error instanceof Error && !error.message.includes("secret") ? error.name : "an error that tells the token";
  }
}

/** Calls of several requests, in which what came before shows. */
export const journeys: readonly HelperCall[] = [
  amongPartners,
  amongUsers,
  amongDays,
  whileLoggedIn,
  withNewTokens,
  allOrNothing,
  ...amongHosts,
  ...unsendable,
];
