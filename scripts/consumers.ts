/**
 * Installs the packed package into small projects of many kinds, and runs them: `npm run check:consumers`. A whole run writes
 * `docs/compatibility.md`.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack, tryProject } from "./consumers/install.ts";
import { type Project, projects } from "./consumers/projects.ts";
import { toMarkdownTable } from "./markdown-table.ts";
import { versionOfNode } from "./nodes.ts";
import { readOptions } from "./options.ts";

const root = join(import.meta.dirname, "..");
const { only } = readOptions(
  "npm run check:consumers --",
  "Installs the packed package into small projects, and runs them.",
  {
    only: { type: "string", value: "<text>", help: "only projects whose name or group contains this" },
  },
);

const chosen = projects.filter(({ name, group }) => only === undefined || `${group}: ${name}`.includes(only));
if (chosen.length === 0) {
  console.error(`No project is called "${only}". There are: ${projects.map(({ name }) => name).join("; ")}.`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "standin-pack-"));
const failed: string[] = [];
const rows: string[][] = [];
try {
  const archive = await pack(root, folder);
  for (const [index, project] of chosen.entries()) {
    const start = performance.now();
    if (process.stdout.isTTY) process.stdout.write(`${index + 1}/${chosen.length} ${project.name} ...\r`);
    const complaint = await tryProject(project, archive);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${complaint === undefined ? "works" : "FAILS"}  ${seconds.padStart(6)} s  ${project.group}: ${project.name}`,
    );
    if (complaint !== undefined) {
      failed.push(project.name);
      console.log(complaint.slice(0, 3000).replaceAll(/^/gm, "    "));
    }
    rows.push(await rowOf(project));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (failed.length > 0) {
  console.error(`${failed.length} of ${chosen.length} fail: ${failed.join("; ")}.`);
  process.exit(1);
}
if (only === undefined) await writeFile(join(root, "docs/compatibility.md"), makePage(rows));

async function rowOf({ group, name, node, manager = "npm" }: Project): Promise<string[]> {
  return [group, name, (node ?? (await versionOfNode(process.execPath)).slice(1)).split(".")[0] ?? "", manager];
}

function makePage(table: string[][]): string {
  return `# Where standin works

Written by \`npm run check:consumers\`, which packs the package, installs it into a fresh project for each row, and runs that. All of these
work; those of the tests (\`test/slow/consumers.slow.ts\`) are tried at each run of them. A range such as \`^4.18.0\` stands for the
newest version that it allows.

${toMarkdownTable(["kind", "project", "Node", "installed by"], table).join("\n")}

\`standin/vitest\` and \`standin/preload\` are ES modules only: Vitest itself cannot be required, and what is preloaded has to have
ended before the program starts. All other entry points have an edition for \`require\`, with types of its own.
`;
}
