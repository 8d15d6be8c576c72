import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StandinError } from "#engine/basics/errors.ts";
import type { Standin } from "#standin/standin.ts";
import { runPactEngine } from "./pact-engine.ts";
import { openVerificationServer, type Target, toFollowed, toStateValues, toUnfollowed } from "./verification-server.ts";

/** One interaction of a pact, and its result. */
export interface VerifiedInteraction {
  readonly description: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Names of its provider states. */
  readonly states: readonly string[];
  /** Empty if the provider answered as the pact says. */
  readonly mismatches: readonly string[];
}

export interface Verification {
  readonly interactions: readonly VerifiedInteraction[];
  /** Provider states that could not be set up, and replies that a fault changed. */
  readonly complaints: readonly string[];
}

/** The used part of a pact file; every version of the format has it. */
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

/** @throws SyntaxError or TypeError if the text is not a pact over HTTP */
export function readPact(text: string): Pact {
  const pact = JSON.parse(text) as Partial<Pact> | null;
  const { provider, interactions } = pact ?? {};
  if (typeof provider?.name !== "string" || !Array.isArray(interactions))
    throw new StandinError("ERR_STANDIN_INVALID_PACT", "Not a Pact file.");
  if (interactions.length === 0) throw new StandinError("ERR_STANDIN_INVALID_PACT", "The pact has no interactions.");
  if (interactions.some(({ request, response }: Partial<PactInteraction>) => !request || !response))
    throw new StandinError(
      "ERR_STANDIN_INVALID_PACT",
      "The pact contains messages, but only HTTP interactions can be verified.",
    );
  return pact as Pact;
}

/**
 * Verifies a provider against a pact with Pact's own engine.
 *
 * @param pact as read from a file
 */
export async function verifyPact(pact: Pact, target: Target): Promise<Verification> {
  const folder = await mkdtemp(join(tmpdir(), "standin-verify-"));
  const server = await openVerificationServer(target);
  try {
    const path = join(folder, "pact.json");
    await writeFile(path, JSON.stringify(withUnfollowed(pact)));
    const results = await runPactEngine(path, server.url, server.stateUrl);
    const left = new Map<string, (typeof results)[number][]>();
    // Interactions with equal descriptions are taken from the end, so they are stored in reverse.
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

/** Returns the engine's complaint. For a provider state it says only that it failed, so the reason replaces it. */
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
 * Creates a target for a running simulator: each interaction has its own world, prepared only by scenarios.
 *
 * @param origin of the simulator, without a trailing slash
 */
export function openMockTarget({ engine }: Pick<Standin, "engine">, provider: string, origin: string): Target {
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

/** A placeholder in pacts for credentials from the environment, so that they reach no file and no log. */
const MARK = "standin-credentials-from-the-environment";

/** Environment variables with the credentials and values for a real provider. */
export const AUTHORIZATION_VARIABLE = "STANDIN_VERIFY_AUTHORIZATION";
export const VALUE_PREFIX = "STANDIN_VERIFY_VALUE_";

/**
 * Creates a target for a real provider. Its provider states cannot be set up: they return the values of the environment,
 * and are otherwise assumed to hold.
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

/** Replaces the credentials of a pact by those of the environment, except in interactions that expect a 401. */
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
