import { describe, expect, it } from "vitest";
import { createDidomiClient } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { ADA, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

/** Rows of a page, as the provider's own example has it. */
const PAGE = 100;

interface Page<Row> {
  readonly data: readonly Row[];
  readonly limit: number;
  readonly cursor: string | null;
}

const site = useMock("didomi");

async function open() {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  return createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
}

const inOrganization = { organization_id: ORGANIZATION };

/** Follows the cursors of a list to its end. */
async function readAll<Row>(read: (cursor: { $cursor?: string }) => Promise<{ data?: Page<Row> }>): Promise<Row[][]> {
  const pages: Row[][] = [];
  let cursor: string | null | undefined;
  do {
    if (pages.length > 9) throw new Error("The list has no end.");
    const { data } = await read(typeof cursor === "string" ? { $cursor: cursor } : {});
    expect(data?.limit).toBe(PAGE);
    pages.push([...(data?.data ?? [])]);
    cursor = data?.cursor;
  } while (typeof cursor === "string");
  return pages;
}

const expectedSizes = (count: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(count / PAGE)) }, (_, at) => Math.min(PAGE, count - at * PAGE));

const COUNTS = [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1];

describe("a list", () => {
  it.each(COUNTS)("shows each of %i users once", async (count) => {
    const client = await open();
    await site.prepare("many users", { count, ...inOrganization });
    const pages = await readAll((cursor) =>
      client.api.GET("/consents/users", { params: { query: { ...inOrganization, ...cursor } } }),
    );
    expect(pages.map(({ length }) => length)).toEqual(expectedSizes(count));
    const names = pages.flat().map(({ organization_user_id }) => String(organization_user_id));
    expect(new Set(names)).toEqual(new Set(Array.from({ length: count }, (_, at) => `user-${at + 1}@domain.com`)));
  });

  it("goes through the answers of each user under several regulations", async () => {
    const client = await open();
    const regulations = ["cpra", "gdpr"];
    const count = PAGE / 2 + 1;
    for (const regulation of regulations) await site.prepare("many users", { count, regulation, ...inOrganization });
    const pages = await readAll((cursor) =>
      client.api.GET("/consents/users", {
        params: { query: { ...inOrganization, "regulation[$in]": regulations, ...cursor } },
      }),
    );
    expect(pages.map(({ length }) => length)).toEqual([PAGE, 2]);
    const shown = pages.flat().map(({ organization_user_id, regulation }) => `${organization_user_id} ${regulation}`);
    expect(new Set(shown).size).toBe(2 * count);
  });

  it.each(COUNTS)("shows each of %i events once, the oldest first", async (count) => {
    const client = await open();
    const ids = Array.from({ length: count }, (_, at) => `event-${String(at).padStart(3, "0")}`);
    for (const id of ids) {
      await client.recordChoices(ADA, { news: true }, { id });
      // Several events have the same time.
      if (id.endsWith("7")) await site.passTime(1000);
    }
    const query = { ...inOrganization, organization_user_id: ADA };
    const pages = await readAll((cursor) =>
      client.api.GET("/consents/events", { params: { query: { ...query, ...cursor } } }),
    );
    expect(pages.map(({ length }) => length)).toEqual(expectedSizes(count));
    expect(pages.flat().map(({ id }) => id)).toEqual(ids);
  });

  it("goes on behind the last row that was shown, also when that is gone", async () => {
    const client = await open();
    await site.prepare("many users", { count: PAGE + 3, ...inOrganization });
    const read = (cursor: object = {}) =>
      client.api.GET("/consents/users", { params: { query: { ...inOrganization, ...cursor } } });
    const { data: first } = await read();
    const last = first?.data.at(-1);
    await client.api.DELETE("/consents/users/{id}", {
      params: { path: { id: last?.id ?? "" }, query: inOrganization },
    });
    const { data: second } = await read({ $cursor: first?.cursor ?? "" });
    const shown = new Set(first?.data.map(({ id }) => id));
    expect(second?.data.filter(({ id }) => shown.has(id))).toEqual([]);
    expect([second?.data.length, second?.cursor]).toEqual([3, null]);
  });
});
