import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const EXTERNAL = [/^node:/, "express", /^msw(\/|$)/, "vitest", "openapi-fetch"];

type Imports = Readonly<Record<string, { readonly "standin-source": string }>>;

/**
 * Writes the type declarations of the published entry points. Those that the compiler writes import each other by names that only
 * this project resolves; here each entry point gets one file with all of its own, beside the code that it describes.
 *
 * @param entries source files by the name of the built file, without its ending
 * @param esmOnly names of those that cannot be required
 * @throws Error with what the compiler says
 */
export async function writeDeclarations(
  root: string,
  dist: string,
  entries: Readonly<Record<string, string>>,
  esmOnly: readonly string[],
): Promise<void> {
  const compiled = join(dist, "declarations");
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root }).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(stdout);
    },
  );
  const declarationOf = (source: string): string => join(compiled, source.replace(/\.[jt]s$/, ".d.ts"));
  const generated = await readdir(join(root, "src/generated"), { recursive: true });
  const published = generated.filter((path) => basename(path) === "types.ts").map(dirname);
  const input = {
    ...Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, declarationOf(source)])),
    ...Object.fromEntries(published.map((name) => [`types/${name}`, declarationOf(`src/generated/${name}/types.ts`)])),
  };
  // The names that the project's own imports have, as package.json maps them to the sources.
  const { imports } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { imports: Imports };
  const paths = Object.fromEntries(
    Object.entries(imports).map(([name, { "standin-source": source }]) => [name, [declarationOf(source)]]),
  );
  const bundle = await rollup({
    input,
    external: EXTERNAL,
    onLog(level, log, handle) {
      // A module to preload declares nothing. Types that only others mention are named by the files that have them.
      if (log.code !== "EMPTY_BUNDLE" && !/private shared type/.test(log.message)) handle(level, log);
    },
    plugins: [dts({ tsconfig: join(root, "tsconfig.build.json"), compilerOptions: { paths } })],
  });
  for (const letter of ["", "c"])
    await bundle.write({
      dir: dist,
      entryFileNames: `[name].d.${letter}ts`,
      chunkFileNames: `chunks/[name]-[hash].d.${letter}ts`,
    });
  await bundle.close();
  for (const name of esmOnly) await rm(join(dist, `${name}.d.cts`));
  await rm(compiled, { recursive: true });
}
