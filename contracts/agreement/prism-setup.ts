import type { TestProject } from "vitest/node";
import { openPrismDesk } from "./prism-desk.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test processes find the Prisms. */
    prismDesk: string;
  }
}

/** Opens the desk for all test processes; Prisms start when the first test asks for them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const desk = await openPrismDesk();
  project.provide("prismDesk", desk.url);
  return desk.close;
}
