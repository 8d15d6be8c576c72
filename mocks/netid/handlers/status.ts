import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { HandlerReply, HandlerRequest, Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCaller } from "../credentials.ts";
import { STATUS_TYPES } from "../media-types.ts";
import { findRecord, pickIdentifiers, pickNothing, toSettings, toSettingsV2, visibleTpid } from "../records.ts";
import type { NetidContext, Options, PrivacyRecord, state } from "../state.ts";
import { readOptions } from "../world-options.ts";
import { askedIdentifiers, subjectOf } from "./subject.ts";

const NOT_FOUND = { status_code: "PERMISSIONS_NOT_FOUND" } as const;

type ReadStatus = HandlerRequest<operations["readStatus"], NetidCaller>;
type Reply = HandlerReply<operations["readStatus"]>;

export const statusHandlers: Pick<Handlers<operations, typeof state, NetidCaller>, "readStatus"> = {
  readStatus(request, context) {
    const { tapp, user } = subjectOf(request.caller);
    return chain(findRecord(tapp, user, context), showRecord, request, context);
  },
};

function showRecord(record: PrivacyRecord | undefined, request: ReadStatus, context: NetidContext): Awaitable<Reply> {
  const { generation } = subjectOf(request.caller);
  if (generation === "v2") return showV2(record, request, context);
  if (record === undefined) return { status: 200, mediaType: STATUS_TYPES[generation], body: NOT_FOUND };
  return chain(readOptions(context), showFound, record, generation);
}

function showFound(options: Options, record: PrivacyRecord, generation: "plain" | "audit"): Reply {
  const status_code = "PERMISSIONS_FOUND";
  const tpid = visibleTpid(record);
  const netid_privacy_settings = toSettings(record, options);
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
}

async function showV2(record: PrivacyRecord | undefined, { query }: ReadStatus, context: NetidContext): Promise<Reply> {
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
