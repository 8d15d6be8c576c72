import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { beforeAll, describe, expect, it } from "vitest";
import { providerNames } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import {
  type Contract,
  describeInteraction,
  type FromState,
  findContract,
  type State,
} from "../../contracts/agreement/contract.ts";
import { toAsked } from "../../contracts/agreement/helper-call.ts";
import { readSpec, type Spec } from "../../contracts/agreement/spec.ts";

/*
 * Every interaction of every contract has the same reply over every transport: status, headers and body, in a simulator
 * with the same seed and the same time. Behaviour suites therefore need not be repeated over each of them.
 */

interface Reached {
  readonly send: typeof fetch;
  readonly origin: string;
  readonly close: () => unknown;
}

const IN_PROCESS = "http://standin.localhost";

const reaches: Readonly<Record<string, (standin: Standin) => Promise<Reached>>> = {
  "in-process fetch": async ({ fetch: send }) => ({ send, origin: IN_PROCESS, close: () => {} }),
  "node:http": async (standin) => ({ send: fetch, origin: (await standin.listen()).url, close: () => {} }),
  "a router mounted in an Express app": async (standin) => {
    const server = createServer(express().use("/mounted", createExpressRouter(standin.engine)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { send: fetch, origin: `http://127.0.0.1:${port}/mounted`, close: () => server.closeAllConnections() };
  },
};

/** What a transport adds of its own. */
const OF_TRANSPORT = ["connection", "keep-alive", "date", "transfer-encoding", "x-powered-by", "content-length"];

interface Asking {
  readonly name: string;
  readonly given: readonly State[];
  readonly ask: (send: typeof fetch, baseUrl: string, from: FromState) => Promise<unknown>;
}

/** The interactions of the typed clients, and the requests of their helpers. */
function askingsOf({ interactions, helpers, connect }: Contract, spec: Spec): Asking[] {
  const exchanges = [...new Set((helpers?.calls ?? []).flatMap((call) => call.exchanges))];
  return [
    ...interactions.map((each): Asking => {
      const ask: Asking["ask"] = (send, baseUrl, from) => each.call(connect({ baseUrl, fetch: send }), from);
      return { name: describeInteraction(each), given: each.given ?? [], ask };
    }),
    ...exchanges.map((each): Asking => {
      const ask: Asking["ask"] = (send, baseUrl, from) => {
        const { method, path, query, headers, body } = toAsked(spec, each, from);
        const search = query.length === 0 ? "" : `?${new URLSearchParams(query.map((pair) => [...pair]))}`;
        const init = { method, headers, redirect: "manual" as const, ...(body !== undefined && { body }) };
        return send(`${baseUrl}${path}${search}`, init);
      };
      return { name: describeInteraction(each), given: each.given ?? [], ask };
    }),
  ];
}

/** A value in what scenarios have told, by its name with dots. */
const toFrom =
  (told: object): FromState =>
  (name, example = `the-${name}`) => {
    const found = name.split(".").reduce<unknown>((value, part) => Object(value)[part], told);
    return found === undefined ? example : String(found);
  };

/** What each asking is answered, without what differs by where it was asked. */
async function answersOf(provider: (typeof providerNames)[number], askings: readonly Asking[], transport: string) {
  const standin = await createStandin({ frozenAt: "2025-03-01T09:30:00Z", seed: 7 });
  const reached = await reaches[transport]?.(standin);
  if (reached === undefined) throw new RangeError(`no transport ${transport}`);
  const { send, origin, close } = reached;
  const answers = new Map<string, unknown>();
  for (const [index, { name, given, ask }] of askings.entries()) {
    const world = await standin.world(`w${index}`);
    const told = {};
    for (const [scenario, parameters = {}] of given)
      Object.assign(told, await standin.engine.runScenario(world.name, provider, scenario, parameters));
    const replies: unknown[] = [];
    const inWorld: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      request.headers.set("x-standin-world", world.name);
      const reply = await send(request);
      // A scenario of a simulator without a server of its own makes addresses in process.
      const plain = (text: string) =>
        [origin, IN_PROCESS].reduce((shown, each) => shown.replaceAll(each, "ORIGIN"), text);
      const headers = [...reply.headers].filter(([each]) => !OF_TRANSPORT.includes(each));
      const text = Buffer.from(await reply.clone().arrayBuffer()).toString("latin1");
      const path = new URL(origin).pathname;
      const relative = (value: string) => (path !== "/" && value.startsWith(path) ? value.slice(path.length) : value);
      replies.push({
        status: reply.status,
        headers: headers.map(([each, value]) => [each, relative(plain(value))]),
        body: plain(text),
      });
      return reply;
    };
    await ask(inWorld, `${origin}/${provider}`, toFrom(told));
    answers.set(`${index} ${name}`, replies);
  }
  await close();
  await standin.close({ graceMs: 0 });
  return answers;
}

const [first = "", ...others] = Object.keys(reaches);

describe.each(providerNames)("the interactions of %s", (provider) => {
  let askings: Asking[];
  let expected: Map<string, unknown>;
  beforeAll(async () => {
    const contract = await findContract(provider);
    if (contract === undefined) throw new Error(`${provider} has no contract`);
    askings = askingsOf(contract, await readSpec(provider));
    expected = await answersOf(provider, askings, first);
  });

  it("are answered", () => {
    expect(askings.length).toBeGreaterThan(50);
    for (const [name, replies] of expected) expect(replies, name).not.toEqual([]);
  });

  it.each(others)("have the same replies over %s", async (transport) => {
    const answers = await answersOf(provider, askings, transport);
    for (const [name, replies] of answers) expect(replies, name).toEqual(expected.get(name));
  });
});
