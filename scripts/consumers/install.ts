import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { fetchNode } from "../nodes.ts";
import type { Project } from "./projects.ts";

const run = promisify(execFile);
const LONGEST_MS = 240_000;
const MANAGERS = { pnpm: "pnpm@10", yarn: "yarn@1" } as const;

/** Packs the built package. @returns the path of the archive, in that folder */
export async function pack(root: string, folder: string): Promise<string> {
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}

/**
 * Installs the packed package into a fresh project, and runs that project's commands.
 *
 * @returns why it does not work, or `undefined`
 */
export async function tryProject(project: Project, archive: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "standin-consumer-"));
  try {
    return await install(project, archive, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function install(project: Project, archive: string, folder: string): Promise<string | undefined> {
  const { dependencies, files, manifest, manager = "npm", type = "module", commands, prints } = project;
  const about = { name: "consumer", version: "1.0.0", private: true, type, ...manifest };
  const all = { ...dependencies, standin: `file:${archive}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...about, devDependencies: all }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const path = [join(folder, "node_modules/.bin"), process.env["PATH"] ?? ""];
  if (project.node !== undefined) path.splice(1, 0, dirname(await fetchNode(project.node)));
  // What a surrounding test runner sets, those of a project must not see.
  const { NODE_OPTIONS: _options, VITEST: _vitest, NODE_ENV: _mode, FORCE_COLOR: _color, ...inherited } = process.env;
  const env = { ...inherited, PATH: path.join(delimiter), NO_COLOR: "1" };
  const steps: (readonly string[])[] = [installOf(manager, project.mayMissRanges === true), ...commands];
  let output = "";
  for (const [program = "", ...args] of steps)
    try {
      const { stdout, stderr } = await run(program, args, {
        cwd: folder,
        env,
        timeout: LONGEST_MS,
        maxBuffer: 1 << 26,
      });
      output = stdout + stderr;
    } catch (error) {
      const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
      return `${program} ${args.join(" ")}: ${(stdout + stderr).trim() || message}`;
    }
  return output.includes(prints) ? undefined : `did not print "${prints}": ${output.trim()}`;
}

/** No flag makes a manager accept what it would refuse, unless that is what is tried. */
function installOf(manager: "npm" | "pnpm" | "yarn", mayMissRanges: boolean): readonly string[] {
  if (manager === "npm")
    return [
      "npm",
      "install",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
      mayMissRanges ? "--force" : "--strict-peer-deps",
    ];
  return [
    "npx",
    "--yes",
    MANAGERS[manager],
    "install",
    ...(manager === "yarn" ? ["--silent", "--no-lockfile"] : ["--silent"]),
  ];
}
