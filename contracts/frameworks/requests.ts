import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** What a generated request is about. */
export const KINDS = [
  "plain",
  "trailing slash",
  "double slash",
  "percent-encoding in the path",
  "broken percent-encoding in the path",
  "letter case of the path",
  "query",
  "repeated keys in the query",
  "brackets in the query",
  "encoding in the query",
  "empty values in the query",
  "form",
  "repeated keys in a form",
  "brackets in a form",
  "encoding in a form",
  "white space",
  "empty values",
  "multipart",
  "multipart with files",
  "charset",
  "byte order mark",
  "content encoding",
  "no content type",
  "other content type",
  "large integers",
  "floats",
  "JSON that is not an object",
  "malformed JSON",
  "HEAD",
  "OPTIONS",
  "wrong method",
  "unknown method",
  "method override",
  "headers",
] as const;

export type Kind = (typeof KINDS)[number];

/** A request as the bytes that are sent, but for the lines that say where to and how long it is. */
export interface WireRequest {
  readonly kind: Kind;
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** Header lines as they are sent. */
  readonly headers: readonly string[];
  readonly body: Buffer | undefined;
}

/** Draws of one seed. */
class Draws {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  upTo(most: number): number {
    return uniformInt(this.#generator, 0, most);
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.upTo(items.length - 1)];
    if (item === undefined) throw new RangeError("there is nothing to draw from");
    return item;
  }

  isOften(): boolean {
    return this.upTo(3) > 0;
  }

  some<Item>(least: number, most: number, make: () => Item): Item[] {
    return Array.from({ length: least + this.upTo(most - least) }, make);
  }
}

type Parts = Partial<Omit<WireRequest, "kind" | "body">> & { readonly body?: Buffer | string | undefined };

const NAMES = ["a", "b", "name", "user_id", "status", "a.b", "first name", "ä", "$limit", "password"];
const WORDS = ["x", "one", "two words", "ünï", "0", "1", "true", "null", "user@example.com", "a+b", "a&b=c", "😀"];
const LETTERS = ["a", "b", "c"];

const JSON_TYPE = "content-type: application/json";
const FORM_TYPE = "content-type: application/x-www-form-urlencoded";

const get = (target: string): Parts => ({ method: "GET", target });
const post = (body: Buffer | string, type: string | undefined = JSON_TYPE): Parts => ({
  method: "POST",
  target: "/echo",
  headers: type === "" ? [] : [type],
  body,
});
const postForm = (body: Buffer | string): Parts => post(body, FORM_TYPE);

/** The targets that have a route, and a method each that it takes. */
const TARGETS: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/echo"],
  ["POST", "/echo"],
  ["GET", "/echo/7"],
  ["PATCH", "/echo/7"],
  ["DELETE", "/echo/7"],
  ["GET", "/echo/7/items"],
  ["POST", "/echo/7/items"],
];

const withBody = (method: string, target: string): Parts =>
  method === "GET" || method === "DELETE" ? { method, target } : { ...post('{"a":"x"}'), method, target };

function drawAt(draws: Draws, change: (path: string) => string): Parts {
  const [method, path] = draws.one(TARGETS);
  const query = draws.upTo(3) === 0 ? "?a=x" : "";
  return withBody(method, change(path) + query);
}

const toPairs = (pairs: readonly (readonly [string, string])[], encode = encodeURIComponent): string =>
  pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

const drawPairs = (draws: Draws, names: readonly string[] = NAMES, values: readonly string[] = WORDS): string =>
  toPairs(draws.some(1, 4, () => [draws.one(names), draws.one(values)] as const));

const drawRepeated = (draws: Draws): string =>
  toPairs(draws.some(3, 5, () => [draws.one(["a", "b"]), draws.one(["x", "y", "", "z"])] as const));

const BRACKETS = [
  "a[]",
  "a[]",
  "a[0]",
  "a[1]",
  "a[2]",
  "a[20]",
  "a[21]",
  "a[100]",
  "a[-1]",
  "a[01]",
  "a[x]",
  "a[x][y]",
  "a[x][]",
  "a[x][0]",
  "a[$in][]",
  "a[$in][0]",
  "a[$in][1]",
  "a[$in]",
  "a[0][b]",
  "a[1][b]",
  "a[0][c]",
  "a[][b]",
  "a",
  "a[",
  "a]",
  "[a]",
  "[]",
  "a[b",
  "a[b]c",
  "a[b]c[d]",
  "a[ ]",
  "a[b.c]",
  "a.b[c]",
  "a[__proto__]",
  "a[x][y][z][u][v][w][s]",
  "a[[b]]",
  "a[b][",
];

/** Brackets as they are or encoded, as clients do both. */
function drawBrackets(draws: Draws): string {
  const names = draws.some(1, 4, () => draws.one(BRACKETS));
  const isEncoded = draws.isOften();
  return names
    .map(
      (name, at) =>
        `${isEncoded ? encodeURIComponent(name) : name.replaceAll(" ", "+")}=${draws.one(["x", "y", String(at)])}`,
    )
    .join("&");
}

/** The lists that clients really write: one name with all its indices, or empty brackets. */
function drawList(draws: Draws): string {
  const name = draws.one(["status[$in]", "a", "a[b]", "regulation[$in]", "preferences"]);
  const style = draws.one(["[]", "indexed", "reversed", "repeated", "nested"]);
  const count = 1 + draws.upTo(3);
  return Array.from({ length: count }, (_, at) => {
    const suffix =
      style === "[]"
        ? "[]"
        : style === "indexed"
          ? `[${at}]`
          : style === "reversed"
            ? `[${count - 1 - at}]`
            : style === "nested"
              ? `[${at}][name]`
              : "";
    return `${encodeURIComponent(name + suffix)}=${draws.one(LETTERS)}`;
  }).join("&");
}

const ENCODINGS = [
  "a=%20x%20",
  "a=+x+",
  "a=x%2By",
  "a=%C3%A4",
  "a=%E4",
  "a=%zz",
  "a=%",
  "a=%2",
  "a=%F0%9F%98%80",
  "a=%ED%A0%80",
  "a=%00",
  "%61=x",
  "a%3Db=c",
  "a=b=c",
  "a=b;c=d",
  "=x",
  "&&a=x&&",
  "a=x#y",
  "%C3%A4=x",
  "%zz=x",
  "a=%c3%a4",
  "a=%25zz",
  "a=?b",
  "a%20b=x",
  "a+b=x",
  "a.b=x",
  "%20a=x",
  "a=x%0D%0Ay",
  "a=%26b%3D1",
  "a%5B%5D=x",
  "a=%EF%BB%BFx",
  "a=1&a%20=2",
  "a%00b=x",
];

const EMPTY = [
  "a",
  "a=",
  "a=&b=",
  "a&b",
  "a=&a=x",
  "a=x&a=",
  "a[]=",
  "a[b]=",
  "a=+",
  "a=%20%20",
  "a&a",
  "=",
  "a[0]=&a[1]=x",
  "b=x&a",
  "&",
  "a==",
  "a=null",
];

const SPACES = [
  " x",
  "x ",
  " x ",
  "\tx\n",
  "\u00a0x\u00a0",
  "x\r\n",
  "\u2003x",
  " ",
  "\t",
  "\u00a0",
  "\u0000x\u0000",
  "\ufeffx",
  "a  b",
  "\u000bx\u000b",
  "\u000cx",
  "\u3000x",
  "\u200bx",
  "\u0085x",
];

const EMPTIES = [
  "",
  null,
  [],
  {},
  "null",
  0,
  false,
  [""],
  [null],
  { b: "" },
  { b: null },
  { b: [] },
  [[], ""],
  { b: { c: "" } },
];

const toJson = (value: unknown): string => JSON.stringify(value);

function drawSpaces(draws: Draws): Parts {
  const [space, other] = [draws.one(SPACES), draws.one(SPACES)];
  const data = draws.one([
    { a: space, b: other },
    { a: [space, { b: other }] },
    { [`${space.replaceAll("\0", "")}a`]: other },
    { password: space, a: other },
    { html_form: space, proofs: { value: other } },
  ]);
  if (draws.isOften()) return post(toJson(data));
  return draws.isOften()
    ? postForm(
        toPairs([
          ["a", space],
          ["b[c]", other],
        ]),
      )
    : get(
        `/echo?${toPairs([
          ["a", space],
          ["b[c]", other],
        ])}`,
      );
}

const BOUNDARIES = ["X", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "a'b", "0123456789"];

interface Piece {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly content: Buffer | string;
}

function toMultipart(draws: Draws, pieces: readonly Piece[]): Parts {
  const boundary = draws.one(BOUNDARIES);
  const lines = pieces.flatMap(({ name, filename, type, content }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n${type === undefined ? "" : `content-type: ${type}\r\n`}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
  const end = draws.upTo(7) === 0 ? "" : `--${boundary}--\r\n`;
  const value = boundary.includes("'") ? `"${boundary}"` : boundary;
  return post(Buffer.concat([...lines, Buffer.from(end)]), `content-type: multipart/form-data; boundary=${value}`);
}

const drawField = (draws: Draws): Piece => ({
  name: draws.one(["a", "b", "a[]", "a[b]", "a[0][c]", "a b", "a.b", "ä"]),
  content: draws.one(["x", "", " x ", "ünï", "1", "two\r\nlines"]),
  ...(draws.upTo(4) === 0 && { type: draws.one(["text/plain", "text/plain; charset=utf-8", "application/json"]) }),
});

const FILES = [
  Buffer.from("%PDF-1.4 x"),
  Buffer.from([0, 255, 10, 13, 26]),
  Buffer.alloc(0),
  Buffer.from("text\r\n"),
  Buffer.alloc(5000, 7),
];

const drawFile = (draws: Draws): Piece => ({
  name: draws.one(["file", "files[]", "a[file]", "a"]),
  filename: draws.one(["a.txt", "ä.pdf", "a b.png", "", "../a.txt", "a;b.txt", "c:\\a.txt"]),
  content: draws.one(FILES),
  ...(draws.isOften() && { type: draws.one(["text/plain", "application/pdf", "application/octet-stream"]) }),
});

const CHARSETS = [
  "utf-8",
  "UTF-8",
  '"utf-8"',
  "iso-8859-1",
  "latin1",
  "windows-1252",
  "us-ascii",
  "utf-16",
  "utf-16le",
  "utf-32",
  "none",
  "",
];

function drawCharset(draws: Draws): Parts {
  const charset = draws.one(CHARSETS);
  const isForm = draws.upTo(2) === 0;
  const type = `${isForm ? FORM_TYPE : JSON_TYPE}; charset=${charset}`;
  const text = isForm ? draws.one(["a=%C3%A4", "a=x", "a=ä", "a=%E4"]) : draws.one(['{"a":"ä"}', '{"a":"x"}']);
  const encodings: readonly BufferEncoding[] = /utf-16/.test(charset)
    ? ["utf16le", "utf8"]
    : /1252|latin|8859/.test(charset)
      ? ["latin1", "utf8"]
      : ["utf8"];
  return post(Buffer.from(text, draws.one(encodings)), type);
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

function drawMark(draws: Draws): Parts {
  const text = draws.one(['{"a":"x"}', " {}", '"x"', "[1]", ""]);
  return draws.one<() => Parts>([
    () => post(Buffer.concat([BOM, Buffer.from(text)])),
    () => post(Buffer.concat([BOM, Buffer.from(text)]), `${JSON_TYPE}; charset=utf-8`),
    () => postForm(Buffer.concat([BOM, Buffer.from(draws.one(["a=x", "b=y&a=x", ""]))])),
    () =>
      post(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), `${JSON_TYPE}; charset=utf-16`),
    () => post(toJson({ a: "\ufeffx", "\ufeffb": "y" })),
    () => get(`/echo?a=%EF%BB%BFx&%EF%BB%BFb=${draws.one(LETTERS)}`),
  ])();
}

function drawContentEncoding(draws: Draws): Parts {
  const { body = "", ...plain } = draws.isOften()
    ? post(toJson({ a: draws.one(WORDS) }))
    : postForm(drawPairs(draws, LETTERS));
  const bytes = Buffer.from(body);
  const [coding, encoded] = draws.one<readonly [string, Buffer]>([
    ["gzip", gzipSync(bytes)],
    ["GZIP", gzipSync(bytes)],
    ["deflate", deflateSync(bytes)],
    ["br", brotliCompressSync(bytes)],
    ["identity", bytes],
    ["zstd", bytes],
    ["compress", bytes],
    ["gzip", bytes],
    ["gzip, gzip", gzipSync(gzipSync(bytes))],
    ["gzip", gzipSync(bytes).subarray(0, 15)],
  ]);
  return { ...plain, headers: [...(plain.headers ?? []), `content-encoding: ${coding}`], body: encoded };
}

const OTHER_TYPES = [
  "text/plain",
  "text/json",
  "application/vnd.api+json",
  "application/problem+json",
  "APPLICATION/JSON",
  "application/json;a=b",
  "application/json ; charset=utf-8",
  "application/javascript",
  "application/octet-stream",
  "text/html",
  "image/png",
  "json",
  "application/xml",
  "*/*",
  "application/jsonx",
  "Application/X-WWW-Form-URLEncoded",
  "application/x-www-form-urlencoded;",
  "application/x-ndjson",
  "",
];

const INTEGERS = [
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "-9007199254740993",
  "9223372036854775807",
  "9223372036854775808",
  "12345678901234567890",
  "18446744073709551616",
  "-9223372036854775809",
  "1234567890123456789012345678901234567890",
  "2147483648",
  "4294967296",
  "1e3",
  "1E400",
  "-0",
  "0",
  "100000000000000000000000",
];

const FLOATS = [
  "1.0",
  "1.5",
  "0.1",
  "1e2",
  "1.0e-7",
  "123456789.123456789",
  "0.30000000000000004",
  "1e21",
  "1e-400",
  "-0.0",
  "5e-324",
  "1.7976931348623157e308",
  "3.14159265358979323846",
  "0.1e1",
  "100.00",
  "1E+2",
  "1e22",
  "123456789012345.678",
];

const drawNumbers = (draws: Draws, numbers: readonly string[]): Parts =>
  draws.upTo(7) === 0
    ? postForm(`a=${encodeURIComponent(draws.one(numbers))}`)
    : post(`{"a":${draws.one(numbers)},"b":[${draws.one(numbers)}]}`);

const NO_OBJECTS = [
  "[]",
  "[1]",
  '["a"]',
  '[{"a":"x"}]',
  '"x"',
  '""',
  "1",
  "0",
  "true",
  "false",
  "null",
  " null ",
  '{"0":"x"}',
  '{"0":"x","1":"y"}',
  '{"1":"x"}',
  "{}",
];

const MALFORMED = [
  "{",
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  "[1,]",
  '{"a":1}x',
  "undefined",
  "NaN",
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":01}',
  '{"a":"\t"}',
  '{"a":"\\x"}',
  "",
  " ",
  "\u0000",
  '{"a":1,"a":2}',
  '{"a":"\\ud800"}',
  '{"__proto__":{"b":1}}',
  '{"a":{"__proto__":1}}',
  '{"":"x"}',
  '{"a":"\\u0000"}',
  '{"a":1}\n',
  "a=x",
  '{"constructor":"x"}',
  '{"a":+1}',
  '{"a":1.}',
  '{"a":.5}',
  "{a:1}",
];

const makers: Readonly<Record<Kind, (draws: Draws) => Parts>> = {
  plain: (draws) =>
    draws.one([
      () => drawAt(draws, (path) => path),
      () => post(toJson({ a: draws.one(WORDS), b: [draws.one(WORDS)], c: { d: true, e: null, f: 3 } })),
      () => get("/none"),
      () => get("/echo/7/none"),
    ])(),
  "trailing slash": (draws) => drawAt(draws, (path) => `${path}${draws.one(["/", "/", "/", "//", "/.", "///"])}`),
  "double slash": (draws) =>
    drawAt(draws, (path) =>
      draws.one([
        `/${path}`,
        `//${path}/`,
        path.replace(/(?<=.)\//, "//"),
        path.replace(/(?<=.)\/(?=[^/]*$)/, "//"),
        `/.${path}`,
        path.replace("/echo", "/echo/..//echo"),
      ]),
    ),
  "percent-encoding in the path": (draws) =>
    drawAt(draws, (path) =>
      draws.one([
        path.replace(
          "7",
          draws.one([
            "a%20b",
            "%C3%A4",
            "a%2Fb",
            "a%40b.c",
            "a+b",
            "%2e%2e",
            "a%3Fb",
            "a%25b",
            "a%2Fitems",
            "%F0%9F%98%80",
            "a:b",
            "a@b",
            "a|b",
            "a%7Cb",
            "a;b",
            "a=b",
            "a%00b",
            "%20",
            "a%5Cb",
            "a%252Fb",
          ]),
        ),
        path.replace("echo", draws.one(["%65cho", "ech%6F", "echo%20", "echo%2F"])),
      ]),
    ),
  "broken percent-encoding in the path": (draws) => {
    const [method, path] = draws.one(TARGETS.filter(([, each]) => each.includes("7")));
    return withBody(
      method,
      path.replace(
        "7",
        draws.one([
          "%",
          "%2",
          "%zz",
          "a%zzb",
          "%ff",
          "%C3",
          "%E4x",
          "%ED%A0%80",
          "%C0%AF",
          "%a",
          "%%20",
          "%F4%90%80%80",
        ]),
      ),
    );
  },
  "letter case of the path": (draws) =>
    drawAt(draws, (path) =>
      draws.one([path.replace("echo", "Echo"), path.toUpperCase(), path.replace("items", "ITEMS").replace("7", "A")]),
    ),
  query: (draws) => get(`${draws.one(["/echo", "/echo/7", "/echo/7/items"])}?${drawPairs(draws)}`),
  "repeated keys in the query": (draws) => get(`/echo?${drawRepeated(draws)}`),
  "brackets in the query": (draws) => get(`/echo?${draws.isOften() ? drawBrackets(draws) : drawList(draws)}`),
  "encoding in the query": (draws) =>
    get(`/echo?${draws.some(1, 2, () => draws.one(ENCODINGS.filter((each) => !each.includes("#")))).join("&")}`),
  "empty values in the query": (draws) => get(`/echo?${draws.some(0, 2, () => draws.one(EMPTY)).join("&")}`),
  form: (draws) => postForm(drawPairs(draws)),
  "repeated keys in a form": (draws) => postForm(drawRepeated(draws)),
  "brackets in a form": (draws) => postForm(draws.isOften() ? drawBrackets(draws) : drawList(draws)),
  "encoding in a form": (draws) => postForm(draws.some(1, 2, () => draws.one(ENCODINGS)).join("&")),
  "white space": drawSpaces,
  "empty values": (draws) =>
    draws.isOften()
      ? post(toJson({ a: draws.one(EMPTIES), b: { c: draws.one(EMPTIES) }, d: "x" }))
      : postForm(draws.some(0, 2, () => draws.one(EMPTY)).join("&")),
  multipart: (draws) =>
    toMultipart(
      draws,
      draws.some(1, 3, () => drawField(draws)),
    ),
  "multipart with files": (draws) =>
    toMultipart(draws, [...draws.some(0, 2, () => drawField(draws)), ...draws.some(1, 2, () => drawFile(draws))]),
  charset: drawCharset,
  "byte order mark": drawMark,
  "content encoding": drawContentEncoding,
  "no content type": (draws) => ({
    ...post(draws.one(['{"a":"x"}', "a=x&b=y", "", "x", "[1]"]), ""),
    method: draws.one(["POST", "POST", "PATCH"]),
    target: "/echo",
  }),
  "other content type": (draws) =>
    post(draws.one(['{"a":"x"}', '{"a":"x"}', "a=x&b=y", "", "x"]), `content-type: ${draws.one(OTHER_TYPES)}`),
  "large integers": (draws) => drawNumbers(draws, INTEGERS),
  floats: (draws) => drawNumbers(draws, FLOATS),
  "JSON that is not an object": (draws) => post(draws.one(NO_OBJECTS)),
  "malformed JSON": (draws) => post(draws.one(MALFORMED)),
  HEAD: (draws) => ({
    method: "HEAD",
    target: draws.one([
      "/echo",
      "/echo/7",
      "/echo/7/items",
      "/echo/",
      "/none",
      "/echo?a=x",
      "/echo/7/",
      "/echo/7/items/",
    ]),
  }),
  OPTIONS: (draws) => ({
    method: "OPTIONS",
    target: draws.one(["/echo", "/echo/7", "/none", "/echo/", "/echo/7/items"]),
    headers: draws.isOften() ? [] : ["origin: https://a.example", "access-control-request-method: POST"],
  }),
  "wrong method": (draws) =>
    withBody(
      draws.one(["PUT", "PATCH", "DELETE", "POST", "PUT"]),
      draws.one(["/echo", "/echo/7", "/echo/7/items", "/none", "/echo/", "/echo/7/items/"]),
    ),
  "unknown method": (draws) => ({
    method: draws.one(["TRACE", "PROPFIND", "LOCK", "REPORT", "PURGE", "MKCOL", "SEARCH", "LINK", "COPY"]),
    target: draws.one(["/echo", "/echo/7", "/none", "/echo/"]),
  }),
  "method override": (draws) => {
    const method = draws.one(["PATCH", "DELETE", "GET", "PUT", "patch", "HEAD", "OPTIONS", "FOO", ""]);
    const target = draws.one(["/echo", "/echo/7", "/echo/7", "/echo/7/items"]);
    const asked = draws.one(["POST", "POST", "POST", "GET", "PATCH"]);
    return draws.one<() => Parts>([
      () => ({
        ...withBody(asked, target),
        headers: [...(asked === "GET" ? [] : [JSON_TYPE]), `x-http-method-override: ${method}`],
      }),
      () => ({ ...postForm(`a=x&_method=${method}`), target }),
      () => ({ ...post(toJson({ a: "x", _method: method })), target }),
      () => withBody(asked, `${target}?_method=${method}`),
      () => ({ ...post('{"a":"x"}'), target, headers: [JSON_TYPE, `x-method-override: ${method}`] }),
      () => ({
        ...post('{"a":"x"}'),
        target,
        headers: [JSON_TYPE, `x-service-method: ${draws.one(["find", "create", "patch", "remove", "other"])}`],
      }),
    ])();
  },
  headers: (draws) => ({
    ...withBody(draws.one(["GET", "POST"]), "/echo"),
    headers: [
      JSON_TYPE,
      ...draws.one([
        ["x-probe: x"],
        ["X-PROBE:x"],
        ["x-probe: a", "x-probe: b"],
        ["x-probe:"],
        ["x-probe: \u00e4"],
        ["x-probe:  two  words"],
        ["x_probe: x"],
        ["x-probe: a, b"],
        ["x-probe: 0"],
        ["accept: text/html", "x-probe: x"],
        ["x-probe: a\tb"],
      ]),
    ],
  }),
};

/** As many requests of each kind alike. The same seed makes the same requests. */
export function makeRequests(count: number, seed: number): WireRequest[] {
  return KINDS.flatMap((kind, at) => {
    const draws = new Draws(seed * KINDS.length + at);
    const share = Math.floor(count / KINDS.length) + (at < count % KINDS.length ? 1 : 0);
    return Array.from({ length: share }, (): WireRequest => {
      const { method = "GET", target = "/echo", headers = [], body } = makers[kind](draws);
      return { kind, method, target, headers, body: body === undefined ? undefined : Buffer.from(body) };
    });
  });
}

/** The bytes of a request. Header values are Latin-1 on the wire. */
export function toBytes({ method, target, headers, body }: WireRequest, host: string): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, `host: ${host}`, ...headers];
  if (body !== undefined) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(`${[...lines, "connection: close"].join("\r\n")}\r\n\r\n`, "latin1");
  return body === undefined ? head : Buffer.concat([head, body]);
}

/** A request as people read it. */
export function describeRequest({ method, target, headers, body }: WireRequest): string {
  const text = body === undefined ? "" : ` ${JSON.stringify(body.toString("latin1").slice(0, 120))}`;
  return `${method} ${target}${headers.length === 0 ? "" : ` [${headers.join("; ")}]`}${text}`;
}
