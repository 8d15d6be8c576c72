import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileSpec } from "#generation/compile.ts";
import { SpecError } from "#generation/spec-faults.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-specs-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The faults of a spec, without the folder that it is in. */
async function faultsOf(
  text: string,
  others: Readonly<Record<string, string>> = {},
  name = "spec.yaml",
): Promise<string[]> {
  for (const [file, content] of Object.entries({ ...others, [name]: text }))
    await writeFile(join(folder, file), content);
  try {
    await compileSpec(join(folder, name));
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as SpecError).faults.map(
      ({ file, position, path, message }) =>
        `${file.slice(folder.length + 1)}${position} ${path.join("/")}: ${message}`,
    );
  }
}

const HEAD = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\n";

describe("a spec that cannot be served", () => {
  it.each([
    ["Swagger 2.0", "swagger: '2.0'", "spec.yaml:1:1 swagger: this is Swagger 2.0. Convert it to OpenAPI 3 first"],
    ["a version to come", "openapi: 4.0.0", "spec.yaml:1:1 openapi: openapi says which version"],
    [
      "no version",
      "info: {}",
      "spec.yaml : openapi says which version a document is of: 3.0 or 3.1, and it is missing.",
    ],
    ["no map", "- 1", "spec.yaml : an OpenAPI document is a map"],
    ["no paths", HEAD, "spec.yaml paths: a spec has paths"],
    ["what is not YAML", "a: [1", "spec.yaml:1:6 : it is not YAML:"],
    ["a name twice", `${HEAD}paths:\n  /a: {}\n  /a: {}`, "spec.yaml:5:3 : it is not YAML: Map keys must be unique."],
    ["a path without a slash", `${HEAD}paths: { a: {} }`, "spec.yaml:3:10 paths/a: a path begins with a slash"],
    ["half a brace", `${HEAD}paths: { "/a/{b": {} }`, 'paths//a/{b: "/a/{b" has a brace without its other one.'],
  ])("says what is wrong with %s", async (_what, text, expected) => {
    expect((await faultsOf(text)).join("\n")).toContain(expected);
  });

  it("is refused with every fault, each with its line and place", async () => {
    const text = `${HEAD}paths:
  /a:
    get:
      operationId: one
      parameters:
        - { name: x }
      responses:
        "20": { description: no status }
        "200": { $ref: "#/components/responses/Missing" }
  /b:
    get:
      operationId: one
      security: [{ nothing: [] }]
      responses:
        "200":
          description: a schema of no type
          content: { application/json: { schema: { type: text } } }
components:
  schemas:
    Far: { $ref: "https://example.com/schemas.yaml#/Far" }
    Other: { $ref: "./other.yaml#/Lost" }
    Absent: { $ref: "./absent.yaml#/A" }
`;
    expect(await faultsOf(text, { "other.yaml": "Pet: { properties: [] }" })).toEqual([
      'spec.yaml:22:12 components/schemas/Far/$ref: "https://example.com/schemas.yaml#/Far" is a remote reference, and nothing is downloaded. Save the file beside the spec and refer to it there.',
      "absent.yaml : there is no such file.",
      'spec.yaml:11:18 paths//a/get/responses/200/$ref: "#/components/responses/Missing" leads nowhere.',
      'spec.yaml:23:14 components/schemas/Other/$ref: "./other.yaml#/Lost" leads nowhere.',
      "spec.yaml:8:11 paths//a/get/parameters/0: a parameter has a name, and is in path, query, header, cookie.",
      'spec.yaml:10:9 paths//a/get/responses/20: "20" is not a status, such as 200, 4XX or default.',
      'spec.yaml:14:7 paths//b/get/operationId: the operationId "one" is that of GET /a too.',
      expect.stringContaining('there is no type "text"; it is one of'),
      'spec.yaml:15:7 paths//b/get/security: there is no security scheme "nothing".',
    ]);
  });

  it("names the file of a fault, where it is another", async () => {
    const text = `${HEAD}paths:\n  /a: { get: { responses: { "200": { description: a, content: { application/json: { schema: { $ref: "other.yaml#/Pet" } } } } } } }`;
    expect(await faultsOf(text, { "other.yaml": "Pet:\n  properties: []\n" })).toEqual([
      "other.yaml:2:3 Pet/properties: properties is a map of schemas.",
    ]);
  });

  it("is refused in one sentence per fault, without a stack", async () => {
    await expect(compileSpec({ openapi: "3.0.0", paths: { a: {}, b: {} } })).rejects.toThrow(
      /^the document cannot be served as it has 2 faults:\n {2}the document #\/paths\/a: .*\n {2}the document #\/paths\/b: .*$/,
    );
  });

  it("may be one that holds itself", async () => {
    const document: Record<string, unknown> = { openapi: "3.0.0" };
    document["paths"] = document;
    await expect(compileSpec(document)).rejects.toThrow("holds itself");
  });
});
