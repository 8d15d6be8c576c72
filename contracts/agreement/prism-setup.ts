import type { TestProject } from "vitest/node";
import { openPrismPool } from "./prism-pool.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the pool of Prisms for test processes. */
    prismPool: string;
  }
}

/** Starts the pool for all test processes; Prisms start when the first test needs them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const pool = await openPrismPool();
  project.provide("prismPool", pool.url);
  return pool.close;
}
