import type { ExchangeReply } from "#engine/contract/exchange.ts";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import type { Question } from "../contract.ts";
import type { TargetName, TestBench } from "../targets.ts";
import { JSON_TYPE, mediaTypeOf, type Place, readText } from "./replies.ts";
import { type Asking, fillPath } from "./steps.ts";
import type { Straying } from "./strays.ts";

/** Headers that sign a walker in, by provider and security scheme. */
export type SignedIn = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Creates what sends a walker's requests, with its credentials. */
export function createSender(testBench: TestBench, signedIn: SignedIn) {
  let count = 0;

  async function exchange(
    provider: TargetName,
    method: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<ExchangeReply> {
    count += 1;
    const reply = await testBench.exchange({
      method,
      path: testBench.pathOf(provider) + path,
      query,
      headers: { host: "localhost", ...headers },
      body,
      connection: IN_PROCESS,
    });
    // Long lists are streamed; streams of events have no end.
    return JSON_TYPE.test(mediaTypeOf(reply)) ? { ...reply, body: await readText(reply) } : reply;
  }

  function credentialsOf({ provider, operation, credentials }: Asking | Straying): Readonly<Record<string, string>> {
    const together = operation.security[credentials];
    if (together !== undefined)
      return Object.assign({}, ...together.map((scheme) => signedIn.get(`${provider} ${scheme}`) ?? {}));
    if (credentials % 2 === 0 && operation.security.length > 0) return {};
    // Valid credentials of any kind, perhaps of one that is not accepted here.
    const all = [...signedIn].filter(([name]) => name.startsWith(`${provider} `));
    return all[credentials % Math.max(all.length, 1)]?.[1] ?? {};
  }

  /** Returns the reply of an operation with the best known credentials, or the result of a scenario. */
  async function look({ contract, spec }: Place, question: Question): Promise<unknown> {
    const { provider } = contract;
    if ("scenario" in question) return testBench.prepare(provider, question.scenario, question.parameters);
    const operation = spec.operations.get(question.operationId);
    if (operation === undefined) throw new Error(`${provider} has no operation ${question.operationId}`);
    const path = fillPath(operation.path, question.path ?? {});
    const query = new URLSearchParams(question.query).toString();
    const sent = question.body === undefined ? undefined : JSON.stringify(question.body);
    const headers = {
      ...signedIn.get(`${provider} ${operation.security[0]?.[0]}`),
      ...(sent !== undefined && { "content-type": "application/json" }),
      ...question.headers,
    };
    const { status, body } = await exchange(provider, operation.method, path, query, headers, sent);
    return { status, body: typeof body === "string" && body !== "" ? JSON.parse(body) : undefined };
  }

  return { exchange, credentialsOf, look, count: () => count };
}
