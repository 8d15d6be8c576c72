import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";

/* Extracts the code blocks of our documents, for tests that run them. */

const root = join(import.meta.dirname, "../..");

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document, in their order. @param path from the repository's root */
export async function readCodeBlocks(path: string): Promise<CodeBlock[]> {
  const document = await readFile(join(root, path), "utf8");
  return [...document.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** A command line as a document shows it, and what it is shown to print. */
export interface ShownCommand {
  readonly command: string;
  readonly output?: CodeBlock;
}

/** The blocks to paste into a shell, each with the answer that stands below it. */
export const toShownCommands = (blocks: readonly CodeBlock[]): ShownCommand[] =>
  blocks.flatMap(({ language, text }, index) => {
    if (language !== "sh") return [];
    const next = blocks[index + 1];
    const isAnswer = next?.language === "json" || next?.language === "text";
    return [{ command: text, ...(isAnswer && { output: next }) }];
  });

const MARK = "---answer---";

/** One script of all commands. Variables and functions live on from one to the next, as they do in a terminal. */
export const toScript = (commands: readonly ShownCommand[]): string =>
  commands.map(({ command }) => `${command}\necho\necho ${MARK}`).join("\n");

/** Compares what the script printed with what is shown. Of JSON the last line counts; text is compared as a whole. */
export function expectShown(commands: readonly ShownCommand[], stdout: string): void {
  const answers = stdout.split(`${MARK}\n`);
  for (const [index, { command, output }] of commands.entries()) {
    const answer = answers[index]?.trim() ?? "";
    if (output?.language === "text") expect(answer, command).toBe(output.text.trim());
    if (output?.language !== "json") continue;
    expectLike(JSON.parse(answer.split("\n").at(-1) ?? ""), JSON.parse(output.text), command);
  }
}

/** An ellipsis stands for any text; as a member it stands for members that are not shown. */
function expectLike(actual: unknown, shown: unknown, at: string): void {
  if (shown === "…") {
    expect(typeof actual, at).toBe("string");
    return;
  }
  if (typeof shown !== "object" || shown === null) {
    expect(actual, at).toEqual(shown);
    return;
  }
  expect(typeof actual === "object" && actual !== null, `${at} is no object: ${String(actual)}`).toBe(true);
  const { "…": more, ...members } = shown as Readonly<Record<string, unknown>>;
  const names = Object.keys(actual as object);
  const wanted = Object.keys(members);
  expect(more === undefined ? names.sort() : names.filter((name) => wanted.includes(name)).sort(), at).toEqual(
    wanted.sort(),
  );
  for (const [name, member] of Object.entries(members))
    expectLike((actual as Record<string, unknown>)[name], member, `${at} → ${name}`);
}
