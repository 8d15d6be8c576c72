import { StandinError } from "#engine/basics/errors.ts";
import { quoteName, quoteValue } from "#engine/basics/quote.ts";
import { defineScenarios, type ScenarioCode, type ScenarioParameters } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/netid/scenario-types.ts";
import { declarations } from "#generated/netid/scenarios.js";
import type { components } from "#generated/netid/seed.ts";
import { mintAccessToken, mintSession, type Quality } from "./credentials.ts";
import { type Changes, findRecord, writeRecord } from "./records.ts";
import { putExportUser, toTapp } from "./seed.ts";
import { type NetidContext, recordKey, type state, type Tapp, type User } from "./state.ts";
import { findTapp, putTapp } from "./tapps.ts";
import { explainTcString, readTcString, tcf } from "./tc-string.ts";
import { provisionUser, putUser } from "./users.ts";
import { putOptions } from "./world-options.ts";

type Schemas = components["schemas"];
type Code = ScenarioCode<typeof state, ScenarioTypes>;

/** For which user and TAPP, and for how long. */
type Where = ScenarioParameters<ScenarioTypes["a user with nothing stored"]>;
/** What is stored for them. */
type Stored = Pick<ScenarioTypes["a user who shares data"]["given"], "idconsent" | "datashare" | "iab_tc_string">;
type Access = ScenarioTypes["a user who is logged in"]["result"];

/** A user with exactly these settings, whatever was there before. */
function accessStoring(context: NetidContext, { idconsent, datashare, iab_tc_string: tc, ...where }: Where & Stored) {
  if (tc !== undefined && readTcString(tc) === undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      `The text ${quoteName(tc)} is not a TC string. ${explainTcString(tc).text}`,
    );
  const pair = findPair(where, context);
  store(pair, { idconsent, datashare, tc }, context);
  return toAccess(pair, "valid", where, context);
}

const userStates = {
  "a user who is logged in": {
    run: (context, { session, ...where }) => toAccess(findPair(where, context), session, where, context),
  },
  "a user with nothing stored": {
    run(context, where) {
      const pair = findPair(where, context);
      context.records.delete(recordKey(pair.tapp.id, pair.user.id));
      return toAccess(pair, "valid", where, context);
    },
  },
  "a user who gave consent": { needs: tcf.load, run: accessStoring },
  "a user who revoked consent": { needs: tcf.load, run: accessStoring },
  "a user with a TC string only": { needs: tcf.load, run: accessStoring },
  "a user who shares data": { needs: tcf.load, run: accessStoring },
  "a user whose login has expired": {
    run: (context, where) => toAccess(findPair(where, context), "expired", where, context),
  },
  "a user with a forged cookie": {
    run: (context, where) => toAccess(findPair(where, context), "forged", where, context),
  },
  "a user whose browser sends no cookie": {
    run: (context, where) => ({ ...toAccess(findPair(where, context), "valid", where, context), cookie: "" }),
  },
  "a deleted account": {
    run(context, where) {
      const { user, tapp } = findPair(where, context);
      const deleted = putUser({ ...user, deleted: true }, context);
      return toAccess({ user: deleted, tapp }, "valid", where, context);
    },
  },
  "a user of two TAPPs": {
    run(context, { second_tapp_id, ...where }) {
      const first = findPair(where, context);
      const second = findPair({ ...where, tapp_id: second_tapp_id }, context);
      for (const pair of [first, second]) store(pair, { idconsent: "VALID", tc: TC_STRING }, context);
      return {
        ...toAccess(first, "valid", where, context),
        second: toAccess(second, "valid", where, context),
      };
    },
  },
} satisfies Partial<Code>;

/** A made-up TC string, for one service, of CMP 300. */
const TC_STRING = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";

/** Ways to prepare a world. Every parameter has a default. */
export const scenarios = defineScenarios<typeof state, ScenarioTypes>(declarations, {
  ...userStates,
  "a Bearer token": {
    run: (context, { session, ...where }) => mintBearer(where, session, context),
  },
  "an expired Bearer token": {
    run: (context, where) => mintBearer(where, "expired", context),
  },
  "a TAPP": { run: declareTapp },
  "an active TAPP with two origins": { run: declareTapp },
  "an inactive TAPP": { run: declareTapp },
  "a user": {
    run: (context, user) => putUser(user, context),
  },
  "an export user": { run: declareExportUser },
  "an export user without the role": { run: declareExportUser },
  "a CMP": {
    run({ cmps }, { id, active }) {
      cmps.put({ id, active });
      return { id, active };
    },
  },
  "other behaviour": {
    run: (context, options) => putOptions(options, context),
  },
});

function declareTapp(context: NetidContext, given: Schemas["Tapp"]): Tapp {
  const tapp = toTapp(given);
  putTapp(tapp, context);
  return tapp;
}

function declareExportUser(context: NetidContext, user: Schemas["ExportUser"]) {
  putExportUser(user, context);
  return { ...user, authorization: `Basic ${toBase64(`${user.username}:${user.password}`)}` };
}

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));

interface Pair {
  readonly tapp: Tapp;
  readonly user: User;
}

function findPair({ tapp_id, user }: Where, context: NetidContext): Pair {
  const tapp = findTapp(tapp_id, context);
  if (tapp === undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      `No TAPP has the id ${quoteValue(tapp_id)}. Prepare it with the scenario "a TAPP".`,
    );
  return { tapp, user: provisionUser(user, context) };
}

/** Stores exactly this, whatever was there before. */
function store({ tapp, user }: Pair, changes: Changes, context: NetidContext): void {
  context.records.delete(recordKey(tapp.id, user.id));
  writeRecord(tapp, user, changes, context);
}

function toAccess(pair: Pair, quality: Quality, { lifetime_seconds }: Where, context: NetidContext): Access {
  const { tapp, user } = pair;
  const options = { quality, lifetimeSeconds: lifetime_seconds };
  const record = findRecord(tapp, user, context);
  return {
    user: user.id,
    tpid: user.tpid,
    tapp_id: tapp.id,
    ...(record && { sync_id: record.sync_id }),
    cookie: `tpid_sec=${mintSession(user.id, options, context)}`,
    bearer_token: mintAccessToken(user.id, tapp.id, options, context),
  };
}

function mintBearer(where: Where, quality: Quality, context: NetidContext): string {
  const { tapp, user } = findPair(where, context);
  return mintAccessToken(user.id, tapp.id, { quality, lifetimeSeconds: where.lifetime_seconds }, context);
}
