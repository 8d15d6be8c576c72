import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/netid/security.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCallers } from "../credentials.ts";
import { STATUS_TYPES } from "../media-types.ts";
import { findRecord, pickIdentifiers, pickNothing, toSettings, toSettingsV2, visibleTpid } from "../records.ts";
import type { NetidContext, PrivacyRecord, state } from "../state.ts";
import { askedIdentifiers } from "./subject.ts";

const NOT_FOUND = { status_code: "PERMISSIONS_NOT_FOUND" } as const;

export const statusHandlers: Pick<Handlers<operations, typeof state, NetidCallers, Security>, "readStatus"> = {
  readStatus({ caller, query }, context) {
    const { tapp, session, generation } = caller;
    const record = findRecord(tapp, session.user, context);
    if (generation === "v2") return showV2(record, askedIdentifiers(query), context);
    if (record === undefined) return { status: 200, mediaType: STATUS_TYPES[generation], body: NOT_FOUND };
    const status_code = "PERMISSIONS_FOUND";
    const tpid = visibleTpid(record);
    const netid_privacy_settings = toSettings(record, context);
    if (generation === "plain")
      return {
        status: 200,
        mediaType: STATUS_TYPES.plain,
        body: { status_code, subject_identifiers: { tpid }, netid_privacy_settings },
      };
    const subject_identifiers = { tpid, sync_id: record.sync_id };
    return {
      status: 200,
      mediaType: STATUS_TYPES.audit,
      body: { status_code, subject_identifiers, netid_privacy_settings },
    };
  },
};

function showV2(record: PrivacyRecord | undefined, asked: ReadonlySet<string>, context: NetidContext) {
  const netid_privacy_settings = record === undefined ? {} : toSettingsV2(record);
  const isFound = record !== undefined && Object.keys(netid_privacy_settings).length > 0;
  const body = isFound
    ? {
        status_code: "PERMISSIONS_FOUND" as const,
        subject_identifiers: pickIdentifiers(record, asked, context),
        netid_privacy_settings,
      }
    : { ...NOT_FOUND, subject_identifiers: pickNothing(asked), netid_privacy_settings: {} };
  return { status: 200, mediaType: STATUS_TYPES.v2, body } as const;
}
