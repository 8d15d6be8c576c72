/** How often to try something at random, or how long an input is: less where the tests run once per mutant of the engine. */
export const runCount = (usual: number): number =>
  process.env["STANDIN_FEW_RUNS"] === undefined ? usual : Math.max(1, Math.ceil(usual / 20));
