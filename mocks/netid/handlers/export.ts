import type { Handlers } from "#engine/handlers.ts";
import type { components, operations } from "#generated/netid/types.ts";
import type { ExportCaller, NetidCaller } from "../credentials.ts";
import { CMP_EXPORT_TYPES, TAPP_EXPORT_TYPES } from "../media-types.ts";
import { EXPORT_TPID_AFTER_REVOKE } from "../options.ts";
import { genericError } from "../problems.ts";
import { isRecognisable, type StoredSetting, storedSettings } from "../records.ts";
import type { NetidContext, PrivacyRecord, state, Tapp } from "../state.ts";
import { findTapp } from "../tapps.ts";

type Schemas = components["schemas"];

export const exportHandlers: Pick<Handlers<operations, typeof state, NetidCaller>, "exportPermissions"> = {
  async exportPermissions({ caller, query }, context) {
    if (caller.scheme !== "exportUser") throw new Error("an export was let through for somebody else");
    const asked = { path: caller.path, now: context.now };
    const { "q.tapp_id.eq": one, "q.tapp_id.in": several, "q.cmp_id.eq": cmpId } = query;
    const sinceMs = Date.parse(query["q.date.ge"]);
    const named = cmpId === undefined ? (one === undefined ? undefined : [one]) : several;
    if (Number.isNaN(sinceMs) || named === undefined) return genericError(400, asked);
    const tapps = await findExportable(caller, named, cmpId, context);
    if (tapps === undefined) return genericError(403, asked);
    const exported = await Promise.all(tapps.map((tapp) => settingsOf(tapp, sinceMs, context)));
    const isAudit = caller.generation === "audit";
    if (cmpId !== undefined) return isAudit ? cmpAuditReply(exported) : cmpReply(exported);
    const { users } = exported[0] ?? { users: [] };
    return isAudit ? tappAuditReply(users) : tappReply(users);
  },
};

/** What users decided for one TAPP, in the order in which an export lists it. */
interface Exported {
  readonly tapp_id: string;
  readonly users: readonly UserSettings[];
}

interface UserSettings {
  readonly record: PrivacyRecord;
  readonly settings: readonly StoredSetting[];
}

const toAuditRows = (users: readonly UserSettings[]): Schemas["ExportRowAudit"][] =>
  users.flatMap(({ record: { sync_id }, settings }) => settings.map((setting) => ({ sync_id, ...setting })));

const toRows = (users: readonly UserSettings[]): Schemas["ExportRow"][] =>
  users
    .filter(({ record }) => EXPORT_TPID_AFTER_REVOKE || isRecognisable(record))
    .flatMap(({ record: { tpid }, settings }) => settings.map((setting) => ({ tpid, ...setting })));

const tappAuditReply = (users: readonly UserSettings[]) =>
  ({
    status: 200,
    mediaType: TAPP_EXPORT_TYPES.audit,
    body: { tapp_netid_permissions_export_audit: toAuditRows(users) },
  }) as const;

const tappReply = (users: readonly UserSettings[]) =>
  ({
    status: 200,
    mediaType: TAPP_EXPORT_TYPES.plain,
    body: { tapp_netid_permissions_export: toRows(users) },
  }) as const;

const cmpAuditReply = (exported: readonly Exported[]) =>
  ({
    status: 200,
    mediaType: CMP_EXPORT_TYPES.audit,
    body: {
      cmp_netid_permissions_export_audit: exported.map(({ tapp_id, users }) => ({
        tapp_id,
        tapp_netid_permissions_export_audit: toAuditRows(users),
      })),
    },
  }) as const;

const cmpReply = (exported: readonly Exported[]) =>
  ({
    status: 200,
    mediaType: CMP_EXPORT_TYPES.plain,
    body: {
      cmp_netid_permissions_export: exported.map(({ tapp_id, users }) => ({
        tapp_id,
        tapp_netid_permissions_export: toRows(users),
      })),
    },
  }) as const;

/** @returns undefined when one of the TAPPs, or the CMP, is inactive or not for this user to export */
async function findExportable(
  { user }: ExportCaller,
  named: readonly string[],
  cmpId: string | undefined,
  context: NetidContext,
): Promise<readonly Tapp[] | undefined> {
  if (cmpId !== undefined && !(await isCmpActive(cmpId, context))) return undefined;
  const tapps: Tapp[] = [];
  for (const id of new Set(named.map((each) => each.toLowerCase()))) {
    const tapp = await findTapp(id, context);
    if (tapp?.active !== true) return undefined;
    if (user !== undefined && !user.tapp_ids.includes(id)) return undefined;
    if (user !== undefined && cmpId !== undefined && tapp.cmp_id !== cmpId) return undefined;
    tapps.push(tapp);
  }
  return tapps;
}

async function isCmpActive(id: string, { cmps, acceptAnyCredentials }: NetidContext): Promise<boolean> {
  const cmp = await cmps.get(id);
  return cmp === undefined ? acceptAnyCredentials : cmp.active;
}

async function settingsOf(tapp: Tapp, sinceMs: number, { records }: NetidContext): Promise<Exported> {
  const { rows } = await records.list("byTapp", [tapp.id]);
  const users = rows.map((record) => ({
    record,
    settings: storedSettings(record).filter(({ changed_at }) => Date.parse(changed_at) >= sinceMs),
  }));
  return { tapp_id: tapp.id, users };
}
