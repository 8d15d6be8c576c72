import { PlatformDate } from "#engine/basics/date.ts";
import type { Handlers } from "#engine/contract/handlers.ts";
import { isReason, type Reason } from "#engine/contract/reasons.ts";
import type { Security } from "#generated/netid/security.ts";
import type { components, operations } from "#generated/netid/types.ts";
import { EXPORT_TPID_AFTER_REVOKE } from "../assumptions.ts";
import type { ExportCaller, NetidCallers } from "../credentials.ts";
import { CMP_EXPORT_TYPES, TAPP_EXPORT_TYPES } from "../media-types.ts";
import { genericRefusal } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { isRecognisable, type StoredSetting, storedSettings } from "../records.ts";
import type { ExportUser, NetidContext, PrivacyRecord, state, Tapp } from "../state.ts";
import { explainTappId } from "../tapp-reasons.ts";
import { findTapp, TAPP_PARAMETER } from "../tapps.ts";

type Schemas = components["schemas"];

export const exportHandlers: Pick<Handlers<operations, typeof state, NetidCallers, Security>, "exportPermissions"> = {
  exportPermissions({ caller, query }, context) {
    const asked = { path: caller.path, now: context.now };
    const { "q.tapp_id.eq": one, "q.tapp_id.in": several, "q.cmp_id.eq": cmpId, "q.date.ge": since } = query;
    const sinceMs = PlatformDate.parse(since);
    if (Number.isNaN(sinceMs)) return genericRefusal(400, asked, reasons.unreadableDate({ date: since }));
    const named = cmpId === undefined ? (one === undefined ? undefined : [one]) : several;
    if (named === undefined) return genericRefusal(400, asked, explainMissingTapps(cmpId));
    const tapps = findExportable(caller, named, cmpId, context);
    if (isReason(tapps)) return genericRefusal(403, asked, tapps);
    const exported = tapps.map((tapp) => settingsOf(tapp, sinceMs, context));
    const isAudit = caller.generation === "audit";
    if (cmpId !== undefined) return isAudit ? cmpAuditReply(exported) : cmpReply(exported);
    const { users } = exported[0] ?? { users: [] };
    return isAudit ? tappAuditReply(users) : tappReply(users);
  },
};

const explainMissingTapps = (cmp: string | undefined): Reason =>
  cmp === undefined ? reasons.exportTappMissing() : reasons.exportTappsMissing({ cmp });

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

/** @returns the reason if one of the TAPPs, or the CMP, is inactive or not for this user to export */
function findExportable(
  { user }: ExportCaller,
  named: readonly string[],
  cmp: string | undefined,
  context: NetidContext,
): readonly Tapp[] | Reason {
  const refusedCmp = cmp === undefined ? undefined : explainCmp(cmp, context);
  if (refusedCmp !== undefined) return refusedCmp;
  const tapps: Tapp[] = [];
  const allowed = user && new Set(user.tapp_ids);
  for (const id of new Set(named.map((each) => each.toLowerCase()))) {
    const tapp = findTapp(id, context);
    if (tapp === undefined) return explainTappId(id, cmp === undefined ? TAPP_PARAMETER : "q.tapp_id.in", context);
    if (!tapp.active) return reasons.inactiveTapp({ tapp: id });
    if (user !== undefined && !allowed?.has(id)) return explainForeignTapp(id, user);
    if (user !== undefined && cmp !== undefined && tapp.cmp_id !== cmp)
      return reasons.tappOfAnotherCmp({ tapp: id, cmp, own: tapp.cmp_id ?? "none" });
    tapps.push(tapp);
  }
  return tapps;
}

/** Why a CMP cannot be exported; `undefined` if it can. */
function explainCmp(id: string, { cmps, acceptAnyCredentials, world }: NetidContext): Reason | undefined {
  const cmp = cmps.get(id);
  if (cmp !== undefined) return cmp.active ? undefined : reasons.inactiveCmp({ cmp: id });
  return acceptAnyCredentials ? undefined : reasons.unknownCmp({ cmp: id, world });
}

const explainForeignTapp = (tapp: string, { username, tapp_ids }: ExportUser): Reason =>
  reasons.tappOfAnotherPartner({ user: username, tapp, allowed: tapp_ids.join(", ") || "none" });

function settingsOf(tapp: Tapp, sinceMs: number, { records }: NetidContext): Exported {
  const { rows } = records.list("byTapp", [tapp.id]);
  const users = rows.map((record) => ({
    record,
    settings: storedSettings(record).filter(({ changed_at }) => PlatformDate.parse(changed_at) >= sinceMs),
  }));
  return { tapp_id: tapp.id, users };
}
