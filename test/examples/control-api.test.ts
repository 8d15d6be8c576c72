import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { operations } from "#generated/control/operations.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createNodeServer } from "#transports/node.ts";
import { type CodeBlock, expectShown, readCodeBlocks, toScript, toShownCommands } from "../support/code-blocks.ts";
import { isThere, run } from "../support/programs.ts";

const blocks = await readCodeBlocks("docs/control-api.md");
const hasCurl = await isThere("curl");
const hasPython = await isThere("python3");
const hasJava = (await isThere("javac")) && (await isThere("java"));

/** The program in this language, and what it is shown to print. */
function programIn(language: string): { text: string; output: string } {
  const at = blocks.findIndex((block) => block.language === language);
  return { text: blocks[at]?.text ?? "", output: blocks[at + 1]?.text ?? "" };
}

/** Names of the operations that these requests are for. */
function operationsOf(requests: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const [id, { method, path }] of Object.entries(operations)) {
    const pattern = new RegExp(`^${method} /_standin${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
    if (requests.some((request) => pattern.test(request))) found.add(id);
  }
  return found;
}

describe("the page on the control API", () => {
  let standin: Standin;
  let folder: string;
  let url: string;
  let asked: string[];
  let stop: () => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "standin-control-"));
    standin = await createStandin();
    asked = [];
    const server = createNodeServer({
      exchange(request) {
        asked.push(`${request.method} ${request.path}`);
        return standin.engine.exchange(request);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stop = () => {
      server.close();
      server.closeAllConnections();
    };
  });

  afterEach(async () => {
    stop();
    await standin.close();
    await rm(folder, { recursive: true, force: true });
  });

  const here = (text: string): string => text.replaceAll("http://127.0.0.1:4700", url);
  const expectAll = (): void => expect(operationsOf(asked)).toEqual(new Set(Object.keys(operations)));

  it.skipIf(!hasCurl)("shows every operation by curl, with its answer (needs curl)", async () => {
    const commands = toShownCommands(blocks.filter(({ language }: CodeBlock) => language !== "python"));
    const { stdout } = await run("bash", ["-eu", "-c", here(toScript(commands))], { cwd: folder });
    expectShown(commands, stdout);
    expectAll();
  });

  it.skipIf(!hasPython)("shows a program in Python that asks for all of them (needs python3)", async () => {
    const { text, output } = programIn("python");
    await writeFile(join(folder, "control.py"), here(text));
    expect((await run("python3", ["control.py"], { cwd: folder })).stdout).toBe(output);
    expectAll();
  });

  it.skipIf(!hasJava)("shows a program in Java that asks for all of them (needs a JDK)", async () => {
    const { text, output } = programIn("java");
    await writeFile(join(folder, "ControlExample.java"), here(text));
    await run("javac", ["ControlExample.java"], { cwd: folder });
    expect((await run("java", ["-cp", ".", "ControlExample"], { cwd: folder })).stdout).toBe(output);
    expectAll();
  });
});
