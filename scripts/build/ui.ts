import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { type BuildOptions, build, type Plugin } from "rolldown";

/** The inspector as two texts, and the modules that are in them. */
export interface BuiltUi {
  readonly script: string;
  readonly style: string;
  readonly modules: readonly string[];
}

/** Bundles the inspector for browsers, and writes it to `dist/ui`, where it is read from when run from the sources. */
export async function buildUi(root: string, dist: string, common: BuildOptions): Promise<BuiltUi> {
  const { output } = await build({
    ...common,
    input: { app: "src/ui/app.tsx" },
    platform: "browser",
    transform: { target: "es2022" },
    output: { format: "esm", minify: true, comments: false },
    write: false,
  });
  const [chunk, ...more] = output.filter((file) => file.type === "chunk");
  if (chunk === undefined || more.length > 0) throw new Error("The inspector's script is not one file.");
  const css = await readFile(join(root, "src/ui/app.css"), "utf8");
  const { code: style } = await transform(css, { loader: "css", minify: true, target: "es2022" });
  await mkdir(join(dist, "ui"), { recursive: true });
  await Promise.all([writeFile(join(dist, "ui/app.js"), chunk.code), writeFile(join(dist, "ui/app.css"), style)]);
  return {
    script: chunk.code,
    style,
    modules: chunk.moduleIds.filter((id) => !id.startsWith("\0") && !id.startsWith("rolldown:")),
  };
}

/** Puts the built inspector in the place of the module that reads it. */
export const withUi = ({ script, style }: BuiltUi): Plugin => ({
  name: "with the inspector",
  load: (id) =>
    /src[\\/]ui[\\/]assets\.ts$/.test(id) ? `export const assets = ${JSON.stringify({ script, style })};` : undefined,
});
