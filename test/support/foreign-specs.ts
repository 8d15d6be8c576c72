import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A large public OpenAPI document that a package of the registry has. */
export interface ForeignSpec {
  readonly title: string;
  readonly package: string;
  readonly version: string;
  /** Where it is in the package. */
  readonly path: string;
}

export const FOREIGN_SPECS: readonly ForeignSpec[] = [
  { title: "GitHub REST API", package: "@octokit/openapi", version: "23.0.2", path: "generated/api.github.com.json" },
  { title: "Directus", package: "@directus/specs", version: "15.2.0", path: "dist/openapi.json" },
  { title: "Blockfrost", package: "@blockfrost/openapi", version: "0.1.93", path: "openapi.yaml" },
  { title: "Ideal Postcodes", package: "@ideal-postcodes/openapi", version: "4.21.0", path: "dist/openapi.json" },
  { title: "Dialogporten", package: "@digdir/dialogporten-schema", version: "1.40.0", path: "swagger.verified.json" },
  { title: "ReadMe (3.1)", package: "@readme/oas-examples", version: "8.2.2", path: "3.1/json/readme.json" },
  {
    title: "STAPI, a Star Trek API",
    package: "@readme/oas-examples",
    version: "8.2.2",
    path: "3.0/json/star-trek.json",
  },
  { title: "Petstore", package: "@readme/oas-examples", version: "8.2.2", path: "3.0/json/petstore.json" },
];

/** Fetches the package of a spec once, and keeps it beside the installed ones. @returns the spec's path */
export async function fetchSpec(root: string, spec: ForeignSpec): Promise<string> {
  const folder = join(
    root,
    "node_modules/.cache/standin-specs",
    `${spec.package}@${spec.version}`.replaceAll(/[@/]/g, "-"),
  );
  const path = join(folder, "package", spec.path);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const { stdout } = await run("npm", ["pack", `${spec.package}@${spec.version}`, "--silent"], { cwd: folder });
  await run("tar", ["xzf", stdout.trim(), "-C", folder], { cwd: folder });
  return path;
}
