import type { components } from "#generated/didit/types.ts";
import { SESSION_PRICE } from "./assumptions.ts";
import type { Application } from "./state.ts";

/** Writes an amount with a number of decimals, without calculating: a float could not hold all amounts. */
export function toDecimal(amount: string, decimals: number): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  return `${whole}.${fraction.slice(0, decimals).padEnd(decimals, "0")}`;
}

/** Whether the balance does not suffice for a session. */
export const isBalanceTooLow = ({ balance }: Application): boolean => Number(balance) < Number(SESSION_PRICE);

export const toBalance = ({ balance, autoRefill }: Application): components["schemas"]["Balance"] => ({
  balance,
  auto_refill_enabled: autoRefill !== undefined,
  auto_refill_amount: autoRefill?.amount ?? null,
  auto_refill_threshold: autoRefill?.threshold ?? null,
});
