import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { StandinError } from "#engine/basics/errors.ts";
import { quoteName, quoteValue } from "#engine/basics/quote.ts";
import type { Images, Write } from "#engine/state/images.ts";

/*
 * A world as a JSON file: a head, then its rows, one on each line, so that a file of any size is written and read piece by piece.
 */

const KIND = "standin world";
const FORMAT = 1;
/** Snapshots are worlds of their own, and not in the file. */
const LEFT_OUT = ["!snapshots"];
const isIndex = (space: string): boolean => space.startsWith("^") || space.startsWith("=");
const ROWS_AT_A_TIME = 1000;

const head = (version: string): string =>
  `{${JSON.stringify("kind")}:${JSON.stringify(KIND)},"format":${FORMAT},"standin":${JSON.stringify(version)},"rows":[`;

/** JSON may hold characters as they are at which Node's reader begins a new line. */
const toLine = (row: unknown): string =>
  JSON.stringify(row).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

function* linesOf(images: Images, world: string, version: string): Generator<string> {
  yield `${head(version)}\n`;
  let separator = "";
  for (const [space, rows] of images.hold(world)?.spaces ?? [])
    if (!isIndex(space) && !LEFT_OUT.includes(space))
      for (const key of rows.keys()) {
        yield `${separator}${toLine([space, key, rows.get(key)])}`;
        separator = ",\n";
      }
  yield "\n]}\n";
}

/**
 * Writes a world to a file, which is there wholly or not at all.
 *
 * @returns how many rows it has
 */
export async function writeWorldFile(path: string, images: Images, world: string, version: string): Promise<number> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, "w");
  let rows = -2;
  try {
    let text = "";
    for (const line of linesOf(images, world, version)) {
      rows += 1;
      text += line;
      if (rows % ROWS_AT_A_TIME !== 0) continue;
      await file.write(text);
      text = "";
    }
    await file.write(text);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
  return rows;
}

/**
 * Reads the rows of a world's file.
 *
 * @throws StandinError that says where the file is not one
 */
export async function* readWorldFile(path: string): AsyncGenerator<Write> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let hasEnded = false;
  for await (const line of lines) {
    number += 1;
    const refuse = (why: string): StandinError =>
      new StandinError("ERR_STANDIN_INVALID_STATE", `${quoteName(path)}, line ${number}: ${why}`);
    if (number === 1) checkHead(line, refuse);
    else if (line === "]}") hasEnded = true;
    else if (hasEnded && line !== "") throw refuse("Nothing may follow the end of the rows.");
    else if (line !== "") yield toWrite(line, refuse);
  }
  if (!hasEnded)
    throw new StandinError(
      "ERR_STANDIN_INVALID_STATE",
      `${quoteName(path)} is not a whole world: it ends after line ${number}. \`standin data export\` writes such files.`,
    );
}

function checkHead(line: string, refuse: (why: string) => StandinError): void {
  const found = parse(`${line}]}`) as { readonly kind?: unknown; readonly format?: unknown } | undefined;
  if (found?.kind !== KIND)
    throw refuse("This is not a world as `standin data export` writes it, one row on each line.");
  if (found.format !== FORMAT)
    throw refuse(
      `Its format is ${quoteValue(found.format)}; this standin reads ${FORMAT}. Use the version that wrote it.`,
    );
}

function toWrite(line: string, refuse: (why: string) => StandinError): Write {
  const row = parse(line.endsWith(",") ? line.slice(0, -1) : line);
  if (!Array.isArray(row) || row.length !== 3) throw refuse("Expected a row: [space, key, value].");
  const [space, key, value] = row as unknown[];
  if (typeof space !== "string" || typeof key !== "string" || value === null)
    throw refuse("Expected a row: [space, key, value], with two texts and a value that is not null.");
  return { space, key, value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
