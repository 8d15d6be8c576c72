import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConsumer, readPact, sharedInteractions, writePact } from "./consumer.ts";
import { type Contract, describeCall, describeInteraction, repliesOf } from "./contract.ts";
import { record } from "./evidence.ts";
import { describePactDifferences } from "./pact-difference.ts";
import { readSpec } from "./spec.ts";

/** Set by `npm run pacts`: writes the pacts anew instead of comparing them. */
const isToWrite = process.env["STANDIN_WRITE_PACTS"] === "1";

/**
 * Runs a typed client through its contract against Pact's mock server. The resulting pact must equal the committed one,
 * byte for byte.
 */
export function describeConsumer(contract: Contract): void {
  const { provider, interactions, helpers } = contract;

  describe(`the typed client of ${provider}`, () => {
    let consumer: Awaited<ReturnType<typeof createConsumer>>;
    beforeAll(async () => {
      consumer = await createConsumer(contract, await readSpec(provider));
    });
    afterAll(() => consumer?.close());

    it.each(interactions.map((each) => [describeInteraction(each), each] as const))("%s", async (name, interaction) => {
      await consumer.meet(interaction);
      const { operationId, status } = interaction;
      await record([{ checker: "typed client", provider, operationId, status, interaction: name }]);
    });

    if (helpers !== undefined) {
      const calls = helpers.calls.filter(({ withMockOnly }) => withMockOnly === undefined);
      it.each(calls.map((each) => [describeCall(each), each] as const))("%s", async (_, call) => {
        await consumer.meetCall(call);
        // Calls that never reach the mock are not evidence of agreement with it.
        if (call.withoutMock !== undefined) return;
        await record(
          call.exchanges.map((each) => ({
            checker: "typed client",
            provider,
            operationId: each.operationId,
            status: each.status,
            interaction: describeInteraction(each),
          })),
        );
      });
    }

    it("has written the pact that is kept", async () => {
      const text = await consumer.read();
      if (isToWrite) await writePact(provider, text);
      const kept = await readPact(provider);
      const shared = new Set(sharedInteractions(kept, text));
      for (const each of repliesOf(contract)) {
        const { operationId, status } = each;
        const interaction = describeInteraction(each);
        if (shared.has(interaction)) await record([{ checker: "pact", provider, operationId, status, interaction }]);
      }
      expect(kept === text, describePactDifferences(kept, text)).toBe(true);
    });
  });
}
