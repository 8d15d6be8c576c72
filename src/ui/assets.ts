/** The inspector's script and style sheet. */
export interface Assets {
  readonly script: string;
  readonly style: string;
}

const read = (name: string): string =>
  process.getBuiltinModule("node:fs").readFileSync(new URL(`../../dist/ui/${name}`, import.meta.url), "utf8");

/** The build puts the files themselves in the place of this module; from the sources they are read where it has written them. */
export const assets: Assets = { script: read("app.js"), style: read("app.css") };
