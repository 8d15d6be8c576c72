import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pack, tryProject } from "../../scripts/consumers/install.ts";
import { projects } from "../../scripts/consumers/projects.ts";
import { requireBuild } from "../cli/launch.ts";

/** One project of each kind; `npm run check:consumers` tries all of them. */
let folder: string;
let archive: string;

beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-pack-"));
  archive = await pack(join(import.meta.dirname, "../.."), folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed package, installed elsewhere", () => {
  it.each(projects.filter(({ isInTests }) => isInTests === true))(
    "works: $group, $name",
    async (project) => {
      expect(await tryProject(project, archive)).toBeUndefined();
    },
    300_000,
  );

  it("is not said to work where it does not", async () => {
    const [project] = projects;
    if (project === undefined) throw new Error("there are no projects");
    const files = { "main.js": 'import "standin/nowhere"; console.log("recorded true");' };
    expect(await tryProject({ ...project, files }, archive)).toContain("./nowhere");
    expect(await tryProject({ ...project, prints: "recorded false" }, archive)).toContain("did not print");
  });
});
