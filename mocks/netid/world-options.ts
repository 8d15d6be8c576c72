import type { components } from "#generated/netid/seed.ts";
import {
  READ_TAPP_CODES,
  REJECT_GLOBAL_TC,
  STRICT_HOST,
  TPID_COOKIE_SECURE,
  TPID_TOKEN_TTL_S,
  UNDECIDED_IDCONSENT,
} from "./assumptions.ts";
import { type NetidContext, OPTIONS_KEY, type Options } from "./state.ts";

const DEFAULTS: Options = {
  read_tapp_codes: READ_TAPP_CODES,
  undecided_idconsent: UNDECIDED_IDCONSENT,
  strict_host: STRICT_HOST,
  reject_global_tc: REJECT_GLOBAL_TC,
  secure_cookie: TPID_COOKIE_SECURE,
  session_seconds: TPID_TOKEN_TTL_S,
};

/** How this world behaves where the vendor leaves it open. */
export const readOptions = ({ options }: NetidContext): Options => options.get(OPTIONS_KEY) ?? DEFAULTS;

/** Changes some options; the others stay as they are. */
export function putOptions(changes: components["schemas"]["Options"], context: NetidContext): Options {
  const options = { ...readOptions(context), ...changes };
  context.options.put({ ...options, key: OPTIONS_KEY });
  return options;
}
