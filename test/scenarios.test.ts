import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { StandinError } from "#engine/basics/errors.ts";
import { resolveSchema } from "#engine/basics/schema-text.ts";
import type { JsonSchema, ScenarioDeclaration } from "#engine/contract/mock.ts";
import { checkParameters } from "#engine/kit/scenario-parameters.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/index.ts";
import { putScenariosSection, toScenariosSection } from "../scripts/generate/scenarios-section.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Every scenario of every file: what is checked here holds for the next one too. */
const root = join(import.meta.dirname, "..");
const fileOf = (name: string): string =>
  [`mocks/${name}/scenarios.yaml`, `src/${name}/scenarios.yaml`].find((path) => existsSync(join(root, path))) ?? "";
const files = await Promise.all(
  [...providerNames, "control"].map(async (provider) => {
    const { scenarios } = parse(readFileSync(join(root, fileOf(provider)), "utf8"));
    const { declarations } = await import(`../src/generated/${provider}/scenarios.js`);
    return {
      provider,
      names: Object.keys(scenarios),
      declarations: declarations as Record<string, ScenarioDeclaration>,
    };
  }),
);
const all = files.flatMap(({ provider, declarations }) =>
  Object.entries(declarations).map(([name, declaration]) => ({ provider, name, declaration })),
);

const schemaOf = ({ parameters }: ScenarioDeclaration, name: string): JsonSchema =>
  resolveSchema(parameters.properties[name] ?? {}, parameters);

/** The types that a schema allows, in JSON Schema's words. */
function typesOf(schema: JsonSchema, whole: JsonSchema): string[] {
  const { type, oneOf, anyOf } = resolveSchema(schema, whole);
  if (type !== undefined) return [type].flat() as string[];
  const alternatives = [oneOf, anyOf].flat().filter((each) => each !== undefined) as JsonSchema[];
  if (alternatives.length === 0) throw new Error(`a parameter has no type: ${JSON.stringify(schema)}`);
  return alternatives.flatMap((each) => typesOf(each, whole));
}

/** Values by their type; numbers with a fraction are none of an integer. */
const VALUES: readonly (readonly [type: string, value: unknown])[] = [
  ["string", "x"],
  ["number", 1.5],
  ["integer", 7],
  ["boolean", true],
  ["null", null],
  ["array", []],
  ["object", {}],
];
const isOf = (type: string, allowed: readonly string[]): boolean =>
  allowed.includes(type) || (type === "integer" && allowed.includes("number"));

/** The least that a scenario takes. */
function leastOf({ parameters }: ScenarioDeclaration): Parameters {
  const required = (parameters["required"] ?? []) as string[];
  const toSample = ({ format }: JsonSchema): string => (format === "uri" ? "http://127.0.0.1:9/" : "some-id");
  return Object.fromEntries(required.map((name) => [name, toSample(parameters.properties[name] ?? {})]));
}

/** What the check says of parameters; `undefined`: they are valid. */
function refusalOf(scenario: (typeof all)[number], parameters: Parameters): string | undefined {
  try {
    checkParameters(scenario, { ...leastOf(scenario.declaration), ...parameters });
    return undefined;
  } catch (error) {
    if (!(error instanceof StandinError)) throw error;
    return error.message;
  }
}

it("scenarios are declared in files, and each has code", async () => {
  expect(all.length).toBeGreaterThan(60);
  for (const { provider, names, declarations } of files) {
    expect(Object.keys(declarations)).toEqual(names);
    if (provider === "control") continue;
    const behaviour = await registry[provider as (typeof providerNames)[number]].behaviour();
    expect(Object.keys(await behaviour.scenarios())).toEqual(names);
  }
});

it.each(providerNames)(
  "the README of %s lists the scenarios that there are; else run npm run scenarios",
  async (name) => {
    const readme = readFileSync(join(root, "mocks", name, "README.md"), "utf8");
    const { scenarios } = await registry[name].behaviour();
    expect(putScenariosSection(readme, toScenariosSection(await scenarios())) === readme).toBe(true);
  },
);

describe.each(files)("the parameters of the scenarios of $provider", ({ provider, declarations }) => {
  const own = Object.entries(declarations).map(([name, declaration]) => ({
    provider,
    name,
    declaration,
    names: Object.keys(declaration.parameters.properties),
    place: `of the scenario "${name}" of ${provider}`,
  }));
  const ownText = readFileSync(join(root, fileOf(provider)), "utf8");
  /** Limits and descriptions of seed and spec are those of seed and spec. */
  const isOwn = (parameter: string): boolean => new RegExp(`^ +${parameter}:`, "m").test(ownText);

  it("are refused if they are unknown; the known ones are named", () => {
    for (const { names, place, ...scenario } of own) {
      const known = names.length === 0 ? "It has no parameters." : `Known parameters: ${names.join(", ")}.`;
      expect(refusalOf(scenario, { "no-such-parameter": 1 })).toBe(
        `Unknown parameter "no-such-parameter" ${place}. ${known}`,
      );
      for (const each of names.filter((one) => one.length > 3 && !names.includes(`${one}s`)))
        expect(refusalOf(scenario, { [`${each}s`]: 1 })).toBe(
          `Unknown parameter "${each}s" ${place}. Did you mean "${each}"? ${known}`,
        );
    }
  });

  it("are refused if they have another type, with what is expected", () => {
    for (const { names, place, ...scenario } of own)
      for (const each of names) {
        const { declaration } = scenario;
        const allowed = typesOf(schemaOf(declaration, each), declaration.parameters);
        const wrong = VALUES.filter(([type]) => !isOf(type, allowed));
        expect(wrong.length, each).toBeGreaterThan(0);
        for (const [, value] of wrong)
          expect(refusalOf(scenario, { [each]: value }), `${each}: ${JSON.stringify(value)}`).toMatch(
            new RegExp(`^Invalid parameter ${each} ${place}(: .*)?\\. Expected: \\S.*\\.$`),
          );
      }
  });

  it("are numbers up to their limits, and none beyond", () => {
    for (const { names, place, ...scenario } of own)
      for (const each of names) {
        const { minimum, maximum, type } = schemaOf(scenario.declaration, each);
        if (![type].flat().some((one) => one === "integer" || one === "number")) continue;
        const isLimited = typeof minimum === "number" && (typeof maximum === "number" || !isOwn(each));
        expect(isLimited, `the limits of ${each} ${place}`).toBe(true);
        for (const [limit, beyond] of [
          [minimum, Number(minimum) - 1],
          [maximum, Number(maximum) + 1],
        ]) {
          if (limit === undefined) continue;
          expect(refusalOf(scenario, { [each]: limit }), each).toBeUndefined();
          expect(refusalOf(scenario, { [each]: beyond }), each).toContain(`: ${beyond}. Expected: integer`);
        }
      }
  });

  it("are one of the words that are listed, and no other", () => {
    for (const { names, ...scenario } of own)
      for (const each of names) {
        const { enum: words } = schemaOf(scenario.declaration, each);
        if (!Array.isArray(words)) continue;
        for (const word of words) expect(refusalOf(scenario, { [each]: word }), each).toBeUndefined();
        expect(refusalOf(scenario, { [each]: "no such word" })).toContain(
          `: "no such word". Expected: one of ${words.join(", ")}.`,
        );
      }
  });

  it("are complete: those required have to be given, those with a default are filled in", () => {
    for (const { names, place, ...scenario } of own) {
      const given = Object.freeze(leastOf(scenario.declaration));
      for (const each of Object.keys(given))
        expect(refusalOf(scenario, { [each]: undefined })).toMatch(`Missing parameter ${each} ${place}. Expected: `);
      const defaults = names.flatMap((each) => {
        const value = schemaOf(scenario.declaration, each)["default"];
        return value === undefined ? [] : [[each, value] as const];
      });
      expect(checkParameters(scenario, given)).toEqual({ ...given, ...Object.fromEntries(defaults) });
    }
  });

  it("are described in sentences, as the scenarios are", () => {
    for (const { name, declaration } of own) {
      expect(declaration.describe, name).toMatch(/^[A-Z].*\.$/s);
      for (const [each, { description = "" }] of Object.entries(declaration.parameters.properties))
        if (isOwn(each)) expect(description, each).toMatch(/^$|^[A-Z`].*\.$/s);
    }
  });
});

describe("the engine", () => {
  it("checks parameters before it opens a world", async () => {
    await using standin = await createStandin();
    const { engine } = standin;
    for (const { provider, name } of all.filter((each) => each.provider !== "control"))
      await expect(engine.runScenario("w", provider, name, { bogus: 1 })).rejects.toThrow(
        `Unknown parameter "bogus" of the scenario "${name}" of ${provider}.`,
      );
    for (const parameters of [[], 5, "x", null, new Map(), () => 1] as never[])
      await expect(engine.runScenario("w", "avacy", "a rate limit", parameters)).rejects.toThrow("must be an object");
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    await expect(engine.runScenario("w", "avacy", "a rate limit", deep)).rejects.toThrow("nested deeper");
    expect(engine.worlds.names()).toEqual([]);
  });

  it("takes objects of another realm, and leaves all as they are", () => {
    const scenario = all.find(({ name }) => name === "a confirmed session");
    if (scenario === undefined) throw new Error("there is no such scenario");
    const selection = Object.freeze({ email: "a@example.com", phone: undefined });
    const given = runInNewContext("Object.freeze({ user: undefined, scope: 'email' })");
    expect(checkParameters(scenario, given)).toEqual({ client_id: "standin-client", user: "alice", scope: "email" });
    expect(checkParameters(scenario, { selection })["selection"]).toStrictEqual({ email: "a@example.com" });
  });

  it("shows no text that was given, as it may be a secret", async () => {
    await using standin = await createStandin();
    const secret = "hidden-value";
    for (const { provider, name, declaration } of all.filter((each) => each.provider !== "control"))
      for (const [each, { enum: words }] of Object.entries(declaration.parameters.properties)) {
        if (Array.isArray(words)) continue;
        for (const value of [secret, [secret], { [each]: secret }])
          await standin.engine
            .runScenario("w", provider, name, { ...leastOf(declaration), [each]: value })
            .catch((error: Error) => {
              if (error.message.includes("Expected: ")) expect(error.message, `${name}: ${each}`).not.toContain(secret);
            });
      }
  });
});

/** The parameters of scenarios that others can build on: none, and each word of each list. */
const variantsOf = ({ parameters }: ScenarioDeclaration): Parameters[] => [
  {},
  ...Object.entries(parameters.properties).flatMap(([name, { enum: words }]) =>
    Array.isArray(words) ? words.map((word) => ({ [name]: word })) : [],
  ),
];

describe.each(providerNames)("the results of %s", (provider) => {
  it("are those that are declared", async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    await using standin = await createStandin({ providers: [provider], acceptAnyCredentials: false });
    const own = all.filter((each) => each.provider === provider);
    let worlds = 0;
    /** Runs scenarios one after the other; later ones get the members of earlier results that they require. */
    const run = async (steps: readonly { name: string; declaration: ScenarioDeclaration; given: Parameters }[]) => {
      worlds += 1;
      let result: unknown;
      for (const { name, declaration, given } of steps) {
        const told = Object.entries({ ...(result as object) }).filter(([key]) => key in leastOf(declaration));
        const parameters = { ...leastOf(declaration), ...given, ...Object.fromEntries(told) };
        result = await standin.engine.runScenario(`w${worlds}`, provider, name, parameters);
      }
      return { result };
    };
    for (const scenario of own) {
      const { name, declaration } = scenario;
      const alone = await run([{ name, declaration, given: {} }]).catch(() => undefined);
      const runs = alone === undefined ? [] : [alone];
      // Others act on what an earlier scenario has made.
      if (alone === undefined)
        for (const before of own.filter(({ declaration: { result } }) => result !== undefined))
          for (const given of variantsOf(before.declaration)) {
            const after = await run([
              { ...before, given },
              { name, declaration, given: {} },
            ]).catch(() => undefined);
            if (after !== undefined) runs.push(after);
          }
      expect(runs.length, `${name} cannot run`).toBeGreaterThan(0);
      for (const { result } of runs) {
        expect(result === undefined, name).toBe(declaration.result === undefined);
        if (declaration.result === undefined) continue;
        expect(ajv.validate(declaration.result, result) || ajv.errors, name).toBe(true);
      }
    }
  });
});
