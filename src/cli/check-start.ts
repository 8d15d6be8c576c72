import { StandinError } from "#engine/basics/errors.ts";
import { CONTROL_TOKEN, PUBLIC_URL } from "#standin/check-options.ts";
import type { StartOptions } from "./start.ts";

/** Checks what only a start with these options needs, in terms of the command line. @throws StandinError */
export async function checkStart({
  controlToken,
  publicUrl,
  seed,
  watch,
  webhookTargets,
}: StartOptions): Promise<void> {
  if (controlToken === "")
    throw usageError("The control token is empty. Omit --control-token, or give it a secret value.");
  if (controlToken !== undefined && !CONTROL_TOKEN[0](controlToken))
    throw usageError(
      "The control token contains spaces or other characters that a header cannot carry. Choose another.",
    );
  if (publicUrl !== undefined && !PUBLIC_URL[0](publicUrl)) throw usageError(`--public-url must be ${PUBLIC_URL[1]}.`);
  if (watch && seed === undefined) throw usageError("--watch needs the file to watch: add --seed <file>.");
  if (webhookTargets !== undefined) await checkTargets(webhookTargets);
}

const usageError = (message: string): StandinError => new StandinError("ERR_STANDIN_USAGE", message);

async function checkTargets(targets: readonly string[]): Promise<void> {
  const { parseTargets } = await import("#engine/webhooks/target-option.ts");
  try {
    parseTargets(targets);
  } catch (error) {
    throw usageError((error as Error).message);
  }
}
