// Written by `npm run generate`. Do not edit: change src/control/scenarios.yaml.
import type { ScenarioTypes } from "./scenario-types.ts";

interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
type JsonSchema = { readonly [keyword: string]: unknown };
interface Declaration {
  readonly describe: string;
  readonly parameters: JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> };
  readonly result?: JsonSchema;
  /** Fills in the defaults of parameters. */
  readonly validate: Validator;
}
export declare const declarations: { readonly [Name in keyof ScenarioTypes]: Declaration };
