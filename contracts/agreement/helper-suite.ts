import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFetch } from "#transports/fetch.ts";
import { toStateValues } from "#verification/verification-server.ts";
import { type Contract, describeCall, type HelperCall, type State } from "./contract.ts";
import { watchCall } from "./helper-call.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { readSpec, type Spec } from "./spec.ts";
import { groupOf, type TestBench } from "./targets.ts";

/** A host that no client uses as base URL, so that only relative URLs reach it. */
const ORIGIN = "http://standin.localhost";

/**
 * Calls the helpers of a contract with the mock, in the states of the pact: requests, values of replies in the contract and
 * results must be the same as with Pact's mock server. Then scenarios check the state after the calls.
 */
export function describeHelpers(contract: Contract): void {
  const { provider, helpers } = contract;
  if (helpers === undefined) throw new Error(`${provider} has no helpers in its contract`);

  describe(`the helpers of ${provider}, before the mock`, () => {
    let testBench: TestBench;
    let spec: Spec;
    let receiver: Receiver;
    const bugs: unknown[] = [];
    beforeAll(async () => {
      testBench = await groupOf(provider).openTestBench([provider], { onBug: (bug) => bugs.push(bug) });
      spec = await readSpec(provider);
      receiver = await openReceiver();
    });
    afterAll(async () => {
      await testBench?.close();
      await receiver?.close();
    });

    it.each(
      helpers.calls
        .filter(({ withoutMock }) => withoutMock === undefined)
        .map((each) => [describeCall(each), each] as const),
    )("%s", async (_, call) => {
      await testBench.begin();
      receiver.clear();
      const states = new Map<string, string>();
      for (const [scenario, parameters] of statesOf(call))
        for (const [name, value] of Object.entries(
          toStateValues(await testBench.prepare(provider, scenario, parameters)),
        ))
          states.set(name, String(value));
      const fetch = createFetch(testBench);
      const seen = await watchCall(call, spec, {
        send: ({ rest, init }) => fetch(`${ORIGIN}${testBench.pathOf(provider)}${rest}`, init),
        valueOf: (name, example) => states.get(name) ?? example,
        passTime: testBench.advance,
        prepare: async (...state) => {
          await testBench.prepare(provider, ...state);
        },
        receiver: {
          url: receiver.url,
          async deliveries() {
            await testBench.settled();
            return receiver.deliveries;
          },
        },
      });
      for (const {
        told: [scenario, parameters],
        shows,
      } of call.leaves ?? [])
        expect(await testBench.prepare(provider, scenario, parameters)).toMatchObject(shows(seen));
      expect(bugs).toEqual([]);
    });

    it("are all there, and so is every documented failure of what they ask", () => {
      expect(missingCalls(contract, spec)).toEqual([]);
    });
  });
}

/** Returns each state once, in the order of the exchanges. */
function statesOf({ given, exchanges }: HelperCall): readonly State[] {
  const all = given ?? exchanges.flatMap((each) => each.given ?? []);
  return [...new Map(all.map((state) => [JSON.stringify(state), state])).values()];
}

/** Lists gaps of a contract's calls: functions without a call, failures that no call gets, reasons that explain no gap. */
export function missingCalls({ helpers }: Contract, spec: Spec): string[] {
  if (helpers === undefined) return ["there are no helpers"];
  const { functions, calls, unreachable = {} } = helpers;
  const missing: string[] = [];
  const excused = new Set<string>();
  const strangers = calls.flatMap((call) => call.helpers).filter((name) => !functions.includes(name));
  for (const name of new Set(strangers)) missing.push(`${name} is no public function`);
  for (const name of functions) {
    const own = calls.filter((call) => call.helpers.includes(name));
    if (own.length === 0) missing.push(`${name} is in no call`);
    // In a call of several functions, the request may come from any of them.
    const alone = own.filter((call) => call.helpers.length === 1);
    const asked = new Set(alone.flatMap(({ exchanges }) => exchanges.map(({ operationId }) => operationId)));
    for (const operationId of asked) {
      const seen = new Set(
        own.flatMap(({ exchanges }) =>
          exchanges.filter((each) => each.operationId === operationId).map(({ status }) => status),
        ),
      );
      for (const status of spec.operations.get(operationId)?.responses.keys() ?? []) {
        const key = `${name} ${operationId} ${status}`;
        if (status < 400 || seen.has(status)) continue;
        if (unreachable[key] === undefined) missing.push(`${key} is in no call`);
        else excused.add(key);
      }
    }
  }
  for (const key of Object.keys(unreachable))
    if (!excused.has(key)) missing.push(`${key} is said to be unreachable, and is not missing`);
  return missing;
}
