import { ownMember } from "#engine/basics/table.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { Evidence } from "#standin/provenance.ts";
import { chooseProviders, type ProvidersOptions } from "./providers.ts";
import { lines, say, sayJson, show } from "./terminal.ts";

export interface RoutesOptions extends ProvidersOptions {
  /** Shows where each documented status comes from, and since when. */
  readonly evidence?: boolean;
  readonly json: boolean;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly provider: string;
  readonly operationId: string;
  /** Of a mock that is made of a spec alone: what answers the operation, and why. */
  readonly kind?: string;
  readonly role?: string;
  readonly why?: string;
}

/** Prints every operation with method, path and provider; with `--spec`, only those of the specs unless others are named. */
export async function routes(options: RoutesOptions): Promise<void> {
  const { providers: chosen, mocks } = await chooseProviders(options);
  const hasSpecs = options.spec !== undefined;
  const providers = hasSpecs && options.provider === undefined ? mocks : chosen;
  const rows = await Promise.all(providers.map(listRoutes));
  if (hasSpecs) await printAnswers(providers, rows.flat(), options.json);
  else if (options.evidence) await printEvidence(rows.flat(), options.json);
  else if (options.json) sayJson(rows.flat());
  else say(lines(toLines(rows.flat())));
}

async function listRoutes({ api, prefix, behaviour }: Mock): Promise<Route[]> {
  const { operations } = await behaviour();
  return Object.entries(operations).map(([operationId, { method, path }]) => ({
    method,
    path: `/${prefix ?? api.name}${path}`,
    provider: api.name,
    operationId,
  }));
}

/** Prints what answers each operation of a spec alone, and why. */
async function printAnswers(providers: readonly Mock[], all: readonly Route[], isJson: boolean): Promise<void> {
  const { explainSpec } = await import("#spec-mock/load-spec.ts");
  const explained = new Map(providers.map((mock) => [mock.api.name, explainSpec(mock)]));
  const answers = new Map(
    [...explained].map(([name, spec]) => [name, new Map(spec?.operations.map((each) => [each.operationId, each]))]),
  );
  const routes = all.map((route) => {
    const found = answers.get(route.provider)?.get(route.operationId);
    return found === undefined ? route : { ...route, kind: found.kind, role: found.role, why: found.why };
  });
  if (isJson) {
    sayJson(routes);
    return;
  }
  const titles = toLines(routes);
  for (const [index, { kind = "", role = "", why }] of routes.entries()) {
    say(show`${titles[index] ?? ""}`);
    if (why !== undefined) say(show`        ${kind === role ? kind : `${kind}, ${role}`}: ${why}`);
  }
  for (const { notices } of [...explained.values()].filter((each) => each !== undefined))
    for (const notice of notices) say(show`Note: ${notice}`);
}

function toLines(all: readonly Route[]): string[] {
  const widest = all.reduce((most, { path }) => Math.max(most, path.length), 0);
  return all.map(
    ({ method, path, provider, operationId }) =>
      `${method.padEnd(7)} ${path.padEnd(widest)}  ${provider.padEnd(7)} ${operationId}`,
  );
}

/** Loads the evidence of all providers, which only `--evidence` needs. */
async function printEvidence(all: readonly Route[], isJson: boolean): Promise<void> {
  const { provenanceOf, readProviderEvidence, showProvenance, sinceOf } = await import("#standin/provenance.ts");
  const evidence = new Map<string, Evidence>();
  for (const { provider } of all) {
    const read = evidence.has(provider) ? undefined : await readProviderEvidence(provider);
    if (read !== undefined) evidence.set(provider, read);
  }
  const describe = ({ provider, operationId }: Route) => {
    const own = evidence.get(provider);
    const described = ownMember(own?.operations ?? {}, operationId);
    const statuses = Object.keys(described?.statuses ?? {}).map(Number);
    const shared = Object.keys(own?.common ?? {}).map(Number);
    const toRow = (status: number) => {
      const sources = own === undefined ? [] : provenanceOf(own, operationId, status);
      return { status, since: sinceOf(sources), sources };
    };
    return {
      weight: described?.weight,
      evidence: statuses.map(toRow),
      common: shared.filter((status) => !statuses.includes(status)).map(toRow),
    };
  };
  if (isJson) {
    sayJson(all.map((route) => ({ ...route, ...describe(route) })));
    return;
  }
  const routeLines = toLines(all);
  for (const [index, route] of all.entries()) {
    say(show`${routeLines[index] ?? ""}`);
    for (const { status, sources } of describe(route).evidence)
      say(show`        ${status}  ${showProvenance(sources)}`);
  }
  for (const [provider, own] of evidence) {
    say(show`\nAny operation of ${provider}`);
    for (const status of Object.keys(own.common))
      say(show`        ${status}  ${showProvenance(provenanceOf(own, undefined, Number(status)))}`);
  }
}
