import { describe, expect, it } from "vitest";
import { mapResult } from "#clients/result.ts";
import type { HelperCall } from "../../contracts/agreement/contract.ts";
import { watchCall } from "../../contracts/agreement/helper-call.ts";
import { missingCalls } from "../../contracts/agreement/helper-suite.ts";
import { readSpec } from "../../contracts/agreement/spec.ts";
import { contract } from "../../contracts/avacy/interactions.ts";

const spec = await readSpec("avacy");
const { helpers } = contract;
if (helpers === undefined) throw new Error("avacy has no helpers");
const honest = helpers.calls.find(({ helpers: [name] }) => name === "validateWebspace");
if (honest === undefined) throw new Error("there is no check of a webspace");
const [exchange] = honest.exchanges;
if (exchange === undefined) throw new Error("the check asks nothing");

const answered = { id: 42, banner_config_version: "v2" };

/** Watches the call with a server that always sends this reply. */
const watch = (call: HelperCall, status = 200, body: object = answered): Promise<unknown> =>
  watchCall(call, spec, {
    send: async () => Response.json(body, { status }),
    valueOf: (_name, example) => example,
  });

describe("who watches helpers sees", () => {
  it("no lie where there is none", async () => {
    await watch(honest);
  });

  const faults: readonly (readonly [name: string, HelperCall, complaint: string])[] = [
    [
      "an outcome that the reply does not give",
      {
        ...honest,
        call: async (site) => mapResult((await honest.call(site)) as never, () => ({ ...answered, id: 43 })),
      },
      "the result of the call is",
    ],
    [
      "a request to another place",
      {
        ...honest,
        exchanges: [{ ...exchange, sends: (from) => ({ ...exchange.sends(from), path: "/wp/validate/acme/other" }) }],
      },
      "another path",
    ],
    [
      "a request to another host",
      {
        ...honest,
        exchanges: [{ ...exchange, sends: (from) => ({ ...exchange.sends(from), base: "https://api.avacy.eu" }) }],
      },
      "is not below",
    ],
    [
      "a member of the query",
      { ...honest, exchanges: [{ ...exchange, sends: (from) => ({ ...exchange.sends(from), query: { a: "1" } }) }] },
      "another query",
    ],
    [
      "a header that is missing",
      { ...honest, exchanges: [{ ...exchange, sends: (from) => ({ ...exchange.sends(from), headers: {} }) }] },
      "another set of headers",
    ],
    [
      "a body that is not sent",
      { ...honest, exchanges: [{ ...exchange, sends: (from) => ({ ...exchange.sends(from), body: {} }) }] },
      "another body",
    ],
    ["a request too many", { ...honest, exchanges: [] }, "a request too many"],
    ["a request that is not made", { ...honest, exchanges: [exchange, exchange] }, "1 requests were made"],
  ];
  it.each(faults)("%s", async (_, call, complaint) => {
    await expect(watch(call)).rejects.toThrow(complaint);
  });

  it("a reply with another status, and one with another value", async () => {
    await expect(watch(honest, 404, { error: "team_not_found" })).rejects.toThrow("has the status 404");
    await expect(watch(honest, 200, { ...answered, id: 43 })).rejects.toThrow("says id: 43 instead of 42");
  });
});

describe("who counts calls misses", () => {
  it("nothing where all is there", () => {
    expect(missingCalls(contract, spec)).toEqual([]);
  });

  it("a function, a failure, and what is neither", () => {
    const without = (left: HelperCall["helpers"][number], status: number) =>
      helpers.calls.filter((call) => !(call.helpers.includes(left) && call.exchanges[0]?.status === status));
    const miss = (changes: Partial<typeof helpers>) =>
      missingCalls({ ...contract, helpers: { ...helpers, ...changes } }, spec);
    expect(miss({ functions: [...helpers.functions, "eraseConsent"] })).toEqual(["eraseConsent is in no call"]);
    expect(miss({ calls: without("recordConsent", 401) })).toEqual(["recordConsent recordConsent 401 is in no call"]);
    expect(miss({ calls: [...helpers.calls, { ...honest, helpers: ["guess"] }] })).toEqual([
      "guess is no public function",
    ]);
    expect(miss({ unreachable: { "recordConsent recordConsent 401": "because" } })).toEqual([
      "recordConsent recordConsent 401 is said to be unreachable, and is not missing",
    ]);
  });
});
