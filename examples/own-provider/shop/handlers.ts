import { type Handlers, toIsoTime } from "standin/mock";
import type { Callers } from "./credentials.ts";
import type { Security } from "./generated/security.ts";
import type { operations } from "./generated/types.ts";
import { addItem, toItem } from "./items.ts";
import { reasons } from "./reasons.ts";
import type { state } from "./state.ts";

const RESERVED_FOR_MS = 15 * 60_000;

/** One plain function for each operation: another status or body than the spec has does not compile. */
export const handlers: Handlers<operations, typeof state, Callers, Security> = {
  listItems({ query: { limit = 20, after } }, { items }) {
    const { rows, next } = items.list("all", [], { limit, after });
    return { status: 200, body: { items: rows.map(toItem), next } };
  },

  createItem({ body }, context) {
    const { items, world } = context;
    if (items.first("byName", [body.name]) !== undefined)
      return {
        status: 409,
        body: { message: "There is an item of this name." },
        reason: reasons.nameTaken({ world, name: body.name }),
      };
    return { status: 201, body: toItem(addItem(context, body)) };
  },

  getItem({ path: { id } }, { items, world }) {
    const item = items.get(id);
    return item === undefined ? noItem(id, world) : { status: 200, body: toItem(item) };
  },

  deleteItem: ({ path: { id } }, { items, world }) => (items.delete(id) ? { status: 204 } : noItem(id, world)),

  reserveItem({ path: { id } }, { items, now, schedule, world }) {
    const item = items.get(id);
    if (item === undefined) return noItem(id, world);
    const { reservedUntilMs } = item;
    if (reservedUntilMs !== null)
      return {
        status: 409,
        body: { message: "The item is reserved." },
        reason: reasons.reserved({ id, until: toIsoTime(reservedUntilMs) }),
      };
    const reserved = { ...item, reservedUntilMs: now + RESERVED_FOR_MS };
    items.put(reserved);
    schedule(reserved.reservedUntilMs, "release", id);
    return { status: 200, body: toItem(reserved) };
  },
};

const noItem = (id: string, world: string) =>
  ({ status: 404, body: { message: "There is no such item." }, reason: reasons.noItem({ id, world }) }) as const;
