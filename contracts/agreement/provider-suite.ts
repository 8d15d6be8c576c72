import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readPact, type Verification, verifyPact } from "#verification/verify-pacts.ts";
import { readPact as readKeptPact } from "./consumer.ts";
import { record } from "./evidence.ts";
import { type Gate, openGate } from "./gate.ts";
import { type GroundServer, listen, openGroundTarget } from "./ground-server.ts";
import { findPrisms } from "./prism-desk.ts";
import { findOperation, readSpec } from "./spec.ts";
import { groupOf, type SubjectName } from "./subjects.ts";

/**
 * Verifies the running mock against the kept pact with Pact's verifier, each interaction in a new world; for the control
 * API each interaction has a new simulator. The traffic passes through Prism, like that of the behaviour suites.
 */
export async function describeProvider(provider: SubjectName): Promise<void> {
  const pact = readPact(await readKeptPact(provider));

  describe(`the mock of ${provider}, before Pact's verifier`, () => {
    let server: GroundServer;
    let gate: Gate;
    let verification: Verification;
    const bugs: unknown[] = [];

    beforeAll(async () => {
      const ground = await groupOf(provider).openGround([provider], { onBug: (bug) => bugs.push(bug) });
      server = await listen(ground);
      const [spec, prisms] = await Promise.all([readSpec(provider), findPrisms(inject("prismDesk"), provider)]);
      gate = await openGate({ upstream: server.url, provider: ground.find(provider), spec, prisms });
      verification = await verifyPact(pact, openGroundTarget(ground, provider, gate.url));
    }, 120_000);
    afterAll(async () => {
      await gate?.close();
      await server?.close();
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
