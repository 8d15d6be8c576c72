import type { ExampleRequest } from "#engine/contract/mock.ts";
import { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
import type { components } from "#generated/netid/seed.ts";
import { DEFAULT_CMP_ID, DEFAULT_TAPP_ID, DEFAULT_USER, SECOND_TAPP_ID } from "./assumptions.ts";
import type { NetidContext, Tapp } from "./state.ts";
import { putTapp } from "./tapps.ts";
import { putUser } from "./users.ts";
import { putOptions } from "./world-options.ts";

type Schemas = components["schemas"];
export type Seed = Schemas["Seed"];

type CompleteSeed = Required<Omit<Seed, "options">> & Pick<Seed, "options">;

/** What the README lists: two TAPPs of one partner, open to this machine, two users, and credentials for servers. */
export const defaultSeed: CompleteSeed = {
  tapps: [DEFAULT_TAPP_ID, SECOND_TAPP_ID].map((id) => ({ id, any_loopback_origin: true, cmp_id: DEFAULT_CMP_ID })),
  users: [{ id: DEFAULT_USER }, { id: "bob" }],
  bearer_tokens: [{ token: "standin-token", user: DEFAULT_USER, tapp_id: DEFAULT_TAPP_ID }],
  export_users: [
    { username: "standin-export", password: "standin-secret", tapp_ids: [DEFAULT_TAPP_ID, SECOND_TAPP_ID] },
  ],
  cmps: [{ id: DEFAULT_CMP_ID }],
};

/** Fills in the lists that a seed leaves out: as in the default world, unless they would name TAPPs or users it lacks. */
function complete(given: Seed): CompleteSeed {
  const hasDefaultTapps = given.tapps === undefined;
  const hasDefaultPairs = hasDefaultTapps && given.users === undefined;
  const { tapps, users } = defaultSeed;
  return {
    tapps,
    users,
    bearer_tokens: hasDefaultPairs ? defaultSeed.bearer_tokens : [],
    export_users: hasDefaultTapps ? defaultSeed.export_users : [],
    cmps: hasDefaultTapps ? defaultSeed.cmps : [],
    ...given,
  };
}

export async function checkSeed(seed: unknown): Promise<Seed> {
  const { validateSeed } = await import("#generated/netid/seed-validator.js");
  const checked = checkSeedWith<Seed>(validateSeed, "netid", seed);
  const { bearer_tokens, export_users, ...declared } = complete(checked);
  const tapps = declared.tapps.map(({ id }) => id.toLowerCase());
  const users = declared.users.map(({ id }) => id);
  refuseTwice("TAPP", tapps);
  refuseTwice("user", users);
  refuseTwice(
    "export user",
    export_users.map(({ username }) => username),
  );
  const known = { users: new Set(users), tapps: new Set(tapps) };
  const seen = new Set<string>();
  for (const [index, { token, user, tapp_id }] of bearer_tokens.entries()) {
    const place = ["netid", "bearer_tokens", String(index)];
    if (seen.has(token)) throw new SeedError(`${place.join(".")} has the token of another.`, place);
    if (!known.users.has(user) || !known.tapps.has(tapp_id.toLowerCase()))
      throw new SeedError(`${place.join(".")} names a user or a TAPP that the seed does not declare.`, place);
    seen.add(token);
  }
  return checked;
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = findTwice(names);
  if (twice !== undefined) throw new SeedError(`netid declares the ${what} ${twice} twice.`);
}

export function writeSeed(given: Seed, context: NetidContext): void {
  const seed = complete(given);
  for (const tapp of seed.tapps) putTapp(toTapp(tapp), context);
  for (const user of seed.users) putUser(user, context);
  for (const token of seed.bearer_tokens) context.tokens.put(token);
  const tapp_ids = seed.tapps.map(({ id }) => id);
  for (const user of seed.export_users) putExportUser({ tapp_ids, ...user }, context);
  for (const { id, active = true } of seed.cmps) context.cmps.put({ id, active });
  if (seed.options !== undefined) putOptions(seed.options, context);
}

/** A TAPP with all that the seed may leave out. */
export const toTapp = ({
  id,
  active = true,
  origins = [],
  any_loopback_origin = false,
  cmp_id,
}: Schemas["Tapp"]): Tapp => ({
  id: id.toLowerCase(),
  active,
  origins,
  any_loopback_origin,
  ...(cmp_id !== undefined && { cmp_id }),
});

export function putExportUser(
  { username, password, has_role = true, tapp_ids = [] }: Schemas["ExportUser"],
  { exportUsers }: NetidContext,
): void {
  exportUsers.put({ username, password, has_role, tapp_ids: tapp_ids.map((id) => id.toLowerCase()) });
}

export function describeCredentials(given: Seed): Record<string, string> {
  const { tapps, users, bearer_tokens, export_users } = complete(given);
  const [tapp] = tapps;
  const [token] = bearer_tokens;
  const [exporter] = export_users;
  return {
    ...(tapp && { tapp_id: tapp.id, origins: originsOf(tapp) }),
    ...(users.length > 0 && { users: users.map(({ id }) => id).join(", ") }),
    ...(token && { bearer_token: token.token }),
    ...(exporter && { export_user: exporter.username, export_password: exporter.password }),
    login: "/_mock/login",
  };
}

const originsOf = ({ origins = [], any_loopback_origin = false }: Schemas["Tapp"]): string =>
  [...origins, ...(any_loopback_origin ? ["any loopback origin"] : [])].join(", ");

/** A read that works at once; if the seed has no token for it, the login page. */
export function exampleRequest(given: Seed): ExampleRequest {
  const [token] = complete(given).bearer_tokens;
  return token === undefined
    ? { method: "GET", path: "/_mock/login" }
    : { method: "GET", path: "/netid-user-status", headers: { authorization: `Bearer ${token.token}` } };
}
