import type { ExchangeRequest } from "#engine/contract/exchange.ts";

/** A request that can be made as large as one likes. */
export interface LargeRequest {
  readonly where: string;
  /** @param size in characters, more or less */
  make(size: number): ExchangeRequest;
}

const FORM_TYPE = "application/x-www-form-urlencoded";

/** Repeats what it is given until that is long enough. */
export function fill(size: number, part: (index: number) => string, joint = ","): string {
  const parts: string[] = [];
  for (let length = 0, index = 0; length < size; index += 1) {
    const next = part(index);
    parts.push(next);
    length += next.length + joint.length;
  }
  return parts.join(joint);
}

/** The request with more and more of everything that it can hold many of. */
export function* largeRequestsOf(request: ExchangeRequest): Generator<LargeRequest> {
  yield* inQuery(request);
  yield* inHeaders(request);
  yield {
    where: "segments of the path",
    make: (size) => ({ ...request, path: `${request.path}/${fill(size, () => "a", "/")}` }),
  };
  if (typeof request.body === "string") yield* inBody(request, request.body);
}

const joined = (query: string, more: string): string => (query === "" ? more : `${query}&${more}`);

function* inQuery(request: ExchangeRequest): Generator<LargeRequest> {
  const kinds: Readonly<Record<string, (index: number) => string>> = {
    "names of the query": (index) => `name${index}=1`,
    "values of a name of the query": (index) => `name=${index}`,
    "items of a list in the query": (index) => `name[]=${index}`,
  };
  for (const [where, part] of Object.entries(kinds))
    yield { where, make: (size) => ({ ...request, query: joined(request.query, fill(size, part, "&")) }) };
  for (const [name] of new URLSearchParams(request.query))
    yield {
      where: `query parameter ${name}, with commas`,
      make: (size) => {
        const query = new URLSearchParams(request.query);
        query.set(
          name,
          fill(size, (index) => `a${index}`),
        );
        return { ...request, query: query.toString() };
      },
    };
}

function* inHeaders(request: ExchangeRequest): Generator<LargeRequest> {
  const kinds: Readonly<Record<string, (index: number) => string>> = {
    accept: (index) => `text/x${index};q=0.5,`,
    "accept-encoding": (index) => `x${index};q=0.5,`,
    authorization: () => "Basic a ",
    "content-type": (index) => `text/plain; a${index}=1;`,
    cookie: (index) => `a${index}=1; `,
    origin: () => "https://a.",
    "access-control-request-headers": (index) => `x-${index}, `,
  };
  for (const [name, part] of Object.entries(kinds))
    yield {
      where: `header ${name}`,
      make: (size) => ({ ...request, headers: { ...request.headers, [name]: fill(size, part, "") } }),
    };
}

function* inBody(request: ExchangeRequest, body: string): Generator<LargeRequest> {
  const value: unknown = JSON.parse(body);
  for (const { where, write } of textsOf(value))
    yield { where: `body: ${where}`, make: (size) => ({ ...request, body: write(size) }) };
  const headers = { ...request.headers, "content-type": FORM_TYPE };
  const fields = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const parts: Readonly<Record<string, (index: number) => string>> = {
    fields: (index) => `name${index}=1`,
    "items of a list": () => "name[]=1",
    "members of a field": (index) => `name[a${index}]=1`,
    ...Object.fromEntries(fields.map((field) => [`items of ${field}`, () => `${field}[]=1`])),
    ...Object.fromEntries(fields.map((field) => [`members of ${field}`, (index: number) => `${field}[${index}][a]=1`])),
  };
  for (const [where, part] of Object.entries(parts))
    yield { where: `form: ${where}`, make: (size) => ({ ...request, headers, body: fill(size, part, "&") }) };
}

/** A JSON text that can be made as large as one likes. */
export interface LargeText {
  readonly where: string;
  write(size: number): string;
}

/** Data with more and more in each of its places: of what is wrong there, and of what is there already. */
export function textsOf(value: unknown): LargeText[] {
  const here: LargeText[] = [
    { where: "a list of numbers", write: (size) => `[${fill(size, () => "1")}]` },
    { where: "a list of empty objects", write: (size) => `[${fill(size, () => "{}")}]` },
    { where: "a map", write: (size) => `{${fill(size, (index) => `"a${index}":1`)}}` },
    { where: "a text", write: (size) => JSON.stringify(fill(size, () => "a")) },
  ];
  if (typeof value !== "object" || value === null) return here;
  const entries = Object.entries(value);
  const texts = entries.map(([key, each]) => [key, JSON.stringify(each)] as const);
  const write = (parts: readonly (readonly [string, string])[]): string =>
    Array.isArray(value)
      ? `[${parts.map(([, text]) => text).join(",")}]`
      : `{${parts.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
  const inside = entries.flatMap(([key, each], at) =>
    textsOf(each).map((text) => ({
      where: `${key}: ${text.where}`,
      write: (size: number) => write(texts.with(at, [key, text.write(size)])),
    })),
  );
  return [...here, more(value, write), ...inside];
}

/** More of what is there: other items like the first one, or other members. */
function more(value: object, write: (parts: readonly (readonly [string, string])[]) => string): LargeText {
  const [first] = Array.isArray(value) ? value : [];
  const before = Object.entries(value).map(([key, each]) => [key, JSON.stringify(each)] as const);
  const item = (index: number): string =>
    JSON.stringify(first, (_name, each) => (typeof each === "string" ? each + index : each));
  return Array.isArray(value)
    ? { where: "more items", write: (size) => `[${fill(size, first === undefined ? () => "null" : item)}]` }
    : {
        where: "more members",
        write: (size) => {
          const added: (readonly [string, string])[] = [];
          for (let index = 0; index * 10 < size; index += 1) added.push([`more${index}`, "1"]);
          return write([...before, ...added]);
        },
      };
}
