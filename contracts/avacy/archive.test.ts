import { describe, expect, it } from "vitest";
import { createAvacyClient } from "#clients/avacy.ts";
import type { State } from "../agreement/contract.ts";
import { useMock } from "../agreement/mock-site.ts";

const TENANT = "acme";
const WEBSPACE = 42;
const TOKEN = "7|archive-token";

interface Page {
  readonly rows: readonly { readonly id: number; readonly identifier: string }[];
  readonly next: string | null;
}

const site = useMock("avacy");

const open = () =>
  createAvacyClient({
    baseUrl: site.baseUrl,
    fetch: site.fetch,
    tenant: TENANT,
    webspaceId: WEBSPACE,
    token: TOKEN,
  });

const readArchive = (parameters: object): Promise<Page> =>
  site.prepare<Page>("read the archive", { tenant: TENANT, ...parameters });

/** All pages of a list, one after the other; more than there can be are an error. */
async function readPages(parameters: object): Promise<readonly Page[]> {
  const pages = [await readArchive(parameters)];
  for (let after = pages[0]?.next ?? null; after !== null; after = pages.at(-1)?.next ?? null) {
    if (pages.length > 20) throw new Error("The list has no end.");
    pages.push(await readArchive({ ...parameters, after }));
  }
  return pages;
}

/** Records consents of people that a number names: every third one of a banner, the others of forms. */
async function recordMany(count: number): Promise<void> {
  const client = open();
  for (let number = 1; number <= count; number += 1) {
    const result = await client.recordConsentV4({
      ip_address: "198.51.100.7",
      consent_type: number % 3 === 0 ? "banner" : "form",
      optin: "accepted",
      identifier: `person-${number}`,
      source: "shop",
    });
    expect(result).toMatchObject({ ok: true, data: { id: number } });
  }
}

const countDown = (count: number): string[] => Array.from({ length: count }, (_, at) => `person-${count - at}`);
const isOfBanner = (name: string): boolean => Number(name.slice("person-".length)) % 3 === 0;

describe("the archive", () => {
  const states: readonly State[] = [
    ["a webspace", { tenant: TENANT, id: WEBSPACE }],
    ["an API token", { tenant: TENANT, token: TOKEN }],
  ];

  it.each([
    [5, 2],
    [6, 2],
    [7, 2],
    [4, 4],
    [4, 5],
  ])("shows %i consents once, the newest first, in pages of %i", async (count, limit) => {
    for (const state of states) await site.prepare(...state);
    await recordMany(count);
    const all = countDown(count);
    for (const [register, expected] of [
      [undefined, all],
      ["banner", all.filter(isOfBanner)],
      ["forms", all.filter((name) => !isOfBanner(name))],
    ] as const) {
      const pages = await readPages({ limit, ...(register !== undefined && { register }) });
      expect(pages.flatMap(({ rows }) => rows.map(({ identifier }) => identifier))).toEqual(expected);
      expect(pages.slice(0, -1).filter(({ rows }) => rows.length !== limit)).toEqual([]);
      expect(pages.at(-1)?.rows.length).toBeLessThanOrEqual(limit);
    }
  });

  it("goes on behind the page before, whatever is recorded in between", async () => {
    for (const state of states) await site.prepare(...state);
    await recordMany(4);
    const { next } = await readArchive({ limit: 2 });
    await open().recordConsentV4({
      ip_address: "198.51.100.7",
      consent_type: "form",
      optin: "rejected",
      identifier: "latecomer",
      source: "shop",
    });
    const { rows } = await readArchive({ limit: 2, after: next });
    expect(rows.map(({ identifier }) => identifier)).toEqual(["person-2", "person-1"]);
  });
});
