import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import { toPeerError } from "#transports/peers.ts";

/**
 * Loads code that needs packages which are not installed with this one.
 *
 * @param purpose what needs them, as the subject of a sentence
 * @throws StandinError with the command that installs all of them, if one is missing
 */
export async function loadWithPeers<Module>(
  purpose: string,
  packageNames: readonly string[],
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    for (const packageName of packageNames) {
      const known = toPeerError(error, { packageName, title: packageName, purpose });
      if (known === error) continue;
      if (!isStandinError(known) || !known.message.includes("is not installed")) throw known;
      const others = packageNames.slice(0, -1).join(", ");
      throw new StandinError(
        "ERR_STANDIN_PEER_MISSING",
        `${purpose} needs ${others} and ${packageNames.at(-1)}, and ${packageName} is not installed: npm install --save-dev ${packageNames.join(" ")}.`,
        { cause: error },
      );
    }
    throw error;
  }
}
