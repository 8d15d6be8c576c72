import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FormField } from "#engine/contract/exchange.ts";
import type { Behaviour } from "#engine/contract/mock.ts";
import { gatherFields, parseQuery } from "#engine/kit/decode.ts";
import { compareAll } from "../../contracts/frameworks/compare.ts";
import { startEcho } from "../../contracts/frameworks/echo.ts";
import type { FrameworkName, Running } from "../../contracts/frameworks/framework.ts";
import { frameworkCalled, frameworks } from "../../contracts/frameworks/frameworks.ts";
import { PAGE, toMarkdown, withoutVersions } from "../../contracts/frameworks/page.ts";
import { KINDS, type Kind, makeRequests } from "../../contracts/frameworks/requests.ts";
import {
  DEFAULT_RUNS,
  DEFAULT_SEED,
  findUnexplained,
  runFrameworks,
  unusedExceptions,
} from "../../contracts/frameworks/run.ts";

/** What is missing to run the frameworks here. `.ci/run` installs it, and has nothing skipped. */
const missing = (await Promise.all(frameworks.map(({ whyNot }) => whyNot()))).filter((why) => why !== undefined);
const isSkipped = missing.length > 0 && process.env["STANDIN_FRAMEWORKS"] !== "required";
if (isSkipped) process.stderr.write(`Not compared with frameworks. ${missing.join(". ")}.\n`);

describe.skipIf(isSkipped)("standin and the frameworks behind the providers", () => {
  it("show handlers the same requests, but for what the exceptions explain; else run npm run frameworks", async () => {
    expect(missing).toEqual([]);
    const { result, unexplained } = await runFrameworks(frameworks, { runs: DEFAULT_RUNS, seed: DEFAULT_SEED });
    expect(unexplained.map(({ text }) => text)).toEqual([]);
    expect(unusedExceptions(result)).toEqual([]);
    expect(withoutVersions(toMarkdown(result))).toBe(withoutVersions(await readFile(PAGE, "utf8")));
  });

  it("do so for requests that are new each time", async () => {
    const seed = Date.now() % 1_000_000;
    const { unexplained } = await runFrameworks(frameworks, { runs: 10 * KINDS.length, seed });
    expect(
      unexplained.map(({ text }) => text),
      `npm run frameworks -- --seed ${seed}`,
    ).toEqual([]);
  });
});

function* withFolders(fields: Iterable<FormField>): Iterable<FormField> {
  for (const [name, value] of fields)
    yield [name, typeof value === "string" ? value : { ...value, filename: `../${value.filename}` }];
}

/** A mock that reads in another way than its framework, and the kind of requests that show it. */
const PLANTED: readonly (readonly [what: string, of: FrameworkName, kind: Kind, change: Partial<Behaviour>])[] = [
  ["does not trim", "Laravel", "white space", { normalizeBody: (value) => value ?? {} }],
  ["keeps empty text", "Laravel", "empty values", { normalizeBody: (value) => value ?? {} }],
  ["takes every repeated field", "Laravel", "repeated keys in a form", { readForm: gatherFields }],
  ["takes no other method from a POST", "Laravel", "method override", { methodOf: ({ method }) => method }],
  ["decodes parameters alone", "Laravel", "percent-encoding in the path", { decodePath: undefined }],
  ["takes one slash at the end alone", "Laravel", "trailing slash", { otherPath: undefined }],
  ["takes slashes at the front for a path", "Feathers", "double slash", { otherPath: undefined }],
  ["takes brackets for a part of names", "Feathers", "brackets in the query", { parseQuery }],
  ["reads any charset as UTF-8", "Feathers", "charset", { bodyReading: { encodingOf: () => "utf-8" } }],
  ["reads a byte order mark", "Feathers", "byte order mark", { bodyReading: { skipsMark: false } }],
  ["decodes parameters alone", "Django", "percent-encoding in the path", { decodePath: undefined }],
  ["lets the last of repeated fields win", "Django", "repeated keys in a form", { readForm: undefined }],
  ["takes no form in parts", "Laravel", "multipart", { bodyReading: {} }],
  ["undoes no content coding", "Feathers", "content encoding", { bodyReading: { replacesBroken: true } }],
  ["reads any charset as UTF-8", "Django", "charset", { bodyReading: { multipart: true, encodingOf: () => "utf-8" } }],
  ["takes no form in parts", "Django", "multipart", { bodyReading: {} }],
  [
    "keeps the folders of files' names",
    "Django",
    "multipart with files",
    { readForm: (fields) => gatherFields(withFolders(fields)) },
  ],
  ["guesses what a body is", "Django", "no content type", { bodyMediaType: undefined }],
];

describe.skipIf(isSkipped)("the comparison notices a mock that", () => {
  const running = new Map<FrameworkName, Running>();
  const requests = makeRequests(DEFAULT_RUNS, DEFAULT_SEED);

  beforeAll(async () => {
    for (const framework of frameworks) running.set(framework.name, await framework.start());
  });
  afterAll(() => Promise.all([...running.values()].map((each) => each.stop())));

  it.each(PLANTED)("%s (%s)", async (_what, name, kind, change) => {
    const framework = frameworkCalled(name);
    const theirs = running.get(name);
    if (theirs === undefined) throw new Error(`${name} does not run`);
    const find = async (changed: Partial<Behaviour>) => {
      const ours = await startEcho(framework, changed);
      const ofKind = requests.filter((request) => request.kind === kind);
      try {
        return findUnexplained(await compareAll(framework, ofKind, { theirs, ours }));
      } finally {
        await ours.stop();
      }
    };
    expect(await find({})).toEqual([]);
    expect(await find(change)).not.toEqual([]);
  });
});
