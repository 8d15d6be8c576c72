import type { Seedling } from "./corpus.ts";
import type { Random } from "./random.ts";

type Pair = readonly [string, string];

const REPEATED = 2_000;

/** Names with a meaning in JavaScript or in a parser, and unknown ones. */
const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "length",
  "",
  " ",
  "a[b][c]",
  "a[]",
  "a[0]",
  "a[__proto__][b]",
  "$in",
  "\u0000",
  "\u202e",
  "%",
  "x".repeat(REPEATED),
];

/** Texts that are hard to read, to keep, to count or to show. */
const TEXTS = [
  ...NAMES,
  "null",
  "true",
  "-1",
  "0",
  "1e400",
  "9007199254740993",
  "NaN",
  "Infinity",
  "\ufeff",
  "\ud800",
  "\udc00x",
  "%00",
  "%ff%fe",
  "%c3%28",
  "%zz",
  "../../etc",
  "..",
  ".",
  "//",
  "\r\nx-injected: 1",
  "\u001b[31m",
  "<script>",
  "'; drop table",
  "𝕌𝕟𝕚",
  "2024-02-30T25:61:61Z",
  "+275760-09-13T00:00:00.001Z",
  "javascript:alert(1)",
  "http://[::1",
  "data:;base64,%%%",
  "*a*a*a*a*b",
  "(a+)+$",
];

const JSON_TEXTS = [
  "",
  "null",
  "true",
  "0",
  '""',
  "[]",
  "{}",
  "{",
  "[1,",
  '{"a":1e400}',
  '{"a":-0}',
  '{"a":9007199254740993}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":1,"a":2}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '\ufeff{"a":1}',
  "NaN",
  "[".repeat(REPEATED),
  '{"a":'.repeat(REPEATED),
  `${"[".repeat(REPEATED)}${"]".repeat(REPEATED)}`,
  `[${"1,".repeat(REPEATED)}1]`,
  `{${Array.from({ length: REPEATED }, (_, at) => `"k${at}":${at}`).join(",")}}`,
  `"${"x".repeat(REPEATED)}"`,
];

const MEDIA_TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "text/plain",
  "application/json; charset=constructor",
  "application/vnd.api+json",
  "constructor",
  "__proto__",
  "/",
  ";",
  "application/json, text/plain",
  "application/octet-stream",
];

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "constructor", "get", "PROPFIND"];

const HEADERS: readonly Pair[] = [
  ["authorization", "Bearer"],
  ["authorization", "Bearer a b c"],
  ["authorization", "Basic %%%"],
  ["authorization", "Basic Og=="],
  ["authorization", "constructor __proto__"],
  ["authorization", `Bearer ${"e".repeat(REPEATED)}`],
  ["cookie", "a=b; __proto__=1; =; ;;a"],
  ["cookie", `a=${"%".repeat(REPEATED)}`],
  ["accept", "*/*;q=x, constructor/__proto__, ,;"],
  ["accept-encoding", "constructor"],
  ["content-encoding", "gzip"],
  ["content-encoding", "__proto__"],
  ["origin", "null"],
  ["origin", "javascript:alert(1)"],
  ["x-forwarded-host", "evil.example, a b"],
  ["x-forwarded-proto", "javascript"],
  ["forwarded", "for=1;host=;proto=x"],
  ["if-none-match", "*"],
  ["range", "bytes=0-0,5-1"],
  ["x-http-method-override", "DELETE"],
  ["expect", "200-ok"],
];

/** One change of a request, in the grammar of HTTP, JSON and forms. */
type Change = (request: Seedling, random: Random) => Seedling;

const replaceAt = <T>(all: readonly T[], at: number, value: T): T[] =>
  all.map((each, index) => (index === at ? value : each));

/** @param pairs of a query or of headers */
function changePairs(pairs: readonly Pair[], random: Random, isHeader: boolean): readonly Pair[] {
  const at = random.below(pairs.length + 1);
  const [name = "", value = ""] = pairs[at] ?? [];
  const text = isHeader ? toHeaderText(random.pick(TEXTS)) : random.pick(TEXTS);
  switch (random.below(6)) {
    case 0:
      return pairs.filter((_, index) => index !== at);
    case 1:
      return [...pairs, [name, text]];
    case 2:
      return replaceAt(pairs, at, [isHeader ? name : random.pick(NAMES), value]);
    case 3:
      return [...pairs, [isHeader ? toHeaderName(random.pick(NAMES)) : random.pick(NAMES), text]];
    case 4:
      return replaceAt(pairs, at, [name, value + text]);
    default:
      return replaceAt(pairs, at, [name, text]);
  }
}

/** What HTTP forbids in a header cannot arrive in one. */
const toHeaderText = (text: string): string =>
  [...text]
    .filter((letter) => /[\t\x20-\x7e\x80-\xff]/.test(letter))
    .join("")
    .trim();
const toHeaderName = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9_-]/g, "") || "x";

const changePath: Change = (request, random) => {
  const segments = request.path.split("/");
  const at = random.below(segments.length);
  const text = random.oneIn(2) ? random.pick(TEXTS) : encode(random.pick(TEXTS));
  const chosen = random.below(4);
  const changed =
    chosen === 0
      ? replaceAt(segments, at, text)
      : chosen === 1
        ? segments.filter((_, index) => index !== at)
        : chosen === 2
          ? [...segments.slice(0, at), text, ...segments.slice(at)]
          : [...segments, ""];
  return { ...request, path: changed.join("/") };
};

const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const changeQuery: Change = (request, random) => ({ ...request, query: changePairs(request.query, random, false) });

const changeHeaders: Change = (request, random) => ({
  ...request,
  headers: random.oneIn(2)
    ? [...request.headers.filter(([name]) => name !== "authorization" || random.oneIn(2)), random.pick(HEADERS)]
    : changePairs(request.headers, random, true),
});

const changeMediaType: Change = (request, random) => ({
  ...request,
  headers: [...request.headers.filter(([name]) => name !== "content-type"), ["content-type", random.pick(MEDIA_TYPES)]],
});

const changeMethod: Change = (request, random) => ({ ...request, method: random.pick(METHODS) });

/** Changes one value deep in a JSON body; bodies of other kinds change letter by letter. */
const changeBody: Change = (request, random) => {
  const { body = "" } = request;
  if (random.oneIn(4)) return { ...request, body: random.pick(JSON_TEXTS) };
  try {
    return { ...request, body: JSON.stringify(changeValue(JSON.parse(body), random)) };
  } catch {
    return { ...request, body: changeLetters(body, random) };
  }
};

function changeValue(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && !random.oneIn(3)) {
    const at = random.below(value.length);
    if (random.oneIn(4)) return [...value, ...Array(random.below(50)).fill(value[at])];
    return replaceAt(value, at, changeValue(value[at], random));
  }
  if (typeof value === "object" && value !== null && !random.oneIn(4)) {
    const entries = Object.entries(value);
    const at = random.below(entries.length + 1);
    const [name = random.pick(NAMES), member = null] = entries[at] ?? [];
    if (random.oneIn(4)) return Object.fromEntries(entries.filter((_, index) => index !== at));
    if (random.oneIn(4)) return { ...value, [random.pick(NAMES)]: random.pick(TEXTS) };
    return { ...value, [name]: changeValue(member, random) };
  }
  return random.pick([
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 53 + 2,
    1e308,
    "",
    [],
    {},
    [[]],
    [null],
    random.pick(TEXTS),
    [random.pick(TEXTS)],
    { [random.pick(NAMES)]: random.pick(TEXTS) },
  ]);
}

function changeLetters(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + random.pick(TEXTS) + text.slice(at);
    case 2:
      return text + text;
    default:
      return text.slice(0, at) + text.slice(at + 1 + random.below(8));
  }
}

const CHANGES: readonly Change[] = [
  changePath,
  changeQuery,
  changeQuery,
  changeHeaders,
  changeHeaders,
  changeMediaType,
  changeMethod,
  changeBody,
  changeBody,
  changeBody,
];

const MOST_CHANGES = 3;

/** The request with up to three changes; one in five stays as it is, so that there is state to disturb. */
export function mutate(request: Seedling, random: Random): Seedling {
  if (random.oneIn(5)) return request;
  let changed = request;
  for (let left = 1 + random.below(MOST_CHANGES); left > 0; left -= 1) changed = random.pick(CHANGES)(changed, random);
  return changed;
}

/** @returns the query as it travels; what cannot be encoded is replaced */
export const toQuery = ({ query }: Seedling): string =>
  query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

const EOL = "\r\n";

/** The request as bytes of HTTP/1.1, with faults of the wire. */
export function toWire(request: Seedling, prefix: string, random: Random): Buffer {
  const query = toQuery(request);
  const target = toTarget(prefix + request.path, random) + (query === "" ? "" : `?${query}`);
  const version = random.oneIn(20) ? random.pick(["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTQ/1.1", ""]) : "HTTP/1.1";
  const headers = [
    `host: ${random.oneIn(15) ? random.pick(["a b", "", "evil.example", "[::1", "localhost:99999"]) : "127.0.0.1"}`,
  ];
  for (const [name, value] of request.headers) headers.push(`${name}: ${value}`);
  if (random.oneIn(20))
    headers.push(
      random.pick([
        "upgrade: websocket",
        "upgrade: h2c",
        "connection: upgrade",
        "te: trailers",
        "expect: 100-continue",
      ]),
    );
  if (random.oneIn(50)) headers.push(...Array.from({ length: 500 }, (_, at) => `x-${at}: ${at}`));
  if (random.oneIn(50)) headers.push(`x-long: ${"y".repeat(20_000)}`);
  const { body } = request;
  let text = body ?? "";
  if (body !== undefined && random.oneIn(4)) {
    headers.push("transfer-encoding: chunked");
    const size = random.oneIn(8)
      ? random.pick(["zz", "-1", "ffffffffffffffff", "", "1;x=\u0000"])
      : Buffer.byteLength(text).toString(16);
    text = `${size}${EOL}${text}${EOL}0${EOL}${random.oneIn(3) ? `x-trailer: 1${EOL}` : ""}${EOL}`;
  } else if (body !== undefined || random.oneIn(20))
    headers.push(
      `content-length: ${random.oneIn(12) ? random.pick(["-1", "1e3", "99", "0", "18446744073709551616", "1, 1"]) : Buffer.byteLength(text)}`,
    );
  headers.push("connection: close");
  const bytes = Buffer.from(`${request.method} ${target} ${version}${EOL}${headers.join(EOL)}${EOL}${EOL}${text}`);
  return random.oneIn(4) ? changeBytes(bytes, random) : bytes;
}

const toTarget = (path: string, random: Random): string =>
  random.oneIn(25)
    ? random.pick([
        `http://evil.example${path}`,
        `http://127.0.0.1${path}`,
        "*",
        `//${path}`,
        "",
        path.replaceAll("/", "\\"),
      ])
    : path;

function changeBytes(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left -= 1) copy[random.below(copy.length)] = random.below(256);
  return random.oneIn(3) ? copy.subarray(0, random.below(copy.length)) : copy;
}
