/**
 * A program that sends what it is told to the providers' real addresses, and tells what it sees: it knows nothing of standin,
 * which is preloaded.
 */
import { ask, prepare, type Reached, type SentHeaders } from "./wire-client.ts";
import { wireInputs } from "./wire-inputs.ts";

export interface Asked {
  readonly index: number;
  readonly world: string;
  /** Absent: it asks for its credentials itself. */
  readonly headers?: SentHeaders;
}

const hosts: Readonly<Record<string, string>> = JSON.parse(process.argv[2] ?? "");
const reached: Reached = { baseOf: (provider) => `https://${hosts[provider]}`, send: fetch };
let controller = new AbortController();

process.on("message", async (told: Asked | "abort") => {
  if (told === "abort") {
    controller.abort();
    return;
  }
  const input = wireInputs[told.index];
  if (input === undefined) throw new Error(`there is no input ${told.index}`);
  controller = new AbortController();
  const headers = told.headers ?? (await prepare(input, told.world, reached));
  process.send?.(await ask(input, headers, reached, controller));
});
process.send?.("ready");
