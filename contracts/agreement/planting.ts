import { appendFileSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vitest/config";

/** Set in a Vitest that tries a mutant: the mutant to plant, as JSON. */
export const VARIABLE = "STANDIN_MUTANT";

/** The parts of a target's contracts, the cheapest first. */
export const STAGES = ["helpers", "topics", "consumer", "provider", "walk"] as const;

export type Stage = (typeof STAGES)[number];

export interface Planting {
  readonly provider: string;
  readonly stages: readonly Stage[];
  /** Absent: the unchanged sources. */
  readonly mutant: { readonly file: string; readonly find: string; readonly replace: string } | undefined;
  /** The file in which the plugin records that it has planted the mutant. */
  readonly report: string;
}

const root = join(import.meta.dirname, "../..");

/** Undefined in a normal run. */
export function readPlanting(): Planting | undefined {
  const text = process.env[VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Planting);
}

/** Returns the test files of a stage, relative to the repository's root. Topics are all files in no other stage. */
export function filesOf(stage: Stage, provider: string): readonly string[] {
  const folder = `contracts/${provider}`;
  if (stage === "walk") return ["contracts/agreement/walk/lone-walk.ts"];
  if (stage !== "topics") return [`${folder}/${stage}.test.ts`];
  const others = STAGES.map((each) => `${each}.test.ts`);
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.ts") && !others.includes(name));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** Replaces the text by the fault while Vite loads the file. The file itself is not changed. */
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
