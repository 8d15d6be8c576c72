import { isDeepStrictEqual } from "node:util";
import type { NetidClient, StatusResult, WriteResult } from "#clients/netid.ts";
import * as module from "#clients/netid.ts";
import {
  type CallSite,
  functionsOf,
  type HelperCall,
  type HelperExchange,
  type Helpers,
  type Seen,
} from "../agreement/contract.ts";
import { ask, found, type Known, notFound, openPage, openServer, QUESTIONS, written } from "./callers.ts";
import {
  blank,
  byServer,
  consent,
  ETPID,
  having,
  LATE,
  LATER_TC,
  listing,
  naming,
  noToServer,
  nothing,
  read,
  readableBy,
  SYNC_ID,
  saidNo,
  saidYes,
  sharing,
  showing,
  TAPP,
  TC,
  TPID,
  tcString,
  tcStringOnly,
  write,
  yes,
} from "./exchanges.ts";
import { failures } from "./failures.ts";
import { journeys } from "./journeys.ts";

const READ_HOST = "https://einwilligungsspeicher.netid.de";
const ALL = "TPID,SYNC_ID,ETPID";
const EVERY = "etpid,sync_id,tpid";

type StatusV2 = Awaited<ReturnType<NetidClient["readStatusV2"]>>;

const syncIdIn = ({ from }: Seen): string => from("sync_id", SYNC_ID);

interface Reading {
  readonly helper: "readStatus" | "readStatusV2";
  readonly when: string;
  readonly asks: (site: CallSite) => Promise<StatusResult>;
  readonly answer: HelperExchange;
  /** What is known then; default: nothing is found. */
  readonly tells?: Known | ((seen: Seen) => Known);
}

const toReading = ({ helper, when, asks, answer, tells }: Reading): HelperCall => ({
  helpers: [helper, ...QUESTIONS],
  when,
  exchanges: [answer],
  call: async (site) => ask(await asks(site)),
  returns(seen) {
    if (tells === undefined) return notFound;
    return found(seen.replies[0], typeof tells === "function" ? tells(seen) : tells);
  },
});

const allV2 = read("in the second generation when the user said yes", {
  given: saidYes,
  shape: "v2",
  identifiers: ALL,
  ...showing({ tpid: TPID, sync_id: SYNC_ID, etpid: ETPID }, "VALID", TC),
});
const noV2 = read("in the second generation when the user said no", {
  given: saidNo,
  shape: "v2",
  identifiers: "SYNC_ID,ETPID",
  ...showing({ sync_id: SYNC_ID, etpid: null }, "INVALID", TC),
});

const readings: readonly Reading[] = [
  {
    helper: "readStatus",
    when: "tell that nothing is stored",
    asks: (site) => openPage(site).readStatus(),
    answer: nothing,
  },
  {
    helper: "readStatus",
    when: "tell a yes",
    asks: (site) => openPage(site).readStatus(),
    answer: yes,
    tells: { consent: true, tcString: TC, tpid: TPID },
  },
  {
    helper: "readStatus",
    when: "tell a no, although data is shared",
    asks: (site) => openPage(site).readStatus({ syncId: false }),
    answer: read("when the user said no, and shares data", {
      given: having("a user who shares data", { idconsent: "INVALID", iab_tc_string: LATER_TC }),
      ...listing({ tpid: null }, consent("INVALID"), sharing("VALID"), tcString(LATER_TC)),
    }),
    tells: { consent: false, tcString: LATER_TC },
  },
  {
    helper: "readStatus",
    when: "tell a yes, although no data is shared",
    asks: (site) => openPage(site).readStatus(),
    answer: read("when the user said yes, and shares no data", {
      given: having("a user who shares data", { idconsent: "VALID", datashare: "INVALID" }),
      ...listing({ tpid: TPID }, consent("VALID"), sharing("INVALID")),
    }),
    tells: { consent: true, tpid: TPID },
  },
  {
    helper: "readStatus",
    when: "take the consent to share data for no decision of this kind",
    asks: (site) => openPage(site).readStatus(),
    answer: read("when only sharing was decided", {
      given: having("a user who shares data"),
      ...listing({ tpid: null }, consent(null), sharing("VALID")),
    }),
    tells: {},
  },
  {
    helper: "readStatus",
    when: "take the consent to share data for no decision of this kind, also where it stands alone",
    asks: (site) => openPage(site).readStatus(),
    answer: read("when only sharing was decided, and the provider does not show that there is no other decision", {
      given: [["other behaviour", { undecided_idconsent: "omit" }], ...having("a user who shares data")],
      ...listing({ tpid: null }, sharing("VALID")),
    }),
    tells: {},
  },
  {
    helper: "readStatus",
    when: "take a consent without a status for no decision",
    asks: (site) => openPage(site).readStatus(),
    answer: read("when only a TC string is stored", {
      given: tcStringOnly,
      ...listing({ tpid: null }, consent(null), tcString(TC)),
    }),
    tells: { tcString: TC },
  },
  {
    helper: "readStatus",
    when: "take a TC string for no decision",
    asks: (site) => openPage(site).readStatus(),
    answer: read("when the provider does not show that there is no decision", {
      given: [["other behaviour", { undecided_idconsent: "omit" }], ...tcStringOnly],
      ...listing({ tpid: null }, tcString(TC)),
    }),
    tells: { tcString: TC },
  },
  {
    helper: "readStatus",
    when: "name the user to this partner alone when told to, though the user said no",
    asks: (site) => openPage(site).readStatus({ syncId: true }),
    answer: read("with the sync_id when the user said no", {
      given: saidNo,
      shape: "audit-v1",
      ...listing({ tpid: null, sync_id: SYNC_ID }, consent("INVALID"), tcString(TC)),
    }),
    tells: (seen) => ({ consent: false, tcString: TC, syncId: syncIdIn(seen), identifiers: "sync_id,tpid" }),
  },
  {
    helper: "readStatus",
    when: "ask for a server by the user's token",
    asks: (site) => openServer(site).readStatus({ syncId: true }),
    answer: read("with the sync_id when a server asks about a yes", {
      given: saidYes,
      by: byServer,
      shape: "audit-v1",
      ...listing({ tpid: TPID, sync_id: SYNC_ID }, consent("VALID"), tcString(TC)),
    }),
    tells: (seen) => ({
      consent: true,
      tcString: TC,
      tpid: TPID,
      syncId: syncIdIn(seen),
      identifiers: "sync_id,tpid",
    }),
  },
];

const readingsV2: readonly Reading[] = [
  {
    helper: "readStatusV2",
    when: "tell that nothing is stored",
    asks: (site) => openPage(site).readStatusV2(),
    answer: read("in the second generation when nothing is stored", {
      given: blank,
      shape: "v2",
      identifiers: ALL,
      example: "notFound",
      differs: { subject_identifiers: { tpid: null, sync_id: null, etpid: null } },
      exactly: ["status_code", "subject_identifiers"],
    }),
  },
  {
    helper: "readStatusV2",
    when: "tell that nothing is stored where only sharing was decided",
    asks: (site) => openPage(site).readStatusV2({ identifiers: ["SYNC_ID"] }),
    answer: read("in the second generation when only sharing was decided", {
      given: having("a user who shares data"),
      shape: "v2",
      identifiers: "SYNC_ID",
      example: "notFound",
      differs: { subject_identifiers: { sync_id: null } },
      exactly: ["status_code", "subject_identifiers"],
    }),
  },
  {
    helper: "readStatusV2",
    when: "tell a yes, with all identifiers",
    asks: (site) => openPage(site).readStatusV2(),
    answer: allV2,
    tells: (seen) => ({ consent: true, tcString: TC, tpid: TPID, syncId: syncIdIn(seen), identifiers: EVERY }),
  },
  {
    helper: "readStatusV2",
    when: "tell a no, with the identifiers asked for",
    asks: (site) => openPage(site).readStatusV2({ identifiers: ["SYNC_ID", "ETPID"] }),
    answer: noV2,
    tells: (seen) => ({ consent: false, tcString: TC, syncId: syncIdIn(seen), identifiers: "etpid,sync_id" }),
  },
  {
    helper: "readStatusV2",
    when: "return no identifier that was not requested, and take a TC string for no decision",
    asks: (site) => openServer(site).readStatusV2({ identifiers: [] }),
    answer: read("in the second generation when only a TC string is stored", {
      given: tcStringOnly,
      by: byServer,
      shape: "v2",
      example: "noIdentifiersAsked",
      ...showing({}, undefined, TC),
    }),
    tells: { tcString: TC, identifiers: "" },
  },
];

const saysYes = write(
  "when a yes is stored",
  { idconsent: "VALID", iab_tc_string: TC },
  {
    given: blank,
    headers: { ...readableBy(), Location: `${READ_HOST}/netid-user-status?q.tapp_id.eq=${TAPP}` },
    ...naming({ tpid: TPID }),
  },
);
const yesV2 = read("in the second generation when the user said yes, without identifiers", {
  given: saidYes,
  shape: "v2",
  example: "noIdentifiersAsked",
  ...showing({}, "VALID", TC),
});

/** What became of the times of change while time passed: a decision of its own has a time of its own. */
function secondsBetween(before: StatusV2, after: StatusV2): readonly unknown[] {
  if (before.kind !== "found" || after.kind !== "found") return ["nothing is found"];
  const [old, now] = [before.data.netid_privacy_settings, after.data.netid_privacy_settings];
  const passed = (from = "", to = ""): number => Math.floor((Date.parse(to) - Date.parse(from)) / 1000);
  return [
    passed(old.idconsent?.changed_at, now.idconsent?.changed_at) >= 90,
    passed(old.iab_tcstring?.changed_at, now.iab_tcstring?.changed_at),
  ];
}

const writings: readonly HelperCall[] = [
  {
    helpers: ["writePermissions", "readStatus", ...QUESTIONS],
    when: "store a yes with its TC string",
    given: blank,
    exchanges: [nothing, saysYes, yes],
    async call(site) {
      const page = openPage(site);
      return [
        ask(await page.readStatus()),
        ask(await page.writePermissions({ idconsent: "VALID", tcString: TC })),
        ask(await page.readStatus()),
      ];
    },
    returns: ({ replies }) => [
      notFound,
      written(replies[1], { tpid: TPID }),
      found(replies[2], { consent: true, tcString: TC, tpid: TPID }),
    ],
  },
  {
    helpers: ["writePermissions", "readStatusV2", ...QUESTIONS],
    when: "let the last answer win at once, and leave the TC string as old as it is",
    given: saidYes,
    exchanges: [
      yesV2,
      write("when a no follows a yes", { idconsent: "INVALID" }, { given: saidYes, ...naming({ tpid: null }) }),
      read("in the second generation when the user said no later", {
        given: saidNo,
        shape: "v2",
        identifiers: "TPID",
        ...showing({ tpid: null }, "INVALID", TC, LATE),
      }),
    ],
    async call(site) {
      const page = openPage(site);
      const before = await page.readStatusV2({ identifiers: [] });
      await site.passTime(90_000);
      const result = await page.writePermissions({ idconsent: "INVALID", tcString: null });
      const after = await page.readStatusV2({ identifiers: ["TPID"] });
      return [ask(result), ask(after), ...secondsBetween(before, after)];
    },
    returns: ({ replies }) => [written(replies[1], {}), found(replies[2], { consent: false, tcString: TC }), true, 0],
  },
  {
    helpers: ["writePermissions", "readStatusV2", ...QUESTIONS],
    when: "renew the time of a decision that is made once more",
    given: saidYes,
    exchanges: [
      yesV2,
      write("when a yes follows a yes", { idconsent: "VALID" }, { given: saidYes, ...naming({ tpid: TPID }) }),
      read("in the second generation when the user said yes once more", {
        given: saidYes,
        shape: "v2",
        identifiers: "TPID",
        ...showing({ tpid: TPID }, "VALID", TC, LATE),
      }),
    ],
    async call(site) {
      const page = openPage(site);
      const before = await page.readStatusV2({ identifiers: [] });
      await site.passTime(90_000);
      const result = await page.writePermissions({ idconsent: "VALID" });
      const after = await page.readStatusV2({ identifiers: ["TPID"] });
      return [ask(result), ask(after), ...secondsBetween(before, after)];
    },
    returns: ({ replies }) => [
      written(replies[1], { tpid: TPID }),
      found(replies[2], { consent: true, tcString: TC, tpid: TPID }),
      true,
      0,
    ],
  },
  {
    helpers: ["writePermissions", "readStatus", ...QUESTIONS],
    when: "keep the yes where only a TC string is stored",
    given: saidYes,
    exchanges: [
      write(
        "with the sync_id when a TC string is added to a yes",
        { iab_tc_string: LATER_TC },
        { given: saidYes, shape: "audit-v1", ...naming({ tpid: TPID, sync_id: SYNC_ID }) },
      ),
      read("when the user said yes, and the TC string is another", {
        given: having("a user who gave consent", { iab_tc_string: LATER_TC }),
        ...listing({ tpid: TPID }, consent("VALID"), tcString(LATER_TC, LATE)),
      }),
    ],
    async call(site) {
      const page = openPage(site);
      return [
        ask(await page.writePermissions({ idconsent: null, tcString: LATER_TC }, { syncId: true })),
        ask(await page.readStatus()),
      ];
    },
    returns: (seen) => [
      written(seen.replies[0], { tpid: TPID, syncId: syncIdIn(seen), identifiers: "sync_id,tpid" }),
      found(seen.replies[1], { consent: true, tcString: LATER_TC, tpid: TPID }),
    ],
  },
  {
    helpers: ["writePermissions", "readStatus", ...QUESTIONS],
    when: "store a no for a server by the user's token",
    given: blank,
    exchanges: [
      write(
        "when a server stores a no",
        { idconsent: "INVALID", iab_tc_string: TC },
        {
          given: blank,
          by: byServer,
          headers: { Location: `${READ_HOST}/netid-permissions` },
          ...naming({ tpid: null }),
        },
      ),
      noToServer,
    ],
    async call(site) {
      const server = openServer(site);
      return [
        ask(await server.writePermissions({ idconsent: "INVALID", tcString: TC })),
        ask(await server.readStatus()),
      ];
    },
    returns: ({ replies }) => [written(replies[0], {}), found(replies[1], { consent: false, tcString: TC })],
  },
];

const identifiersOf = (outcome: StatusV2 | WriteResult) =>
  outcome.kind === "found" || outcome.kind === "written" ? outcome.data.subject_identifiers : {};

const writingsV2: readonly HelperCall[] = [
  {
    helpers: ["writePermissionsV2", "readStatusV2", ...QUESTIONS],
    when: "store a yes, and give all identifiers that are read then",
    given: blank,
    exchanges: [
      write(
        "in the second generation when a yes is stored",
        { idconsent: "VALID", iab_tc_string: TC },
        { given: blank, shape: "v2", identifiers: ALL, ...naming({ tpid: TPID, sync_id: SYNC_ID, etpid: ETPID }) },
      ),
      allV2,
    ],
    async call(site) {
      const page = openPage(site);
      const result = await page.writePermissionsV2({ idconsent: "VALID", tcString: TC });
      const status = await page.readStatusV2();
      return [ask(result), ask(status), isDeepStrictEqual(identifiersOf(result), identifiersOf(status))];
    },
    returns({ replies, from }) {
      const syncId = from("subject_identifiers.sync_id", SYNC_ID);
      const names = { tpid: TPID, syncId, identifiers: EVERY };
      return [written(replies[0], names), found(replies[1], { consent: true, tcString: TC, ...names }), true];
    },
  },
  {
    helpers: ["writePermissionsV2", "readStatusV2", ...QUESTIONS],
    when: "store a no, and hide what names the user to all",
    given: saidYes,
    exchanges: [
      write(
        "in the second generation when a no follows a yes",
        { idconsent: "INVALID" },
        { given: saidYes, shape: "v2", identifiers: "ETPID,TPID", ...naming({ tpid: null, etpid: null }) },
      ),
      noV2,
    ],
    async call(site) {
      const page = openPage(site);
      return [
        ask(await page.writePermissionsV2({ idconsent: "INVALID" }, { identifiers: ["ETPID", "TPID"] })),
        ask(await page.readStatusV2({ identifiers: ["SYNC_ID", "ETPID"] })),
      ];
    },
    returns: (seen) => [
      written(seen.replies[0], { identifiers: "etpid,tpid" }),
      found(seen.replies[1], { consent: false, tcString: TC, syncId: syncIdIn(seen), identifiers: "etpid,sync_id" }),
    ],
  },
  {
    helpers: ["writePermissionsV2", ...QUESTIONS],
    when: "store a TC string for a server, and return no identifier that was not requested",
    exchanges: [
      write(
        "in the second generation when a server stores a TC string",
        { iab_tc_string: LATER_TC },
        { given: saidYes, by: byServer, shape: "v2", example: "noIdentifiersAsked", ...naming({}) },
      ),
    ],
    call: async (site) => ask(await openServer(site).writePermissionsV2({ tcString: LATER_TC }, { identifiers: [] })),
    returns: ({ replies }) => written(replies[0], { identifiers: "" }),
  },
];

const nowhere = { baseUrl: "http://provider.invalid", from: (_, example = "") => example } as CallSite;

export const helpers: Helpers = {
  functions: functionsOf(module, openPage(nowhere), openServer(nowhere)),
  calls: [...[...readings, ...readingsV2].map(toReading), ...writings, ...writingsV2, ...journeys, ...failures],
};
