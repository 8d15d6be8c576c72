import { describe, expect, it } from "vitest";
import { toDuration, toLatency, toParameter, toScale, toTime, toTypedValue } from "../../src/cli/control-values.ts";

describe("what people write on the command line", () => {
  it("is a duration: units, one after the other, plain milliseconds, or ISO 8601", () => {
    const milliseconds = ["500ms", "15m", "1h30m", "2d", "1.5h", "1d2h3m4s5ms", "250", "0"].map(toDuration);
    expect(milliseconds).toEqual([500, 900_000, 5_400_000, 172_800_000, 5_400_000, 93_784_005, 250, 0]);
    expect(["PT15M", "p1dt2h"].map(toDuration)).toEqual([900_000, 93_600_000]);
    for (const text of ["", "soon", "-5m", "5 m", "m", "5M", "1h30", "1..5s", "1.s", "P", "PT", "P1Y", "PT1H15"])
      expect(() => toDuration(text), text).toThrow(/15m, 1h30m/);
    expect(toDuration("253402300799999")).toBe(253_402_300_799_999);
    for (const text of ["253402300800000", "9999999d", "9".repeat(400)])
      expect(() => toDuration(text), text).toThrow(/A clock shows times from 1970/);
  });

  it("is a time, in UTC unless it says otherwise", () => {
    expect(
      ["2024-01-01", "2024-01-01T12:30", "2024-01-01 12:30:15", "2024-01-01T12:30:15.5Z", "2024-01-01T12:30+02:00"].map(
        toTime,
      ),
    ).toEqual([
      "2024-01-01T00:00:00.000Z",
      "2024-01-01T12:30:00.000Z",
      "2024-01-01T12:30:15.000Z",
      "2024-01-01T12:30:15.500Z",
      "2024-01-01T10:30:00.000Z",
    ]);
    for (const text of ["", "tomorrow", "2024", "2024-13-01", "1704067200000", "2024-01-01T25:00"])
      expect(() => toTime(text), text).toThrow(/Expected a time/);
    expect(["1970-01-01", "9999-12-31T23:59:59.999Z"].map(toTime)).toEqual([
      "1970-01-01T00:00:00.000Z",
      "9999-12-31T23:59:59.999Z",
    ]);
    for (const text of ["1969-12-31", "0001-01-01", "1970-01-01T00:00+01:00", "9999-12-31T23:59:59.999-00:01"])
      expect(() => toTime(text), text).toThrow(/A clock shows times from 1970/);
  });

  it("is a length of time or a range of them, and a pace", () => {
    expect(["200", "100-500", "0-0"].map(toLatency)).toEqual([200, { from: 100, to: 500 }, { from: 0, to: 0 }]);
    for (const text of ["", "-5", "5-", "5-1", "1s"]) expect(() => toLatency(text), text).toThrow(/100-500/);
    expect(["60", "0.5", ".5"].map(toScale)).toEqual([60, 0.5, 0.5]);
    for (const text of ["", "0", "-1", "fast", "1e3"]) expect(() => toScale(text), text).toThrow(/speed factor/);
  });

  it("is parameters: texts by name", () => {
    const texts = ["count=3", "name=ann", 'tags=["a"]', 'quoted="3"', "empty=", "formula=a=b", "token=7|fake-token"];
    expect(texts.reduce<Record<string, string>>((before, text) => toParameter(text, before), {})).toEqual({
      count: "3",
      name: "ann",
      tags: '["a"]',
      quoted: '"3"',
      empty: "",
      formula: "a=b",
      token: "7|fake-token",
    });
    for (const text of ["", "loose", "=value"]) expect(() => toParameter(text), text).toThrow(/key=value/);
    expect(() => toParameter(`deep=${"[".repeat(5000)}`)).toThrow(/nested deeper/);
  });

  it.each<[text: string, types: string[] | undefined, value: unknown]>([
    ["3", ["integer"], 3],
    ["3", ["string"], "3"],
    ['"3"', ["string"], "3"],
    ["true", ["string"], "true"],
    ["true", ["boolean"], true],
    ["null", ["string"], "null"],
    ["null", ["string", "null"], null],
    ["7", ["string", "null"], "7"],
    ["", ["string"], ""],
    ["{}", ["string"], "{}"],
    ["{}", ["object"], {}],
    ['["a"]', ["array"], ["a"]],
    // Standin says what is wrong with it.
    ["many", ["integer"], "many"],
    ["3", undefined, 3],
    ["ann", undefined, "ann"],
    ["3", ["string", "number"], 3],
  ])("%s is converted by the types %j of its parameter", (text, types, value) => {
    expect(toTypedValue(text, types)).toEqual(value);
  });
});
