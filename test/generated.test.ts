import { expect, it } from "vitest";
import { withoutPlaces } from "#generation/validators.ts";

it.each([
  'var a={"node_modules/ajv/x.js"(){}}',
  'var a={"../../node_modules/ajv/x.js"(){}}',
  'var a={"/home/me/project/node_modules/ajv/x.js"(){}}',
])("generated code does not tell where node_modules lies: %s", (code) => {
  expect(withoutPlaces(code)).toBe('var a={"node_modules/ajv/x.js"(){}}');
});
