import { expect, it } from "vitest";
import { everyPrefixOf, prefixesOf } from "#generation/servers.ts";
import { withoutPlaces } from "#generation/validators.ts";

it.each([
  'var a={"node_modules/ajv/x.js"(){}}',
  'var a={"../../node_modules/ajv/x.js"(){}}',
  'var a={"/home/me/project/node_modules/ajv/x.js"(){}}',
])("generated code does not tell where node_modules lies: %s", (code) => {
  expect(withoutPlaces(code)).toBe('var a={"node_modules/ajv/x.js"(){}}');
});

it("finds the prefixes of servers for every value that their variables list", () => {
  const servers = [
    { url: "https://pages.example" },
    {
      url: "https://pages.example/{language}/v{version}/",
      variables: { language: { default: "en", enum: ["en", "$&"] }, version: { default: "2" } },
    },
    { url: "https://other.example/{language}/v2", variables: { language: { default: "fr", enum: ["en", "fr"] } } },
  ];
  expect(everyPrefixOf(servers)).toEqual(["", "/en/v2", "/$&/v2", "/fr/v2"]);
  expect(prefixesOf(servers)).toEqual(["", "/en/v2", "/fr/v2"]);
  expect(everyPrefixOf([])).toEqual([""]);
});
