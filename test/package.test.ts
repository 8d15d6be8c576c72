import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** A user's project with the packed package installed. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "standin-package-"));
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--omit=peer"];
  await run("npm", ["install", ...quiet, join(project, filename)], { cwd: project });
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

const inProject = async (source: string): Promise<string> => {
  await writeFile(join(project, "program.mjs"), source);
  return (await run(process.execPath, ["program.mjs"], { cwd: project })).stdout.trim();
};

describe("the package as published", () => {
  it("is what publint takes for well made", async () => {
    const { messages } = await publint({ pkgDir: root, strict: true });
    expect(messages).toEqual([]);
  });

  it("runs: simulator, clients and command", async () => {
    const source = `
      import { createStandin } from "standin";
      import { createDidomiClient } from "standin/clients/didomi";
      import { createAvacyClient } from "standin/clients/avacy";
      const standin = await createStandin();
      const didomi = createDidomiClient({
        organizationId: "standin-org", key: "standin-key", secret: "standin-secret",
        baseUrl: "http://localhost/didomi", fetch: standin.fetch,
      });
      const recorded = await didomi.recordChoices("ann@example.com", { newsletter: true });
      console.log(recorded.ok, typeof createAvacyClient);
    `;
    expect(await inProject(source)).toBe("true function");
    const { stdout } = await run(process.execPath, ["node_modules/.bin/standin", "routes"], { cwd: project });
    expect(stdout).toContain("createEvent");
  });

  it("intercepts requests of a program that it is preloaded for, and of one that has MSW", async () => {
    await writeFile(
      join(project, "unchanged.mjs"),
      'console.log((await fetch("https://api.didomi.io/v1/sessions")).headers.get("allow"));',
    );
    const { stdout } = await run(process.execPath, ["--import", "standin/preload", "unchanged.mjs"], { cwd: project });
    expect(stdout).toBe("POST\n");
    const source = `
      import { createStandin } from "standin";
      const standin = await createStandin();
      await standin.intercept().catch(({ message }) => console.log(message));
    `;
    expect(await inProject(source)).toBe("MSW is not installed. Interception needs it: npm install --save-dev msw.");
  });

  it("carries the specs and the schema of seed files", async () => {
    const source = `
      import { readFile } from "node:fs/promises";
      import { fileURLToPath } from "node:url";
      for (const name of ["standin/specs/didomi.yaml", "standin/specs/avacy.yaml", "standin/seed.schema.json"])
        console.log((await readFile(fileURLToPath(import.meta.resolve(name)), "utf8")).trim().slice(0, 1));
    `;
    expect((await inProject(source)).split("\n")).toEqual(["o", "o", "{"]);
  });

  it("has declarations that compile in a strict project", async () => {
    await mkdir(join(project, "typed"), { recursive: true });
    await writeFile(
      join(project, "typed/program.ts"),
      `import { createStandin, type Standin } from "standin";
       import { createDidomiClient } from "standin/clients/didomi";
       import type { components } from "standin/types/didomi";
       const standin: Standin = await createStandin({ providers: ["didomi"] });
       const didomi = createDidomiClient({ organizationId: "o", key: "k", secret: "s", fetch: standin.fetch });
       const choices = await didomi.getChoices("ann@example.com");
       if (choices.ok && choices.data !== undefined) { const user: components["schemas"]["ConsentUser"] = choices.data; console.log(user.id); }
       // @ts-expect-error there is no such provider
       await createStandin({ providers: ["unknown"] });
      `,
    );
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      module: "nodenext",
      target: "es2023",
      lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
      types: [],
    };
    await writeFile(join(project, "typed/tsconfig.json"), JSON.stringify({ compilerOptions }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", "typed"], { cwd: project }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });

  it("has all files that its pages link to", async () => {
    const { stdout } = await run("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { cwd: root });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    const missing: string[] = [];
    for (const page of paths.filter((path) => path.endsWith(".md")))
      for (const [, target = ""] of (await readFile(join(root, page), "utf8"))
        .replaceAll(/(`+)[^`]*\1/g, "")
        .matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        const linked = join(dirname(page), target).replace(/\/$/, "");
        const isThere = paths.some((path) => path === linked || path.startsWith(`${linked}/`));
        if (!/^https?:/.test(target) && !isThere) missing.push(`${page}: ${target}`);
      }
    expect(missing).toEqual([]);
  });

  it("bundles no secret and no path of the machine that built it", async () => {
    const { stdout } = await run("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { cwd: root });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    for (const { path } of files) expect(await readFile(join(root, path), "utf8"), path).not.toContain(root);
  });
});
