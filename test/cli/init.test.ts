import { expect, it } from "vitest";
import { toSchemaAddress } from "../../src/cli/init.ts";

it("a seed file leads to its schema from where it is, or by a URL where a path would not do", () => {
  const schema = "/project/node_modules/standin/dist/seed.schema.json";
  expect(toSchemaAddress(schema, "/project/standin.seed.yaml")).toBe("./node_modules/standin/dist/seed.schema.json");
  expect(toSchemaAddress(schema, "/project/test/seeds/one.yaml")).toBe(
    "../../node_modules/standin/dist/seed.schema.json",
  );
  expect(toSchemaAddress("/my project/seed.schema.json", "/my.yaml")).toBe("file:///my%20project/seed.schema.json");
});
