import { ownMember } from "#engine/basics/table.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { FoundOperation } from "./find-operation.ts";
import type { RecordedExchange } from "./har-file.ts";
import type { ReplayedRequest } from "./replayed-request.ts";
import type { SecurityScheme, SpecDocument } from "./spec-document.ts";
import { isRedacted } from "./value-format.ts";
import { type IssuedSecret, MOST_SECRETS, type ValueMapping } from "./value-mapping.ts";

/** Replaces a credential that the recording does not contain. */
export type Patch = (request: ReplayedRequest) => ReplayedRequest;

export interface CredentialsOptions {
  readonly exchange: RecordedExchange;
  readonly found: FoundOperation;
  readonly request: ReplayedRequest;
  readonly document: SpecDocument;
  readonly mapping: ValueMapping;
  /** The credentials of the mock's starting state. */
  readonly described: Readonly<Record<string, string>>;
  /** Logs in at the mock's login page, once for each key. @returns the cookie's value; `undefined` without such a page */
  readonly login: (key: string, cookie: string) => Promise<string | undefined>;
}

const MOST_ATTEMPTS = 24;
const PLACEHOLDER = "recorded";

/**
 * Lists candidates for credentials that were redacted, left out, or issued before the recording. Each patch is one
 * combination; the recording does not show which is right, so the best matching one is used.
 */
export async function listCredentialPatches(options: CredentialsOptions): Promise<Patch[]> {
  const { found, request } = options;
  const schemes = schemesOf(options);
  const slots: Patch[][] = [];
  for (const [name, value] of Object.entries(request.headers))
    if (name === "cookie") slots.push(await patchCookie(options, schemes, [value].flat().join("; ")));
    else if (isRedacted([value].flat()[0])) slots.push(patchHeader(options, schemes, name));
  if (hasNoCredentials(request, schemes)) slots.push(await patchAbsent(options, schemes));
  for (const [name, value] of Object.entries(found.parameters))
    if (isRedacted(value)) slots.push(patchPath(options.mapping, name, value));
  slots.push(...patchQuery(options.mapping, request.query));
  return combine(slots.filter(({ length }) => length > 0));
}

/** Returns the combinations of one patch per slot, up to a maximum number. */
function combine(slots: readonly (readonly Patch[])[]): Patch[] {
  if (slots.length === 0) return [];
  let combined: Patch[] = [(request) => request];
  for (const slot of slots)
    combined = combined
      .flatMap((before) =>
        slot.map(
          (patch): Patch =>
            (request) =>
              patch(before(request)),
        ),
      )
      .slice(0, MOST_ATTEMPTS);
  return combined;
}

const schemesOf = ({ found, document }: CredentialsOptions): SecurityScheme[] =>
  [...new Set(found.operation.security.flat())].flatMap((name) => document.schemes.get(name) ?? []);

const withHeader =
  (name: string, value: string): Patch =>
  (request) => ({ ...request, headers: { ...request.headers, [name]: value } });

/** Sorts secrets: the most similar names first, then newer before older. */
function rank(secrets: readonly IssuedSecret[], name: string): string[] {
  const wanted = normalize(name);
  const isLike = (each: IssuedSecret): number => (wanted.endsWith(normalize(each.name)) ? 0 : 1);
  const ranked = [...secrets].sort((a, b) => isLike(a) - isLike(b)).map(({ value }) => value);
  return [...new Set(ranked)].slice(0, MOST_SECRETS);
}

const normalize = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");

function listAuthorizations({ mapping, described }: CredentialsOptions, schemes: readonly SecurityScheme[]): string[] {
  const has = (kind: SecurityScheme["kind"]): boolean => schemes.some((each) => each.kind === kind);
  const bearers = [
    ...rank(mapping.secrets, "token"),
    ...Object.entries(described).flatMap(([name, value]) => (/token/.test(name) ? [value] : [])),
    PLACEHOLDER,
  ].map((token) => `Bearer ${token}`);
  const values = Object.entries(described);
  const pairs = values.flatMap(([name, value], index) => {
    const before = values[index - 1];
    return /secret|password/.test(name) && before !== undefined ? [`${before[1]}:${value}`] : [];
  });
  const basics = [...pairs, `${PLACEHOLDER}:${PLACEHOLDER}`].map(
    (pair) => `Basic ${Buffer.from(pair).toString("base64")}`,
  );
  return [...(has("bearer") ? bearers : []), ...(has("basic") ? basics : [])];
}

function patchHeader(options: CredentialsOptions, schemes: readonly SecurityScheme[], name: string): Patch[] {
  const values = name === "authorization" ? listAuthorizations(options, schemes) : rank(options.mapping.secrets, name);
  return values.map((value) => withHeader(name, value));
}

async function patchCookie(
  options: CredentialsOptions,
  schemes: readonly SecurityScheme[],
  cookie: string,
): Promise<Patch[]> {
  const scheme = schemes.find(({ kind }) => kind === "cookie");
  if (scheme === undefined || !("name" in scheme)) return [];
  const { name } = scheme;
  if (isRedacted(cookie)) return patchCookieTo(options, name, "redacted");
  const sent = options.exchange.headers["cookie"];
  const value = valueOfCookie([sent].flat().join("; "), name);
  if (value === undefined || options.mapping.isKnown(value)) return [];
  const issued = await options.login(value, name);
  return issued === undefined ? [] : [withHeader("cookie", `${name}=${issued}`)];
}

async function patchCookieTo(options: CredentialsOptions, name: string, key: string): Promise<Patch[]> {
  const issued = options.mapping.secrets.filter((each) => each.name === name).map(({ value }) => value);
  const fresh = issued.length > 0 ? undefined : await options.login(key, name);
  const values = [...new Set([...issued.slice(0, MOST_SECRETS), ...(fresh === undefined ? [] : [fresh]), "unknown"])];
  return values.map((value) => withHeader("cookie", `${name}=${value}`));
}

export function valueOfCookie(cookies: string, name: string): string | undefined {
  const pair = cookies.split(/;\s*/).find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function hasNoCredentials({ headers }: ReplayedRequest, schemes: readonly SecurityScheme[]): boolean {
  return (
    schemes.length > 0 &&
    headers["authorization"] === undefined &&
    schemes.every(
      (scheme) =>
        !("name" in scheme) ||
        ownMember(headers, scheme.kind === "cookie" ? "cookie" : scheme.name.toLowerCase()) === undefined,
    )
  );
}

/** Adds credentials to requests of files from which a browser omitted them. */
async function patchAbsent(options: CredentialsOptions, schemes: readonly SecurityScheme[]): Promise<Patch[]> {
  const cookies = schemes.flatMap((each) => (each.kind === "cookie" ? [each.name] : []));
  const inCookies = (await Promise.all(cookies.map((name) => patchCookieTo(options, name, "absent")))).flat();
  const authorizations = listAuthorizations(options, schemes).map((value) => withHeader("authorization", value));
  return [...inCookies, ...authorizations];
}

const patchPath = (mapping: ValueMapping, name: string, marked: string): Patch[] =>
  rank(mapping.secrets, name).map(
    (value): Patch =>
      (request) => ({ ...request, path: replaceSegment(request.path, marked, value) }),
  );

const replaceSegment = (path: string, marked: string, value: string): string =>
  path
    .split("/")
    .map((segment) =>
      segment === marked || segment === encodeURIComponent(marked) ? encodeURIComponent(value) : segment,
    )
    .join("/");

function patchQuery(mapping: ValueMapping, query: string): Patch[][] {
  const names = [...new URLSearchParams(query)].flatMap(([name, value]) => (isRedacted(value) ? [name] : []));
  return names.map((name) =>
    rank(mapping.secrets, name).map(
      (value): Patch =>
        (request) => {
          const pairs = new URLSearchParams(request.query);
          pairs.set(name, value);
          return { ...request, query: pairs.toString() };
        },
    ),
  );
}

/** Returns the request without any credentials. */
export function withoutCredentials(request: ReplayedRequest): ReplayedRequest {
  const { authorization: _authorization, cookie: _cookie, ...headers } = request.headers;
  return { ...request, headers };
}

/** Collects the credentials of the mock's starting state. */
export const describeMock = (mock: Mock, seeds: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  mock.describeCredentials(ownMember(seeds, mock.api.name) ?? mock.defaultSeed);
