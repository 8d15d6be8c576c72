import type { ExchangeReply } from "../contract/exchange.ts";
import type { Behaviour, Mock } from "../contract/mock.ts";
import type { Reason } from "../contract/reasons.ts";
import type { UnroutedRequest } from "../contract/request.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  407: "Proxy Authentication Required",
  410: "Gone",
  421: "Misdirected Request",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

export const PROBLEM_TYPE = "application/problem+json";

/** The body of standin's own refusals (RFC 9457). */
export const problem = (status: number, detail: string): object => ({
  type: "about:blank",
  title: TITLES[status],
  status,
  detail,
});

/** Returns standin's own error reply, for requests that reach no provider. */
export const problemReply = (status: number, detail: string): ExchangeReply => ({
  status,
  headers: { "content-type": PROBLEM_TYPE },
  body: JSON.stringify(problem(status, detail)),
});

/** Why standin itself does not serve a request: the reason's code and its sentence. No header of a provider has this name. */
export const REASON_HEADER = "x-standin-reason";

export const toReasonHeader = ({ code, text }: Reason): string => `${code}: ${text}`;

/** Returns the provider's refusal of a request for which standin has no room. */
export function limitReply(
  { problems, crossOrigin }: Pick<Behaviour, "problems" | "crossOrigin">,
  status: 503 | 507,
  reason: Reason,
  request: UnroutedRequest,
): ExchangeReply {
  const { body, headers, mediaType = "application/json" } = problems.limitReached(status, reason.text, request);
  const always = typeof crossOrigin?.headers === "function" ? undefined : crossOrigin?.headers;
  return {
    status,
    headers: { "content-type": mediaType, [REASON_HEADER]: toReasonHeader(reason), ...always, ...headers },
    body: JSON.stringify(body),
  };
}

/** Returns the reply to a request without a provider: at the root a list of providers, elsewhere how to address one. */
export function overview(path: string, providers: readonly Mock[]): ExchangeReply {
  const names = providers.map(({ api }) => api.name);
  if (path !== "/" && path !== "")
    return problemReply(
      404,
      `No provider answers at ${path}. Paths begin with ${names.map((name) => `/${name}`).join(" or ")}; ` +
        `without a prefix, the Host header names the provider, e.g. ${names[0]}.localhost.`,
    );
  const body = { name: "standin", providers: Object.fromEntries(names.map((name) => [name, `/${name}`])) };
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
