import { existsSync } from "node:fs";
import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { readSeedFile } from "#standin/seed-file.ts";
import { createStandin } from "#standin/standin.ts";
import {
  AUTHORIZATION_VARIABLE,
  openMockTarget,
  openRealTarget,
  type Pact,
  readPactFile,
  VALUE_PREFIX,
  type Verification,
  verifyPact,
  withOwnCredentials,
} from "#verification/verify-pacts.ts";
import { toFileReason } from "./file-reason.ts";
import { type ChosenProviders, chooseProviders, findProvider } from "./providers.ts";
import { checkReachable } from "./reachable.ts";
import { bold, complainOfBug, dim, green, lines, red, type StyledText, say, sayJson, show } from "./terminal.ts";

export interface VerifyOptions {
  readonly baseUrl?: string;
  readonly provider?: string;
  /** Modules that export mocks of one's own. */
  readonly mock?: readonly string[];
  readonly seed?: string;
  readonly acceptAnyCredentials: boolean;
  readonly json: boolean;
}

interface VerifiedFile extends Verification {
  readonly file: string;
  readonly provider: string;
}

/**
 * Verifies pacts against a fresh mock, or against a real provider.
 *
 * @returns true if the provider answered every interaction as the pact says
 * @throws StandinError if a file is not a pact, or does not name its provider
 */
export async function verify(files: readonly string[], options: VerifyOptions): Promise<boolean> {
  if (options.baseUrl !== undefined && !/^https?:\/\//.test(options.baseUrl))
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `--base-url must be absolute, such as https://api.example.com, not ${options.baseUrl}.`,
    );
  const chosen = await chooseProviders({ ...(options.mock !== undefined && { mock: options.mock }) });
  if (options.provider !== undefined) findProvider(options.provider, chosen.providers);
  const pacts = await Promise.all(files.map((file) => readFile(file, options, chosen.providers)));
  const verified: VerifiedFile[] = [];
  for (const { file, pact, provider } of pacts) {
    const verification = await run(pact, provider, options, chosen);
    verified.push({ file, provider, ...verification });
  }
  const isGood = verified.every(
    ({ interactions, complaints }) =>
      complaints.length === 0 && interactions.every(({ mismatches }) => mismatches.length === 0),
  );
  if (options.json) sayJson({ ok: isGood, pacts: verified });
  else say(lines([...verified.map(toText), ...describeStates(verified, options)]));
  return isGood;
}

async function readFile(file: string, options: VerifyOptions, providers: readonly Mock[]) {
  if (!existsSync(file)) throw new StandinError("ERR_STANDIN_USAGE", `${file}: the file does not exist.`);
  const pact = await readPactFile(file).catch((error: Error) => {
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `${file}: ${isStandinError(error) ? error.message : `${error instanceof SyntaxError ? "the file is not valid JSON" : toFileReason(error)}.`}`,
    );
  });
  return { file, pact, provider: options.provider ?? providerOf(pact, file, options, providers) };
}

/** A real provider may have any name; a mock must be one of standin's, or of `--mock`. */
function providerOf(
  { provider: { name } }: Pact,
  file: string,
  { baseUrl }: VerifyOptions,
  providers: readonly Mock[],
): string {
  const names = providers.map(({ api }) => api.name);
  const known = names.find((each) => each === name.toLowerCase());
  if (known === undefined && baseUrl === undefined)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `${file}: no mock is named ${name}. Name the provider: --provider ${names.join("|")}.`,
    );
  return known ?? name;
}

async function run(
  pact: Pact,
  provider: string,
  options: VerifyOptions,
  { providers, mocks }: ChosenProviders,
): Promise<Verification> {
  const { baseUrl, seed, acceptAnyCredentials } = options;
  if (baseUrl !== undefined) {
    await checkReachable(baseUrl);
    const hasOwn = process.env[AUTHORIZATION_VARIABLE] !== undefined;
    return verifyPact(hasOwn ? withOwnCredentials(pact) : pact, openRealTarget(baseUrl, process.env));
  }
  const given = seed === undefined ? {} : await readSeedFile(seed, { mocks });
  await using standin = await createStandin({
    ...given,
    providers: [findProvider(provider, providers)],
    acceptAnyCredentials,
    onBug: complainOfBug,
  });
  const { url } = await standin.listen();
  return await verifyPact(pact, openMockTarget(standin, provider, url));
}

function toText({ file, provider, interactions, complaints }: VerifiedFile): StyledText {
  const verdicts = interactions.flatMap(({ description, mismatches }) =>
    mismatches.length === 0
      ? [show`  ${green("ok")}    ${description}`]
      : [show`  ${red("FAILS")} ${description}`, ...mismatches.map((each) => show`        ${each}`)],
  );
  const failed = interactions.filter(({ mismatches }) => mismatches.length > 0).length;
  const told = new Set(interactions.flatMap(({ mismatches }) => mismatches));
  const states = [...new Set(complaints)]
    .filter((each) => !told.has(each))
    .map((each) => show`  ${red("state")} ${each}`);
  const summary = show`  ${interactions.length - failed} of ${interactions.length} interactions as the pact says`;
  return lines([show`${bold(file)} ${dim(`(${provider})`)}`, ...verdicts, ...states, summary]);
}

/** Notes that an interaction with a real provider may fail only because its provider state is not set. */
function describeStates(verified: readonly VerifiedFile[], { baseUrl }: VerifyOptions): StyledText[] {
  if (baseUrl === undefined) return [];
  const failed = verified.flatMap(({ interactions }) => interactions).filter(({ mismatches }) => mismatches.length > 0);
  const count = failed.filter(({ states }) => states.length > 0).length;
  if (count === 0) return [];
  return [
    show`${count} of ${failed.length} failed interactions have provider states, which standin cannot set at ${baseUrl}: prepare them there, and give their values as ${VALUE_PREFIX}<NAME>.`,
  ];
}
