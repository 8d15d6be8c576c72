import { isDeepStrictEqual } from "node:util";
import type { Observer, Question, WalkReply } from "../agreement/contract.ts";

/** The TAPPs that a walk has to do with. */
export interface Tapps {
  /** The one that the walk's token is for. */
  readonly ofToken: string;
  readonly all: readonly string[];
  /** That they all belong to. */
  readonly cmp: string;
}

interface Setting {
  readonly type: string;
  readonly status?: string | null;
  readonly value?: string;
  readonly changed_at: string;
}

interface Row extends Setting {
  readonly tpid?: string;
  readonly sync_id?: string;
}

/** What an export lists of one TAPP. */
interface List {
  readonly tapp: string;
  readonly rows: readonly Row[];
}

/** What one TAPP has about the user of the walk. */
interface Known {
  readonly syncId: string | undefined;
  readonly settings: readonly Setting[];
  /** When something was stored for the first time. */
  readonly since: string;
}

const EVER = "2000-01-01";
const VENDOR = "application/vnd.netid.permission-center.";
const AUDIT_EXPORT = `${VENDOR}tapp-netid-permissions-export-audit.list-v1+json`;
const AUDIT_READ = `${VENDOR}netid-user-status-audit-v1+json`;

const listsIn = (body: object): readonly List[] =>
  (Object.values(body)[0] as readonly { readonly tapp_id: string }[]).map(({ tapp_id: tapp, ...rows }) => ({
    tapp,
    rows: Object.values(rows)[0] as unknown as readonly Row[],
  }));

const withoutName = ({ tpid: _tpid, sync_id: _syncId, ...setting }: Row): Setting => setting;

/** What is stored after a write: what it does not name keeps its value and its time. */
function merge(before: readonly Setting[], sent: Sent, changed_at: string): readonly Setting[] {
  const { idconsent, iab_tc_string: tcString } = sent;
  const of = (type: string): readonly Setting[] => before.filter((each) => each.type === type);
  return [
    ...(idconsent == null ? of("IDCONSENT") : [{ type: "IDCONSENT", status: idconsent, changed_at }]),
    ...(tcString == null ? of("IAB_TC_STRING") : [{ type: "IAB_TC_STRING", value: tcString, changed_at }]),
  ];
}

/** What is read: a decision that was not made yet is there as well, and dates from the first write. */
const toRead = ({ settings, since }: Known): readonly Setting[] =>
  settings.some(({ type }) => type === "IDCONSENT")
    ? settings
    : [{ type: "IDCONSENT", status: null, changed_at: since }, ...settings];

interface Audit {
  readonly subject_identifiers: { readonly sync_id: string };
}

type Ask = (question: Question) => Promise<unknown>;

interface Sent {
  readonly idconsent?: string | null;
  readonly iab_tc_string?: string | null;
}

/**
 * The laws of what is stored about one user, who is the only one: what was written last is what is read and exported, to
 * the letter; no TAPP sees what was said to another; the tpid shows under consent alone; the sync_id of a TAPP stays the
 * same, and is not another's.
 */
export function createLaws({ ofToken, all, cmp }: Tapps): Observer {
  const known = new Map<string, Known>();
  let tpid: string | undefined;

  const tappOf = ({ headers, query }: WalkReply): string =>
    headers["authorization"] === undefined ? (query["q.tapp_id.eq"] ?? "").toLowerCase() : ofToken;

  const settingsOf = (tapp: string): readonly Setting[] => known.get(tapp)?.settings ?? [];

  function tpidFor(tapp: string): string | null | undefined {
    const isGiven = settingsOf(tapp).some(({ type, status }) => type === "IDCONSENT" && status === "VALID");
    return isGiven ? tpid : null;
  }

  const isNamed = (tapp: string, { tpid: byTpid, sync_id: bySyncId }: Row): boolean =>
    bySyncId === undefined ? byTpid === tpid : bySyncId === known.get(tapp)?.syncId;

  /** What is wrong with lists of all that changed since some time. */
  function complaintOf(lists: readonly List[], since = EVER): string | undefined {
    for (const { tapp, rows } of lists) {
      const expected = settingsOf(tapp).filter(({ changed_at }) => Date.parse(changed_at) >= Date.parse(since));
      if (!isDeepStrictEqual(rows.map(withoutName), expected))
        return `${tapp} exports ${JSON.stringify(rows)} and has ${JSON.stringify(expected)}`;
      const other = rows.find((row) => !isNamed(tapp, row));
      if (other !== undefined) return `${tapp} exports another user: ${JSON.stringify(other)}`;
    }
    return undefined;
  }

  /** Learns what is stored now, and by the rows the sync_id, which only the provider knows beforehand. */
  function learn(tapp: string, { now, sent }: WalkReply, rows: readonly Row[]): string | undefined {
    const before = known.get(tapp);
    const syncId = rows[0]?.sync_id;
    if (before !== undefined && before.syncId !== syncId) return `${tapp} has another sync_id than before`;
    if ([...known].some(([other, each]) => other !== tapp && each.syncId === syncId))
      return `${tapp} has the sync_id of another TAPP`;
    const changed_at = new Date(now).toISOString();
    const settings = merge(before?.settings ?? [], sent as Sent, changed_at);
    known.set(tapp, { syncId, settings, since: before?.since ?? changed_at });
    return undefined;
  }

  async function complaintOfWrite(answered: WalkReply, ask: Ask): Promise<string | undefined> {
    const tapp = tappOf(answered);
    const query = { "q.cmp_id.eq": cmp, "q.tapp_id.in": all.join(), "q.date.ge": EVER };
    const exportAs = async (headers: Readonly<Record<string, string>>): Promise<readonly List[]> =>
      listsIn(((await ask({ operationId: "exportPermissions", query, headers })) as { readonly body: object }).body);
    const audit = await exportAs({ accept: AUDIT_EXPORT });
    const own = audit.find((each) => each.tapp === tapp)?.rows ?? [];
    const complaint = learn(tapp, answered, own) ?? complaintOf(audit);
    if (complaint !== undefined) return complaint;
    if (tapp === ofToken) {
      const { body } = (await ask({ operationId: "readStatus", headers: { accept: AUDIT_READ } })) as { body: Audit };
      if (body.subject_identifiers.sync_id !== known.get(tapp)?.syncId) return "another sync_id is read than exported";
    }
    const plain = await exportAs({});
    tpid ??= plain.flatMap(({ rows }) => rows)[0]?.tpid;
    const expected = { subject_identifiers: { tpid: tpidFor(tapp) } };
    if (!isDeepStrictEqual(answered.body, expected)) return `the reply is not ${JSON.stringify(expected)}`;
    return complaintOf(plain);
  }

  function complaintOfRead(answered: WalkReply): string | undefined {
    const tapp = tappOf(answered);
    const stored = known.get(tapp);
    const subject_identifiers = { tpid: tpidFor(tapp) };
    const expected =
      stored === undefined
        ? { status_code: "PERMISSIONS_NOT_FOUND" }
        : { status_code: "PERMISSIONS_FOUND", subject_identifiers, netid_privacy_settings: toRead(stored) };
    if (isDeepStrictEqual(answered.body, expected)) return undefined;
    return `${JSON.stringify(answered.body)} is read, not ${JSON.stringify(expected)}`;
  }

  return {
    async observe(answered, ask) {
      const { operationId, query, body } = answered;
      if (operationId === "writePermissions") return complaintOfWrite(answered, ask);
      if (operationId === "readStatus") return complaintOfRead(answered);
      if (operationId !== "exportPermissions") return undefined;
      if (query["q.cmp_id.eq"] !== undefined) return complaintOf(listsIn(body as object), query["q.date.ge"]);
      const tapp = (query["q.tapp_id.eq"] ?? "").toLowerCase();
      const rows = Object.values(body as object)[0] as readonly Row[];
      return complaintOf([{ tapp, rows }], query["q.date.ge"]);
    },
  };
}
