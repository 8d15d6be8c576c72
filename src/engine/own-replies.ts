import type { ExchangeReply } from "./exchange.ts";
import type { Provider } from "./provider.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  404: "Not Found",
  410: "Gone",
  421: "Misdirected Request",
  500: "Internal Server Error",
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

/** standin's own refusal, where no provider has been reached. */
export const problemReply = (status: number, detail: string): ExchangeReply => ({
  status,
  headers: { "content-type": PROBLEM_TYPE },
  body: JSON.stringify(problem(status, detail)),
});

/** The answer to a request that names no provider: at the root, what there is; elsewhere, how to find it. */
export function overview(path: string, providers: readonly Provider[]): ExchangeReply {
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
