import { StandinError } from "#engine/basics/errors.ts";

/** Runtimes that have the modules of Node, but open connections by other means than the functions of these. */
const OTHERS = [
  ["bun", "Bun"],
  ["deno", "Deno"],
] as const;

/** @throws StandinError under a runtime whose connections cannot be intercepted: a program would reach the real hosts */
export function checkRuntime(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  for (const [key, name] of OTHERS)
    if (versions[key] !== undefined)
      throw new StandinError(
        "ERR_STANDIN_UNSUPPORTED_RUNTIME",
        `Requests cannot be intercepted under ${name}, only under Node. Run \`standin start\`, and give the program its URLs.`,
      );
}
