import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { parse } from "yaml";
import { type OpenApiDocument, writeApi, writeOperations } from "#generation/operations.ts";
import { compileValidators } from "#generation/validators.ts";
import { root } from "../../servers.ts";

const SHORT = { format: "esm", target: "es2023" } as const;
const serverSource = join(import.meta.dirname, "server.ts");

/**
 * Generates operation table and validators from `items.yaml` as they are generated for standin's own providers, and
 * bundles them with the engine's sources as the package is bundled.
 *
 * @param folder gets what is generated, and `server.mjs`
 */
export async function buildItemsMock(folder: string): Promise<void> {
  const spec: OpenApiDocument = parse(await readFile(join(root, "bench/peers/items.yaml"), "utf8"));
  const { source, schemas } = writeOperations("items", spec);
  const { code } = await compileValidators(spec, schemas);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "api.ts"), writeApi("items", spec));
  await writeFile(join(folder, "operations.ts"), source);
  await writeFile(join(folder, "validators.js"), (await transform(code, { ...SHORT, minify: true })).code);
  await build({
    ...SHORT,
    stdin: {
      contents: `import { api } from "./api.ts";
        import * as table from "./operations.ts";
        import { serveItems } from ${JSON.stringify(serverSource)};
        serveItems(api, table);`,
      resolveDir: folder,
    },
    outfile: join(folder, "server.mjs"),
    bundle: true,
    platform: "node",
    conditions: ["standin-source"],
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
  });
}
