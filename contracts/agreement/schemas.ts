import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Schema, Spec } from "./spec.ts";

/** Compares values with schemas of a spec, apart from the validators that the generator has written. */
export interface Schemas {
  allows(schema: Schema, value: unknown): boolean;
  /** @returns what is wrong, in a few words, or undefined */
  complaintOf(schema: Schema, value: unknown): string | undefined;
}

export function createSchemas({ document }: Spec): Schemas {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "spec:" });
  const compiled = new WeakMap<Schema, ValidateFunction>();

  function compile(schema: Schema): ValidateFunction {
    let validate = compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"spec:#/')));
      compiled.set(schema, validate);
    }
    return validate;
  }

  return {
    allows: (schema, value) => compile(schema)(value),
    complaintOf(schema, value) {
      const validate = compile(schema);
      return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "body" });
    },
  };
}
