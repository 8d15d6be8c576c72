import type { Handler } from "#engine/contract/handlers.ts";
import { isReason, type Reason } from "#engine/contract/reasons.ts";
import type { operations } from "#generated/avacy/types.ts";
import { findWebspaceByKey, hasTenant, ownerOfWebspaceKey } from "../accounts.ts";
import { VALIDATE_ERROR_SHAPE } from "../assumptions.ts";
import { findLiveToken } from "../credentials.ts";
import { checkFailed } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { type AvacyContext, OPTIONS_KEY, type Options, type state, type Webspace } from "../state.ts";

type Check<Id extends keyof operations> = Handler<operations[Id], typeof state, undefined>;

interface Account {
  readonly team: string;
  readonly webspaceKey: string;
}

export const validateWebspace: Check<"validateWebspace"> = ({ path }, context) => {
  const webspace = findAccount(context, path);
  if ("status" in webspace) return webspace;
  const { id, bannerConfigVersion, cdnUrl } = webspace;
  const body = { id, banner_config_version: bannerConfigVersion, ...(cdnUrl !== undefined && { cdn_url: cdnUrl }) };
  return { status: 200, body };
};

export const validateApiToken: Check<"validateApiToken"> = ({ path }, context) => {
  const webspace = findAccount(context, path);
  if ("status" in webspace) return webspace;
  const reason = explainApiToken(context, path);
  if (reason === undefined) return { status: 200, body: { message: "valid_token" } };
  const code = hasTokenShape(path.apiToken) ? "token_not_found_or_expired" : "invalid_token";
  return checkFailed(code, errorShape(context), reason);
};

const hasTokenShape = (text: string): boolean => /^\d+\|./.test(text);

/** Returns why a token is not valid for a team; `undefined` if it is. */
function explainApiToken(
  context: AvacyContext,
  { team, apiToken }: { readonly team: string; readonly apiToken: string },
): Reason | undefined {
  if (context.acceptAnyCredentials) return undefined;
  const token = findLiveToken(context, apiToken);
  if (!isReason(token))
    return token.tenant === team ? undefined : reasons.tokenOfAnotherTenant({ owner: token.tenant, tenant: team });
  const isMalformed = token.code === "unknownToken" && !hasTokenShape(apiToken);
  return isMalformed ? reasons.malformedApiToken({ world: context.world }) : token;
}

type Failed = ReturnType<typeof checkFailed<"team_not_found" | "webspace_not_found">>;

/** The first check of both calls: the two halves of the plugin's account token. */
function findAccount(context: AvacyContext, { team, webspaceKey }: Account): Webspace | Failed {
  if (!hasTenant(context, team)) {
    const reason = reasons.unknownTenant({ tenant: team, world: context.world });
    return checkFailed("team_not_found", errorShape(context), reason, `team_not_found ${team}`);
  }
  return (
    findWebspaceByKey(context, team, webspaceKey) ??
    checkFailed("webspace_not_found", errorShape(context), explainWebspaceKey(context, { team, webspaceKey }))
  );
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Returns why a team has no webspace of that key. */
function explainWebspaceKey(context: AvacyContext, { team, webspaceKey }: Account): Reason {
  if (!UUID.test(webspaceKey)) return reasons.malformedWebspaceKey();
  const owner = ownerOfWebspaceKey(context, webspaceKey);
  return owner === undefined
    ? reasons.unknownWebspaceKey({ tenant: team, world: context.world })
    : reasons.webspaceKeyOfAnotherTenant({ owner, tenant: team });
}

const errorShape = ({ options }: AvacyContext): Options["validateErrorShape"] =>
  options.get(OPTIONS_KEY)?.validateErrorShape ?? VALIDATE_ERROR_SHAPE;
