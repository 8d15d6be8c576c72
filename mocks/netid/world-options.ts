import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { components } from "#generated/netid/seed.ts";
import {
  READ_TAPP_CODES,
  REJECT_GLOBAL_TC,
  STRICT_HOST,
  TPID_COOKIE_SECURE,
  TPID_TOKEN_TTL_S,
  UNDECIDED_IDCONSENT,
} from "./options.ts";
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
export const readOptions = ({ options }: NetidContext): Awaitable<Options> =>
  chain(options.get(OPTIONS_KEY), orDefaults);

const orDefaults = (options: Options | undefined): Options => options ?? DEFAULTS;

/** Changes some of it; what is not named stays. */
export async function putOptions(changes: components["schemas"]["Options"], context: NetidContext): Promise<Options> {
  const options = { ...(await readOptions(context)), ...changes };
  await context.options.put({ ...options, key: OPTIONS_KEY });
  return options;
}
