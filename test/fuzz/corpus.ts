import type { Engine } from "#engine/pipeline/engine.ts";
import { toStateValues } from "#verification/verification-server.ts";
import { readPact } from "../../contracts/agreement/consumer.ts";
import type { Contract } from "../../contracts/agreement/contract.ts";
import { exampleOf, type Operation, readSpec, type Spec } from "../../contracts/agreement/spec.ts";

/** A real request, taken apart so that its parts can be changed. Paths are free of world and provider. */
export interface Seedling {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  /** As text; absent where there is none. */
  readonly body?: string;
}

type Prepare = (scenario: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/**
 * Real requests of one provider: those of its kept pact, and each operation with good credentials and the examples of its
 * spec. What only the provider knows is what `prepare` has told.
 */
export async function readCorpus(contract: Contract, prepare: Prepare): Promise<readonly Seedling[]> {
  const { provider, walk } = contract;
  const spec = await readSpec(provider);
  const told = new Map<string, string>();
  const tell = async (scenario: string, parameters?: Readonly<Record<string, unknown>>): Promise<Told> => {
    const values = toStateValues(await prepare(scenario, parameters));
    for (const [name, value] of Object.entries(values)) told.set(name, String(value));
    return values;
  };
  for (const [scenario, parameters] of walk.given ?? []) await tell(scenario, parameters);
  const signedIn = new Map<string, readonly (readonly [string, string])[]>();
  for (const [scheme, { given, headers }] of Object.entries(walk.credentials)) {
    const values = await tell(...given);
    signedIn.set(
      scheme,
      Object.entries(headers).map(([name, text]) => [name, fill(text, (key) => String(values[key] ?? ""))] as const),
    );
  }
  const known = (name: string, path: string): string | undefined => {
    const values = walk.values ?? {};
    const own = Object.keys(values).find(
      (key) => key.startsWith("/") && key.endsWith(` ${name}`) && path.startsWith(key.slice(0, -name.length - 1)),
    );
    const value = values[own ?? name]?.[0] ?? told.get(name);
    return value === undefined ? undefined : String(value);
  };
  return [
    ...[...spec.operations.values()].map((operation) => toSeedling(spec, operation, signedIn, known)),
    ...(await readPactRequests(provider, told)),
  ];
}

type Told = Readonly<Record<string, unknown>>;

const fill = (text: string, tell: (name: string) => string): string =>
  text.replaceAll(/\$?\{([^}]+)\}/g, (_, name: string) => tell(name));

function toSeedling(
  { provider }: Spec,
  operation: Operation,
  signedIn: ReadonlyMap<string, readonly (readonly [string, string])[]>,
  known: (name: string, path: string) => string | undefined,
): Seedling {
  const { method, path, parameters, security, requestBody } = operation;
  const [mediaType, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const example = media === undefined ? undefined : exampleOf(media);
  const query = parameters.flatMap(({ in: place, name, required }) => {
    const value = known(name, path);
    return place === "query" && (required || value !== undefined) ? [[name, value ?? "1"] as const] : [];
  });
  return {
    provider,
    method,
    path: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(known(name, path) ?? "1")),
    query,
    headers: [
      ...(security[0] ?? []).flatMap((scheme) => signedIn.get(scheme) ?? []),
      ...(mediaType === undefined ? [] : [["content-type", mediaType] as const]),
    ],
    ...(example !== undefined && { body: typeof example === "string" ? example : JSON.stringify(example) }),
  };
}

interface PactRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: { readonly content: unknown };
  readonly generators?: {
    readonly path?: { readonly expression?: string };
    readonly header?: Readonly<Record<string, { readonly expression?: string }>>;
  };
}

async function readPactRequests(provider: string, told: ReadonlyMap<string, string>): Promise<Seedling[]> {
  const pact = JSON.parse(await readPact(provider)) as {
    readonly interactions: readonly { readonly request: PactRequest }[];
  };
  return pact.interactions.map(({ request: { method, path, query = {}, headers = {}, body, generators = {} } }) => {
    const tell = (name: string): string => told.get(name) ?? `the-${name}`;
    const expressions = generators.header ?? {};
    const content = body?.content;
    return {
      provider,
      method,
      path: generators.path?.expression === undefined ? path : fill(generators.path.expression, tell),
      query: Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
      headers: Object.entries(headers).map(([name, values]) => {
        const { expression } = expressions[name] ?? {};
        return [
          name.toLowerCase(),
          expression === undefined ? [values].flat().join(", ") : fill(expression, tell),
        ] as const;
      }),
      ...(content !== undefined && { body: typeof content === "string" ? content : JSON.stringify(content) }),
    };
  });
}

/** Prepares a world of an engine by scenarios of a provider. */
export const preparing =
  (engine: Engine, world: string, provider: string): Prepare =>
  (scenario, parameters) =>
    engine.runScenario(world, provider, scenario, parameters);
