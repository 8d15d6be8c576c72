import { describe, expectTypeOf, it } from "vitest";
import { createControlClient } from "#clients/control.ts";
import type { Exchange, World } from "#clients/world.ts";
import { createStandin, type StandinWorld } from "#standin/standin.ts";

/* What the compiler knows of a world. It is the checker: what it is told to expect and does not find fails. */

declare const name: string;

/** Types as a provider of one's own may have them. */
interface Own {
  acme: { operations: "readThing"; scenarios: { "a thing": { given: { size?: number }; result: { id: string } } } };
}

describe.each(["World", "StandinWorld"])("a %s", () => {
  it("knows providers and operations in filters", () => {
    const calls = async (world: World | StandinWorld) => {
      expectTypeOf(await world.exchanges({ provider: "didit", operation: "createSession" })).toEqualTypeOf<
        Exchange[]
      >();
      await world.waitFor({ operation: "recordConsent", status: "4xx" }, { count: 2 });
      await world.toHar({ method: "GET", limit: 5 });
      world.baseUrl("netid");
      // @ts-expect-error no such provider
      world.baseUrl("didmi");
      // @ts-expect-error any text
      world.baseUrl(name);
      // @ts-expect-error no such provider
      await world.exchanges({ provider: "didmi" });
      // @ts-expect-error no such operation
      await world.exchanges({ operation: "createSesion" });
      // @ts-expect-error an operation of another provider
      await world.exchanges({ provider: "netid", operation: "createSession" });
      // @ts-expect-error no such member
      await world.waitFor({ providr: "didit" });
      // @ts-expect-error the operation of another provider
      await world.waitFor({ provider: "avacy", operation: "listUsers" });
      // @ts-expect-error how many is waited for is an option
      await world.waitFor({ limit: 1 });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("knows what a fault may be", () => {
    const calls = async ({ faults }: World | StandinWorld) => {
      await faults.add({ match: { provider: "didomi", operation: "listUsers" }, effect: { status: 500 } });
      await faults.add({ match: { operation: "listUsers", path: "/v1/*" }, when: { first: 1 }, preset: "outage" });
      await faults.add({ match: { where: ({ method }) => method === "GET" }, effect: { connection: "reset" } });
      // @ts-expect-error no such provider
      await faults.add({ match: { provider: "didmi" }, effect: { status: 500 } });
      // @ts-expect-error no such operation
      await faults.add({ match: { operation: "listUser" }, effect: { status: 500 } });
      // @ts-expect-error an operation of another provider
      await faults.add({ match: { provider: "netid", operation: "listUsers" }, effect: { status: 500 } });
      // @ts-expect-error no such effect
      await faults.add({ effect: { latency: 5 } });
      // @ts-expect-error no such preset
      await faults.add({ preset: "outtage" });
    };
    expectTypeOf(calls).toBeFunction();
  });

  it("takes what a clock and a receiver take", () => {
    const calls = async ({ clock, webhooks }: World | StandinWorld) => {
      expectTypeOf(await clock.now()).toEqualTypeOf<Date>();
      await clock.set(new Date(0));
      await clock.advance("PT1H");
      await webhooks.to(new URL("http://localhost"));
      // @ts-expect-error no duration
      await clock.advance(new Date(0));
      // @ts-expect-error no URL
      await webhooks.to(5);
    };
    expectTypeOf(calls).toBeFunction();
  });
});

describe("createStandin", () => {
  it("knows the seeds", () => {
    const calls = async () => {
      await createStandin({ seeds: { avacy: { tenants: [{ name: "acme", webspaces: [{ id: 1 }] }] } } });
      const { world } = await createStandin({ seeds: { netid: {} } });
      expectTypeOf(await world()).toEqualTypeOf<StandinWorld>();
      // @ts-expect-error no such provider
      await createStandin({ seeds: { avcy: {} } });
      // @ts-expect-error no such member
      await createStandin({ seeds: { avacy: { tenant: [] } } });
      // @ts-expect-error a member of another type
      await createStandin({ seeds: { avacy: { tenants: [{ name: 5 }] } } });
      // @ts-expect-error not one of the words
      await createStandin({ seeds: { didit: { options: { hosted_links: "theirs" } } } });
    };
    expectTypeOf(calls).toBeFunction();
  });
});

describe("other providers than those of the package", () => {
  it("are known by their types", () => {
    const calls = async () => {
      const world = await createControlClient<{ [Name in keyof Own]: Own[Name] }>().world("w");
      world.baseUrl("acme");
      const { id } = await world.scenario("acme", "a thing", { size: 5 });
      expectTypeOf(id).toEqualTypeOf<string>();
      await world.faults.add({ match: { provider: "acme", operation: "readThing" }, effect: { status: 500 } });
      // @ts-expect-error a provider of the package, which is not here
      world.baseUrl("didit");
      // @ts-expect-error no such operation
      await world.exchanges({ operation: "readThings" });
      // @ts-expect-error no such scenario
      await world.scenario("acme", "things");
    };
    expectTypeOf(calls).toBeFunction();
  });
});
