import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCaller } from "../credentials.ts";
import { STATUS_TYPES } from "../media-types.ts";
import { findRecord, pickIdentifiers, pickNothing, toSettings, toSettingsV2, visibleTpid } from "../records.ts";
import type { state } from "../state.ts";
import { readOptions } from "../world-options.ts";
import { askedIdentifiers, subjectOf } from "./subject.ts";

const NOT_FOUND = { status_code: "PERMISSIONS_NOT_FOUND" } as const;

export const statusHandlers: Pick<Handlers<operations, typeof state, NetidCaller>, "readStatus"> = {
  async readStatus({ caller, query }, context) {
    const { tapp, user, generation } = subjectOf(caller);
    const record = await findRecord(tapp, user, context);
    if (generation === "v2") {
      const asked = askedIdentifiers(query);
      const netid_privacy_settings = record === undefined ? {} : toSettingsV2(record);
      const isFound = record !== undefined && Object.keys(netid_privacy_settings).length > 0;
      const body = isFound
        ? {
            status_code: "PERMISSIONS_FOUND" as const,
            subject_identifiers: await pickIdentifiers(record, asked, context),
            netid_privacy_settings,
          }
        : { ...NOT_FOUND, subject_identifiers: pickNothing(asked), netid_privacy_settings: {} };
      return { status: 200, mediaType: STATUS_TYPES.v2, body };
    }
    if (record === undefined) return { status: 200, mediaType: STATUS_TYPES[generation], body: NOT_FOUND };
    const status_code = "PERMISSIONS_FOUND";
    const tpid = visibleTpid(record);
    const netid_privacy_settings = toSettings(record, await readOptions(context));
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
