import { describe, expect, it } from "vitest";
import { readPact } from "#verification/verify-pacts.ts";
import { comparePact } from "../../contracts/agreement/comparator.ts";
import { readPact as readKeptPact } from "../../contracts/agreement/consumer.ts";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { record } from "../../contracts/agreement/evidence.ts";
import { findOperation, readSpec } from "../../contracts/agreement/spec.ts";

const contracts = await readContracts();

describe.each(contracts.map(({ provider }) => provider))("the pact of %s, beside its spec", (provider) => {
  it("says nothing that the spec does not allow", async () => {
    const spec = await readSpec(provider);
    const pact = readPact(await readKeptPact(provider));
    const { complaints, exceptions } = await comparePact(spec, pact);
    expect(complaints).toEqual([]);
    await record(exceptions.map((exception) => ({ checker: "comparator", provider, exception })));
    for (const { description, request, response } of pact.interactions) {
      const operationId = findOperation(spec, request.method ?? "", request.path ?? "")?.operationId;
      if (operationId === undefined || response.status === undefined) continue;
      const { status } = response;
      await record([{ checker: "comparator", provider, operationId, status, interaction: description }]);
    }
  });
});
