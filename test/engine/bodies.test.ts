import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { toTable } from "#engine/basics/table.ts";
import type { BodyReading } from "#engine/contract/body-reading.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { readForm } from "#engine/kit/form.ts";
import { readArrived } from "#engine/pipeline/body.ts";
import { MOST_FIELD_BYTES, MOST_PARTS } from "#engine/pipeline/multipart.ts";
import { parseBody } from "#engine/pipeline/parse-body.ts";

const LIMIT_BYTES = 4 * 1024 * 1024;
const TYPE = "multipart/form-data; boundary=b";
const FORMS: BodyReading = { multipart: true };
const INFLATING: BodyReading = { inflates: ["gzip", "deflate"] };

const part = (disposition: string, value: string | Uint8Array, more = ""): Uint8Array =>
  Buffer.concat([
    Buffer.from(`--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`),
    Buffer.from(value as string),
    Buffer.from("\r\n"),
  ]);
const form = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat([...parts, Buffer.from("--b--\r\n")]);
const read = (bytes: Uint8Array, contentType = TYPE, reading = FORMS, limitBytes = LIMIT_BYTES) =>
  readArrived(bytes, { "content-type": contentType }, limitBytes, reading);

describe("a form in parts", () => {
  it("keeps the order of its fields, and those that come again", async () => {
    const body = await read(
      form(part('name="b"', "1"), part('name="a"', "2"), part('name="b"', ""), part("name=c", "3")),
    );
    expect(body?.fields).toEqual([
      ["b", "1"],
      ["a", "2"],
      ["b", ""],
      ["c", "3"],
    ]);
  });

  it("has files whose bytes stay as they are, wherever brackets put them", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    const body = await read(
      form(part('name="papers[id][]"; filename="a b.png"', bytes, "Content-Type: image/png\r\n")),
    );
    expect(readForm(body?.fields ?? [])).toEqual({
      papers: { id: [{ filename: "a b.png", type: "image/png", bytes }] },
    });
  });

  it("has texts in UTF-8 whatever a part says, with the mark that one begins with, and names without their quotes", async () => {
    const latin = part('name="a"', Buffer.from("\xe9", "latin1"), "Content-Type: text/plain; charset=iso-8859-1\r\n");
    const body = await read(form(latin, part('name="b"', "\uFEFFx"), part('name="c\\"d"', "1")));
    expect(body?.fields).toEqual([
      ["a", "\uFFFD"],
      ["b", "\uFEFFx"],
      ['c"d', "1"],
    ]);
  });

  it.each([
    ["../../a.txt", "a.txt"],
    ["c:\\b\\a.txt", "a.txt"],
    ["a.txt/", ""],
    ["a.txt", "a.txt"],
  ])("has of a file called %s no folder", async (sent, filename) => {
    const body = await read(form(part(`name="f"; filename="${sent}"`, "x")));
    expect(body?.fields).toMatchObject([["f", { filename }]]);
  });

  it("may hold what looks like a boundary, and text in front of the first", async () => {
    const body = await read(Buffer.concat([Buffer.from("preamble\r\n"), form(part('name="a"', "x\r\n--a\r\n--"))]));
    expect(body?.fields).toEqual([["a", "x\r\n--a\r\n--"]]);
  });

  it.each([
    ["without its end", Buffer.from(part('name="a"', "1")), TYPE, "last boundary"],
    ["that is empty", Buffer.from("x"), TYPE, "last boundary"],
    ["of a type that names no boundary", form(part('name="a"', "1")), "multipart/form-data", "no boundary"],
    ["with a name that needs quotes", form(part("name=a[b]", "1")), TYPE, "no name that can be read"],
    ["with a part that has no name", form(part('filename="a"', "1")), TYPE, "no name"],
    ["with headers that are none", Buffer.from("--b\r\nno colon\r\n\r\nx\r\n--b--\r\n"), TYPE, "headers of a part"],
    [
      "with a file name that cannot be decoded",
      form(part("name=a; filename*=utf-8''%E0%A4%A", "1")),
      TYPE,
      "file name",
    ],
  ])("%s is told from a good one", async (_what, bytes, type, says) => {
    const body = await read(bytes, type);
    expect(body?.defect).toMatchObject({ kind: "form", detail: expect.stringContaining(says) });
  });

  it("has so many parts, and no more", async () => {
    const parts = (count: number) => form(...Array.from({ length: count }, () => part('name="a[]"', "1")));
    expect((await read(parts(MOST_PARTS)))?.fields).toHaveLength(MOST_PARTS);
    expect((await read(parts(MOST_PARTS + 1)))?.defect).toMatchObject({
      detail: expect.stringContaining("1000 parts"),
    });
  });

  it("has fields of so many bytes, and no more, and files of any", async () => {
    const field = (bytes: number, disposition = 'name="a"') => form(part(disposition, "x".repeat(bytes)));
    expect((await read(field(MOST_FIELD_BYTES)))?.fields?.[0]?.[1]).toHaveLength(MOST_FIELD_BYTES);
    expect((await read(field(MOST_FIELD_BYTES + 1)))?.defect).toMatchObject({
      detail: expect.stringContaining("bytes"),
    });
    expect((await read(field(MOST_FIELD_BYTES + 1, 'name="a"; filename="f"')))?.defect).toBeUndefined();
  });

  it("is no form where the provider reads none", async () => {
    expect(await read(form(part('name="a"', "1")), TYPE, {})).not.toHaveProperty("fields");
  });
});

describe("a content coding", () => {
  const inflate = (bytes: Uint8Array, coding: string, limitBytes: number, reading = INFLATING) =>
    readArrived(bytes, { "content-encoding": coding }, limitBytes, reading);
  const text = "x".repeat(10_000);

  it.each([
    ["gzip", gzipSync(text)],
    ["GZIP ", gzipSync(text)],
    ["deflate", deflateSync(text)],
  ])("%s is undone up to the limit of what comes out, and no further", async (coding, bytes) => {
    expect(await inflate(bytes, coding, text.length)).toEqual({ text });
    expect(await inflate(bytes, coding, text.length - 1)).toBeUndefined();
  });

  it("that is none, or cut off, is told", async () => {
    const cut = gzipSync(text).subarray(0, 20);
    for (const bytes of [Buffer.from("no gzip"), cut])
      expect(await inflate(bytes, "gzip", LIMIT_BYTES)).toMatchObject({ defect: { kind: "data" } });
  });

  it.each(["br", "gzip, gzip", "x"])("%s is refused where it is not undone", async (coding) => {
    expect(await inflate(gzipSync(text), coding, LIMIT_BYTES)).toMatchObject({ defect: { kind: "coding", coding } });
  });

  it("is refused by who undoes none", async () => {
    expect(await inflate(gzipSync(text), "gzip", LIMIT_BYTES, {})).toMatchObject({ defect: { kind: "coding" } });
    expect(await inflate(Buffer.from(text), "identity", LIMIT_BYTES, {})).toEqual({ text });
  });
});

describe("a charset", () => {
  const inCharset = (bytes: Uint8Array, charset: string, reading: BodyReading) =>
    read(bytes, `text/plain; x=1; Charset=${charset}`, reading);

  it("is that of the parameter, quoted or not", async () => {
    const reading = { encodingOf: (charset: string) => (charset === "latin1" ? "latin1" : undefined) };
    for (const charset of ["latin1", '"latin1"', "LATIN1; y=2", "latin1;", ' "latin1" ; ;'])
      expect(await inCharset(Buffer.from("ä", "latin1"), charset, reading)).toEqual({ text: "ä" });
    for (const type of ["text/plain;;flag; charset=latin1", `text/plain${";".repeat(100_000)}charset=latin1`])
      expect(await read(Buffer.from("ä", "latin1"), type, reading)).toEqual({ text: "ä" });
    expect(await inCharset(Buffer.from("ä"), "UTF-8", reading)).toEqual({ text: "ä" });
    expect(await inCharset(Buffer.from("ä"), "koi8-r", reading)).toMatchObject({
      defect: { kind: "charset", charset: "koi8-r" },
    });
  });

  it("that has its order of bytes told by a mark has it skipped by everybody", async () => {
    const reading = { encodingOf: () => "utf-16le", skipsMark: false };
    const little = Buffer.from("\uFEFFa", "utf16le");
    expect(await inCharset(little, "utf-16", reading)).toEqual({ text: "a" });
    expect(await inCharset(little, "utf-16le", reading)).toEqual({ text: "\uFEFFa" });
    expect(await inCharset(little.swap16(), "utf-16", reading)).toEqual({ text: "a" });
  });

  it("has a mark that is skipped, or stays", async () => {
    const bytes = Buffer.from("\uFEFFa");
    expect(await read(bytes, "text/plain", {})).toEqual({ text: "a" });
    expect(await read(bytes, "text/plain", { skipsMark: false })).toEqual({ text: "\uFEFFa" });
  });

  it("that is broken is told, or replaced; a replacement that was sent is neither", async () => {
    const bytes = Buffer.from([0x61, 0xff]);
    expect(await read(bytes, "text/plain", {})).toMatchObject({ defect: { kind: "characters" } });
    expect(await read(bytes, "text/plain", { replacesBroken: true })).toEqual({ text: "a\uFFFD" });
    expect(await read(Buffer.from("\uFFFD"), "text/plain", {})).toEqual({ text: "\uFFFD" });
  });
});

describe("an integer", () => {
  const content = toTable({ "application/json": () => true });
  const operation = { requestBody: { required: true, limitBytes: 100, content } } as unknown as OperationEntry;
  const parse = (text: string) => parseBody({ text }, "application/json", operation, {});

  it.each([
    "9007199254740991",
    "9007199254740992",
    "-9007199254740992",
    "9223372036854776000",
    "123456789012345680000",
    "1000000000000000000000",
    "12345678901234567.5",
    "1.2345678901234567891",
    "12345678901234567e1",
  ])("%s is kept", (digits) => {
    expect(parse(`{"n":${digits}}`)).toMatchObject({ kind: "parsed", value: { n: Number(digits) } });
  });

  it.each(["9007199254740993", "-9007199254740993", "9223372036854775808", "1180591620717411303424", "1".repeat(400)])(
    "%s would be altered, and is refused",
    (digits) => {
      expect(parse(`{"n": ${digits}}`)).toMatchObject({ kind: "malformed", detail: expect.stringContaining("2^53") });
    },
  );

  it("does not hide that a body could not be inflated", () => {
    const body = { text: "", defect: { kind: "data", detail: "it is none" } } as const;
    expect(parseBody(body, "application/json", operation, {})).toMatchObject({ kind: "malformed" });
  });

  it("in a text is none", () => {
    const text = String.raw`{"a\"9007199254740993":"9007199254740993 \\"}`;
    expect(parse(text)).toMatchObject({ kind: "parsed", value: JSON.parse(text) });
  });
});
