import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/netid/security.ts";
import type { operations } from "#generated/netid/types.ts";
import { LOCATION_BASE } from "../assumptions.ts";
import type { AuthorizedSubject, NetidCallers } from "../credentials.ts";
import { SUBJECT_TYPES } from "../media-types.ts";
import { refuseTcString, wrongPermission } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { pickIdentifiers, visibleTpid, writeRecord } from "../records.ts";
import type { NetidContext, state } from "../state.ts";
import { readTcString } from "../tc-string.ts";
import { readOptions } from "../world-options.ts";
import { askedIdentifiers } from "./subject.ts";

export const permissionHandlers: Pick<
  Handlers<operations, typeof state, NetidCallers, Security>,
  "writePermissions"
> = {
  writePermissions({ caller, query, body }, context) {
    const { tapp, session, generation } = caller;
    const tc = body.iab_tc_string ?? undefined;
    const refusal = tc === undefined ? undefined : checkTcString(tc, context);
    if (refusal !== undefined) return refusal;
    const record = writeRecord(tapp, session.user, { idconsent: body.idconsent ?? undefined, tc }, context);
    const headers = { location: locationFor(caller) };
    const tpid = visibleTpid(record);
    switch (generation) {
      case "plain":
        return { status: 201, headers, mediaType: SUBJECT_TYPES.plain, body: { subject_identifiers: { tpid } } };
      case "audit": {
        const subject_identifiers = { tpid, sync_id: record.sync_id };
        return { status: 201, headers, mediaType: SUBJECT_TYPES.audit, body: { subject_identifiers } };
      }
      case "v2": {
        const subject_identifiers = pickIdentifiers(record, askedIdentifiers(query), context);
        return { status: 201, headers, mediaType: SUBJECT_TYPES.v2, body: { subject_identifiers } };
      }
    }
  },
};

function checkTcString(tc: string, context: NetidContext) {
  const read = readTcString(tc);
  if (read === undefined) return refuseTcString(tc);
  if (read.isServiceSpecific || !readOptions(context).reject_global_tc) return undefined;
  return wrongPermission("The TC string is not service-specific.", reasons.globalTcString({ world: context.world }));
}

const locationFor = ({ scheme, tapp }: AuthorizedSubject): string =>
  scheme === "tpidCookie"
    ? `${LOCATION_BASE}/netid-user-status?q.tapp_id.eq=${tapp.id}`
    : `${LOCATION_BASE}/netid-permissions`;
