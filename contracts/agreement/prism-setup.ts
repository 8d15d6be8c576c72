import type { TestProject } from "vitest/node";
import { openPrismDesk } from "./prism-desk.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the pool of Prisms for test processes. */
    prismDesk: string;
  }
}

/** Starts the pool for all test processes; Prisms start when the first test needs them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const desk = await openPrismDesk();
  project.provide("prismDesk", desk.url);
  return desk.close;
}
