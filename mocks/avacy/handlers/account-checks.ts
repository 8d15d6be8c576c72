import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { Handler, HandlerReply } from "#engine/handlers.ts";
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

export const validateWebspace: Check<"validateWebspace"> = ({ path }, context) =>
  chain(findAccount(context, path), toValidated);

function toValidated(webspace: Webspace | Failed): HandlerReply<operations["validateWebspace"]> {
  if ("status" in webspace) return webspace;
  const { id, bannerConfigVersion, cdnUrl } = webspace;
  const body = { id, banner_config_version: bannerConfigVersion, ...(cdnUrl !== undefined && { cdn_url: cdnUrl }) };
  return { status: 200, body };
}

export const validateApiToken: Check<"validateApiToken"> = async ({ path }, context) => {
  const webspace = await findAccount(context, path);
  if ("status" in webspace) return webspace;
  const token = await findLiveToken(context, path.apiToken);
  if (token?.tenant === path.team || context.acceptAnyCredentials)
    return { status: 200, body: { message: "valid_token" } };
  const hasTokenShape = /^\d+\|./.test(path.apiToken);
  return checkFailed(hasTokenShape ? "token_not_found_or_expired" : "invalid_token", await errorShape(context));
};

type Failed = ReturnType<typeof checkFailed<"team_not_found" | "webspace_not_found">>;

/** What both calls check first: the two halves of the plugin's account token. */
const findAccount = (context: AvacyContext, account: Account): Awaitable<Webspace | Failed> =>
  chain(hasTenant(context, account.team), findWebspaceOf, context, account);

function findWebspaceOf(
  hasTeam: boolean,
  context: AvacyContext,
  { team, webspaceKey }: Account,
): Awaitable<Webspace | Failed> {
  if (!hasTeam)
    return chain(errorShape(context), (shape) => checkFailed("team_not_found", shape, `team_not_found ${team}`));
  return chain(findWebspaceByKey(context, team, webspaceKey), orFailed, context);
}

const orFailed = (webspace: Webspace | undefined, context: AvacyContext): Awaitable<Webspace | Failed> =>
  webspace ?? chain(errorShape(context), (shape) => checkFailed("webspace_not_found", shape));

const errorShape = ({ options }: AvacyContext): Awaitable<Options["validateErrorShape"]> =>
  chain(options.get(OPTIONS_KEY), (chosen) => chosen?.validateErrorShape ?? VALIDATE_ERROR_SHAPE);
