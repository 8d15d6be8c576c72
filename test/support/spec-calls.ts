import type { Mock } from "#engine/contract/mock.ts";
import { type Bug, createEngine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";

/** A reply, its JSON read. */
export interface Called {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a mock of any spec replies with
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Called>;

/** Calls the operations of a mock in process. A 500 of standin's own fails the test. */
export function callsOf(mock: Mock, options: { seed?: unknown } = {}): Call {
  const bugs: Bug[] = [];
  const engine = createEngine({
    providers: [mock],
    images: createImages({ freeze: true }),
    realNow: () => Date.parse("2025-03-01T09:30:00Z"),
    onBug: (bug) => bugs.push(bug),
    ...(options.seed !== undefined && { seeds: { [mock.api.name]: options.seed } }),
  });
  const [prefix = ""] = mock.api.prefixes;
  return async (method, target, body, headers = {}) => {
    const [path = "", query = ""] = target.split("?");
    const isText = typeof body === "string";
    const reply = await engine.exchange({
      method,
      path: `/${mock.prefix ?? mock.api.name}${prefix}${path}`,
      query,
      headers: { ...(body !== undefined && !isText && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const bug = bugs.pop();
    if (bug !== undefined) throw new Error(`${method} ${target}: ${bug.complaint}`, { cause: bug.error });
    const type = String(reply.headers["content-type"] ?? "");
    const isJson = type.split(";")[0]?.endsWith("json") === true && typeof reply.body === "string";
    const { date: _, "content-type": __, ...rest } = reply.headers;
    return { status: reply.status, body: isJson ? JSON.parse(String(reply.body)) : reply.body, headers: rest };
  };
}
