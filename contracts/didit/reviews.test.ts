import { describe, expect, it } from "vitest";
import { createDiditClient, type DiditClient, type VerificationStatus } from "#clients/didit.ts";
import { useMock } from "../agreement/mock-site.ts";
import { application, CLIENT } from "./exchanges.ts";
import { readLines } from "./report-lines.ts";

const site = useMock("didit");

async function open(): Promise<DiditClient> {
  await site.prepare(...application);
  const { baseUrl, fetch, now } = site;
  return createDiditClient({ baseUrl, fetch, now, ...CLIENT });
}

async function prepare(status: VerificationStatus, more: object = {}): Promise<string> {
  const { session_id } = await site.prepare<{ readonly session_id: string }>("a verification", {
    client_id: CLIENT.clientId,
    status,
    ...more,
  });
  return session_id;
}

/** From which statuses a back end may decide. A `Record`, so that a new status does not compile without an answer. */
const MAY_DECIDE: Readonly<Record<VerificationStatus, boolean>> = {
  "Not Started": false,
  "In Progress": false,
  "In Review": true,
  Approved: true,
  Declined: true,
  Abandoned: true,
  Expired: false,
  "Kyc Expired": true,
};
const DECISIONS = ["Approved", "Declined"] as const;
const CASES = (Object.keys(MAY_DECIDE) as VerificationStatus[]).flatMap((status) =>
  DECISIONS.map((decision) => [status, decision] as const),
);

describe("a decision by hand", () => {
  it.each(CASES)("from %s to %s", async (status, decision) => {
    const client = await open();
    const id = await prepare(status);
    const isTaken = MAY_DECIDE[status];
    const result = await client.updateStatus(id, decision, "by hand");
    expect(result).toMatchObject(isTaken ? { ok: true, data: { session_id: id } } : { ok: false, status: 400 });
    const created_at = new Date(site.now()).toISOString().replace("Z", "000Z");
    const review = { user: "API Client", new_status: decision, comment: "by hand", created_at };
    expect(await client.getVerification(id)).toMatchObject({
      ok: true,
      data: { status: isTaken ? decision : status, reviews: isTaken && decision !== status ? [review] : [] },
    });
  });
});

describe("a report", () => {
  const linesOf = async (client: DiditClient, id: string): Promise<string[]> => {
    const result = await client.downloadPdf(id);
    if (!result.ok) throw new Error(result.message);
    return readLines(result.data);
  };

  it("has no review before there is one, and then the last of them", async () => {
    const client = await open();
    const id = await prepare("In Review", { features: "OCR + FACE + AML", vendor_data: "customer-7" });
    const reviewsIn = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith("Last review"));
    expect(reviewsIn(await linesOf(client, id))).toEqual([]);
    for (const [decision, comment, line] of [
      ["Declined", "Blurred.", "Last review: Declined: Blurred."],
      ["Approved", "Sharp.", "Last review: Approved: Sharp."],
      ["Declined", undefined, "Last review: Declined"],
    ] as const) {
      await client.updateStatus(id, decision, comment);
      const lines = await linesOf(client, id);
      expect(reviewsIn(lines)).toEqual([line]);
      expect(lines).toContain(`Status: ${decision}`);
    }
  });

  it("says what the decision says", async () => {
    const client = await open();
    const names = { first_name: "Ines", family_name: "B", full_name: "Ines B", is_verified: true };
    await site.prepare("a user", { id: "ines", names });
    const id = await prepare("In Review", { features: "OCR + FACE + AML", vendor_data: "customer-7", user: "ines" });
    const result = await client.getVerification(id);
    if (!result.ok) throw new Error(result.message);
    const { kyc, face, aml, session_number, features, created_at } = result.data;
    expect(await linesOf(client, id)).toEqual([
      "Identity verification report",
      `Session: ${id}`,
      `Number: ${session_number}`,
      "Status: In Review",
      `Created: ${created_at?.replace("000Z", "Z")}`,
      "Vendor data: customer-7",
      `Features: ${features}`,
      "Name: Ines B",
      `Date of birth: ${kyc?.date_of_birth}`,
      `Document: ${kyc?.document_type} ${kyc?.document_number} ${kyc?.issuing_state}`,
      `Document check: ${kyc?.status}`,
      `Face check: ${face?.status}`,
      `Lists: ${aml?.status}, ${aml?.total_hits} hits`,
    ]);
  });
});
