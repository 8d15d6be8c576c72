import { describe, expect, it } from "vitest";
import { readPact } from "../../contracts/agreement/consumer.ts";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { describePactDifferences, findPactDifferences } from "../../contracts/agreement/pact-difference.ts";

interface Written {
  description: string;
  request: { path: string; headers?: Record<string, unknown> };
  response: { status: number; body?: { content: unknown }; matchingRules?: Record<string, unknown> };
}

interface WrittenPact {
  interactions: Written[];
  metadata: Record<string, unknown>;
}

const pact: WrittenPact = {
  interactions: [
    {
      description: "read answers 200 when it is there",
      request: { path: "/things/1", headers: { accept: ["application/json"] } },
      response: {
        status: 200,
        body: { content: { id: 1, tags: ["a", "b"], owner: { name: "Mario" } } },
        matchingRules: { body: { "$.owner['first.name']": { combine: "AND" } } },
      },
    },
    { description: "read answers 404 when it is gone", request: { path: "/things/2" }, response: { status: 404 } },
  ],
  metadata: { pactSpecification: { version: "4.0" } },
};

const toText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const kept = toText(pact);
const READ = "read answers 200 when it is there";
const GONE = "read answers 404 when it is gone";

/** What the comparison says after a change, which sees the first interaction, and the whole pact. */
function differencesAfter(change: (first: Written, whole: WrittenPact) => unknown): string[] {
  const copy = structuredClone(pact);
  const [first = expect.fail("there is no interaction")] = copy.interactions;
  change(first, copy);
  return findPactDifferences(kept, toText(copy));
}

describe("the difference between a kept pact and the one made now", () => {
  it("is nothing if there is none", () => {
    expect(differencesAfter(() => {})).toEqual([]);
  });

  it.each<[what: string, change: (first: Written, whole: WrittenPact) => unknown, lines: string[]]>([
    [
      "an interaction that was added",
      (first, { interactions }) => interactions.push({ ...first, description: "read answers 410" }),
      ["added: read answers 410"],
    ],
    ["an interaction that was removed", (_first, { interactions }) => interactions.pop(), [`removed: ${GONE}`]],
    [
      "an interaction that has another name",
      (first) => Object.assign(first, { description: "read answers 200" }),
      [`removed: ${READ}`, "added: read answers 200"],
    ],
    [
      "another value",
      ({ request }) => Object.assign(request, { path: "/things/3" }),
      [`changed: ${READ}: $.request.path: kept "/things/1", now "/things/3"`],
    ],
    [
      "another type at the same place",
      ({ response }) => Object.assign(response, { body: [] }),
      [
        `changed: ${READ}: $.response.body: kept {"content":{"id":1,"tags":["a","b"],"owner":{"name":"Mario"}}}, now []`,
      ],
    ],
    [
      "a member that is new, and one that is gone",
      ({ request }) => Object.assign(request, { headers: { "content-type": ["text/plain"] } }),
      [
        `changed: ${READ}: $.request.headers.accept: kept ["application/json"], now absent; $.request.headers['content-type']: not kept, now ["text/plain"]`,
      ],
    ],
    [
      "an item of a list",
      ({ response }) => Object.assign(response.body?.content as object, { tags: ["a", "c", "d"] }),
      [
        `changed: ${READ}: $.response.body.content.tags[1]: kept "b", now "c"; $.response.body.content.tags[2]: not kept, now "d"`,
      ],
    ],
    [
      "a matching rule, whose name is a path itself",
      ({ response }) => Object.assign(response, { matchingRules: { body: {} } }),
      [
        `changed: ${READ}: $.response.matchingRules.body['$.owner[\\'first.name\\']']: kept {"combine":"AND"}, now absent`,
      ],
    ],
    [
      "an inherited name",
      ({ request }) => Object.assign(request, { constructor: 1 }),
      [`changed: ${READ}: $.request.constructor: not kept, now 1`],
    ],
    [
      "the rest of the pact",
      (_first, { metadata }) => Object.assign(metadata, { pactSpecification: { version: "3.0" } }),
      ['outside of the interactions: $.metadata.pactSpecification.version: kept "4.0", now "3.0"'],
    ],
    [
      "members in another order",
      (first) => Object.assign(first, { request: Object.fromEntries(Object.entries(first.request).reverse()) }),
      [`changed: ${READ}: members in another order`],
    ],
    [
      "interactions in another order",
      (_first, { interactions }) => interactions.reverse(),
      ["the same interactions, but in another order or with other spacing"],
    ],
  ])("names %s", (_what, change, lines) => {
    expect(differencesAfter(change)).toEqual(lines);
  });

  it("names each interaction, of one the first three differences, and cuts long values short", () => {
    const [line = "", ...others] = differencesAfter(({ response }, { interactions }) => {
      Object.assign(response.body?.content as object, { id: "x".repeat(500), tags: [], owner: null, more: 1 });
      interactions.pop();
    });
    expect(line).toMatch(/^changed: .*content\.id: kept 1, now "x{119}…; .*tags\[0\].*; .*tags\[1\].*; and 2 more$/);
    expect(others).toEqual([`removed: ${GONE}`]);
  });

  it("is named in the interaction itself where a pact has a name twice", () => {
    const twice = { ...pact, interactions: [...pact.interactions, ...pact.interactions.slice(1)] };
    expect(findPactDifferences(kept, toText(twice))).toEqual([
      `changed: ${GONE}: $[1]: not kept, now ${JSON.stringify(pact.interactions[1])}`,
    ]);
  });

  it.each(["", "{", "null", "[]", '{"interactions":{}}'])("says of %j that it is not a pact", (text) => {
    expect(findPactDifferences(text, kept)).toEqual(["the kept pact is not JSON with a list of interactions"]);
    expect(findPactDifferences(kept, text)).toEqual(["the pact made now is not JSON with a list of interactions"]);
  });

  it("is never nothing when a pact that is kept differs in a byte, and says what to do", async () => {
    for (const { provider } of await readContracts()) {
      const text = await readPact(provider);
      expect(findPactDifferences(text, text)).toEqual([]);
      expect(findPactDifferences(text, text.replace("/", "/x")), provider).not.toEqual([]);
      expect(findPactDifferences(text, `${text}\n`), provider).toHaveLength(1);
    }
    expect(describePactDifferences(kept, `${kept}\n`)).toBe(
      "The pact is stale: run npm run pacts, and look at what changed.\n- the same interactions, but in another order or with other spacing",
    );
  });
});
