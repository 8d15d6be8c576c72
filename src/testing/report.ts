import { toInspectorUrl } from "#clients/inspector-url.ts";
import type { Har, World } from "#clients/world.ts";
import { toJournalText } from "./journal-lines.ts";
import type { TestStandin } from "./test-standin.ts";

/** What is shown of a failed test. */
export interface TestReport {
  readonly text: string;
  readonly har: Har;
}

/** Reads what the world of a failed test has recorded. */
export async function reportOn(world: World, standin: TestStandin): Promise<TestReport> {
  const [exchanges, events, har] = await Promise.all([world.exchanges(), world.webhooks.list(), world.toHar()]);
  const inspectorUrl = standin.isShared ? toInspectorUrl(standin.url, { world: world.name }) : undefined;
  return { text: toJournalText({ world: world.name, exchanges, events, inspectorUrl }), har };
}
