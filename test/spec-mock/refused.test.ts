import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SpecError } from "#generation/spec-faults.ts";
import { loadSpec } from "#spec-mock/load-spec.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-refused-"));
});
afterAll(() => rm(folder, { recursive: true }));

const HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
/** A spec with one operation, on line 4. @param more what the components say, on line 5 */
const withSchema = (schema: string, more = "{}"): string =>
  `${HEAD}paths:\n  /a: { get: { responses: { "200": { description: x, content: { application/json: { schema: ${schema} } } } } } }\ncomponents: { schemas: ${more} }\n`;
const withOperation = (operation: string): string => `${HEAD}paths:\n  /a: { get: ${operation} }\n`;
const A = '{ $ref: "#/components/schemas/A" }';
const B = '{ $ref: "#/components/schemas/B" }';

async function refusalOf(text: string): Promise<string> {
  const file = join(folder, "spec.yaml");
  await writeFile(file, text);
  const error = await loadSpec(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SpecError);
  return (error as SpecError).message.replaceAll(folder, "");
}

describe("a spec alone is refused at its line", () => {
  it.each([
    ["a reference to itself", withSchema(A, `{ A: ${A} }`), 5, "leads back to itself"],
    ["references in a circle", withSchema(A, `{ A: ${B}, B: ${A} }`), 5, "leads back to itself"],
    ["allOf of itself", withSchema(A, `{ A: { allOf: [${A}] } }`), 5, "leads back to itself"],
    ["a circle of alternatives", withSchema(A, `{ A: { anyOf: [${B}] }, B: { oneOf: [${A}] } }`), 5, "leads back"],
    ["not itself", withSchema(A, `{ A: { not: ${A} } }`), 5, "leads back to itself"],
    ["a required self", withSchema("{}", `{ A: { type: object, required: [a], properties: { a: ${A} } } }`), 5, "ends"],
    [
      "a required item of itself",
      withSchema(`{ type: array, minItems: 1, items: ${A} }`, `{ A: { type: array, minItems: 1, items: ${A} } }`),
      5,
      "no data fits that ends",
    ],
    ["an endless text", withSchema("{ type: string, minLength: 1000000000 }"), 4, "more than is made"],
    ["an endless list", withSchema("{ type: array, minItems: 100000000, items: {} }"), 4, "more than is made"],
    [
      "a long list of long lists",
      withSchema("{ type: array, minItems: 1000, items: { type: array, minItems: 1000 } }"),
      4,
      "more than is made",
    ],
    ["an endless map", withSchema("{ type: object, minProperties: 10000000 }"), 4, "more than is made"],
    ["a text both long and short", withSchema("{ type: string, minLength: 5, maxLength: 2 }"), 4, "minLength is 5"],
    ["a number both large and small", withSchema("{ type: integer, minimum: 2, maximum: 1 }"), 4, "minimum is 2"],
    ["not anything", withSchema("{ not: {} }"), 4, "not excludes everything"],
    ["multiples of nothing", withSchema("{ type: number, multipleOf: 0 }"), 4, "multipleOf is a number"],
    ["multiples of too little", withSchema("{ type: number, multipleOf: 1.0e-320 }"), 4, "multipleOf is a number"],
    ["a reference that is a number", withSchema("{ $ref: 5 }"), 4, "$ref is text"],
    ["a file outside of its folder", withSchema('{ $ref: "/etc/hostname" }'), 4, "leads out of the spec's folder"],
    ["a file above its folder", withSchema('{ $ref: "../x.yaml" }'), 4, "leads out of the spec's folder"],
    ["a body that nothing fits", withSchema("false"), 4, "no body fits the schema false"],
    [
      "a header's name",
      withOperation('{ responses: { "200": { headers: { "a b": { schema: {} } } } } }'),
      4,
      '"a b" is not the name of a header',
    ],
    [
      "a header's value",
      withOperation(
        '{ responses: { "200": { headers: { X-A: { required: true, schema: { enum: ["a\\r\\nb", "€"] } } } } } }',
      ),
      4,
      "HTTP cannot carry",
    ],
    [
      "a media type with a line break",
      withOperation('{ responses: { "200": { content: { "text/x\\r\\nx-evil: 1": {} } } } }'),
      4,
      "is not a media type",
    ],
    [
      "an empty media type",
      withOperation('{ responses: { "200": { content: { "": {} } } } }'),
      4,
      '"" is not a media type',
    ],
    ["an operationId that is a number", withOperation("{ operationId: 5, responses: {} }"), 4, "operationId is text"],
    [
      "an unknown role",
      withOperation("{ x-standin-role: nope, responses: {} }"),
      4,
      "x-standin-role is example or generated",
    ],
    [
      "an undocumented status",
      withOperation('{ x-standin-status: 299, responses: { "200": {} } }'),
      4,
      "a status that is documented",
    ],
    ["an unknown hint", withOperation("{ x-standin-rolle: example, responses: {} }"), 4, "there is no x-standin-rolle"],
    [
      "a negative limit",
      `${HEAD}paths:\n  /a: { post: { requestBody: { x-body-limit-bytes: -1, content: { text/plain: {} } }, responses: {} } }\n`,
      4,
      "x-body-limit-bytes is a number",
    ],
    [
      "a pattern that is none",
      withOperation('{ parameters: [{ name: p, in: query, x-route-pattern: "((" }], responses: {} }'),
      4,
      "x-route-pattern is a regular expression",
    ],
    [
      "an unknown part of a page",
      withOperation("{ parameters: [{ name: p, in: query, x-standin-page: most }], responses: {} }"),
      4,
      "x-standin-page is one of",
    ],
  ])("for %s", async (_what, text, line, message) => {
    const refusal = await refusalOf(text);
    expect(refusal).toContain(message);
    expect(refusal).toMatch(new RegExp(`/spec\\.yaml:${line}:\\d+ #/`));
    expect(refusal).toContain("has one fault");
  });

  it("takes schemas that refer to themselves where they may end", async () => {
    const ending = `{ type: object, required: [a, b], properties: { a: { anyOf: [${A}, { type: "null" }] }, b: { type: array, items: ${A} } } }`;
    await writeFile(join(folder, "spec.yaml"), withSchema(A, `{ A: ${ending} }`));
    await expect(loadSpec(join(folder, "spec.yaml"))).resolves.toBeDefined();
  });

  it.each([
    ["a reference", () => refusalOf(withSchema('{ $ref: "https://ann:hunter2@h.example/x.yaml?token=sekrit#/A" }'))],
    ["a path", () => loadSpec("https://ann:hunter2@h.example/x.yaml?token=sekrit").catch(String)],
    ["a URL", () => loadSpec(new URL("https://ann:hunter2@h.example/x.yaml?token=sekrit")).catch(String)],
  ])("shows no password of %s", async (_what, refuse) => {
    const shown = await refuse();
    expect(shown).toContain("h.example/x.yaml");
    expect(shown).toContain("nothing is downloaded");
    expect(shown).not.toMatch(/hunter2|sekrit/);
  });
});
