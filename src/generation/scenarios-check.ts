import { loadCompiler } from "./compiler.ts";
import { toDocument } from "./scenario-types.ts";

/** Checks the shape of a file. @returns what is wrong with it, one line each */
export async function createScenariosCheck(schemas: object): Promise<(file: unknown) => string[]> {
  const { Ajv2020 } = await loadCompiler("The check of scenarios");
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addSchema({ $id: "scenarios", ...toDocument(schemas) });
  const validate = ajv.compile({ $ref: "scenarios#/components/schemas/Scenarios" });
  return (file) =>
    validate(file)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message, params }) =>
          [instancePath, message, params["additionalProperty"]].filter((each) => each !== undefined).join(" "),
        );
}
