import { appendFileSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vitest/config";

/** Set in a Vitest that tries a mutant: what it is to plant, as JSON. */
export const VARIABLE = "STANDIN_MUTANT";

/** The parts of a subject's contracts, the cheapest first. */
export const STAGES = ["helpers", "topics", "consumer", "provider", "walk"] as const;

export type Stage = (typeof STAGES)[number];

export interface Planting {
  readonly provider: string;
  readonly stages: readonly Stage[];
  /** None: the sources as they are. */
  readonly mutant: { readonly file: string; readonly find: string; readonly replace: string } | undefined;
  /** The file in which the planter tells that it has planted. */
  readonly report: string;
}

const root = join(import.meta.dirname, "../..");

/** Undefined: this is a run like any other. */
export function readPlanting(): Planting | undefined {
  const text = process.env[VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Planting);
}

/** The test files of a stage, from the repository's root. Topics are all of a subject's that no other stage has. */
export function filesOf(stage: Stage, provider: string): readonly string[] {
  const folder = `contracts/${provider}`;
  if (stage === "walk") return ["contracts/agreement/walk/lone-walk.ts"];
  if (stage !== "topics") return [`${folder}/${stage}.test.ts`];
  const others = STAGES.map((each) => `${each}.test.ts`);
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.ts") && !others.includes(name));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** Puts the fault in place of the text while Vite loads the file. The file itself stays as it is. */
export function plantMutant({ mutant, report }: Planting): Plugin {
  const planted = mutant && realpathSync(join(root, mutant.file)).replaceAll("\\", "/");
  return {
    name: "plant-mutant",
    enforce: "pre",
    transform(code, id) {
      if (mutant === undefined || id.split("?")[0] !== planted) return undefined;
      const [before, after, ...more] = code.split(mutant.find);
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`${mutant.file} does not have this exactly once: ${mutant.find}`);
      appendFileSync(report, `${id}\n`);
      return { code: before + mutant.replace + after, map: null };
    },
  };
}
