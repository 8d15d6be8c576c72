import fc, { type Arbitrary } from "fast-check";
import { createSchemas, type Schemas } from "../schemas.ts";
import type { Operation, Parameter, RequestBody, Schema, Spec } from "../spec.ts";
import { createArbitraries, type Spoil, spoils } from "./arbitraries.ts";
import { type Straying, straysOf } from "./strays.ts";

/** One request of a walk, before values of earlier replies are known. */
export interface Asking {
  readonly kind: "ask";
  readonly provider: string;
  readonly operation: Operation;
  /** Index into the alternatives of credentials that the operation takes; beyond them: no credentials, or bad ones. */
  readonly credentials: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mediaType: string | undefined;
  readonly body: unknown;
  /** Which of the values learnt so far stand in for generated ones; a number for each name, in turn. */
  readonly choices: readonly number[];
}

export interface Waiting {
  readonly kind: "wait";
  readonly ms: number;
}

export type Step = Asking | Straying | Waiting;

const MOST_CHOICES = 12;

type ValuesOf = (schema: Schema) => Arbitrary<unknown>;

/**
 * Generators of the requests of one spec.
 *
 * @param known names of parameters with known valid values, which are sent even if optional
 * @param limits the only values that some parameters have
 */
export function stepsOf(
  spec: Spec,
  known: ReadonlySet<string>,
  limits: Readonly<Record<string, readonly unknown[]>> = {},
): { readonly steps: Arbitrary<Asking | Straying>; readonly schemas: Schemas } {
  const schemas = createSchemas(spec);
  const { valuesOf } = createArbitraries(spec, schemas);
  const ofParameter = ({ name, schema = {} }: Parameter): Arbitrary<unknown> =>
    limits[name] === undefined ? valuesOf(schema) : fc.constantFrom(...limits[name]);
  const operations = [...spec.operations.values()].map(named);
  const each = operations.map((operation) =>
    toAsking(spec.provider, operation, toParameters(operation.parameters, known, ofParameter), valuesOf),
  );
  const pathOf = ({ path, parameters }: Operation): Arbitrary<string> =>
    fc
      .record(Object.fromEntries(parameters.filter(isInPath).map((each) => [each.name, ofParameter(each)])))
      .map((values) => fillPath(path, values));
  const strays = straysOf(spec, operations, pathOf);
  return { steps: fc.oneof({ weight: 10, arbitrary: fc.oneof(...each) }, { weight: 1, arbitrary: strays }), schemas };
}

/** Counterexamples name an operation, instead of showing all of it. */
const named = (operation: Operation): Operation =>
  Object.defineProperty({ ...operation }, fc.toStringMethod, { value: () => operation.operationId });

const isInPath = (parameter: Parameter): boolean => parameter.in === "path";

/** A path as it is sent. */
export const fillPath = (template: string, values: Readonly<Record<string, unknown>>): string =>
  template.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(toWellFormed(String(values[name] ?? ""))),
  );

// Half a surrogate pair cannot be encoded.
const toWellFormed = (text: string): string => Buffer.from(text).toString();

function toAsking(
  provider: string,
  operation: Operation,
  parameters: Arbitrary<Readonly<Record<string, unknown>>>,
  valuesOf: ValuesOf,
) {
  return fc
    .record({
      credentials: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat({ max: 4 })),
      parameters,
      body: toBody(operation.requestBody, valuesOf),
      spoil: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, spoils()),
      choices: fc.array(fc.nat({ max: 999 }), { minLength: MOST_CHOICES, maxLength: MOST_CHOICES }),
    })
    .map(
      ({ body, spoil, ...rest }): Asking => ({
        kind: "ask",
        provider,
        operation,
        ...rest,
        mediaType: body?.mediaType,
        body: spoiled(body?.value, spoil),
      }),
    );
}

const spoiled = (value: unknown, spoil: Spoil | null): unknown =>
  spoil === null || value === undefined ? value : spoil(value);

/** Required and known parameters are nearly always sent, others sometimes. */
function toParameters(
  parameters: readonly Parameter[],
  known: ReadonlySet<string>,
  valuesOf: (parameter: Parameter) => Arbitrary<unknown>,
): Arbitrary<Readonly<Record<string, unknown>>> {
  const entries = parameters
    .filter((each) => each.in !== "cookie")
    .map((each): [string, Arbitrary<unknown>] => {
      const values = valuesOf(each);
      if (each.in === "path") return [keyOf(each), values];
      const isWanted = each.required || known.has(each.name);
      const absent = { weight: isWanted ? 1 : 3, arbitrary: fc.constant(undefined) };
      return [keyOf(each), fc.oneof(absent, { weight: isWanted ? 15 : 1, arbitrary: values })];
    });
  return fc.record(Object.fromEntries(entries));
}

export const keyOf = ({ in: place, name }: Parameter): string => `${place} ${name}`;

function toBody(given: RequestBody | undefined, valuesOf: ValuesOf) {
  const bodies = Object.entries(given?.content ?? {}).map(([mediaType, { schema = {}, example, examples = {} }]) => {
    const shown = [example, ...Object.values(examples).map(({ value }) => value)].filter((each) => each !== undefined);
    const values = fc.oneof(valuesOf(schema), ...(shown.length > 0 ? [fc.constantFrom(...shown)] : []));
    return values.map((value) => ({ mediaType, value }));
  });
  return bodies.length === 0 ? fc.constant(undefined) : fc.option(fc.oneof(...bodies), { nil: undefined, freq: 12 });
}

export const waits = (): Arbitrary<Waiting> => fc.nat({ max: 20_000 }).map((ms) => ({ kind: "wait", ms }));
