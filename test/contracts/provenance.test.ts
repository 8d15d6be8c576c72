import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { providerNames } from "#mocks/registry.ts";
import {
  type Evidence,
  provenanceOf,
  queueOf,
  readProviderEvidence,
  SOURCE_KINDS,
  showProvenance,
  sinceOf,
} from "#standin/provenance.ts";
import { NO_EVIDENCE, readReport } from "../../contracts/agreement/read-report.ts";
import { toMarkdown, toText } from "../../contracts/agreement/report.ts";
import { readSpec, statusesOf } from "../../contracts/agreement/spec.ts";
import { createEvidenceCheck, findEvidenceFaults } from "../../scripts/generate/evidence.ts";
import { putEvidenceSection, toEvidenceSection } from "../../scripts/generate/evidence-section.ts";

/** A row of the report: of an operation, or of a common response. */
const ROW = /^\| (?:`\w+`|common response) \| \d{3}/;

const root = join(import.meta.dirname, "../..");
const readYaml = async (path: string) => parse(await readFile(join(root, path), "utf8"), { maxAliasCount: -1 });

const check = createEvidenceCheck(await readYaml("mocks/evidence.schema.yaml"));
const all = new Map(
  await Promise.all(
    providerNames.map(async (name) => [name, (await readYaml(`mocks/${name}/evidence.yaml`)) as Evidence] as const),
  ),
);
const specs = new Map(
  await Promise.all(providerNames.map(async (name) => [name, await readYaml(`specs/${name}.yaml`)] as const)),
);

/** The numbered rules, each built or left out for a reason. */
const ruleNumbers = ({ rules, notBuilt = {} }: Evidence): number[] =>
  [...Object.keys(rules), ...Object.keys(notBuilt)]
    .filter((id) => /^R\d+$/.test(id))
    .map((id) => Number(id.slice(1)))
    .sort((a, b) => a - b);

const findGaps = (numbers: readonly number[]): number[] => numbers.filter((number, index) => number !== index + 1);

/** Rules that a text cites by number, and that the evidence does not have. */
const findUnknownRules = (text: string, { rules, notBuilt = {} }: Evidence): string[] =>
  [...text.matchAll(/\bR\d{1,2}\b/g)].map(([id]) => id).filter((id) => !(id in rules) && !(id in notBuilt));

/** What is about one provider: everything in folders and files of its name. */
function textsAbout(name: string): string[] {
  const folders = [`mocks/${name}`, `test/${name}`, "src/clients", "specs"].filter((each) =>
    existsSync(join(root, each)),
  );
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(ts|md|yaml)$/.test(path) && `${folder}/${path}`.includes(name))
      .map((path) => readFileSync(join(root, folder, path), "utf8")),
  );
}

const readReadme = (name: string): Promise<string> => readFile(join(root, `mocks/${name}/README.md`), "utf8");

const isFresh = (readme: string, evidence: Evidence): boolean =>
  putEvidenceSection(readme, toEvidenceSection(evidence)) === readme && readme.includes("## Evidence");

it("knows every kind of source that the schema has, in the same order", async () => {
  const { SourceKind } = (await readYaml("mocks/evidence.schema.yaml")) as { SourceKind: { enum: string[] } };
  expect(SOURCE_KINDS).toEqual(SourceKind.enum);
});

describe.each([...all])("the evidence of %s", (name, evidence) => {
  it("has the shape of the schema, and agrees with itself and with the spec", () => {
    expect(check(evidence)).toEqual([]);
    expect(findEvidenceFaults(evidence, specs.get(name))).toEqual([]);
  });

  it("covers every documented status and every common response, as the report reads the spec", async () => {
    for (const { operationId, status } of statusesOf(await readSpec(name)))
      expect(provenanceOf(evidence, operationId, status), `${operationId} ${status}`).not.toEqual([]);
  });

  it("has every numbered rule, and every rule that is cited", () => {
    expect(ruleNumbers(evidence).length).toBeGreaterThanOrEqual(18);
    expect(findGaps(ruleNumbers(evidence))).toEqual([]);
    expect(textsAbout(name).flatMap((text) => findUnknownRules(text, evidence))).toEqual([]);
  });

  it("stands in the README and in the generated code as it is", async () => {
    expect(await readProviderEvidence(name)).toEqual(evidence);
    expect(isFresh(await readReadme(name), evidence)).toBe(true);
  });
});

describe("the checks of evidence see", () => {
  const [[name, evidence] = expect.fail("there is no provider")] = all;
  const spec = specs.get(name);
  const [operationId = ""] = Object.keys(evidence.operations);
  const planted = (change: (copy: Evidence) => void): Evidence => {
    const copy = structuredClone(evidence);
    change(copy);
    return copy;
  };
  const faultsOf = (change: (copy: Evidence) => void): string => {
    const copy = planted(change);
    return [...check(copy), ...findEvidenceFaults(copy, spec)].join("\n");
  };
  const operationIn = (copy: Evidence) => copy.operations[operationId] ?? expect.fail("it has no operation");

  it("an operation, a status and a common reply without evidence", () => {
    expect(faultsOf((copy) => delete copy.operations[operationId])).toContain(
      `operation ${operationId} has no evidence`,
    );
    const [status = ""] = Object.keys(operationIn(evidence).statuses);
    expect(faultsOf((copy) => delete operationIn(copy).statuses[status])).toContain(
      `${operationId} ${status} has no evidence`,
    );
    expect(faultsOf((copy) => delete copy.common["404"])).toContain("common 404 has no evidence");
  });

  it("evidence for what the spec does not document", () => {
    const [source = ""] = Object.keys(evidence.sources);
    const status = (copy: Evidence) => (operationIn(copy).statuses["418"] = { from: [source] });
    expect(faultsOf(status)).toContain(`${operationId} 418 is not in the spec`);
  });

  it("a source that does not exist, and one that nothing cites", () => {
    expect(faultsOf((copy) => copy.rules["R1"]?.from.push("hearsay"))).toContain("R1 cites an unknown source: hearsay");
    const surplus = (copy: Evidence) =>
      (copy.sources["hearsay"] = { kind: "inferred", what: "Hearsay", since: "2026" } as never);
    expect(faultsOf(surplus)).toContain("hearsay is cited by nothing");
  });

  it("a malformed date, and a source with neither a date nor a reason for having none", () => {
    const [id = ""] = Object.keys(evidence.sources);
    for (const since of ["2026-13", "26", "2026-1", "last year", 2026]) {
      const change = (copy: Evidence) => (copy.sources[id] = { kind: "inferred", what: "Hearsay", since } as never);
      expect(faultsOf(change), String(since)).toContain(`/sources/${id}/since`);
    }
    expect(faultsOf((copy) => (copy.sources[id] = { kind: "inferred", what: "Hearsay" } as never))).toContain(
      `/sources/${id} must have required property`,
    );
  });

  it("an unknown kind of source", () => {
    const [id = ""] = Object.keys(evidence.sources);
    const change = (copy: Evidence) => (copy.sources[id] = { kind: "rumour", what: "Hearsay", since: "2026" } as never);
    expect(faultsOf(change)).toContain(`/sources/${id}/kind`);
  });

  it("what is inferred without a question that would settle it, and questions about nothing", () => {
    const faults = faultsOf((copy) => copy.missing.splice(0));
    expect(faults).toMatch(/R\d+ is inferred, and no question asks for its evidence/);
    expect(faults).toMatch(/\w+ [45]\d\d is inferred, and no question asks for its evidence/);
    expect(faultsOf((copy) => copy.missing.push({ about: "R99", question: "Why?", how: "Ask." }))).toContain("R99");
  });

  it("a gap in the numbers of rules, and a rule that is cited and does not exist", () => {
    expect(findGaps(ruleNumbers(planted((copy) => delete copy.rules["R2"])))).not.toEqual([]);
    expect(findUnknownRules("See R1 and R99.", evidence)).toEqual(["R99"]);
  });

  it("a README whose section is stale or missing", async () => {
    const readme = await readReadme(name);
    expect(isFresh(readme, evidence)).toBe(true);
    expect(isFresh(readme.replace("| R1 |", "| R0 |"), evidence)).toBe(false);
    expect(isFresh("# A mock\n", evidence)).toBe(false);
    expect(
      isFresh(
        readme,
        planted((copy) => delete copy.rules["R1"]),
      ),
    ).toBe(false);
  });
});

describe("where a reply comes from", () => {
  const sources = {
    page: { kind: "founding-document", what: "A page", undated: "It has no date." },
    plugin: { kind: "client-code", what: "A plugin", since: "2024-05" },
    older: { kind: "client-code", what: "An older plugin", since: "2023" },
    habit: { kind: "framework", what: "A habit", since: "2012-10" },
  } as const;
  const common = { "404": { from: ["habit"] } };
  const statuses = { "200": { from: ["habit", "plugin", "page", "older"] } };
  const evidence = (weight: number, about: string): Evidence =>
    ({
      sources,
      rules: {},
      operations: { [about]: { weight, why: "It is.", statuses } },
      common,
      missing: [],
    }) as never;

  it("is said by kind, the strongest first, with the earliest date of each", () => {
    expect(provenanceOf(evidence(1, "read"), "read", 200)).toEqual([
      { kind: "founding-document", sources: ["page"] },
      { kind: "client-code", sources: ["plugin", "older"], since: "2023" },
      { kind: "framework", sources: ["habit"], since: "2012-10" },
    ]);
  });

  it("is known since the earliest source that is more than a convention, if there is one", () => {
    expect(sinceOf(provenanceOf(evidence(1, "read"), "read", 200))).toBe("2023");
    expect(sinceOf(provenanceOf(evidence(1, "read"), "read", 404))).toBe("2012-10");
  });

  it("is asked for in the order of use", () => {
    const missing = [{ about: "R1", operations: "all", question: "Why?", how: "Ask." }];
    const queue = queueOf(
      new Map([
        ["one", { ...evidence(3, "read"), missing } as Evidence],
        [
          "other",
          { ...evidence(1, "write"), missing: [{ about: "write", question: "How?", how: "Try." }] } as Evidence,
        ],
      ]),
    );
    expect(queue.map(({ provider, weight, about }) => [provider, weight, about])).toEqual([
      ["other", 1, "write"],
      ["one", 3, "R1"],
    ]);
  });
});

describe("the agreement report", async () => {
  const control = await readSpec("control");
  const report = await readReport(NO_EVIDENCE);
  const page = toMarkdown(report);

  it("says of each row what it rests on, and of our own API that it is our own", () => {
    const rows = page.split("\n").filter((line) => ROW.test(line));
    expect(rows).toHaveLength(report.statuses.length);
    const own = rows.filter((row) => row.endsWith("| own specification |"));
    expect(own).toHaveLength(statusesOf(control).length);
    for (const row of rows) if (!own.includes(row)) expect(row).toMatch(/\((20\d\d(-\d\d)?|undated)\) \|$/);
  });

  it("ends with the questions that are open, most used operations first", () => {
    const [, queue = ""] = page.split("## Missing evidence");
    const weights = [...queue.matchAll(/^\| (\d) \|/gm)].map(([, weight]) => Number(weight));
    expect(weights).toHaveLength([...all.values()].flatMap(({ missing }) => missing).length);
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
    expect(queue).not.toContain("##");
    expect(toText(report)).toContain("missing evidence: ");
  });

  it("is kept with both as they are", async () => {
    const kept = await readFile(join(root, "docs/agreement.md"), "utf8");
    expect(kept.split("## Missing evidence")[1], "npm run agreement").toBe(page.split("## Missing evidence")[1]);
    const lines = kept.split("\n");
    for (const { operationId, status, provenance } of report.statuses.filter((each) => each.provenance.length > 0)) {
      const ending = ` | ${showProvenance(provenance)} |`;
      const name = operationId === undefined ? "common response" : `\`${operationId}\``;
      const row = lines.find((line) => line.startsWith(`| ${name} | ${status}`) && line.endsWith(ending));
      expect(row, `${name} ${status}: npm run agreement`).toBeDefined();
    }
  });
});
