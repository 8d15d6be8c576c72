import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findMock, providerNames } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";

interface Schema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const readSchemas = async (name: string): Promise<Readonly<Record<string, Schema>>> =>
  parse(await readFile(new URL(`../mocks/${name}/seed.schema.yaml`, import.meta.url), "utf8"));

describe.each(providerNames)("a seed of %s", (name) => {
  it("need not have any list", async () => {
    const forced = Object.entries(await readSchemas(name)).flatMap(([schema, { required = [], properties = {} }]) =>
      required.filter((member) => properties[member]?.type === "array").map((member) => `${schema}.${member}`),
    );
    expect(forced).toEqual([]);
  });

  it("starts with any of its lists left out or empty, and says nothing empty about it", async () => {
    const { Seed = {} } = await readSchemas(name);
    const lists = Object.entries(Seed.properties ?? {}).flatMap(([member, { type }]) =>
      type === "array" ? member : [],
    );
    expect(lists).not.toEqual([]);
    const seeds = [{}, ...lists.map((list) => ({ [list]: [] })), Object.fromEntries(lists.map((list) => [list, []]))];
    const { checkSeed, describeCredentials, exampleRequest, defaultSeed } = findMock(name);
    expect(describeCredentials(await checkSeed({}))).toEqual(describeCredentials(defaultSeed));
    for (const seed of seeds) {
      expect(Object.entries(describeCredentials(await checkSeed(seed))).filter(([, value]) => value === "")).toEqual(
        [],
      );
      const { method, path, headers = {}, body } = exampleRequest(seed);
      const { fetch } = await createStandin({ providers: [name], seeds: { [name]: seed } });
      const json = body === undefined ? {} : { "content-type": "application/json" };
      const { status } = await fetch(`/${name}${path}`, {
        method,
        headers: { ...json, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect([404, 405, 500]).not.toContain(status);
    }
  });
});
