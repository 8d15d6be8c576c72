import { join } from "node:path";
import { checkSync } from "recheck";
import { beforeAll, describe, expect, it } from "vitest";
import { LOOPBACK_ADDRESS, LOOPBACK_HOST } from "#engine/contract/loopback.ts";
import { type FoundRegex, findRegexes, readCode } from "./regexes/find-regexes.ts";

/**
 * The house rule that no regular expression takes longer than its text is long. Engines try again from where they have
 * been, so one that can match a text in several ways takes the square of its length, or does not end at all.
 */
const root = join(import.meta.dirname, "../..");

/** Those that are made in a run, with what they are made of. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: code as it is written
const MADE = [
  // Of parts, checked here as a whole.
  'src/engine/contract/loopback.ts: new RegExp(`^(?:${LOOPBACK_V4}|${LOOPBACK_V6})$`, "i")',
  'src/engine/contract/loopback.ts: new RegExp(\n  `^(?:(?:[a-z\\\\d_-]+\\\\.)*localhost\\\\.?|${LOOPBACK_V4}|\\\\[${LOOPBACK_V6}\\\\])(?::\\\\d{1,5})?$`,\n  "i",\n)',
  // Compiled to see whether it is one; matched with nothing.
  "src/generation/check-hints.ts: new RegExp(value)",
  // Of foreign specs: only where the engine of linear time has no such pattern, and then on short texts alone.
  "src/generation/patterns.ts: new RegExp(pattern, flags)",
  // The names of hosts, which the providers' programs give, joined by bars.
  'src/transports/msw.ts: new RegExp(`^https?://(?:$HOSTS)(?::\\\\d+)?/`, "i")',
  // The patterns of specs, which are among those checked here.
  'src/verification/compare-schema.ts: new RegExp(pattern, "u")',
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: code as it is written
/** The format `regex` of ajv, which no schema may name. */
const OF_AJV = /^src\/generated\/[a-z]+\/(?:(?:seed-)?validators?|scenarios)\.js: new RegExp\(str\)$/;

const withoutNames = (code: string): string => code.replace(/\$\{names\.join\([^)]*\)\}/, "$HOSTS");

beforeAll(() => {
  // The form of the tool that needs neither a binary nor a virtual machine.
  process.env["RECHECK_SYNC_BACKEND"] = "pure";
});

/** What is wrong with one; `undefined`: it is linear. No limit is one of time, so that a busy machine changes nothing. */
function complaintAbout({ source, flags, places }: FoundRegex): string | undefined {
  const found = checkSync(source, flags, {
    timeout: null,
    attackTimeout: null,
    incubationTimeout: null,
    // Larger ones are tried out instead of proved, in a few rounds: the first finds what there is to find.
    maxNFASize: 4000,
    maxIteration: 2,
  });
  if (found.status === "safe") return undefined;
  const detail = found.status === "vulnerable" ? found.complexity.summary : found.error.kind;
  return `/${source}/${flags} in ${places.join(", ")} is ${found.status}: ${detail}`;
}

describe("regular expressions", () => {
  it("take time that grows with the text alone", { timeout: 600_000 }, async () => {
    const { regexes, made } = await findRegexes(root, ["src", "mocks", "specs"]);
    expect(regexes.length).toBeGreaterThan(150);
    const composed = [LOOPBACK_ADDRESS, LOOPBACK_HOST].map(({ source, flags }) => ({
      source,
      flags,
      places: ["loopback.ts"],
    }));
    expect([...regexes, ...composed].flatMap((each) => complaintAbout(each) ?? [])).toEqual([]);
    expect(made.filter((each) => !OF_AJV.test(each)).map(withoutNames)).toEqual(MADE);
  });

  it.each([
    ["/^(a+)+$/", "exponential"],
    ["/^(?:a|a)*$/", "exponential"],
    ["/a+$/", "polynomial"],
    ["/\\s*\\n\\s*/g", "polynomial"],
    ['new RegExp("^(a|b|ab)*c$")', "exponential"],
    ['RegExp("x*x*y", "u")', "polynomial"],
  ])("are found where they do not: %s", (code, complexity) => {
    const { regexes } = readCode(`const planted = { member: call(${code}, 1) };`);
    expect(regexes.map((each) => complaintAbout({ ...each, places: [] }))).toEqual([
      expect.stringContaining(complexity),
    ]);
  });

  it.each(["new RegExp(name)", "RegExp('^' + name)", 'new RegExp("a", flags)'])(
    "are told apart where only a run knows them: %s",
    (code) => {
      expect(readCode(`use(${code});`)).toEqual({ regexes: [], made: [code] });
    },
  );
});
