import { toIsoTime } from "standin/mock";
import type { components } from "./generated/types.ts";
import type { Item, ShopContext } from "./state.ts";

type Schemas = components["schemas"];

/** Adds an item. Ids, counters and time come from the context: the same requests give the same bytes. */
export function addItem({ items, ids, counters, now }: ShopContext, { name, price }: Schemas["NewItem"]): Item {
  const item = { id: ids.uuid(), number: counters.next("items"), name, price, createdAtMs: now, reservedUntilMs: null };
  items.put(item);
  return item;
}

/** An item as replies show it. */
export const toItem = ({ id, name, price, createdAtMs, reservedUntilMs }: Item): Schemas["Item"] => ({
  id,
  name,
  price,
  created_at: toIsoTime(createdAtMs),
  reserved_until: reservedUntilMs === null ? null : toIsoTime(reservedUntilMs),
});
