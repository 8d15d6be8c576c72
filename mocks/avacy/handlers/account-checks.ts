import type { Handler } from "#engine/handlers.ts";
import type { operations } from "#generated/avacy/types.ts";
import { findWebspaceByKey, hasTenant } from "../accounts.ts";
import { findLiveToken } from "../credentials.ts";
import { VALIDATE_ERROR_SHAPE } from "../options.ts";
import { checkFailed } from "../problems.ts";
import { type AvacyContext, OPTIONS_KEY, type Options, type state, type Webspace } from "../state.ts";

type Check<Id extends keyof operations> = Handler<operations[Id], typeof state>;

interface Account {
  readonly team: string;
  readonly webspaceKey: string;
}

export const validateWebspace: Check<"validateWebspace"> = async ({ path }, context) => {
  const webspace = await findAccount(context, path);
  if ("status" in webspace) return webspace;
  const { id, bannerConfigVersion, cdnUrl } = webspace;
  const body = { id, banner_config_version: bannerConfigVersion, ...(cdnUrl !== undefined && { cdn_url: cdnUrl }) };
  return { status: 200, body };
};

export const validateApiToken: Check<"validateApiToken"> = async ({ path }, context) => {
  const webspace = await findAccount(context, path);
  if ("status" in webspace) return webspace;
  const token = await findLiveToken(context, path.apiToken);
  if (token?.tenant === path.team || context.acceptAnyCredentials)
    return { status: 200, body: { message: "valid_token" } };
  const hasTokenShape = /^\d+\|./.test(path.apiToken);
  return checkFailed(hasTokenShape ? "token_not_found_or_expired" : "invalid_token", await errorShape(context));
};

/** What both calls check first: the two halves of the plugin's account token. */
async function findAccount(context: AvacyContext, { team, webspaceKey }: Account) {
  if (!(await hasTenant(context, team)))
    return checkFailed("team_not_found", await errorShape(context), `team_not_found ${team}`);
  const webspace: Webspace | undefined = await findWebspaceByKey(context, team, webspaceKey);
  return webspace ?? checkFailed("webspace_not_found", await errorShape(context));
}

const errorShape = async ({ options }: AvacyContext): Promise<Options["validateErrorShape"]> =>
  (await options.get(OPTIONS_KEY))?.validateErrorShape ?? VALIDATE_ERROR_SHAPE;
