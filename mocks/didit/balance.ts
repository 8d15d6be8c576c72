import type { components } from "#generated/didit/types.ts";
import { SESSION_PRICE } from "./assumptions.ts";
import type { Application } from "./state.ts";

/** Whether the balance does not suffice for a session. */
export const isBalanceTooLow = ({ balance }: Application): boolean => Number(balance) < Number(SESSION_PRICE);

export const toBalance = ({ balance, autoRefill }: Application): components["schemas"]["Balance"] => ({
  balance,
  auto_refill_enabled: autoRefill !== undefined,
  auto_refill_amount: autoRefill?.amount ?? null,
  auto_refill_threshold: autoRefill?.threshold ?? null,
});
