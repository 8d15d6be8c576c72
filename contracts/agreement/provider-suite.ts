import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ProviderName } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { openMockTarget, readPact, type Verification, verifyPact } from "#verification/verify-pacts.ts";
import { readPact as readKeptPact } from "./consumer.ts";
import { record } from "./evidence.ts";
import { type Gate, openGate } from "./gate.ts";
import { findPrisms } from "./prism-desk.ts";
import { findOperation, readSpec } from "./spec.ts";

/**
 * Has Pact's verifier run the kept pact of a provider against the running mock, each interaction in a new world. On its
 * way the traffic passes Prism, like that of the behaviour suites.
 */
export async function describeProvider(provider: ProviderName): Promise<void> {
  const pact = readPact(await readKeptPact(provider));

  describe(`the mock of ${provider}, before Pact's verifier`, () => {
    let standin: Standin;
    let gate: Gate;
    let verification: Verification;
    const bugs: unknown[] = [];

    beforeAll(async () => {
      standin = await createStandin({ providers: [provider], onBug: (bug) => bugs.push(bug) });
      const { url } = await standin.listen();
      const [running] = standin.providers;
      if (running === undefined) throw new Error(`${provider} does not run`);
      const [spec, prisms] = await Promise.all([readSpec(provider), findPrisms(inject("prismDesk"), provider)]);
      gate = await openGate({ upstream: url, provider: running, spec, prisms });
      verification = await verifyPact(pact, openMockTarget(standin, provider, gate.url));
    }, 120_000);
    afterAll(async () => {
      await gate?.close();
      await standin?.close();
    });

    it.each(pact.interactions.map(({ description }) => description))("%s", (name) => {
      const found = verification.interactions.find(({ description }) => description === name);
      expect(found?.mismatches, verification.complaints.join("\n")).toEqual([]);
    });

    it("is in order, states included", async () => {
      expect(verification.complaints).toEqual([]);
      expect(bugs).toEqual([]);
      expect(gate.takeComplaints()).toEqual([]);
      const spec = await readSpec(provider);
      for (const { description, method, path, status, mismatches } of verification.interactions) {
        const operationId = findOperation(spec, method, path)?.operationId;
        if (operationId === undefined || mismatches.length > 0) continue;
        await record([{ judge: "verifier", provider, operationId, status, interaction: description }]);
      }
    });
  });
}
