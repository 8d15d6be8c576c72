import { describe, expect, it } from "vitest";
import { createNetidServerClient, type NetidClient } from "#clients/netid.ts";
import { useMock } from "../agreement/mock-site.ts";
import { TC } from "./exchanges.ts";

const TAPPS = ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "16fd2706-8baf-433b-82eb-8c7fada847da"];
const USERS = ["frieda", "gustav", "helga"];
const DAY_MS = 86_400_000;

const site = useMock("netid");

/** A server that asks about a user; everybody has said yes. */
async function open(user: string, tapp: string): Promise<NetidClient> {
  const { bearer_token } = await site.prepare<{ readonly bearer_token: string }>("a user who gave consent", {
    user,
    tapp_id: tapp,
    iab_tc_string: TC,
    lifetime_seconds: 400_000,
  });
  return createNetidServerClient({ baseUrl: site.baseUrl, fetch: site.fetch, token: bearer_token });
}

async function openAll() {
  for (const id of TAPPS) await site.prepare("a TAPP", { id });
  const pairs = TAPPS.flatMap((tapp) => USERS.map((user) => ({ user, tapp })));
  return Promise.all(pairs.map(async (pair) => ({ ...pair, client: await open(pair.user, pair.tapp) })));
}

async function identifiersOf(client: NetidClient) {
  const status = await client.readStatusV2();
  if (status.kind !== "found") throw new Error(JSON.stringify(status));
  const { tpid, sync_id, etpid } = status.data.subject_identifiers;
  return { tpid: String(tpid), sync_id: String(sync_id), etpid: String(etpid) };
}

const countOf = (values: readonly string[]): number => new Set(values).size;

describe("identifiers", () => {
  it("are never the same for two users, at none of the partners", async () => {
    const all = await Promise.all(
      (await openAll()).map(async ({ user, tapp, client }) => ({ user, tapp, ...(await identifiersOf(client)) })),
    );
    for (const tapp of TAPPS) {
      const own = all.filter((each) => each.tapp === tapp);
      for (const name of ["tpid", "sync_id", "etpid"] as const)
        expect([name, countOf(own.map((each) => each[name]))]).toEqual([name, USERS.length]);
    }
    // A sync_id names a user to one partner alone, and a tpid to all of them.
    expect(countOf(all.map(({ sync_id }) => sync_id))).toBe(all.length);
    expect(countOf(all.map(({ tpid }) => tpid))).toBe(USERS.length);
    expect(countOf(all.flatMap(({ tpid, sync_id, etpid }) => [tpid, sync_id, etpid]))).toBe(
      USERS.length + all.length + countOf(all.map(({ etpid }) => etpid)),
    );
  });

  it("stay as they are, but for the etpid, which is another on the next day", async () => {
    const client = (await openAll())[0]?.client as NetidClient;
    const first = await identifiersOf(client);
    // The world's clock stands at half past nine.
    await site.passTime(DAY_MS / 2);
    expect(await identifiersOf(client)).toEqual(first);
    await site.passTime(DAY_MS / 2);
    const second = await identifiersOf(client);
    await site.passTime(DAY_MS);
    const third = await identifiersOf(client);
    expect([second.tpid, second.sync_id, third.tpid, third.sync_id]).toEqual([
      first.tpid,
      first.sync_id,
      first.tpid,
      first.sync_id,
    ]);
    expect(countOf([first.etpid, second.etpid, third.etpid])).toBe(3);
  });

  it("are the same in what a write answers", async () => {
    const client = (await openAll())[4]?.client as NetidClient;
    const before = await identifiersOf(client);
    expect(await client.writePermissionsV2({ tcString: TC })).toMatchObject({
      kind: "written",
      data: { subject_identifiers: before },
    });
  });
});
