import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** One pact file's judgement, in the words of Pact's own engine. */
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
  /** Empty: the provider answered as the pact says. */
  readonly mismatches: readonly string[];
}

/** There is no Pact here to verify with. */
export class PactMissingError extends Error {
  override readonly name = "PactMissingError";

  constructor() {
    super("Verifying needs Pact's engine: npm install --save-dev @pact-foundation/pact");
  }
}

/**
 * Where the part of Pact that verifies is installed. The package's own `Verifier` wraps it in a proxy that parses bodies
 * and writes them anew, which spoils forms; so it is called directly.
 *
 * @throws PactMissingError
 */
function findPactEngine(): string {
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve("@pact-foundation/pact")).resolve("@pact-foundation/pact-core");
  } catch {
    throw new PactMissingError();
  }
}

// The engine is native code that writes to standard output by itself, so it has a process of its own.
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
 * @param providerUrl where requests go; `stateUrl`: where it asks for provider states
 * @throws PactMissingError, or Error when the engine gives no judgement
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
    throw new Error(`Pact's engine gave no judgement${text === "" ? "" : `: ${text}`}`);
  }
  return toResults(judgement);
}

const toResults = ({ errors = [], interactionResults = [] }: PactJudgement): PactResult[] =>
  interactionResults.map(({ description, result }) => {
    // An error names its interaction last, after consumer, provider and states.
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
