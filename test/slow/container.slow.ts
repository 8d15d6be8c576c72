import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { pack } from "../../scripts/consumers/install.ts";
import { requireBuild } from "../cli/launch.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const TOKEN = "a-token";
/** What the image uses, and what is used here. */
const PORT = /\b4700\b/g;
const OWN_PORT = "47001";

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of the last stage of a Dockerfile. */
function instructionsOf(dockerfile: string): Instruction[] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter(Boolean);
  const all = lines.map((line) => {
    const [name = "", ...rest] = line.split(" ");
    return { name, text: rest.join(" ") };
  });
  return all.slice(all.findLastIndex(({ name }) => name === "FROM"));
}

let image: Instruction[];
const textOf = (name: string): string => image.findLast((each) => each.name === name)?.text ?? "";
const listOf = (name: string): string[] =>
  JSON.parse(
    textOf(name)
      .replace(/^.*?(?=\[)/, "")
      .replaceAll(PORT, OWN_PORT),
  ) as string[];

let folder: string;
let env: NodeJS.ProcessEnv;
let server: ChildProcess;

/** The commands of the image, as processes: where it is built, there may be no Docker. */
beforeAll(async () => {
  requireBuild();
  image = instructionsOf(await readFile(join(root, "Dockerfile"), "utf8"));
  folder = await mkdtemp(join(tmpdir(), "standin-container-"));
  const archive = await pack(root, folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--omit=peer", archive], { cwd: folder });
  env = {
    ...process.env,
    PATH: [join(folder, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
    STANDIN_CONTROL_TOKEN: TOKEN,
  };
  const [program = "", ...args] = [...listOf("ENTRYPOINT"), ...listOf("CMD"), "--port", OWN_PORT];
  server = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on("data", (text) => String(text).includes("listening") && resolve());
    server.once("exit", (code) => reject(new Error(`standin ended with ${code}`)));
  });
}, 120_000);

afterAll(async () => {
  server.kill();
  await rm(folder, { recursive: true, force: true });
});

const isHealthy = (): Promise<boolean> => {
  const [program = "", ...args] = listOf("HEALTHCHECK");
  return run(program, args, { cwd: folder, env }).then(
    () => true,
    () => false,
  );
};

describe("the image", () => {
  it("does not run as root, and shows the port that it listens on", () => {
    expect(textOf("USER")).toBe("node");
    expect(textOf("EXPOSE")).toBe("4700");
  });

  it("answers callers from elsewhere, and its control API those with the token", async () => {
    const url = `http://127.0.0.1:${OWN_PORT}`;
    expect((await fetch(`${url}/didomi/v1/sessions`)).status).toBe(405);
    const elsewhere = { "x-forwarded-for": "192.0.2.1" };
    expect((await fetch(`${url}/_standin/health`, { headers: elsewhere })).status).toBe(401);
    const headers = { ...elsewhere, authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${url}/_standin/health`, { headers })).status).toBe(200);
  });

  it("is healthy as long as it answers", async () => {
    expect(await isHealthy()).toBe(true);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
    expect(await isHealthy()).toBe(false);
  });
});

describe("compose.yaml", () => {
  it("starts the same, for this machine alone, and not without a token", async () => {
    const { services } = parse(await readFile(join(root, "compose.yaml"), "utf8"));
    const { command, ports, environment } = services.standin;
    expect(command).toEqual(listOf("CMD"));
    expect(ports).toEqual(["127.0.0.1:4700:4700"]);
    expect(environment.STANDIN_CONTROL_TOKEN).toMatch(/^\$\{STANDIN_CONTROL_TOKEN:\?/);
  });
});
