import type { Ajv2020 } from "ajv/dist/2020.js";
import { _, type Name } from "ajv/dist/compile/codegen/index.js";
import ajvNames from "ajv/dist/compile/names.js";

/** Test runners that transform imports take the default of a CommonJS module for the module. */
const { errors: ERRORS } = "default" in ajvNames ? ajvNames.default : (ajvNames as (typeof ajvNames)["default"]);

/** Keywords whose cost grows with the size of the body. */
const LOOPING = ["items", "additionalProperties", "patternProperties", "propertyNames"];

/**
 * Ends the loops of validators once they have collected enough errors. The result stays the same: a loop that ends early has
 * reported an error, and later code only checks whether there were any.
 */
export function boundLoops(ajv: Ajv2020): void {
  for (const keyword of LOOPING) {
    const definition = ajv.getKeyword(keyword);
    if (typeof definition !== "object" || !("code" in definition) || definition.code === undefined)
      throw new Error(`ajv has no keyword ${keyword} that writes code`);
    const { code } = definition;
    definition.code = (context, ruleType) => {
      const { gen } = context;
      const loops = { forRange: gen.forRange, forIn: gen.forIn };
      const bound =
        (body: (name: Name) => void, start: Name) =>
        (name: Name): void => {
          // Keywords inside the loop limit their own loops.
          Object.assign(gen, loops);
          body(name);
          gen.if(_`${ERRORS} - ${start} >= complaints.most`, () => gen.break());
          Object.assign(gen, bounded);
        };
      const begin = (): Name => gen.const("start", ERRORS);
      const bounded: typeof loops = {
        forRange: (name, from, to, body, kind) => loops.forRange.call(gen, name, from, to, bound(body, begin()), kind),
        forIn: (name, of, body, kind) => loops.forIn.call(gen, name, of, bound(body, begin()), kind),
      };
      Object.assign(gen, bounded);
      code(context, ruleType);
      Object.assign(gen, loops);
    };
  }
}

const COPIES_LIST = /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);/g;

/** Appends errors to the existing list. ajv would copy it for each item of an array with errors. */
export function withOwnLists(code: string): string {
  const own = code.replaceAll(COPIES_LIST, "vErrors = addTo(vErrors, $1.errors);");
  if (own.includes(".concat(")) throw new Error("ajv copies lists of errors in an unknown way");
  return own;
}

/** Has texts that stand for no finite number stay texts, as `1e400`: ajv would convert them, and then compare them with no bound. */
export const withFiniteNumbers = (code: string): string => code.replaceAll(/ == \+(\w+)/g, " == +$1 && isFinite($1)");
