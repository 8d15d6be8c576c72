/**
 * `node --import standin/preload app.js` has a program talk to mocks without any change to it. What the program sends to
 * the providers' real hosts is answered here; everything else goes where it went before.
 *
 * | environment | |
 * |---|---|
 * | `STANDIN_URL` | a standin that runs elsewhere answers: state is shared with whoever else uses it |
 * | `STANDIN_WORLD` | the world of requests that name none |
 * | `STANDIN_PROVIDERS` | only these, separated by commas or blanks; the others stay real |
 * | `STANDIN_SEED` | starting state: path of a seed file (not together with `STANDIN_URL`) |
 */
import { readSettings } from "./preload-settings.ts";

const { url, seed, providers, world } = readSettings(process.env);
const inWorld = world === undefined ? {} : { world };
// Loaded when needed: what a program does not use, its start does not wait for.
if (url !== undefined) {
  const { connectStandin } = await import("./remote.ts");
  await connectStandin(url).intercept({ ...inWorld, providers });
} else {
  const { createStandin } = await import("./standin.ts");
  const start = seed === undefined ? {} : await (await import("./seed-file.ts")).readSeedFile(seed);
  const standin = await createStandin({ ...start, providers });
  await standin.intercept(inWorld);
}
