import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { StandinError } from "#engine/basics/errors.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { isMock } from "./check-mocks.ts";
import { toModuleReason } from "./module-reason.ts";

const ENDINGS = [".js", ".mjs", ".cjs", ".ts", ".mts"];

/**
 * Loads the mocks that modules export, one from each file.
 *
 * @throws StandinError that names the file, what it exports, and what to do
 */
export const readMockFiles = (paths: readonly string[]): Promise<Mock[]> => Promise.all(paths.map(readMockFile));

async function readMockFile(path: string): Promise<Mock> {
  const exported = await load(path);
  // A CommonJS module, or one compiled to it, has its exports twice.
  if (isMock(exported["default"])) return exported["default"];
  const found = new Map(
    Object.entries({ ...Object(exported["default"]), ...exported }).flatMap(([name, value]) =>
      isMock(value) ? [[value, name] as const] : [],
    ),
  );
  const [mock, another] = found.keys();
  if (mock !== undefined && another === undefined) return mock;
  const names = Object.keys(exported).filter((name) => name !== "module.exports");
  const complaint =
    mock === undefined
      ? `it exports no mock, only ${names.join(", ") || "nothing"}. Export one, made by defineMock of standin/mock`
      : `it exports several mocks: ${[...found.values()].join(", ")}. Export one of them as default, or one per file`;
  throw new StandinError("ERR_STANDIN_USAGE", `${path}: ${complaint}.`);
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    if (!(await stat(path)).isFile()) throw new StandinError("ERR_STANDIN_USAGE", "This is not a file.");
    if (!ENDINGS.includes(extname(path)))
      throw new StandinError("ERR_STANDIN_USAGE", `The name of a mock's module ends in ${ENDINGS.join(", ")}.`);
    return await untilStuck(import(pathToFileURL(resolve(path)).href));
  } catch (error) {
    // A mock that contradicts itself says so itself.
    const reason = error instanceof StandinError ? error.message : toModuleReason(error, path);
    throw new StandinError("ERR_STANDIN_USAGE", `${path}: ${reason}`, { cause: error });
  }
}

const STUCK = "it awaits something that never comes, and nothing else is going on.";

/**
 * Fails once the process has nothing left to do while a module is still being loaded: Node would end it without a word.
 *
 * @throws StandinError then
 */
export async function untilStuck<Module>(loading: Promise<Module>): Promise<Module> {
  let report = (): void => {};
  const stuck = new Promise<never>((_resolve, reject) => {
    report = () => reject(new StandinError("ERR_STANDIN_USAGE", STUCK));
  });
  process.once("beforeExit", report);
  try {
    return await Promise.race([loading, stuck]);
  } finally {
    process.off("beforeExit", report);
  }
}
