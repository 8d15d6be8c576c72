import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Standin } from "#standin/standin.ts";
import { runPactEngine } from "./pact-engine.ts";
import { openVerificationServer, type Target, toFollowed, toStateValues, toUnfollowed } from "./verification-server.ts";

/** One interaction of a pact, and what came of it. */
export interface VerifiedInteraction {
  readonly description: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Names of the provider states that it starts from. */
  readonly states: readonly string[];
  /** Empty: the provider answered as the pact says. */
  readonly mismatches: readonly string[];
}

export interface Verification {
  readonly interactions: readonly VerifiedInteraction[];
  /** Provider states that could not be brought about, and replies that a fault disturbed. */
  readonly complaints: readonly string[];
}

/** As much of a pact file as is looked at here; every version of the format has it. */
export interface Pact {
  readonly provider: { readonly name: string };
  readonly interactions: readonly PactInteraction[];
}

interface PactInteraction {
  readonly description: string;
  /** One in version 2 of the format, a list from version 3 on. */
  readonly providerState?: string;
  readonly providerStates?: readonly { readonly name: string }[];
  readonly request: {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly generators?: { readonly header?: Readonly<Record<string, unknown>> };
  };
  readonly response: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly matchingRules?: Readonly<Record<string, unknown>>;
  };
}

/** @throws SyntaxError or TypeError when the text is no pact over HTTP */
export function readPact(text: string): Pact {
  const pact = JSON.parse(text) as Partial<Pact> | null;
  const { provider, interactions } = pact ?? {};
  if (typeof provider?.name !== "string" || !Array.isArray(interactions)) throw new TypeError("it is no pact");
  if (interactions.length === 0) throw new TypeError("it has no interactions");
  if (interactions.some(({ request, response }: Partial<PactInteraction>) => !request || !response))
    throw new TypeError("it holds messages, and only HTTP can be verified");
  return pact as Pact;
}

/**
 * Runs a pact against a provider with Pact's own engine.
 *
 * @param pact as it was read from a file
 */
export async function verifyPact(pact: Pact, target: Target): Promise<Verification> {
  const folder = await mkdtemp(join(tmpdir(), "standin-verify-"));
  const server = await openVerificationServer(target);
  try {
    const path = join(folder, "pact.json");
    await writeFile(path, JSON.stringify(withUnfollowed(pact)));
    const results = await runPactEngine(path, server.url, server.stateUrl);
    const left = new Map<string, (typeof results)[number][]>();
    // The last of a description is taken first, so they are kept from behind.
    for (const result of results.toReversed()) {
      const same = left.get(result.description);
      if (same === undefined) left.set(result.description, [result]);
      else same.push(result);
    }
    const interactions = pact.interactions.map((interaction) => {
      const { description, request, response } = interaction;
      const states = statesOf(interaction);
      const result = left.get(description)?.pop();
      return {
        description,
        method: request.method ?? "GET",
        path: request.path ?? "/",
        status: response.status ?? 200,
        states,
        mismatches: result?.mismatches.flatMap((each) => explain(each, states, server.failedStates)) ?? [
          "it was not verified",
        ],
      };
    });
    return { interactions, complaints: server.complaints };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const statesOf = ({ providerState, providerStates = [] }: PactInteraction): string[] => [
  ...(providerState === undefined ? [] : [providerState]),
  ...providerStates.map(({ name }) => name),
];

/** What the engine says; of a provider state only that it failed, so that the reason is put in its place. */
function explain(
  mismatch: string,
  states: readonly string[],
  failedStates: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const reasons = states.flatMap((state) => [...(failedStates.get(state) ?? [])]);
  return /state change handlers?\b/.test(mismatch) && reasons.length > 0 ? reasons : [toFollowed(mismatch)];
}

const withUnfollowed = (pact: Pact): Pact => ({
  ...pact,
  interactions: pact.interactions.map(({ response, ...rest }) => ({
    ...rest,
    response: { ...response, ...(response.status !== undefined && { status: toUnfollowed(response.status) }) },
  })),
});

/**
 * A running simulator as the target: each interaction has a world of its own, prepared by scenarios and nothing else.
 *
 * @param origin where the simulator answers, without a trailing slash
 */
export function openMockTarget({ engine }: Standin, provider: string, origin: string): Target {
  let count = 0;
  const world = (): string => `verify-${count}`;
  return {
    async begin() {
      if (count > 0) await engine.worlds.drop(world());
      count += 1;
    },
    prepare: async (state, parameters) => toStateValues(await engine.runScenario(world(), provider, state, parameters)),
    url: () => `${origin}/~${world()}/${provider}`,
  };
}

/** Stands in pacts for credentials that are known to the environment alone, so that they reach no file and no log. */
const MARK = "standin-credentials-from-the-environment";

/** The environment's names of what a real provider has to be told. */
export const AUTHORIZATION_VARIABLE = "STANDIN_VERIFY_AUTHORIZATION";
export const VALUE_PREFIX = "STANDIN_VERIFY_VALUE_";

/**
 * A real provider as the target. Nobody can bring about states in it: they give what the environment says, and are
 * otherwise taken to hold.
 */
export function openRealTarget(baseUrl: string, environment: Readonly<Record<string, string | undefined>>): Target {
  const values = Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => name.startsWith(VALUE_PREFIX))
      .map(([name, value]) => [name.slice(VALUE_PREFIX.length).toLowerCase(), value]),
  );
  const authorization = environment[AUTHORIZATION_VARIABLE];
  return {
    async begin() {},
    prepare: async () => values,
    url: () => baseUrl,
    headers: (headers) =>
      headers["authorization"] === MARK && authorization !== undefined ? { ...headers, authorization } : headers,
  };
}

/** The pact with the environment's credentials wherever it has some, except where it wants to be refused for them. */
export function withOwnCredentials(pact: Pact): Pact {
  const interactions = pact.interactions.map((each) => {
    const name = Object.keys(each.request.headers ?? {}).find((key) => key.toLowerCase() === "authorization");
    if (name === undefined || each.response.status === 401) return each;
    const others = Object.entries(each.request.generators?.header ?? {}).filter(([key]) => key !== name);
    const generators = { ...each.request.generators, header: Object.fromEntries(others) };
    return { ...each, request: { ...each.request, headers: { ...each.request.headers, [name]: MARK }, generators } };
  });
  return { ...pact, interactions };
}

export const readPactFile = async (path: string): Promise<Pact> => readPact(await readFile(path, "utf8"));
