import { test as base, recordArtifact, type TestArtifactBase, type TestAttachment } from "vitest";
import type { World } from "#clients/world.ts";
import { toRunId, toWorldName } from "./names.ts";
import { reportOn } from "./report.ts";
import { openTestStandin, type TestStandin, type TestStandinOptions } from "./test-standin.ts";
import { leaveTestWorld } from "./test-world.ts";

export type {
  Exchange,
  Fault,
  FaultRequest,
  Har,
  OutboxEvent,
  World,
  WorldClock,
  WorldFaults,
  WorldWebhooks,
} from "#clients/world.ts";
export type { TestStandin, TestStandinOptions } from "./test-standin.ts";

/** Attached to a failed test for reporters: the journal of its world, as an HTTP archive. */
export interface JournalArtifact extends TestArtifactBase {
  readonly type: "standin:journal";
  readonly attachments: TestAttachment[];
}

declare module "vitest" {
  interface TestArtifactRegistry {
    standinJournal: JournalArtifact;
  }
}

/**
 * Vitest's `test` with a `standin` for each worker and a `world` for each test: all providers, with only the seed's data.
 * If a test fails, the journal of its world is printed, with the changes of state and the webhooks, and attached to the test
 * as an HTTP archive. In a standin that other processes use, that world is kept, and its address in the inspector printed.
 * Both are started on first use.
 *
 * Options are a fixture: `test.override("standinOptions", { frozenAt: "2024-01-01T00:00:00Z" })` at the top of a file.
 */
export const test = base
  .extend("standinOptions", { scope: "worker" }, (): TestStandinOptions => ({}))
  .extend("standin", { scope: "worker" }, async ({ standinOptions }, { onCleanup }): Promise<TestStandin> => {
    const standin = await openTestStandin(standinOptions);
    onCleanup(standin.close);
    return standin;
  })
  .extend("world", async ({ standin, task }, { onCleanup }): Promise<World> => {
    const world = await standin.world(toWorldName(task.name, task.id + toRunId(standin)));
    onCleanup(async () => {
      const hasFailed = task.result?.state === "fail";
      try {
        if (hasFailed) await report(task, world, standin);
      } finally {
        await leaveTestWorld(world, standin, !hasFailed);
      }
    });
    return world;
  });

async function report(task: Parameters<typeof recordArtifact>[0], world: World, standin: TestStandin): Promise<void> {
  const { text, har } = await reportOn(world, standin);
  // biome-ignore lint/suspicious/noConsole: Vitest shows what is printed under the name of the test
  console.log(text);
  const body = JSON.stringify(har);
  const attachment = { contentType: "application/json", body, bodyEncoding: "utf-8" } as const;
  await recordArtifact(task, { type: "standin:journal", attachments: [attachment] });
}
