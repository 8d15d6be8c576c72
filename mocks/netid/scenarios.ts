import { quoteName, quoteValue } from "#engine/basics/quote.ts";
import type { Scenario } from "#engine/contract/mock.ts";
import { DEFAULT_CMP_ID, DEFAULT_TAPP_ID, DEFAULT_USER, SECOND_TAPP_ID } from "./assumptions.ts";
import { mintAccessToken, mintSession, QUALITIES, type Quality } from "./credentials.ts";
import { type Changes, findRecord, writeRecord } from "./records.ts";
import { checkSeedNow, loadSeedCheck, putExportUser, type Seed, toTapp } from "./seed.ts";
import { type NetidContext, recordKey, type state, type Tapp, type User } from "./state.ts";
import { findTapp, putTapp } from "./tapps.ts";
import { explainTcString, readTcString, tcf } from "./tc-string.ts";
import { provisionUser, putUser } from "./users.ts";
import { putOptions } from "./world-options.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** A made-up TC string, for one service, of CMP 300. */
const TC_STRING = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const TWO_ORIGINS = ["https://www.example.com", "https://shop.example.com"];

const WHO = "`user` (default alice, made when new), `tapp_id`, `lifetime_seconds`";
const GIVES = "Gives `user`, `tpid`, `tapp_id`, `sync_id` where there is one, `cookie` and `bearer_token`.";

/** What a test needs to call for one user and one TAPP, by either variant. */
interface Access {
  readonly user: string;
  readonly tpid: string;
  readonly tapp_id: string;
  readonly sync_id?: string;
  /** The whole `Cookie` header; empty for a user whose browser sends none. */
  readonly cookie: string;
  readonly bearer_token: string;
}

function loadSeedCheckAndTcf(): Promise<unknown> | undefined {
  const loads = [loadSeedCheck(), tcf.load()].filter((load) => load !== undefined);
  return loads.length === 0 ? undefined : Promise.all(loads);
}

/** A user state: what is stored for the pair, and how good the login is. */
const userState = (
  describe: string,
  stored: Changes | "nothing" | "as it is",
  quality: Quality = "valid",
): Scenario<typeof state> => ({
  describe: `${describe} Parameters: ${WHO}${typeof stored === "object" ? ", `idconsent`, `datashare`, `iab_tc_string`" : ""}. ${GIVES}`,
  needs: typeof stored === "object" ? loadSeedCheckAndTcf : loadSeedCheck,
  run(context, parameters) {
    const pair = pairOf(parameters, context);
    if (stored === "nothing") context.records.delete(recordKey(pair.tapp.id, pair.user.id));
    if (typeof stored === "object") store(pair, { ...stored, ...changesOf(parameters) }, context);
    return toAccess(pair, qualityOf(parameters) ?? quality, parameters, context);
  },
});

const userStates: Readonly<Record<string, Scenario<typeof state>>> = {
  "a user who is logged in": userState(
    "A user with a netID session; `session` makes it valid, expired or forged.",
    "as it is",
  ),
  "a user with nothing stored": userState("A user who is logged in, about whom the TAPP has nothing.", "nothing"),
  "a user who gave consent": userState("VALID, with a TC string.", { idconsent: "VALID", tc: TC_STRING }),
  "a user who revoked consent": userState("INVALID, with a TC string.", { idconsent: "INVALID", tc: TC_STRING }),
  "a user with a TC string only": userState("Undecided, with a TC string.", { tc: TC_STRING }),
  "a user who shares data": userState("DATASHARE, which partners cannot write.", { datashare: "VALID" }),
  "a user whose login has expired": userState("A cookie and a Bearer token that have expired.", "as it is", "expired"),
  "a user with a forged cookie": userState(
    "A cookie and a Bearer token that netID did not issue.",
    "as it is",
    "forged",
  ),
  "a user whose browser sends no cookie": {
    describe: `Logged in, yet third-party cookies are blocked. Parameters: ${WHO}. ${GIVES} The cookie is empty.`,
    needs: loadSeedCheck,
    run: (context, parameters) => ({
      ...toAccess(pairOf(parameters, context), "valid", parameters, context),
      cookie: "",
    }),
  },
  "a deleted account": {
    describe: `A user whose account was deleted, though the cookie is valid. Parameters: ${WHO}. ${GIVES}`,
    needs: loadSeedCheck,
    run(context, parameters) {
      const { user, tapp } = pairOf(parameters, context, { user: "carol" });
      const deleted = putUser({ ...user, deleted: true }, context);
      return toAccess({ user: deleted, tapp }, "valid", parameters, context);
    },
  },
  "a user of two TAPPs": {
    describe: `Consent for both. Parameters: ${WHO}, \`second_tapp_id\`. ${GIVES} \`second\` says the same of the second TAPP.`,
    needs: loadSeedCheck,
    run(context, parameters) {
      const first = pairOf(parameters, context);
      const second = pairOf(parameters, context, { tappId: parameters["second_tapp_id"] ?? SECOND_TAPP_ID });
      const consent: Changes = { idconsent: "VALID", tc: TC_STRING };
      for (const pair of [first, second]) store(pair, consent, context);
      return {
        ...toAccess(first, "valid", parameters, context),
        second: toAccess(second, "valid", parameters, context),
      };
    },
  },
};

/** Ways to prepare a world. Every parameter has a default. */
export const scenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  ...userStates,
  "a Bearer token": {
    describe: `A token of an app or a server. Parameters: ${WHO}, \`session\`: valid, expired or forged. Gives the token.`,
    needs: loadSeedCheck,
    run: (context, parameters) => bearerOf(parameters, qualityOf(parameters) ?? "valid", context),
  },
  "an expired Bearer token": {
    describe: `A token that has expired. Parameters: ${WHO}. Gives the token.`,
    needs: loadSeedCheck,
    run: (context, parameters) => bearerOf(parameters, "expired", context),
  },
  "a TAPP": {
    describe: "A TAPP, made or replaced. Parameters: those of a TAPP in a seed; `id` is the default TAPP's. Gives it.",
    needs: loadSeedCheck,
    run: (context, parameters) => declareTapp({ id: DEFAULT_TAPP_ID, cmp_id: DEFAULT_CMP_ID, ...parameters }, context),
  },
  "an active TAPP with two origins": {
    describe: `Registered for ${TWO_ORIGINS.join(" and ")}, and closed to this machine. Parameters: as for a TAPP. Gives it.`,
    needs: loadSeedCheck,
    run: (context, parameters) =>
      declareTapp({ id: DEFAULT_TAPP_ID, cmp_id: DEFAULT_CMP_ID, origins: TWO_ORIGINS, ...parameters }, context),
  },
  "an inactive TAPP": {
    describe: "A TAPP that was switched off, open to this machine. Parameters: as for a TAPP. Gives it.",
    needs: loadSeedCheck,
    run: (context, parameters) =>
      declareTapp(
        { id: DEFAULT_TAPP_ID, cmp_id: DEFAULT_CMP_ID, any_loopback_origin: true, active: false, ...parameters },
        context,
      ),
  },
  "a user": {
    describe: "An account, made or replaced. Parameters: those of a user in a seed. Gives it.",
    needs: loadSeedCheck,
    run(context, parameters) {
      const { users = [] } = readSeed({ users: [{ id: DEFAULT_USER, ...parameters }] });
      for (const user of users) return putUser(user, context);
      return undefined;
    },
  },
  "an export user": {
    describe: "A user who may export. Parameters: those of an export user in a seed. Gives `authorization` too.",
    needs: loadSeedCheck,
    run: (context, parameters) => declareExportUser(parameters, context),
  },
  "an export user without the role": {
    describe: "A user who may not export, though the password is right. Parameters and result: as for an export user.",
    needs: loadSeedCheck,
    run: (context, parameters) =>
      declareExportUser({ username: "standin-clerk", has_role: false, ...parameters }, context),
  },
  "a CMP": {
    describe: "A CMP that exports may name. Parameters: `id`, `active`. Gives it.",
    needs: loadSeedCheck,
    run({ cmps }, parameters) {
      const { cmps: [{ id, active = true } = { id: DEFAULT_CMP_ID }] = [] } = readSeed({
        cmps: [{ id: DEFAULT_CMP_ID, ...parameters }],
      });
      cmps.put({ id, active });
      return { id, active };
    },
  },
  "other behaviour": {
    describe: "Behaviour that the vendor leaves open. Parameters: the options of a seed. Gives all options.",
    needs: loadSeedCheck,
    run(context, parameters) {
      const { options = {} } = readSeed({ options: parameters });
      return putOptions(options, context);
    },
  },
};

/** Parameters are checked as the part of a seed that they stand for. */
const readSeed = (part: Readonly<Record<string, unknown>>): Seed => checkSeedNow({ tapps: [], users: [], ...part });

function declareTapp(parameters: Parameters, context: NetidContext): Tapp | undefined {
  const { tapps = [] } = readSeed({ tapps: [parameters] });
  const declared = tapps.map(toTapp);
  for (const tapp of declared) putTapp(tapp, context);
  return declared[0];
}

function declareExportUser(parameters: Parameters, context: NetidContext) {
  const user = { username: "standin-export", password: "standin-secret", tapp_ids: [DEFAULT_TAPP_ID, SECOND_TAPP_ID] };
  const { export_users = [] } = readSeed({ export_users: [{ ...user, ...parameters }] });
  for (const each of export_users) putExportUser(each, context);
  const [declared = user] = export_users;
  return { ...declared, authorization: `Basic ${toBase64(`${declared.username}:${declared.password}`)}` };
}

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));

interface Pair {
  readonly tapp: Tapp;
  readonly user: User;
}

/** @param given another user by default, or the TAPP in place of the one that parameters name */
function pairOf(
  parameters: Parameters,
  context: NetidContext,
  given: { readonly user?: string; readonly tappId?: unknown } = {},
): Pair {
  const tappId = given.tappId ?? parameters["tapp_id"] ?? DEFAULT_TAPP_ID;
  const tapp = findTapp(tappId, context);
  if (tapp === undefined)
    throw new RangeError(`No TAPP has the id ${quoteValue(tappId)}. Prepare it with the scenario "a TAPP".`);
  const { users: [{ id } = { id: DEFAULT_USER }] = [] } = readSeed({
    users: [{ id: parameters["user"] ?? given.user ?? DEFAULT_USER }],
  });
  return { tapp, user: provisionUser(id, context) };
}

function qualityOf({ session }: Parameters): Quality | undefined {
  const quality = QUALITIES.find((each) => each === session);
  if (session !== undefined && quality === undefined)
    throw new RangeError(`session must be one of ${QUALITIES.join(", ")}.`);
  return quality;
}

function lifetimeOf({ lifetime_seconds }: Parameters): number | undefined {
  if (lifetime_seconds === undefined) return undefined;
  if (typeof lifetime_seconds !== "number" || !Number.isSafeInteger(lifetime_seconds) || lifetime_seconds < 1)
    throw new RangeError("lifetime_seconds must be a whole number, 1 or more.");
  return lifetime_seconds;
}

function changesOf({ idconsent, datashare, iab_tc_string: tc }: Parameters): Changes {
  const changes = {
    ...(idconsent !== undefined && { idconsent: toConsentStatus(idconsent) }),
    ...(datashare !== undefined && { datashare: toConsentStatus(datashare) }),
  };
  if (tc === undefined) return changes;
  if (typeof tc !== "string") throw new RangeError(`${quoteValue(tc)} is no TC string.`);
  if (readTcString(tc) === undefined)
    throw new RangeError(`${quoteName(tc)} is no TC string. ${explainTcString(tc).text}`);
  return { ...changes, tc };
}

function toConsentStatus(value: unknown): "VALID" | "INVALID" {
  if (value !== "VALID" && value !== "INVALID")
    throw new RangeError(`${quoteValue(value)} is neither VALID nor INVALID.`);
  return value;
}

/** Stores exactly this, whatever was there before. */
function store({ tapp, user }: Pair, changes: Changes, context: NetidContext): void {
  context.records.delete(recordKey(tapp.id, user.id));
  writeRecord(tapp, user, changes, context);
}

function toAccess(pair: Pair, quality: Quality, parameters: Parameters, context: NetidContext): Access {
  const { tapp, user } = pair;
  const options = { quality, lifetimeSeconds: lifetimeOf(parameters) };
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

function bearerOf(parameters: Parameters, quality: Quality, context: NetidContext): string {
  const { tapp, user } = pairOf(parameters, context);
  return mintAccessToken(user.id, tapp.id, { quality, lifetimeSeconds: lifetimeOf(parameters) }, context);
}
