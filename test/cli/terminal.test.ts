import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { escapeControls } from "#clients/terminal-text.ts";
import { createStandin } from "#standin/standin.ts";
import { toJournalText } from "#testing/journal-lines.ts";
import { toTable } from "../../src/cli/table.ts";
import { bold, complainOfBug, join, lines, StyledText, say, sayJson, show } from "../../src/cli/terminal.ts";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

/** Text from elsewhere never drives a terminal: whatever is printed, its control characters are escaped. */

// Clears the screen, renames the window, rings; begins sequences in one character; turns the direction; ends lines.
const EVIL = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eabc\u2028\r\nfake line\u007f";
const ESCAPED = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202eabc\\u2028\\r\\nfake line\\u007f";
/** What a terminal would obey, but for the ends of lines and the colours that standin itself sets. */
const OBEYED = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of the command
const withoutOwn = (text: string): string => text.replaceAll(/\u001b\[\d{1,2}m|\n/g, "");

afterEach(() => {
  vi.restoreAllMocks();
  endAll();
});

describe("text from elsewhere", () => {
  it("is shown with its control characters escaped, and all else as it is", () => {
    expect(escapeControls(EVIL)).toBe(ESCAPED);
    expect(escapeControls("żółć 日本 😀 \\u001b é")).toBe("żółć 日本 😀 \\u001b é");
    for (let code = 0; code < 0xa0; code += 1) {
      const isControl = code < 0x20 || code >= 0x7f;
      expect(OBEYED.test(escapeControls(String.fromCharCode(code))), String(code)).toBe(false);
      expect(escapeControls(String.fromCharCode(code)).length > 1, String(code)).toBe(isControl);
    }
  });

  it("is escaped wherever it becomes part of what is printed", () => {
    expect(show`a ${EVIL} ${7} ${new StyledText("\u001b[1mb")}`.text).toBe(`a ${ESCAPED} 7 \u001b[1mb`);
    expect(join([EVIL, show`b`], ", ").text).toBe(`${ESCAPED}, b`);
    expect(lines(["a\nb", EVIL]).text).toBe(`a\\nb\n${ESCAPED}`);
    expect(withoutOwn(bold(EVIL).text)).toBe(ESCAPED);
    const table = toTable(
      ["one", ""],
      [
        ["a", EVIL],
        [EVIL, ""],
      ],
      { one: bold },
    ).text;
    expect(withoutOwn(table)).not.toMatch(OBEYED);
    expect(table.split("\n")).toHaveLength(3);
    const [, first = "", second = ""] = withoutOwn(
      toTable(
        ["one", "two"],
        [
          ["a", "x"],
          [EVIL, "x"],
        ],
      ).text.replaceAll("\n", "|"),
    ).split("|");
    expect(first.indexOf("x", 2)).toBe(second.lastIndexOf("x"));
  });

  it("stays the JSON that it is", () => {
    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    sayJson({ [EVIL]: EVIL });
    say(show`${EVIL}`);
    expect(JSON.parse(printed.mock.calls[0]?.[0])).toEqual({ [EVIL]: EVIL });
    for (const [text] of printed.mock.calls) expect(text).not.toMatch(OBEYED);
  });

  it("drives nothing from within a bug line and its stack", () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const bug = { provider: "toy", operationId: undefined, complaint: EVIL };
    complainOfBug({ ...bug, error: new Error(EVIL) });
    complainOfBug(bug);
    const text = printed.mock.calls.flat().join("\n");
    expect(text).toContain(`bug in standin: toy : ${ESCAPED}`);
    expect(text).toMatch(/\n\s+at /);
    expect(withoutOwn(text)).not.toMatch(OBEYED);
  });

  it("drives nothing from within the journal of a failed test, and of a wait that was in vain", async () => {
    const exchange = {
      number: 1,
      at: "2024-01-01T00:00:00.000Z",
      provider: "toy",
      request: { method: "GET", path: `/${EVIL}`, query: EVIL, headers: {} },
      reply: { status: 404, headers: {} },
      refusal: { stage: "route" as const, code: "a", reasons: [EVIL, EVIL] },
      changes: [{ collection: EVIL, key: EVIL, before: { [EVIL]: 1 }, after: { [EVIL]: EVIL } }],
    };
    const event = {
      ...exchange,
      type: EVIL,
      url: EVIL,
      state: "failed" as const,
      attempts: [{ at: "", headers: {}, body: "", error: EVIL }],
    };
    const text = toJournalText({ world: "w", exchanges: [exchange, exchange], events: [event] });
    expect(text.split("\n")).toHaveLength(7);
    expect(withoutOwn(text)).not.toMatch(OBEYED);

    await using standin = await createStandin();
    const world = await standin.world("w");
    const name = standin.providers[0]?.api.name;
    await standin.engine.exchange({ method: "GET", path: `/~w/${name}/${EVIL}`, query: "", headers: {} });
    const failure = await world.waitFor({ status: "2xx" }, { timeoutMs: 1 }).catch((error: Error) => error.message);
    expect(failure).toContain(ESCAPED);
    expect(failure).not.toMatch(OBEYED);
  });
});

describe("the built command", () => {
  beforeAll(requireBuild);

  const printedBy = async (args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await launch(args, { FORCE_COLOR: "1", NO_COLOR: "" }).ended;
    const text = stdout + stderr;
    expect(withoutOwn(text), text).not.toMatch(OBEYED);
    return text;
  };

  it("lists what was sent to standin", async () => {
    const { ready } = await startStandin();
    const [name] = Object.keys(ready.providers);
    await fetch(`${ready.url}/${name}/no-such`, { headers: { "x-evil": "\u009b2J" } });
    const headers = { "content-type": "application/json" };
    const fault = { match: { path: `/${EVIL}` }, effect: { gateway: { status: 503, body: EVIL } } };
    const world = `${ready.url}/_standin/worlds/default`;
    expect((await fetch(`${world}/faults`, { method: "POST", headers, body: JSON.stringify(fault) })).status).toBe(201);
    await fetch(`${world}/snapshots/${encodeURIComponent(EVIL)}`, { method: "PUT" });
    const url = ["--url", ready.url];
    expect(await printedBy(["exchanges", ...url])).toContain("no-such");
    expect(await printedBy(["exchanges", "--json", ...url])).toContain("\\u009b2J");
    expect(await printedBy(["fault", "list", ...url])).toContain("owned");
    expect(await printedBy(["snapshot", "list", ...url])).toContain(ESCAPED);
    expect(await printedBy(["snapshot", "restore", EVIL + EVIL, ...url])).toContain("owned");
    await printedBy(["scenario", "run", name ?? "", EVIL, ...url]);
  });

  it("tells what another server answers", async () => {
    const server = createServer((_request, response) => {
      const problem = { type: "about:blank", title: "x", status: 403, detail: EVIL };
      response.writeHead(403, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await printedBy(["status", "--url", url])).toContain(ESCAPED);
    server.close();
  });

  it("repeats what it was given", async () => {
    await printedBy(["start", `--${EVIL}`]);
    await printedBy([EVIL]);
    await printedBy(["start", "--seed", `${EVIL.replaceAll("/", "")}.yaml`]);
    await printedBy(["verify", `${EVIL}.json`]);
    await printedBy(["check", `${EVIL}.har`]);
  });
});
