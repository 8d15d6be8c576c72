import { describe, expect, it } from "vitest";
import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import type { ValidationError, Validator } from "#engine/contract/operation.ts";
import type { RoutedRequest } from "#engine/contract/request.ts";
import { basicOf, bearerOf, readBasic } from "#engine/kit/authorization.ts";
import { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
import { cookieOf } from "#engine/kit/cookies.ts";
import { decodeParameters, decodePath, gatherViolations, parseQuery, toViolations } from "#engine/kit/decode.ts";

/** What mocks get ready-made, by itself. */

describe("the credentials of an Authorization header", () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ["Bearer abc", "abc"],
    ["bearer abc", "abc"],
    ["BEARER   abc  ", "abc"],
    ["Bearer a b", "a b"],
    ["Bearer", undefined],
    ["Bearer ", undefined],
    ["Bearer   ", undefined],
    ["Bearer\tabc", undefined],
    ["Bearerabc", undefined],
    ["Beaver abc", undefined],
    ["Basic abc", undefined],
    ["abc", undefined],
    ["", undefined],
  ])("%s as a bearer token: %s", (authorization, token) => {
    // Twice: the last header is remembered.
    for (let time = 0; time < 2; time += 1) expect(bearerOf({ authorization })).toBe(token);
  });

  it("are told apart by scheme and value, whatever was read before", () => {
    const encoded = btoa("a:b");
    expect(bearerOf({ authorization: `Basic ${encoded}` })).toBeUndefined();
    expect(basicOf({ authorization: `Basic ${encoded}` })).toEqual({ name: "a", password: "b" });
    expect(bearerOf({ authorization: `Basic ${encoded}` })).toBeUndefined();
    expect(bearerOf({ authorization: "Bearer one" })).toBe("one");
    expect(bearerOf({ authorization: "Bearer two" })).toBe("two");
    expect(basicOf({ authorization: "Bearer two" })).toBeUndefined();
    expect(basicOf({})).toBeUndefined();
  });

  it.each<[string, object | undefined]>([
    [btoa("name:password"), { name: "name", password: "password" }],
    [btoa("name:pass:word"), { name: "name", password: "pass:word" }],
    [btoa(":password"), { name: "", password: "password" }],
    [btoa("name:"), { name: "name", password: "" }],
    [btoa(":"), { name: "", password: "" }],
    [btoa("name"), undefined],
    ["", undefined],
    ["no base64!", undefined],
    [Buffer.from("ä:ö").toString("base64"), { name: "ä", password: "ö" }],
    // Latin 1, which is no UTF-8.
    [btoa("ä:ö"), undefined],
  ])("Basic %s", (credentials, expected) => {
    expect(readBasic(credentials)).toEqual(expected);
  });
});

describe("a cookie", () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ["", undefined],
    ["id=1", "1"],
    ["a=0; id=1", "1"],
    ["id = 1 ;a=0", "1"],
    ["id=a=b", "a=b"],
    ["id=", ""],
    ["=id; id=1", "1"],
    ["=1", undefined],
    ["id", undefined],
    ["xid=1; idx=2", undefined],
    ["id=1; id=2", "1"],
  ])("%s", (cookie, value) => {
    expect(cookieOf({ cookie }, "id")).toBe(value);
  });

  it("without a name is none", () => {
    expect(cookieOf({ cookie: "=1" }, "")).toBeUndefined();
  });
});

describe("the parameters of a path", () => {
  it.each<[Record<string, string>, Record<string, string> | undefined]>([
    [{ id: "a" }, { id: "a" }],
    [
      { id: "a%20b", other: "c" },
      { id: "a b", other: "c" },
    ],
    [
      { other: "c", id: "%C3%A4" },
      { other: "c", id: "ä" },
    ],
    [{ id: "%E4" }, undefined],
    [{ id: "%" }, undefined],
    [{ __proto__: "x", id: "%41" } as never, { id: "A" }],
  ])("%j", (given, expected) => {
    expect(decodePath(given)).toEqual(expected);
  });

  it("are the same object where nothing is encoded", () => {
    const given = { id: "a" };
    expect(decodePath(given)).toBe(given);
  });
});

describe("declared parameters", () => {
  const decode = (
    query: string,
    declared: Record<string, string>,
    more: { headers?: string[]; sent?: Record<string, string>; validate?: Validator | null } = {},
  ) =>
    decodeParameters({
      operation: { query: declared, headers: more.headers ?? [], validateParameters: more.validate ?? null },
      pathParameters: { id: "p" },
      query: parseQuery(query),
      headers: more.sent ?? {},
    } as unknown as RoutedRequest);

  it.each<[string, string, string, unknown]>([
    ["a single value", "single", "q=1", "1"],
    ["a single value that is repeated", "single", "q=1&q=2", ["1", "2"]],
    ["a single value written as a list", "single", "q[]=1", undefined],
    ["a repeated value that came once", "repeat", "q=1", ["1"]],
    ["a repeated value", "repeat", "q=1&q=2", ["1", "2"]],
    ["a repeated value with brackets", "repeat", "q[]=1&q[]=2", ["1", "2"]],
    ["a repeated value in both ways", "repeat", "q=1&q[]=2", ["1"]],
    ["a list by commas", "comma", "q=1,2", ["1", "2"]],
    ["a list by commas that came twice", "comma", "q=1,2&q=3", ["1", "2", "3"]],
    ["a list by commas with brackets", "comma", "q[]=1,2", ["1", "2"]],
    ["an empty value", "single", "q=", ""],
    ["nothing", "repeat", "other=1", undefined],
    ["all the others", "object", "q=1&x=2&y=3&y=4", { x: "2", y: ["3", "4"] }],
  ])("%s", (_, style, query, expected) => {
    expect(decode(query, { q: style })).toMatchObject({
      path: { id: "p" },
      query: style === "object" ? { q: expected } : expected === undefined ? {} : { q: expected },
    });
    if (expected === undefined)
      expect(decode(query, { q: style })).toEqual({ path: { id: "p" }, query: {}, headers: {} });
  });

  it("are a copy: what validation converts is not what was parsed", () => {
    const convert: Validator = (parameters) => {
      const { query } = parameters as { query: { q: unknown[] } };
      query.q[0] = 1;
      return true;
    };
    convert.errors = null;
    decode("q=1&q=2", { q: "repeat" }, { validate: convert });
    expect(parseQuery("q=1&q=2")["q"]).toEqual(["1", "2"]);
  });

  it("leave out what is not declared, also under dangerous names", () => {
    const decoded = decode("q=1&__proto__=2&x=3", { q: "single", rest: "object" });
    expect(decoded).toMatchObject({ query: { q: "1", rest: { x: "3" } } });
    const { rest } = (decoded as { query: Record<string, unknown> }).query as { rest: object };
    expect([Object.getPrototypeOf(rest), Object.keys(rest)]).toEqual([Object.prototype, ["x"]]);
  });

  it("of headers are those that were sent themselves", () => {
    const headers = ["x-a", "x-b", "constructor"];
    expect(decode("", {}, { headers, sent: { "x-a": "1", "x-c": "2" } })).toMatchObject({ headers: { "x-a": "1" } });
    expect(Object.keys((decode("", {}, { headers, sent: {} }) as { headers: object }).headers)).toEqual([]);
  });

  it("that are invalid are told with where they stood", () => {
    const refuse: Validator = () => false;
    refuse.errors = [
      { instancePath: "/query/a~1b~0c", keyword: "type", params: {}, message: "must be integer" },
      { instancePath: "/headers", keyword: "required", params: { missingProperty: "x-a" } },
    ] as ValidationError[];
    expect(decode("q=1", {}, { validate: refuse })).toEqual([
      { in: "query", path: ["a/b~c"], keyword: "type", params: {}, message: "must be integer" },
      {
        in: "headers",
        path: ["x-a"],
        keyword: "required",
        params: { missingProperty: "x-a" },
        message: "is not valid",
      },
    ]);
  });
});

describe("violations", () => {
  const errorsOf = (count: number, length: number): ValidationError[] =>
    Array.from({ length: count }, () => ({ instancePath: `/${"x".repeat(length - 1)}`, keyword: "type", params: {} }));

  it.each([
    [0, 10, 0],
    [MOST_VIOLATIONS - 1, 10, MOST_VIOLATIONS - 1],
    [MOST_VIOLATIONS, 10, MOST_VIOLATIONS],
    [MOST_VIOLATIONS + 1, 10, MOST_VIOLATIONS],
    // Together their paths have 65,536 characters at most, but for the first.
    [3, 32_768, 2],
    [3, 32_769, 1],
    [2, 65_536, 1],
    [2, 65_537, 1],
  ])("of %i, each at a path of %i characters: %i", (count, length, kept) => {
    expect(toViolations(errorsOf(count, length), "body")).toHaveLength(kept);
  });

  it("are none where there are no errors", () => {
    for (const errors of [null, undefined, []]) expect(toViolations(errors)).toEqual([]);
  });

  it("are gathered without a limit, which is put back afterwards, also when the validator throws", () => {
    const complaints = { most: 100 };
    const seen: number[] = [];
    const validate: Validator = (body) => {
      seen.push(complaints.most);
      if (body === "throw") throw new Error("broken on purpose");
      validate.errors = body === "valid" ? null : errorsOf(150, 2);
      return body === "valid";
    };
    expect(gatherViolations(validate, {}, complaints)).toHaveLength(150);
    expect(gatherViolations(validate, {}, complaints)[0]).toMatchObject({ in: "body", path: ["x"] });
    expect(gatherViolations(validate, "valid", complaints)).toEqual([]);
    expect(() => gatherViolations(validate, "throw", complaints)).toThrow("on purpose");
    expect([new Set(seen), complaints.most]).toEqual([new Set([Number.POSITIVE_INFINITY]), 100]);
  });
});

describe("a seed", () => {
  const failing = (...errors: object[]): Validator =>
    Object.assign(() => false, { errors: errors as ValidationError[] });
  const errorOf = (validate: Validator, seed: unknown = {}): SeedError => {
    try {
      checkSeedWith(validate, "toy", seed);
    } catch (error) {
      if (error instanceof SeedError) return error;
      throw error;
    }
    throw new Error("it was accepted");
  };

  it("that is valid is given back as it is", () => {
    const seed = {};
    expect(
      checkSeedWith(
        Object.assign(() => true, { errors: null }),
        "toy",
        seed,
      ),
    ).toBe(seed);
  });

  it("with an unknown name is told by that, whatever else is wrong", () => {
    const error = errorOf(
      failing(
        { instancePath: "/a", keyword: "required", params: { missingProperty: "b" }, message: "must have b" },
        { instancePath: "/a~1b/0", keyword: "additionalProperties", params: { additionalProperty: "x" } },
      ),
    );
    expect([error.message, error.place, error.unknownMember]).toEqual([
      'toy.a/b.0 has no member "x".',
      ["toy", "a/b", "0"],
      "x",
    ]);
  });

  it("is otherwise told by the first error, with what is allowed where that is known", () => {
    const first = { instancePath: "/a", keyword: "type", params: {}, message: "must be text" };
    const error = errorOf(failing(first, { ...first, instancePath: "/b" }));
    expect([error.message, error.place, error.unknownMember]).toEqual(["toy.a must be text.", ["toy", "a"], undefined]);
    expect(errorOf(failing()).message).toBe("toy is not valid.");
    expect(errorOf(Object.assign(() => false, { errors: null })).message).toBe("toy is not valid.");
  });

  it("that is nested too deeply is not validated", () => {
    let deep: unknown = {};
    for (let level = 0; level < 1000; level += 1) deep = { deep };
    const validate: Validator = () => {
      throw new Error("it was validated");
    };
    expect(errorOf(validate, deep).message).toMatch(/^toy is nested deeper than \d+ levels\.$/);
    expect(errorOf(validate, deep).place).toEqual(["toy"]);
  });

  it.each<[number[], number | undefined]>([
    [[], undefined],
    [[1, 2, 3], undefined],
    [[1, 2, 1, 2], 1],
    [[1, 2, 2, 1], 2],
  ])("%j has twice: %s", (values, twice) => {
    expect(findTwice(values)).toBe(twice);
  });
});
