import { beforeAll, describe, expect, it } from "vitest";
import { readTcString, tcf } from "../../mocks/netid/tc-string.ts";
import { overTransports } from "../support/transports.ts";
import { expectCode, GLOBAL_TC, NOT_FOUND, start, TC, TC_WITH_VENDORS } from "./calls.ts";

const VALID = {
  "a service-specific string": TC,
  "a string with a vendor segment": TC_WITH_VENDORS,
  "a string for all services of a CMP": GLOBAL_TC,
  "a string whose vendor segment is repeated": `${TC}.IAAA.IAAA`,
  "a string with allowed vendors": `${TC}.QAAA`,
  "a string with the publisher's own purposes": `${TC}.YAAAAAAAAAA`,
};

const INVALID = {
  "an empty one": "",
  "one of the first version": `B${TC.slice(1)}`,
  "one cut by a character": TC.slice(0, 43),
  "one cut to twenty characters": TC.slice(0, 20),
  "one with a dot at its end": `${TC}.`,
  "one with a dot at its start": `.${TC}`,
  "one with two dots in a row": `${TC}..IAAA`,
  "one with padding": `${TC}=`,
  "one with a foreign character": `${TC.slice(0, 10)}!${TC.slice(11)}`,
  "one with a blank": `${TC} `,
  "one with a line break": `${TC}\n`,
  "one with the word undefined for a segment": `${TC}.undefined`,
  "one in lower case": TC.toLowerCase(),
  "one with a second core": `${TC}.${TC}`,
  "a segment without its core": "IAAA",
  "a segment before the core": `IAAA.${TC}`,
  "one with a segment that is too short": `${TC}.I`,
};

beforeAll(() => tcf.load());

overTransports("netid", "TC strings", (open) => {
  it.each(Object.entries(VALID))("%s is stored and comes back byte for byte", async (_what, tc) => {
    const { read, write, login } = await start(open);
    await login();
    expect((await write({ iab_tc_string: tc })).status).toBe(201);
    expect((await read()).body).toMatchObject({
      netid_privacy_settings: [
        { type: "IDCONSENT", status: null },
        { type: "IAB_TC_STRING", value: tc },
      ],
    });
  });

  it.each(Object.entries(INVALID))("%s is refused", async (_what, tc) => {
    const { read, write, login } = await start(open);
    await login();
    expectCode(await write({ iab_tc_string: tc }), 400, "PERMISSION_PARAMETERS_ERROR");
    expect((await read()).body).toEqual(NOT_FOUND);
  });

  it("strings for all services are refused where the world is set so", async () => {
    const { write, login, scenario } = await start(open);
    await scenario("other behaviour", { reject_global_tc: true });
    await login();
    expectCode(await write({ iab_tc_string: GLOBAL_TC }), 400, "PERMISSION_PARAMETERS_ERROR");
    expect((await write({ iab_tc_string: TC })).status).toBe(201);
  });
});

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const bits = (value: number, width: number): string => value.toString(2).padStart(width, "0");
const toBits = (text: string): string => [...text].map((each) => bits(ALPHABET.indexOf(each), 6)).join("");
const toText = (field: string): string =>
  (field.padEnd(Math.ceil(field.length / 6) * 6, "0").match(/.{6}/g) ?? [])
    .map((sextet) => ALPHABET[Number.parseInt(sextet, 2)])
    .join("");

/** A core with these sections behind the part that every core has. */
const coreWith = (...sections: readonly string[]): string => toText(toBits(TC).slice(0, 213) + sections.join(""));
const NO_VENDORS = bits(0, 16) + bits(0, 1);
const NO_RESTRICTIONS = bits(0, 12);
const range = (first: number, last: number): string => bits(1, 1) + bits(first, 16) + bits(last, 16);
const ranges = (...entries: readonly string[]): string => bits(entries.length, 12) + entries.join("");
const vendorRanges = (...entries: readonly string[]): string => bits(65535, 16) + bits(1, 1) + ranges(...entries);
const restriction = (...entries: readonly string[]): string => bits(2, 6) + bits(1, 2) + ranges(...entries);

describe("reading a TC string", () => {
  it("tells whether it is for one service alone", async () => {
    expect(await readTcString(TC)).toEqual({ isServiceSpecific: true });
    expect(await readTcString(GLOBAL_TC)).toEqual({ isServiceSpecific: false });
  });

  it("takes vendors as a list, as ranges, and under restrictions", async () => {
    const vendors = bits(20, 16) + bits(0, 1) + "1".repeat(20);
    expect(await readTcString(coreWith(vendors, NO_VENDORS, NO_RESTRICTIONS))).toBeDefined();
    const wide = vendorRanges(range(1, 800), bits(0, 1) + bits(1000, 16));
    const restricted = bits(1, 12) + restriction(range(3, 9));
    expect(await readTcString(coreWith(wide, NO_VENDORS, restricted))).toBeDefined();
  });

  it("refuses sections that are shorter than they announce", async () => {
    const tooShort = [
      coreWith(bits(2000, 16) + bits(0, 1), NO_VENDORS, NO_RESTRICTIONS),
      coreWith(NO_VENDORS, bits(65535, 16) + bits(1, 1) + bits(4, 12) + range(1, 2)),
      coreWith(NO_VENDORS, NO_VENDORS, bits(3, 12) + restriction(range(1, 2))),
    ];
    for (const text of tooShort) expect(await readTcString(text), text).toBeUndefined();
  });

  it("refuses a range that ends before it begins", async () => {
    expect(await readTcString(coreWith(vendorRanges(range(9, 3)), NO_VENDORS, NO_RESTRICTIONS))).toBeUndefined();
  });

  it("refuses a CMP whose number is zero", async () => {
    const head = toBits(TC);
    const text = toText(head.slice(0, 78) + bits(0, 12) + head.slice(90));
    expect(await readTcString(text)).toBeUndefined();
  });

  it("refuses short strings that stand for more vendors than anybody could list, at once", async () => {
    const everybody = range(1, 65535);
    const crowded = coreWith(vendorRanges(...Array(4095).fill(everybody)), NO_VENDORS, NO_RESTRICTIONS);
    const restricted = coreWith(NO_VENDORS, NO_VENDORS, bits(200, 12) + restriction(everybody).repeat(200));
    const disclosed = `${TC}.${toText(bits(1, 3) + vendorRanges(...Array(500).fill(everybody)))}`;
    const before = performance.now();
    for (const text of [crowded, restricted, disclosed]) expect(await readTcString(text)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
