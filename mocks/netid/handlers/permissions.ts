import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/netid/types.ts";
import type { NetidCaller } from "../credentials.ts";
import { SUBJECT_TYPES } from "../media-types.ts";
import { LOCATION_BASE } from "../options.ts";
import { wrongPermission } from "../problems.ts";
import { pickIdentifiers, visibleTpid, writeRecord } from "../records.ts";
import type { NetidContext, state } from "../state.ts";
import { readTcString } from "../tc-string.ts";
import { readOptions } from "../world-options.ts";
import { askedIdentifiers, type Subject, subjectOf } from "./subject.ts";

export const permissionHandlers: Pick<Handlers<operations, typeof state, NetidCaller>, "writePermissions"> = {
  async writePermissions({ caller, query, body }, context) {
    const subject = subjectOf(caller);
    const { tapp, user, generation } = subject;
    const tc = body.iab_tc_string ?? undefined;
    const complaint = tc === undefined ? undefined : await complainOf(tc, context);
    if (complaint !== undefined) return wrongPermission(complaint);
    const record = await writeRecord(tapp, user, { idconsent: body.idconsent ?? undefined, tc }, context);
    const created = { status: 201, headers: { location: locationOf(subject) } } as const;
    const tpid = visibleTpid(record);
    switch (generation) {
      case "plain":
        return { ...created, mediaType: SUBJECT_TYPES.plain, body: { subject_identifiers: { tpid } } };
      case "audit": {
        const { sync_id } = record;
        return { ...created, mediaType: SUBJECT_TYPES.audit, body: { subject_identifiers: { tpid, sync_id } } };
      }
      case "v2": {
        const subject_identifiers = await pickIdentifiers(record, askedIdentifiers(query), context);
        return { ...created, mediaType: SUBJECT_TYPES.v2, body: { subject_identifiers } };
      }
    }
  },
};

async function complainOf(tc: string, context: NetidContext): Promise<string | undefined> {
  const read = await readTcString(tc);
  if (read === undefined) return "The TC string is invalid.";
  if (read.isServiceSpecific || !(await readOptions(context)).reject_global_tc) return undefined;
  return "The TC string is not service-specific.";
}

const locationOf = ({ tapp, isBrowser }: Subject): string =>
  isBrowser ? `${LOCATION_BASE}/netid-user-status?q.tapp_id.eq=${tapp.id}` : `${LOCATION_BASE}/netid-permissions`;
