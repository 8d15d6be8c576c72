import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseForm } from "#engine/kit/form.ts";
import { runCount } from "../support/run-count.ts";

/** Each rule with the bodies that show it, and what PHP makes of them. */
const rules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "fields without brackets are text under their names": {
    "a=1&b=two": { a: "1", b: "two" },
    "a=&b": { a: "", b: "" },
    "a=1=2": { a: "1=2" },
    "a=1;b=2": { a: "1;b=2" },
  },
  "keys nest by brackets to any depth": {
    "a[b]=1": { a: { b: "1" } },
    "a[b][c][d]=1&a[b][e]=2": { a: { b: { c: { d: "1" }, e: "2" } } },
  },
  "names inside brackets keep dashes, dots, blanks and brackets": {
    "s[your-email]=1&s[first.name]=2&s[last name]=3&s[your[x]=4": {
      s: { "your-email": "1", "first.name": "2", "last name": "3", "your[x": "4" },
    },
  },
  "keys 0 to n-1 become a list, in whatever order they come": {
    "a[0]=x&a[1]=y": { a: ["x", "y"] },
    "a[1]=y&a[0]=x": { a: ["x", "y"] },
    "a[0][name]=x&a[0][on]=1&a[1][name]=y": { a: [{ name: "x", on: "1" }, { name: "y" }] },
    "a[0][]=x&a[0][]=y": { a: [["x", "y"]] },
    "a[0]=0&a[1]=1&a[2]=2&a[3]=3&a[4]=4&a[5]=5&a[6]=6&a[7]=7&a[8]=8&a[9]=9&a[10]=10": {
      a: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    },
  },
  "any other keys become an object": {
    "a[1]=x": { a: { 1: "x" } },
    "a[0]=x&a[2]=y": { a: { 0: "x", 2: "y" } },
    "a[0]=x&a[k]=y": { a: { 0: "x", k: "y" } },
    "a[00]=x": { a: { "00": "x" } },
    "a[-1]=x": { a: { "-1": "x" } },
    "0=x&1=y": { 0: "x", 1: "y" },
  },
  "empty brackets append behind the highest number": {
    "a[]=x&a[]=y": { a: ["x", "y"] },
    "a[ ]=x": { a: ["x"] },
    "a[][b]=1&a[][c]=2": { a: [{ b: "1" }, { c: "2" }] },
    "a[5]=x&a[]=y": { a: { 5: "x", 6: "y" } },
    "a[]=x&a[7]=y&a[]=z": { a: { 0: "x", 7: "y", 8: "z" } },
    "a[k]=x&a[]=y": { a: { k: "x", 0: "y" } },
    "a[99999999999999999999]=x&a[]=y": { a: { "99999999999999999999": "x", 0: "y" } },
  },
  "the last duplicate wins, whatever its shape": {
    "a=1&a=2": { a: "2" },
    "a[b]=1&a[b]=2": { a: { b: "2" } },
    "a[0]=x&a[0]=y": { a: ["y"] },
    "a=1&a[b]=2": { a: { b: "2" } },
    "a[b]=2&a=1": { a: "1" },
    "a=x&a[]=y": { a: ["y"] },
    "a[0][b]=1&a[0]=2&a[0][c]=3": { a: [{ c: "3" }] },
  },
  "keys and values are percent-decoded, and a plus is a blank": {
    "a%5Bx%5D=1": { a: { x: "1" } },
    "a%5bx%5d%5B%5D=1": { a: { x: ["1"] } },
    "a[x+y]=1+2%20%2B": { a: { "x y": "1 2 +" } },
    "a=%E2%9C%93%F0%9F%8E%89": { a: "✓🎉" },
    "a=%3Cp%3Ea%26b%3D1%3C%2Fp%3E": { a: "<p>a&b=1</p>" },
    "a=%0D%0A%00": { a: "\r\n\u0000" },
  },
  "a broken encoding spoils nothing else": {
    "a=%zz&b=%&c=%4": { a: "%zz", b: "%", c: "%4" },
    "a=%E4&b=1": { a: "\uFFFD", b: "1" },
  },
  "names that mean something to JavaScript are names like any other": {
    "a[constructor]=1&a[toString]=2&a[hasOwnProperty]=3": {
      a: { constructor: "1", toString: "2", hasOwnProperty: "3" },
    },
    "constructor=1&length=2": { constructor: "1", length: "2" },
  },
  "outermost names lose blanks in front and have underscores for blanks and dots": {
    "ip.address=1&your name=2&  c=3": { ip_address: "1", your_name: "2", c: "3" },
    "a.b[c.d]=1": { a_b: { "c.d": "1" } },
  },
  "brackets that do not match": {
    "a[b=1": { a_b: "1" },
    "a[b.c[d=1": { a_b_c_d: "1" },
    "a[b][c=1": { a: { b: "1" } },
    "a[b]c=1&a[d]e[f]=2": { a: { b: "1", d: "2" } },
    "a]b=1": { "a]b": "1" },
    "a[[b]]=1": { a: { "[b": "1" } },
  },
  "fields without a name are ignored": {
    "": {},
    "&&": {},
    "=1": {},
    "[a]=1": {},
    " =1": {},
    "&a=1&&": { a: "1" },
  },
  "a question mark in front belongs to the name": { "?a=1": { "?a": "1" } },
};

describe("a form is read as PHP reads it", () => {
  for (const [rule, bodies] of Object.entries(rules))
    it(rule, () => {
      for (const [body, expected] of Object.entries(bodies)) expect(parseForm(body), body).toEqual(expected);
    });

  it("keeps the order of the fields", () => {
    expect(JSON.stringify(parseForm("s[z]=1&s[a]=2&s[m]=3&s[z]=4"))).toBe('{"s":{"z":"4","a":"2","m":"3"}}');
  });

  it("gives lists that are lists, and objects that are objects", () => {
    const { list, object } = parseForm("list[0]=x&object[1]=x");
    expect(Array.isArray(list)).toBe(true);
    expect(Array.isArray(object)).toBe(false);
  });
});

describe("a form that goes too far", () => {
  const nested = (levels: number): string => `a${"[x]".repeat(levels)}=1`;
  const fields = (count: number): string => Array.from({ length: count }, (_, index) => `f${index}=1`).join("&");

  it("may nest 64 levels, not more", () => {
    expect(JSON.stringify(parseForm(nested(63)))).toContain('"1"');
    expect(() => parseForm(nested(64))).toThrow(RangeError);
    expect(() => parseForm(nested(100_000))).toThrow(RangeError);
  });

  it("may have a thousand fields, not more", () => {
    expect(Object.keys(parseForm(fields(1000)))).toHaveLength(1000);
    expect(() => parseForm(fields(1001))).toThrow(RangeError);
  });

  it.each(["__proto__=1", "__proto__[x]=1", "a[__proto__]=1", "a[b][__proto__][c]=1", "a[_%5fproto_%5F]=1"])(
    "may not name a field __proto__: %s",
    (body) => {
      expect(() => parseForm(body)).toThrow("__proto__");
      expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
    },
  );
});

describe("any form", () => {
  it("comes back as the data it was made from", () => {
    const key = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !/[[\]]|^\s$|^\d+$|__proto__/.test(text));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.string({ unit: "grapheme" }),
        tie("list"),
        tie("object"),
      ),
      list: fc.array(tie("value"), { minLength: 1, maxLength: 12 }),
      object: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(value, (data) => {
        const form = toForm("data", data);
        fc.pre(form.split("&").length <= 1000);
        expect(parseForm(form)).toEqual({ data: JSON.parse(JSON.stringify(data)) });
      }),
    );
  });

  it("is read or refused with a RangeError, whatever it holds", () => {
    const noise = fc.string({ unit: fc.constantFrom(..."ab0[]=&%5BD+. "), maxLength: 60 });
    fc.assert(
      fc.property(noise, (body) => {
        expect(parseForm(body)).toBeTypeOf("object");
      }),
      { numRuns: runCount(2000) },
    );
  });
});

/** What PHP's `http_build_query` makes of text, lists and objects. */
function toForm(name: string, value: unknown): string {
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, member]) => toForm(`${name}[${key}]`, member))
      .join("&");
  return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
}
