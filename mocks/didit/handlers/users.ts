import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { ITEMS_PER_PAGE } from "../assumptions.ts";
import type { DiditCallers } from "../credentials.ts";
import { linksOf } from "../pagination.ts";
import { invalidFields, verificationNotFound } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { DiditContext, state } from "../state.ts";
import { findVendorUser, isMatch, toVendorUser, updateUser as update } from "../vendor-users.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

const unknown = (vendorData: string, clientId: string, { world }: DiditContext) =>
  verificationNotFound(reasons.unknownVendorUser({ vendorData, clientId, world }));

export const listUsers: For<"listUsers"> = ({ query, caller: { application } }, context) => {
  const { limit = ITEMS_PER_PAGE, offset = 0, ...filters } = query;
  const { status, search } = filters;
  const found = context.vendorUsers
    .list("byApplication", [application.clientId], { descending: true })
    .rows.filter(
      (each) => (status === undefined || each.status === status) && (search === undefined || isMatch(each, search)),
    );
  return {
    status: 200,
    body: {
      count: found.length,
      ...linksOf({ limit, offset }, found.length, `${context.publicUrl}/v3/users/`, filters),
      results: found.slice(offset, offset + limit).map(toVendorUser),
    },
  };
};

export const getUser: For<"getUser"> = ({ path, caller: { application } }, context) => {
  const { vendor_data: vendorData } = path;
  const { clientId } = application;
  const found = findVendorUser(clientId, vendorData, context);
  return found === undefined ? unknown(vendorData, clientId, context) : { status: 200, body: toVendorUser(found) };
};

export const updateUser: For<"updateUser"> = ({ path, body, caller: { application, key } }, context) => {
  const { vendor_data: vendorData } = path;
  const { clientId } = application;
  const before = findVendorUser(clientId, vendorData, context);
  if (before === undefined) return unknown(vendorData, clientId, context);
  return { status: 200, body: toVendorUser(update(before, body, key.mode, context)) };
};

export const deleteUsers: For<"deleteUsers"> = ({ body, caller: { application } }, context) => {
  const { vendor_data_list: names, didit_internal_id_list: ids, delete_all: isAll = false } = body;
  const { clientId } = application;
  const { vendorUsers } = context;
  if (names === undefined && ids === undefined && !isAll)
    return invalidFields({ vendor_data_list: ["This field is required."] }, reasons.noUsersToDelete());
  const named = [
    ...(names ?? []).map((each) => findVendorUser(clientId, each, context)),
    ...(ids ?? []).map((each) => vendorUsers.get(each)),
  ];
  const found = isAll ? vendorUsers.list("byApplication", [clientId]).rows : named;
  const deleted = new Set(found.flatMap((each) => (each?.clientId === clientId ? each.id : [])));
  for (const id of deleted) vendorUsers.delete(id);
  return { status: 200, body: { deleted: deleted.size } };
};
