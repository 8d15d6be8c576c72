import { describe, expectTypeOf, it } from "vitest";
import type { World } from "#clients/world.ts";
import type { ScenarioDeclaration } from "#engine/contract/mock.ts";
import { defineScenarios } from "#engine/contract/scenarios.ts";
import type { StandinWorld } from "#standin/standin.ts";
import type { state } from "./support/toy-mock.ts";

/** Types as the generator writes them. The compiler is the checker: what it is told to expect and does not find fails. */
interface Types {
  "a note": { given: { text: string; count?: number; owner?: string }; defaults: "count"; result: { id: string } };
  nothing: { given: Record<string, never>; defaults: never; result: undefined };
}
declare const declarations: { readonly [Name in keyof Types]: ScenarioDeclaration };

const nothing = { run: () => undefined };

describe("the code of scenarios", () => {
  it("gets complete parameters, and gives the declared result", () => {
    const define = () =>
      defineScenarios<typeof state, Types>(declarations, {
        "a note": {
          run({ notes }, { text, count, owner }) {
            expectTypeOf(notes.get).toBeFunction();
            expectTypeOf(text).toEqualTypeOf<string>();
            expectTypeOf(count).toEqualTypeOf<number>();
            expectTypeOf(owner).toEqualTypeOf<string | undefined>();
            return { id: text };
          },
        },
        nothing,
      });
    expectTypeOf(define).toBeFunction();
  });

  it("does not compile without a declaration, for another one, or with another result", () => {
    const define = () => {
      const note = { run: () => ({ id: "1" }) };
      // @ts-expect-error one has no code
      defineScenarios<typeof state, Types>(declarations, { "a note": note });
      // @ts-expect-error one has no declaration
      defineScenarios<typeof state, Types>(declarations, { "a note": note, nothing, more: nothing });
      // @ts-expect-error another result
      defineScenarios<typeof state, Types>(declarations, { "a note": { run: () => ({ id: 1 }) }, nothing });
      // @ts-expect-error a result where none is declared
      defineScenarios<typeof state, Types>(declarations, { "a note": note, nothing: { run: () => 5 } });
      defineScenarios<typeof state, Types>(declarations, {
        // @ts-expect-error no such parameter
        "a note": { run: (_context, { texts }) => ({ id: texts }) },
        nothing,
      });
    };
    expectTypeOf(define).toBeFunction();
  });
});

declare const world: StandinWorld;
declare const remoteWorld: World;
declare const name: string;

describe.each(["StandinWorld", "World"])("scenarios of a %s", () => {
  it("know their names, parameters and results", () => {
    const calls = async ({ scenario }: Pick<StandinWorld | World, "scenario">) => {
      const { token } = await scenario("avacy", "an API token", { tenant: "acme", revoked: true });
      expectTypeOf(token).toEqualTypeOf<string>();
      expectTypeOf(await scenario("avacy", "a rate limit")).toEqualTypeOf<undefined>();
      const { decision } = await scenario("didit", "a verification", { status: "Approved" });
      expectTypeOf(decision.session_number).toEqualTypeOf<number>();
      // @ts-expect-error no such provider
      await scenario("acme", "a session");
      // @ts-expect-error no such scenario
      await scenario("avacy", "an API tokn");
      // @ts-expect-error a scenario of another provider
      await scenario("avacy", "a confirmed session");
      // @ts-expect-error any text
      await scenario("avacy", name);
      // @ts-expect-error no such parameter
      await scenario("avacy", "a rate limit", { per_minutes: 5 });
      // @ts-expect-error another type
      await scenario("avacy", "a rate limit", { per_minute: "5" });
      // @ts-expect-error not one of the words
      await scenario("didit", "a verification", { status: "approved" });
      // @ts-expect-error a required parameter is missing
      await scenario("didit", "scan");
      await scenario("didit", "scan", { session_id: "s" });
    };
    expectTypeOf(() => [calls(world), calls(remoteWorld)]).toBeFunction();
  });
});
