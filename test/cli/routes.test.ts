import { afterEach, expect, it, vi } from "vitest";
import { type ProviderName, providerNames } from "#mocks/registry.ts";
import { SOURCE_KINDS } from "#standin/provenance.ts";
import { routes } from "../../src/cli/routes.ts";

afterEach(() => vi.restoreAllMocks());

async function print(options: { evidence?: boolean; json?: boolean; provider?: readonly ProviderName[] }) {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
  await routes({ provider: providerNames, json: false, ...options });
  vi.restoreAllMocks();
  return lines.join("\n").split("\n");
}

const STATUS = new RegExp(`^ {8}[1-5]\\d\\d {2}(${SOURCE_KINDS.join("|")}) \\((20\\d\\d(-\\d\\d)?|undated)\\)`);

it("routes --evidence shows below each operation where its statuses come from, and since when", async () => {
  const plain = await print({});
  const lines = await print({ evidence: true });
  expect(lines.filter((line) => plain.includes(line))).toEqual(plain);
  const rest = lines.filter((line) => line !== "" && !plain.includes(line) && !line.startsWith("Any operation of "));
  expect(rest.length).toBeGreaterThan(plain.length);
  for (const line of rest) expect(line).toMatch(STATUS);
});

it("routes --evidence --json has the same for programs", async () => {
  const [text = ""] = await print({ evidence: true, json: true });
  const all = JSON.parse(text);
  expect(all).toHaveLength((await print({})).length);
  for (const { operationId, weight, evidence, common } of all) {
    expect(weight, operationId).toBeGreaterThanOrEqual(1);
    expect(evidence, operationId).not.toEqual([]);
    for (const { status, sources } of [...evidence, ...common]) {
      expect(status, operationId).toBeTypeOf("number");
      expect(sources, `${operationId} ${status}`).not.toEqual([]);
      for (const { kind, sources: ids } of sources) {
        expect(SOURCE_KINDS).toContain(kind);
        expect(ids).not.toEqual([]);
      }
    }
  }
});

it("routes --evidence keeps to the providers that are asked for", async () => {
  const [first = "avacy"] = providerNames;
  const shared = (await print({ evidence: true, provider: [first] })).filter((line) => line.startsWith("Any"));
  expect(shared).toEqual([`Any operation of ${first}`]);
});
