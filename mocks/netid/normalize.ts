import type { components } from "#generated/netid/types.ts";
import { UNKNOWN_MEMBER } from "./assumptions.ts";

/** The members that a write may have. */
const PERMISSION_NAMES: readonly string[] = [
  "idconsent",
  "iab_tc_string",
] satisfies (keyof components["schemas"]["Permissions"])[];

export const isPermissionName = (name: string): boolean => PERMISSION_NAMES.includes(name);

/** Drops members that no write has, where they are not refused. */
export function normalizeBody(value: unknown): unknown {
  if (UNKNOWN_MEMBER === "reject" || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => isPermissionName(name)));
}
