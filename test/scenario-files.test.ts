import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ScenariosFile } from "#generation/scenario-schemas.ts";
import { writeScenarios } from "#generation/scenarios.ts";
import { createScenariosCheck } from "#generation/scenarios-check.ts";

const check = await createScenariosCheck(
  parse(readFileSync(join(import.meta.dirname, "../mocks/scenarios.schema.yaml"), "utf8")),
);

type Scenario = ScenariosFile["scenarios"][string];

const NOTE = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, size: { type: "integer", default: 3 } },
};
const write = (scenario: object, more: Partial<ScenariosFile> = {}) =>
  writeScenarios(
    {
      folder: "mocks/toy",
      file: { ...more, scenarios: { "a note": { describe: "A note.", ...scenario } as Scenario } },
      seed: { Note: NOTE, Alias: { $ref: "#/components/schemas/Note" } },
      specPath: "specs/toy.yaml",
      spec: { Page: { type: "array", items: { $ref: "#/components/schemas/Item" } }, Item: { type: "string" } },
    },
    "mocks/toy/scenarios.yaml",
  );
const text = { type: "string", description: "A text." };

describe("the generator of scenarios", () => {
  it("takes members and schemas of the seed and the spec, and no default of theirs", async () => {
    const { code, types } = await write(
      {
        membersOf: ["seed.schema.yaml#/Note"],
        parameters: {
          id: { default: "n" },
          like: { $ref: "seed.schema.yaml#/Note/properties/size", description: "A size.", minimum: 1 },
        },
        result: { $ref: "../../specs/toy.yaml#/components/schemas/Page" },
      },
      { schemas: { Unused: { type: "string" } } },
    );
    const line = code.split("\n").find((each) => each.startsWith('"a note":'));
    expect(line).toContain('"properties":{"id":{"type":"string","default":"n"},"size":{"type":"integer"}');
    expect(line).toContain('"like":{"type":"integer","description":"A size.","minimum":1}}');
    expect(line).not.toContain('"required"');
    expect(line).toContain(
      'result:{"$ref":"#/$defs/Page","$defs":{"Item":definitions["Item"],"Page":definitions["Page"]}}',
    );
    expect(types).toContain('defaults: "id";');
    expect(code + types).not.toContain("Unused");
  });

  it.each<[fault: string, scenario: object, complaint: string]>([
    ["a reference to no schema", { membersOf: ["seed.schema.yaml#/Nothing"] }, "leads to no schema"],
    ["a reference to another file", { membersOf: ["../other/seed.schema.yaml#/Note"] }, "leads to no schema"],
    ["an inherited name", { membersOf: ["seed.schema.yaml#/constructor"] }, "leads to no schema"],
    ["members of a text", { membersOf: ["../../specs/toy.yaml#/components/schemas/Item"] }, "has no members"],
    ["a required parameter that is not declared", { parameters: { a: text }, required: ["b"] }, "b is required"],
    [
      "a default of what is required",
      { parameters: { a: { ...text, default: "x" } }, required: ["a"] },
      "a is required",
    ],
    ["a default of another type", { parameters: { a: { ...text, default: 5 } } }, "the default of a is not valid"],
    ["a parameter without a description", { parameters: { a: { type: "string" } } }, "a has no description"],
    ["an unknown word in a parameter", { parameters: { a: { ...text, sort: "x" } } }, 'unknown keyword: "sort"'],
    ["an unknown word in a result", { result: { type: "object", sort: "x" } }, 'unknown keyword: "sort"'],
  ])("refuses %s", async (_fault, scenario, complaint) => {
    await expect(write(scenario)).rejects.toThrow(complaint);
  });

  it.each<[fault: string, file: object, complaint: RegExp]>([
    ["no scenarios", { scenarios: {} }, /scenarios must NOT have fewer/],
    ["an unknown member", { scenarios: { a: { describe: "A.", parameter: {} } } }, /additional properties parameter/],
    ["no sentence", { scenarios: { a: { describe: "nothing" } } }, /describe must match/],
    [
      "a text in place of a schema",
      { scenarios: { a: { describe: "A.", parameters: { b: "text" } } } },
      /parameters\/b/,
    ],
    ["a name with a space", { scenarios: { a: { describe: "A.", parameters: { "b c": {} } } } }, /parameters/],
  ])("refuses a file with %s", (_fault, file, complaint) => {
    expect(check(file).join("\n")).toMatch(complaint);
    expect(check({ scenarios: { a: { describe: "A." } } })).toEqual([]);
  });
});
