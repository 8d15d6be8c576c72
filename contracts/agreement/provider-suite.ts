import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readPact, type Verification, verifyPact } from "#verification/verify-pacts.ts";
import { readPact as readKeptPact } from "./consumer.ts";
import { record } from "./evidence.ts";
import { listen, openPactTarget, type PactTargetServer } from "./pact-target-server.ts";
import { findPrisms } from "./prism-pool.ts";
import { findOperation, readSpec } from "./spec.ts";
import { groupOf, type TargetName } from "./targets.ts";
import { openValidatingProxy, type ValidatingProxy } from "./validating-proxy.ts";

/**
 * Verifies the running mock against the kept pact with Pact's verifier, each interaction in a new world; for the control
 * API each interaction has a new simulator. The traffic passes through Prism, like that of the behaviour suites.
 */
export async function describeProvider(provider: TargetName): Promise<void> {
  const pact = readPact(await readKeptPact(provider));

  describe(`the mock of ${provider}, before Pact's verifier`, () => {
    let server: PactTargetServer;
    let proxy: ValidatingProxy;
    let verification: Verification;
    const bugs: unknown[] = [];

    beforeAll(async () => {
      const testBench = await groupOf(provider).openTestBench([provider], { onBug: (bug) => bugs.push(bug) });
      server = await listen(testBench);
      const [spec, prisms] = await Promise.all([readSpec(provider), findPrisms(inject("prismPool"), provider)]);
      proxy = await openValidatingProxy({ upstream: server.url, mock: testBench.find(provider), spec, prisms });
      verification = await verifyPact(pact, openPactTarget(testBench, provider, proxy.url));
    }, 120_000);
    afterAll(async () => {
      await proxy?.close();
      await server?.close();
    });

    it.each(pact.interactions.map(({ description }) => description))("%s", (name) => {
      const found = verification.interactions.find(({ description }) => description === name);
      expect(found?.mismatches, verification.complaints.join("\n")).toEqual([]);
    });

    it("is in order, states included", async () => {
      expect(verification.complaints).toEqual([]);
      expect(bugs).toEqual([]);
      expect(proxy.takeComplaints()).toEqual([]);
      const spec = await readSpec(provider);
      for (const { description, method, path, status, mismatches } of verification.interactions) {
        const operationId = findOperation(spec, method, path)?.operationId;
        if (operationId === undefined || mismatches.length > 0) continue;
        await record([{ checker: "verifier", provider, operationId, status, interaction: description }]);
      }
    });
  });
}
