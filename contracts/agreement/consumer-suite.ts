import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConsumer, readPact, sharedInteractions, writePact } from "./consumer.ts";
import { type Contract, describeInteraction } from "./contract.ts";
import { record } from "./evidence.ts";
import { describePactDifferences } from "./pact-difference.ts";
import { readSpec } from "./spec.ts";

/** Set by `npm run pacts`: writes the pacts anew instead of comparing them. */
const isToWrite = process.env["STANDIN_WRITE_PACTS"] === "1";

/**
 * Drives a typed client through its contract against Pact's mock server. The pact that results is the committed one,
 * byte for byte.
 */
export function describeConsumer(contract: Contract): void {
  const { provider, interactions } = contract;

  describe(`the typed client of ${provider}`, () => {
    let consumer: Awaited<ReturnType<typeof createConsumer>>;
    beforeAll(async () => {
      consumer = await createConsumer(contract, await readSpec(provider));
    });
    afterAll(() => consumer?.close());

    it.each(interactions.map((each) => [describeInteraction(each), each] as const))("%s", async (name, interaction) => {
      await consumer.meet(interaction);
      const { operationId, status } = interaction;
      await record([{ judge: "typed client", provider, operationId, status, interaction: name }]);
    });

    it("has written the pact that is kept", async () => {
      const text = await consumer.read();
      if (isToWrite) await writePact(provider, text);
      const kept = await readPact(provider);
      const shared = new Set(sharedInteractions(kept, text));
      for (const each of interactions) {
        const { operationId, status } = each;
        const interaction = describeInteraction(each);
        if (shared.has(interaction)) await record([{ judge: "pact", provider, operationId, status, interaction }]);
      }
      expect(kept === text, describePactDifferences(kept, text)).toBe(true);
    });
  });
}
