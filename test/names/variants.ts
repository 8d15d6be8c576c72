import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";

/** What every object inherits a value for. A table that is looked up by them has to say that it does not hold them. */
export const INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"] as const;

/** A request that is answered as it stands, and where its path has parameters. */
export interface Base {
  readonly operationId: string;
  readonly operation: OperationEntry;
  readonly request: ExchangeRequest;
  /** What stands in front of the operation's own path. */
  readonly front: string;
}

/** The request with an inherited name somewhere. */
export interface Variant {
  readonly where: string;
  readonly request: ExchangeRequest;
  /** No provider can take it: the media type is none of those that the operation takes, and the body fits no schema. */
  readonly isRefused?: boolean;
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const BODY_OF_NO_SCHEMA = "5";

/** Every place of a request in which a name can stand, with this name in it. */
export function* variantsOf(base: Base, name: string): Generator<Variant> {
  yield* inMediaTypes(base, name);
  yield* inHeaders(base, name);
  yield* inQuery(base, name);
  yield* inPath(base, name);
  yield { where: "method", request: { ...base.request, method: name } };
  if (typeof base.request.body === "string") yield* inBody(base, name, base.request.body);
}

const withHeaders = (request: ExchangeRequest, headers: Readonly<Record<string, string>>): ExchangeRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

function* inMediaTypes({ request, operation }: Base, name: string): Generator<Variant> {
  const types = [name, `application/${name}`, `${name}/${name}`, `${JSON_TYPE}; charset=${name}`, `${name}; q=1`];
  for (const type of types) {
    const typed = withHeaders(request, { "content-type": type });
    yield { where: `content type ${type}`, request: typed };
    yield { where: `accept ${type}`, request: withHeaders(request, { accept: type }) };
    if (operation.requestBody !== undefined)
      yield {
        where: `content type ${type}, with a body of no schema`,
        request: { ...typed, body: BODY_OF_NO_SCHEMA },
        isRefused: true,
      };
  }
}

const FURTHER_HEADERS = [
  "accept-encoding",
  "accept-language",
  "access-control-request-headers",
  "access-control-request-method",
  "authorization",
  "content-encoding",
  "cookie",
  "host",
  "last-event-id",
  "origin",
  "transfer-encoding",
  "x-forwarded-proto",
  "x-standin-world",
];

function* inHeaders({ request, operation }: Base, name: string): Generator<Variant> {
  yield { where: "a header's name", request: withHeaders(request, { [name]: "1" }) };
  for (const header of new Set([...Object.keys(request.headers), ...operation.headers, ...FURTHER_HEADERS]))
    yield { where: `header ${header}`, request: withHeaders(request, { [header]: name }) };
  yield { where: "a cookie's name", request: withHeaders(request, { cookie: `${name}=1; tpid_sec=${name}` }) };
  yield { where: "a scheme's name", request: withHeaders(request, { authorization: `${name} ${name}` }) };
  yield { where: "a token", request: withHeaders(request, { authorization: `Bearer ${name}` }) };
  yield { where: "a client's name", request: withHeaders(request, { authorization: `Basic ${btoa(`${name}:x`)}` }) };
}

const joined = (query: string, more: string): string => (query === "" ? more : `${query}&${more}`);

function* inQuery({ request, operation }: Base, name: string): Generator<Variant> {
  const { query } = request;
  for (const more of [`${name}=1`, `${name}[]=1`, `${name}[${name}]=1`, `a[${name}]=1`, `${name}=1&${name}=2`, name])
    yield { where: `query ${more}`, request: { ...request, query: joined(query, more) } };
  for (const parameter of Object.keys(operation.query)) {
    const others = new URLSearchParams(query);
    others.set(parameter, name);
    yield { where: `query parameter ${parameter}`, request: { ...request, query: others.toString() } };
  }
}

function* inPath({ request, operation, front }: Base, name: string): Generator<Variant> {
  const segments = request.path.slice(front.length).split("/");
  for (const [index, segment] of operation.path.split("/").entries()) {
    if (!segment.startsWith("{")) continue;
    const path = front + segments.with(index, name).join("/");
    yield { where: `path parameter ${segment}`, request: { ...request, path } };
  }
  yield { where: "one more segment", request: { ...request, path: `${request.path}/${name}` } };
}

function* inBody({ request }: Base, name: string, body: string): Generator<Variant> {
  const value: unknown = JSON.parse(body);
  for (const [index, changed] of changesOf(value, name).entries())
    yield { where: `body, change ${index}: ${changed.slice(0, 80)}`, request: { ...request, body: changed } };
  const asForm = withHeaders(request, { "content-type": FORM_TYPE });
  for (const field of fieldsOf(value, name)) yield { where: `form ${field}`, request: { ...asForm, body: field } };
}

/** Data with a member of this name in each of its objects, and with each of its values replaced, as JSON texts. */
export function changesOf(value: unknown, name: string): string[] {
  const member = JSON.stringify(name);
  const here = [member, `{${member}:1}`, `[${member}]`, `{${member}:{${member}:${member}}}`];
  if (typeof value !== "object" || value === null) return here;
  const entries = Object.entries(value);
  const write = (parts: readonly (readonly [string, string])[], more = ""): string =>
    Array.isArray(value)
      ? `[${parts.map(([, text]) => text).join(",")}]`
      : `{${[...parts.map(([key, text]) => `${JSON.stringify(key)}:${text}`), ...(more === "" ? [] : [more])].join(",")}}`;
  const texts = entries.map(([key, each]) => [key, JSON.stringify(each)] as const);
  const inside = entries.flatMap(([key, each], index) =>
    changesOf(each, name).map((changed) => write(texts.with(index, [key, changed]))),
  );
  const added = Array.isArray(value) ? [] : [write(texts, `${member}:1`), write(texts, `${member}:{${member}:1}`)];
  return [...here, ...added, ...inside];
}

/** Forms that have the name as a field, in brackets below each field, and above another. */
function fieldsOf(value: unknown, name: string): string[] {
  const known = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const below = known.flatMap((field) => [`${field}=${name}`, `${field}[${name}]=1`, `${field}[0][${name}]=1`]);
  return [`${name}=1`, `${name}[]=1`, `${name}[${name}]=1`, `a[${name}][b]=1`, ...below];
}
