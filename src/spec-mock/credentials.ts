import { ownMember } from "#engine/basics/table.ts";
import { headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, RoutedRequest } from "#engine/contract/request.ts";
import { basicOf, bearerOf } from "#engine/kit/authorization.ts";
import { cookieOf } from "#engine/kit/cookies.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecOperation } from "#generation/spec-operations.ts";
import { reasons } from "./reasons.ts";
import type { Credential } from "./seed.ts";

/** Who calls: the scheme, and the credential of the seed that was sent, if the seed lists any. */
export interface SpecCaller extends Caller {
  readonly scopes: readonly string[] | undefined;
}

type Schemes = Readonly<Record<string, unknown>>;

/**
 * Finds the caller by the schemes that an operation accepts. Any credentials count, unless the seed lists those of the scheme.
 *
 * @param listed the credentials that the seed lists for a scheme, if it does
 */
export function authenticate(
  request: RoutedRequest,
  operation: SpecOperation,
  schemes: Schemes,
  listed: (scheme: string) => readonly Credential[] | undefined,
): SpecCaller | Reason {
  let refusal: Reason | undefined;
  for (const alternative of operation.security) {
    const names = Object.keys(alternative);
    const sent = names.map((name) => credentialOf(request, ownMember(schemes, name)));
    const missing = sent.indexOf(undefined);
    const [first = ""] = names;
    if (missing >= 0) continue;
    const unknown = names.find((name, at) => !isListed(listed(name), sent[at]));
    if (unknown === undefined) {
      const scopes = names.flatMap((name, at) => find(listed(name), sent[at])?.scopes ?? []);
      const isLimited = names.some((name, at) => find(listed(name), sent[at])?.scopes !== undefined);
      return { scheme: first, scopes: isLimited ? scopes : undefined };
    }
    refusal ??= reasons.unknownCredentials({ scheme: unknown });
  }
  return refusal ?? reasons.noCredentials({ expected: describeSecurity(operation, schemes) });
}

/** @returns the scope that the caller lacks, with its scheme */
export function missingScope(
  { security }: SpecOperation,
  { scheme, scopes }: SpecCaller,
): { readonly scheme: string; readonly scope: string } | undefined {
  if (scopes === undefined) return undefined;
  const wanted = ownMember(security.find((alternative) => Object.hasOwn(alternative, scheme)) ?? {}, scheme) ?? [];
  const scope = wanted.find((each) => !scopes.includes(each));
  return scope === undefined ? undefined : { scheme, scope };
}

const find = (listed: readonly Credential[] | undefined, sent: string | undefined): Credential | undefined =>
  listed?.find(({ value }) => value === sent);

const isListed = (listed: readonly Credential[] | undefined, sent: string | undefined): boolean =>
  listed === undefined || find(listed, sent) !== undefined;

/** What was sent as the credentials of one scheme; `undefined`: nothing. */
function credentialOf({ headers, query }: RoutedRequest, scheme: unknown): string | undefined {
  if (!isObject(scheme)) return undefined;
  const { type, name, in: where } = scheme;
  const authorization = headerOf(headers, "authorization");
  if (type === "mutualTLS") return "certificate";
  if (type === "apiKey" && typeof name === "string") {
    if (where === "query") return [query[name]].flat()[0] || undefined;
    if (where === "cookie") return cookieOf(headers, name) || undefined;
    return headerOf(headers, name.toLowerCase()) || undefined;
  }
  if (type !== "http") return bearerOf(headers);
  const kind = String(scheme["scheme"]).toLowerCase();
  if (kind === "bearer") return bearerOf(headers);
  const basic = kind === "basic" ? basicOf(headers) : undefined;
  if (kind === "basic") return basic && `${basic.name}:${basic.password}`;
  return authorization?.toLowerCase().startsWith(`${kind} `) ? authorization.slice(kind.length + 1) : undefined;
}

/** The credentials that an operation accepts, as part of a sentence. */
export function describeSecurity({ security }: SpecOperation, schemes: Schemes): string {
  const alternatives = security.map((each) =>
    Object.keys(each).map((name) => describeScheme(name, ownMember(schemes, name))),
  );
  return alternatives.map((names) => names.join(" and ")).join(", or ");
}

function describeScheme(name: string, scheme: unknown): string {
  if (!isObject(scheme)) return name;
  const { type, name: member, in: where } = scheme;
  if (type === "apiKey") return `a key as ${where} ${member}`;
  if (type === "http" && scheme["scheme"] !== "bearer") return `Authorization: ${scheme["scheme"]} …`;
  return type === "mutualTLS" ? "a certificate" : "Authorization: Bearer <token>";
}
