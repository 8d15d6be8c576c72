import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";

const root = join(import.meta.dirname, "../..");

/** Runs the tests of the small project beside this file, of which one fails. */
function runProject(environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--config", "test/testing/project/vitest.config.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", STANDIN_URL: "", ...environment },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  return new Promise((resolve) => child.once("close", () => resolve(output)));
}

const JOURNAL = new RegExp(
  [
    "The journal of the world fails-and-shows-what-was-asked-\\S+:",
    " +1 {2}401 {2}GET /didomi/v1/consents/users\\?organization_id=standin-org {2}didomi listUsers, refused at authenticate: .+",
    " +2 {2}no reply {2}POST /didomi/v1/sessions {2}didomi createSession, disturbed by fault \\S+",
    "",
  ].join("\n"),
);

describe("the fixtures for Vitest", () => {
  it("give each test a world, and show the journal of the one that fails", async () => {
    const output = await runProject();
    expect(output).toContain("1 failed | 5 passed");
    expect(output).toMatch(JOURNAL);
    expect(output.match(/The journal of the world/g)).toHaveLength(1);
    // This standin ends with the tests: no link leads to it.
    expect(output).not.toContain("inspector");
    expect(output).toContain(
      'artifact of "fails, and shows what was asked": standin:journal application/json HAR 1.2 GET POST\n',
    );
  });

  it("do the same with a standin that runs elsewhere, and keep the world of the failed test alone", async () => {
    await using standin = await createStandin({ frozenAt: "2024-01-01T00:00:00Z" });
    const { url } = await standin.listen();
    const output = await runProject({ STANDIN_URL: url });
    expect(output).toContain("1 failed | 5 passed");
    expect(output).toMatch(JOURNAL);
    // The world of the failed test is kept, and the others are gone.
    const names = standin.engine.worlds.names();
    expect(names).toHaveLength(1);
    expect(output).toContain(`Look at it in the inspector: ${url}/_standin/#/worlds/${names[0]}/exchanges\n`);
  });
});
