import { describe, expect, it } from "vitest";
import { type ControlResult, type ControlResults, createControlClient, FollowError } from "#clients/control.ts";
import { providerNames } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";

const [provider = ""] = providerNames;

/** The client reaches a standin in this process, and one behind a port, in the same way. */
const ways: Record<string, (standin: Standin) => Promise<{ client: ControlResults; ask: Ask }>> = {
  async "in this process"(standin) {
    const client = createControlClient({ fetch: standin.fetch }).results;
    return { client, ask: (world) => standin.fetch(`${client.world(world).baseUrl(provider)}/nowhere`) };
  },
  async "over a port"(standin) {
    const client = createControlClient({ baseUrl: (await standin.listen()).url }).results;
    return { client, ask: (world) => fetch(`${client.world(world).baseUrl(provider)}/nowhere`) };
  },
};

/** Asks a provider in a world for what is not there, which the journal keeps. */
type Ask = (world: string) => Promise<Response>;

async function dataOf<Data>(result: ControlResult<Data> | Promise<ControlResult<Data>>): Promise<Data> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.message);
  return settled.data;
}

describe.each(Object.entries(ways))("the control client, with a standin %s", (_way, reach) => {
  const open = async (options: StandinOptions = {}) => {
    const standin = await createStandin({ frozenAt: "2024-01-01T00:00:00Z", ...options });
    return { standin, ...(await reach(standin)) };
  };

  it("tells what runs", async () => {
    const { standin, client } = await open();
    await using _ = standin;
    expect(await dataOf(client.health())).toMatchObject({ name: "standin", worlds: 0 });
    const providers = await dataOf(client.providers());
    expect(providers.map(({ name }) => name)).toEqual(providerNames);
    expect(providers[0]?.operations.length).toBeGreaterThan(0);
    expect(await dataOf(client.worlds())).toEqual([]);
  });

  it("makes, forks, resets and removes worlds", async () => {
    const { standin, client, ask } = await open();
    await using _ = standin;
    const world = client.world("one");
    expect(await world.get()).toMatchObject({ ok: false, status: 404, error: { title: "Not Found" } });
    expect(await dataOf(world.put({ trackReads: true }))).toMatchObject({ name: "one", trackReads: true });
    await ask("one");
    expect(await dataOf(world.fork("two"))).toMatchObject({ name: "two", exchanges: 0 });
    expect((await dataOf(client.worlds())).map(({ name }) => name).sort()).toEqual(["one", "two"]);
    expect(await dataOf(world.get())).toMatchObject({ exchanges: 1 });
    expect(await dataOf(world.reset())).toMatchObject({ exchanges: 0 });
    expect(await world.delete()).toEqual({ ok: true, data: undefined });
    expect(await world.get()).toMatchObject({ ok: false, status: 404 });
    expect(await client.world("not a name").put()).toMatchObject({ ok: false, status: 400 });
  });

  it("moves time, and goes back to snapshots", async () => {
    const { standin, client } = await open();
    await using _ = standin;
    const world = client.world();
    const at = (now: string) => ({ now, frozen: true, scale: 0 });
    expect(await dataOf(world.clock())).toEqual(at("2024-01-01T00:00:00.000Z"));
    expect(await dataOf(world.snapshot("signed in"))).toEqual({ name: "signed in", now: "2024-01-01T00:00:00.000Z" });
    expect(await dataOf(world.advance("PT15M"))).toEqual(at("2024-01-01T00:15:00.000Z"));
    expect(await dataOf(world.advance(1000))).toEqual(at("2024-01-01T00:15:01.000Z"));
    expect(await dataOf(world.changeClock({ now: "2025-01-01T00:00:00Z" }))).toEqual(at("2025-01-01T00:00:00.000Z"));
    expect((await dataOf(world.snapshots())).map(({ name }) => name)).toEqual(["signed in"]);
    expect((await dataOf(world.restore("signed in"))).clock).toEqual(at("2024-01-01T00:00:00.000Z"));
    expect(await world.deleteSnapshot("signed in")).toEqual({ ok: true, data: undefined });
    expect(await world.restore("signed in")).toMatchObject({ ok: false, status: 404 });
  });

  it("disturbs exchanges, and reads the journal of them", async () => {
    const { standin, client, ask } = await open();
    await using _ = standin;
    const world = client.world("faulty");
    const fault = await dataOf(world.addFault({ match: { provider }, when: { first: 1 }, effect: { status: 500 } }));
    expect(await dataOf(world.faults())).toEqual([fault]);
    expect(await world.removeFault("unknown")).toMatchObject({ ok: false, status: 404 });
    expect(await world.removeFault(fault.id)).toEqual({ ok: true, data: undefined });
    expect(await world.clearFaults()).toEqual({ ok: true, data: undefined });
    await ask("faulty");
    await ask("faulty");
    const exchanges = await dataOf(world.exchanges({ since: 1 }));
    expect(exchanges).toMatchObject([{ number: 2, provider, refusal: { stage: "route" } }]);
    const status = exchanges[0]?.reply.status ?? 0;
    expect(await dataOf(world.exchanges({ status }))).toHaveLength(2);
    expect(await dataOf(world.exchanges({ status: `${String(status)[0]}xx`, limit: 1 }))).toHaveLength(1);
    expect((await dataOf(world.har())).log.entries).toHaveLength(2);
    expect(await world.clearExchanges()).toEqual({ ok: true, data: undefined });
    expect(await dataOf(world.exchanges())).toEqual([]);
  });

  it("waits for exchanges that are still to come", async () => {
    const { standin, client, ask } = await open();
    await using _ = standin;
    // A world that is made by hand keeps what was refused, too.
    await dataOf(client.world("w").put());
    const waiting = client.world("w").exchanges({ waitMs: 60_000, count: 2 });
    await ask("w");
    await ask("w");
    expect((await dataOf(waiting)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it("follows the journal: what was, what comes, until the limit or the end of the world", async () => {
    const { standin, client, ask } = await open();
    await using _ = standin;
    const world = client.world("w");
    const numbers: number[] = [];
    await dataOf(world.put());
    await ask("w");
    for await (const { number } of world.follow({ since: 0, limit: 3 })) {
      numbers.push(number);
      await ask("w");
    }
    expect(numbers).toEqual([1, 2, 3]);
    for await (const { number } of world.follow({ since: 3 })) {
      expect(number).toBe(4);
      await world.delete();
    }
    const refused = client.world("not a name").follow()[Symbol.asyncIterator]().next();
    expect(await refused.catch((error: unknown) => error)).toBeInstanceOf(FollowError);
  });

  it("runs scenarios, and takes a provider's state out and in", async () => {
    const { standin, client } = await open();
    await using _ = standin;
    const providers = await dataOf(client.providers());
    const sender = providers.find(({ scenarios }) => scenarios.some(({ name }) => name === "a webhook receiver"));
    if (sender === undefined) throw new Error("a provider sends webhooks");
    const world = client.world("w");
    const before = await dataOf(world.state(sender.name));
    const url = "http://127.0.0.1:9/";
    expect(await dataOf(world.scenario(sender.name, "a webhook receiver", { url }))).toMatchObject({ url });
    await dataOf(world.scenario(sender.name, "a verification", { status: "Approved", vendor_data: "ann" }));
    await dataOf(world.advance(0));
    const [event] = await dataOf(world.outbox());
    expect(event).toMatchObject({ number: 1, provider: sender.name, url });
    const again = await dataOf(world.redeliver(1));
    expect(again.attempts.length).toBeGreaterThan(event?.attempts.length ?? 0);
    expect(await dataOf(world.state(sender.name))).not.toEqual(before);
    expect(await dataOf(world.putState(sender.name, before))).toEqual(before);
    expect(await world.scenario(sender.name, "no such")).toMatchObject({ ok: false, status: 404 });
    expect(await world.state("unknown")).toMatchObject({ ok: false, status: 404 });
    expect(await world.redeliver(99)).toMatchObject({ ok: false, status: 404 });
  });

  it("signs in where a token is asked for", async () => {
    const { standin, client } = await open({ controlToken: "hush" });
    await using _ = standin;
    expect(await client.health()).toMatchObject({ ok: false, status: 401, error: { title: "Unauthorized" } });
    const signedIn = createControlClient({ fetch: standin.fetch, token: "hush" }).results;
    expect(await dataOf(signedIn.health())).toMatchObject({ name: "standin" });
  });
});

it("following ends with an error when the server does", async () => {
  await using standin = await createStandin();
  const { url, close } = await standin.listen();
  const world = createControlClient({ baseUrl: url }).results.world("w");
  await dataOf(world.put());
  await fetch(`${world.baseUrl(provider)}/nowhere`);
  const following = world.follow({ since: 0 })[Symbol.asyncIterator]();
  expect((await following.next()).value).toMatchObject({ number: 1 });
  const broken = following.next().catch((error: unknown) => error);
  await close();
  expect(await broken).toMatchObject({ name: "FollowError", failure: { ok: false, status: 0 } });
});
