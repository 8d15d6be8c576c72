import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { toPeerError, toVersionError } from "#transports/peers.ts";

/** The result of verifying one pact file, as Pact's engine reports it. */
interface PactJudgement {
  readonly errors?: readonly { readonly interaction: string; readonly mismatch: PactMismatch }[];
  readonly interactionResults?: readonly { readonly description: string; readonly result: string }[];
}

export interface PactMismatch {
  readonly type: string;
  readonly message?: string;
  readonly mismatches?: readonly Readonly<Record<string, unknown>>[];
}

export interface PactResult {
  readonly description: string;
  /** Empty if the provider answered as the pact says. */
  readonly mismatches: readonly string[];
}

const PACT = { packageName: "@pact-foundation/pact", title: "Pact", purpose: "Verification" };

/**
 * Finds Pact's native verifier. It is called directly, because the package's `Verifier` wraps it in a proxy that parses
 * and reserializes bodies, which corrupts forms.
 *
 * @throws StandinError
 */
function findPactEngine(): string {
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve("@pact-foundation/pact")).resolve("@pact-foundation/pact-core");
  } catch (error) {
    throw toPeerError(error, PACT);
  }
}

// The engine is native code that writes to standard output, so it runs in its own process.
const PROGRAM = `
const { writeSync } = require("node:fs");
const [engine, options] = process.argv.slice(1);
const tell = (text) => writeSync(3, String(text));
require(engine).default.verifyPacts(JSON.parse(options)).then(tell, (error) => tell(error?.message ?? error));
`;

/**
 * Runs Pact's verifier over one pact file.
 *
 * @param path the pact file
 * @param providerUrl the target of the requests; `stateUrl`: the endpoint for provider states
 * @throws StandinError, or Error if the engine returns no result
 */
export async function runPactEngine(path: string, providerUrl: string, stateUrl: string): Promise<PactResult[]> {
  const engine = findPactEngine();
  const options = {
    providerBaseUrl: providerUrl,
    providerStatesSetupUrl: stateUrl,
    pactUrls: [path],
    logLevel: "error",
    failIfNoPactsFound: true,
  };
  const child = spawn(process.execPath, ["-e", PROGRAM, engine, JSON.stringify(options)], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    env: { ...process.env, PACT_DO_NOT_TRACK: "true", NODE_OPTIONS: "" },
  });
  const told = child.stdio[3] as NodeJS.ReadableStream;
  let text = "";
  for await (const chunk of told) text += chunk;
  let judgement: PactJudgement;
  try {
    judgement = JSON.parse(text) as PactJudgement;
  } catch {
    // Older engines say no more than that they have ended.
    if (text.startsWith("finished")) throw toVersionError(PACT);
    throw new Error(`Pact's engine returned no result${text === "" ? "" : `: ${text}`}`);
  }
  return toResults(judgement);
}

const toResults = ({ errors = [], interactionResults = [] }: PactJudgement): PactResult[] =>
  interactionResults.map(({ description, result }) => {
    // An error ends with the name of its interaction, after consumer, provider and states.
    const own = errors.filter(({ interaction }) => interaction.endsWith(` - ${description}`));
    const mismatches = own.flatMap(({ mismatch }) => toTexts(mismatch));
    return { description, mismatches: result === "OK" || mismatches.length > 0 ? mismatches : [result] };
  });

function toTexts({ message, mismatches = [], type }: PactMismatch): string[] {
  if (mismatches.length === 0) return [message ?? type];
  return mismatches.map((each) => {
    const place = each["path"] ?? each["key"] ?? "";
    const said = each["mismatch"] ?? `expected ${String(each["expected"])}, not ${String(each["actual"])}`;
    return `${String(each["type"] ?? "mismatch")
      .replace(/Mismatch$/, "")
      .toLowerCase()} ${place}: ${said}`.replace(" :", ":");
  });
}
