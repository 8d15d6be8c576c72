import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import type { Fetch } from "#clients/fetch.ts";
import {
  type Contract,
  describeInteraction,
  type ExpectedReply,
  type FromState,
  type HelperCall,
  type Interaction,
} from "./contract.ts";
import { type ExpectedText, expectReply, JSON_TYPE } from "./expected-reply.ts";
import { type Asked, readAsked, toAsked, watchCall } from "./helper-call.ts";
import { createMatcherFactory } from "./matchers.ts";
import { findOperation, root, type Spec } from "./spec.ts";

export const CONSUMER = "standin-client";

type Builder = Parameters<
  NonNullable<Parameters<ReturnType<ReturnType<PactV4["addInteraction"]>["given"]>["withRequest"]>[2]>
>[0];

type Replier = Parameters<
  NonNullable<
    Parameters<
      ReturnType<
        ReturnType<ReturnType<ReturnType<PactV4["addInteraction"]>["given"]>["uponReceiving"]>["withRequest"]
      >["willRespondWith"]
    >[1]
  >
>[0];

const NOWHERE = "http://provider.invalid";
const CROSS_ORIGIN = /^access-control-/i;

/**
 * Runs a typed client against Pact's mock server, interaction by interaction, and collects the resulting pact.
 *
 * Requests are recorded from the client itself; replies come from the spec.
 */
export async function createConsumer(contract: Contract, spec: Spec) {
  const folder = await mkdtemp(join(tmpdir(), "standin-pacts-"));
  const { provider } = contract;
  const matchers = createMatcherFactory(spec);
  /** Where the pact of each kept interaction is, by its name. In one file all would be read again for each. */
  const kept = new Map<string, string>();
  let served = 0;

  /** Has Pact's mock server answer one request while something runs. */
  async function serve(
    reply: ExpectedReply,
    asked: Asked,
    examples: ReadonlyMap<string, string>,
    isKept: boolean,
    run: (url: string, shown: unknown) => Promise<void>,
  ): Promise<void> {
    const { operationId } = findOperation(spec, asked.method, decodeURI(asked.path)) ?? {};
    if (operationId !== reply.operationId)
      throw new Error(`the call goes to ${operationId ?? "no operation"}, not to ${reply.operationId}`);
    const expected = expectReply(spec, matchers, reply, asked.headers["accept"]);
    served += 1;
    const dir = join(folder, String(served));
    const pact = new PactV4({ consumer: CONSUMER, provider, dir, logLevel: "error" });
    const given = (reply.given ?? []).reduce(
      (unfinished, [name, parameters]) => unfinished.given(name, parameters as never),
      pact.addInteraction(),
    );
    const inject = (text: string) => injectFromState(text, examples);
    await given
      .uponReceiving(describeInteraction(reply))
      .withRequest(asked.method, toPath(asked.path, inject), (builder) => fill(builder, asked, inject))
      .willRespondWith(reply.status, (builder) => {
        builder.headers(expected.headers);
        if (expected.body !== undefined) builder.jsonBody(expected.body);
        if (expected.text !== undefined) fillText(builder, expected.text);
      })
      .executeTest(({ url }) =>
        run(url, expected.body === undefined ? expected.text?.text : MatchersV3.reify(expected.body)),
      );
    if (isKept) kept.set(describeInteraction(reply), join(dir, `${CONSUMER}-${provider}.json`));
  }

  async function meetOnce(interaction: Interaction<unknown>): Promise<void> {
    const { asked, examples } = await listen(contract, interaction);
    await serve(interaction, asked, examples, true, async (url, shown) => {
      const api = contract.connect({ baseUrl: url, fetch });
      const { data, error, response } = await interaction.call(api, giveExample);
      if (response.status !== interaction.status) throw new Error(`the client sees status ${response.status}`);
      const seen = response.status < 400 ? data : error;
      if (shown !== undefined && !isDeepStrictEqual(seen, shown))
        throw new Error(`the client hands on ${JSON.stringify(seen)} instead of ${JSON.stringify(shown)}`);
    });
  }

  /** Each request of a helper meets a mock server of its own, so that equal ones can be answered differently. */
  async function meetCallOnce(call: HelperCall): Promise<void> {
    const { exchanges, withoutMock } = call;
    const origins: string[] = [];
    const serveFrom = async (at: number): Promise<void> => {
      const exchange = exchanges[at];
      if (exchange === undefined) {
        await watchCall(call, spec, {
          async send({ rest, init }, number) {
            return withoutOwnHeaders(await fetch(`${origins[number]}${rest}`, init), exchanges[number]?.headers);
          },
          valueOf: (_name, example) => example,
        });
        return;
      }
      const examples = new Map<string, string>();
      const asked = toAsked(spec, exchange, (name, example) => {
        const given = giveExample(name, example);
        examples.set(given, name);
        return given;
      });
      await serve(exchange, asked, examples, withoutMock === undefined, async (url) => {
        origins[at] = url;
        await serveFrom(at + 1);
      });
    };
    await serveFrom(0);
  }

  return {
    meet: (interaction: Interaction<unknown>) => insist(() => meetOnce(interaction)),
    /** The same for helpers. @throws Error also if the result of a call is not the one of the contract */
    meetCall: (call: HelperCall) => insist(() => meetCallOnce(call)),
    /** The pact as text, the same bytes on every run. */
    async read(): Promise<string> {
      const texts = await Promise.all([...kept.values()].map((path) => readFile(path, "utf8")));
      return toStableText(texts.map((text) => JSON.parse(text) as PactText));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Pact's mock server notes what it has matched a moment after it has answered. Where it has answered as it would for
 * this interaction alone, and yet says that nothing came, it is asked again.
 *
 * @throws Error when the client asks otherwise than it did, or does not hand on what was answered
 */
async function insist(meetOnce: () => Promise<void>, triesLeft = 4): Promise<void> {
  try {
    await meetOnce();
  } catch (error) {
    const isLate = error instanceof Error && /expected but not received/.test(error.message);
    if (!isLate || triesLeft === 0) throw error;
    await insist(meetOnce, triesLeft - 1);
  }
}

/** The path of a provider's committed pact. */
export const pactPath = (provider: string): string =>
  join(root, "contracts", provider, "pacts", `${CONSUMER}-${provider}.json`);

export const readPact = (provider: string): Promise<string> => readFile(pactPath(provider), "utf8");

export const writePact = (provider: string, text: string): Promise<void> => writeFile(pactPath(provider), text);

const giveExample: FromState = (name, example = `the-${name}`) => example;

/** Records the client's request without sending it. */
async function listen(contract: Contract, { call }: Interaction<unknown>) {
  const examples = new Map<string, string>();
  const heard: Asked[] = [];
  const fetch: Fetch = async (request) => {
    heard.push(await readAsked(request, NOWHERE));
    return new Response(null, { status: 500 });
  };
  await call(contract.connect({ baseUrl: NOWHERE, fetch }), (name, example) => {
    const given = giveExample(name, example);
    examples.set(given, name);
    return given;
  });
  const [asked, ...more] = heard;
  if (asked === undefined || more.length > 0) throw new Error(`a call is one request, not ${heard.length}`);
  return { asked, examples };
}

/** Pact's mock server lets scripts of every page in, by headers of its own. Those of the exchange are the provider's. */
function withoutOwnHeaders(
  { body, status, statusText, headers }: Response,
  own: ExpectedReply["headers"] = {},
): Response {
  const kept = [...headers].filter(([name]) => !CROSS_ORIGIN.test(name));
  const ofExchange = Object.entries(own).filter(([name]) => CROSS_ORIGIN.test(name));
  return new Response(body, { status, statusText, headers: [...kept, ...ofExchange] });
}

/** Replaces placeholders of values that only the provider knows by examples. */
function injectFromState(text: string, examples: ReadonlyMap<string, string>) {
  let expression = text;
  for (const [example, name] of examples) expression = expression.replaceAll(example, `\${${name}}`);
  return expression === text ? text : MatchersV3.fromProviderState(expression, text);
}

type Inject = (text: string) => ReturnType<typeof injectFromState>;

/** Examples stand in a path as the client has encoded them. */
function toPath(path: string, inject: Inject): ReturnType<Inject> {
  const injected = inject(decodeURI(path));
  return typeof injected === "string" ? path : injected;
}

function fill(builder: Builder, { query, headers, body }: Asked, inject: Inject): void {
  const names = [...new Set(query.map(([name]) => name))];
  const valuesOf = (name: string) => query.filter(([each]) => each === name).map(([, value]) => inject(value));
  builder.query(Object.fromEntries(names.map((name) => [name, valuesOf(name)])) as never);
  const { "content-type": mediaType = "", ...others } = headers;
  builder.headers(Object.fromEntries(Object.entries(others).map(([name, value]) => [name, inject(value)])) as never);
  if (body === undefined) return;
  // Pact adds a content type of its own unless there is one under this very name.
  builder.headers({ "Content-Type": mediaType });
  if (JSON_TYPE.test(mediaType)) builder.jsonBody(injectDeep(JSON.parse(body), inject));
  else toWriter(builder).withRequestBody(body, mediaType);
}

/** Of bytes, and of text for which the spec has no pattern, Pact looks at the first, to see whether they are of this media type. */
function fillText(builder: Replier, { mediaType, text, pattern }: ExpectedText): void {
  if (pattern === undefined) {
    builder.body(mediaType, Buffer.from(text));
    return;
  }
  toTextWriter(builder).withResponseBody(text, mediaType);
  builder.matchingRules({ body: [{ path: "$", rules: [MatchersV3.regex(pattern, text)] }] });
}

const toTextWriter = (builder: Replier) =>
  (builder as unknown as { readonly interaction: { withResponseBody(body: string, mediaType: string): void } })
    .interaction;

/** The builder's own method for other bodies takes them for binary data, and then guesses what they are. */
const toWriter = (builder: Builder) =>
  (builder as unknown as { readonly interaction: { withRequestBody(body: string, mediaType: string): void } })
    .interaction;

function injectDeep(value: unknown, inject: Inject): unknown {
  if (typeof value === "string") return inject(value);
  if (Array.isArray(value)) return value.map((each) => injectDeep(each, inject));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, injectDeep(member, inject)]));
}

interface PactText {
  readonly interactions: readonly InteractionText[];
  readonly metadata: { readonly pactSpecification: unknown };
}

interface InteractionText {
  readonly description: string;
  readonly request: { readonly body?: { readonly content: unknown } };
}

/** Of a media type without a body Pact writes a body that is none, and forgets it when it reads it. */
function withoutNothing(interaction: InteractionText): InteractionText {
  const { body, ...request } = interaction.request;
  return body?.content === null ? { ...interaction, request } : interaction;
}

/** The names of the interactions that two texts of a pact have in common, to the letter. */
export function sharedInteractions(kept: string, made: string): string[] {
  const now = (JSON.parse(made) as PactText).interactions.map((each) => JSON.stringify(each));
  return (JSON.parse(kept) as PactText).interactions
    .filter((each) => now.includes(JSON.stringify(each)))
    .map(({ description }) => description);
}

/** One pact of many, without the versions of the tools that wrote them, and in an order that does not depend on the run. */
function toStableText(pacts: readonly PactText[]): string {
  const [pact] = pacts;
  if (pact === undefined) throw new Error("no interaction was met");
  const interactions = pacts.flatMap((each) => each.interactions.map(withoutNothing));
  interactions.sort((a, b) => (a.description < b.description ? -1 : 1));
  const { pactSpecification } = pact.metadata;
  return `${JSON.stringify({ ...pact, interactions, metadata: { pactSpecification } }, undefined, 2)}\n`;
}
