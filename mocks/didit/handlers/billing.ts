import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { toBalance } from "../balance.ts";
import type { DiditCallers } from "../credentials.ts";
import type { state } from "../state.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

export const getBalance: For<"getBalance"> = ({ caller: { application } }) => ({
  status: 200,
  body: toBalance(application),
});
