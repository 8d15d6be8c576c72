import { SeedError } from "#engine/kit/check-seed.ts";
import * as seedFile from "#standin/seed-file.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads starting state from a YAML, JSON or module file.
 *
 * @throws UsageError with the file, the place in it, and what is allowed there
 */
export async function readSeedFile(path: string): ReturnType<typeof seedFile.readSeedFile> {
  try {
    return await seedFile.readSeedFile(path);
  } catch (error) {
    throw error instanceof SeedError ? new UsageError(error.message) : error;
  }
}
