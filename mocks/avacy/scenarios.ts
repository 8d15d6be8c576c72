import { ownMember } from "#engine/basics/table.ts";
import type { Scenario } from "#engine/contract/mock.ts";
import { addTenant, addWebspace, findWebspace } from "./accounts.ts";
import { listArchive } from "./archive.ts";
import { VALIDATE_ERROR_SHAPE } from "./assumptions.ts";
import { addConsent } from "./handlers/consents.ts";
import { toApiToken, toNewWebspace } from "./seed.ts";
import { OPTIONS_KEY, type Options, type Register, type state } from "./state.ts";

type Parameters = Readonly<Record<string, unknown>>;

function textOf(parameters: Parameters, name: string): string | undefined {
  const value = ownMember(parameters, name);
  if (value !== undefined && typeof value !== "string") throw new RangeError(`${name} must be text`);
  return value;
}

function numberOf(parameters: Parameters, name: string): number | undefined {
  const value = ownMember(parameters, name);
  if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) >= 0))
    throw new RangeError(`${name} must be a whole number`);
  return value === undefined ? undefined : Number(value);
}

function choiceOf<Choice extends string>(
  parameters: Parameters,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textOf(parameters, name);
  const choice = choices.find((each) => each === value);
  if (value !== undefined && choice === undefined) throw new RangeError(`${name} must be ${choices.join(" or ")}`);
  return choice;
}

const tenantOf = (parameters: Parameters): string => textOf(parameters, "tenant") ?? "standin";

const VERSIONS = ["v2", "v3"] as const;
const REGISTERS: readonly Register[] = ["banner", "forms"];
const SHAPES: readonly Options["validateErrorShape"][] = ["flat", "nested"];

export const scenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "a webspace": {
    describe:
      "A webspace of a tenant (default standin), found by its id or key, and made if there is none. Parameters: tenant, id, key, banner_config_version, cdn_url; what is missing is chosen. Gives the webspace.",
    run(context, parameters) {
      const id = numberOf(parameters, "id");
      const key = textOf(parameters, "key");
      const version = choiceOf(parameters, "banner_config_version", VERSIONS);
      const cdnUrl = textOf(parameters, "cdn_url");
      const given = {
        ...(id !== undefined && { id }),
        ...(key !== undefined && { key }),
        ...(version !== undefined && { banner_config_version: version }),
        ...(cdnUrl !== undefined && { cdn_url: cdnUrl }),
      };
      return addWebspace(context, toNewWebspace(tenantOf(parameters), given));
    },
  },
  "an API token": {
    describe:
      "An API token of a tenant (default standin). Parameters: tenant, token (default: drawn), expires_at, revoked. A token that is there already is changed. Gives the token.",
    run(context, parameters) {
      const tenant = tenantOf(parameters);
      const token = textOf(parameters, "token") ?? `1|${context.ids.hex(40)}`;
      const expiresAt = textOf(parameters, "expires_at");
      if (expiresAt !== undefined && Number.isNaN(new Date(expiresAt).getTime()))
        throw new RangeError("expires_at must be a date");
      addTenant(context, tenant);
      const revoked = parameters["revoked"] === true;
      context.tokens.put(
        toApiToken(tenant, { token, revoked, ...(expiresAt !== undefined && { expires_at: expiresAt }) }),
      );
      return { token };
    },
  },
  "consents in the archive": {
    describe:
      "Consents recorded from one web form. Parameters: tenant (default standin), webspace (default 1), count (default 1). Gives their ids.",
    run(context, parameters) {
      const tenant = tenantOf(parameters);
      const id = numberOf(parameters, "webspace") ?? 1;
      if (findWebspace(context, tenant, id) === undefined)
        throw new RangeError(`tenant ${tenant} has no webspace ${id}`);
      const ids: number[] = [];
      for (let left = numberOf(parameters, "count") ?? 1; left > 0; left -= 1)
        ids.push(addConsent(context, { tenant, id }, EXAMPLE_CONSENT).id);
      return ids;
    },
  },
  "a rate limit": {
    describe: "A limit of calls per minute for each tenant. Parameter: per_minute (default 60).",
    run({ options }, parameters) {
      const before = options.get(OPTIONS_KEY);
      const rateLimitPerMinute = numberOf(parameters, "per_minute") ?? 60;
      options.put({ validateErrorShape: VALIDATE_ERROR_SHAPE, ...before, rateLimitPerMinute });
    },
  },
  "account checks in another shape": {
    describe: "How the account checks say no. Parameter: shape, flat or nested (default nested).",
    run({ options }, parameters) {
      const before = options.get(OPTIONS_KEY);
      options.put({ ...before, validateErrorShape: choiceOf(parameters, "shape", SHAPES) ?? "nested" });
    },
  },
  "read the archive": {
    describe:
      "Changes nothing. Gives a page of a tenant's archive, newest first: { rows, next }. Parameters: tenant (default standin), register (banner or forms), limit, after (the next of the page before).",
    run: (context, parameters) =>
      listArchive(context, {
        tenant: tenantOf(parameters),
        register: choiceOf(parameters, "register", REGISTERS),
        after: textOf(parameters, "after"),
        limit: numberOf(parameters, "limit"),
      }),
  },
};

const EXAMPLE_CONSENT = {
  subject: { email: "mario@example.com", first_name: "Mario" },
  identifier: "email",
  ip_address: "192.0.2.1",
  proofs: "<form></form>",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true as const }],
};
