// Written by `npm run generate`. Do not edit: change the spec.
/** How many complaints about each list and each map of a request are gathered, at least. */
export declare const complaints: { most: number };
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
export declare const validateSeed: Validator;
