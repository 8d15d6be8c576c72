import { StandinError } from "../basics/errors.ts";
import { parsePointer } from "../basics/json-pointer.ts";
import { nearestName } from "../basics/nearest.ts";
import { DEEPEST, isNestedDeeper } from "../basics/nesting.ts";
import { quoteName, quoteValue } from "../basics/quote.ts";
import { toSchemaText } from "../basics/schema-text.ts";
import { ownMember } from "../basics/table.ts";
import type { ScenarioDeclaration } from "../contract/mock.ts";
import type { ValidationError } from "../contract/operation.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** A scenario with the names by which messages call it. */
export interface NamedScenario {
  readonly provider: string;
  readonly name: string;
  readonly declaration: ScenarioDeclaration;
}

/**
 * Validates the parameters of a scenario. Absent ones, and those that are `undefined`, get their defaults.
 *
 * @returns a copy of them, complete
 * @throws StandinError for the first fault; the message names the parameter and what is allowed
 */
export function checkParameters(scenario: NamedScenario, given: unknown): Parameters {
  const { properties } = scenario.declaration.parameters;
  if (!isPlainObject(given)) throw refusal(`The parameters of ${toTitle(scenario)} must be an object.`);
  if (isNestedDeeper(given))
    throw refusal(`The parameters of ${toTitle(scenario)} are nested deeper than ${DEEPEST} levels.`);
  const parameters = copyOf(given) as Parameters;
  const unknown = Object.keys(parameters).find((each) => !Object.hasOwn(properties, each));
  if (unknown !== undefined) throw refusal(toUnknownText(scenario, unknown));
  const { validate } = scenario.declaration;
  if (validate(parameters)) return parameters;
  throw refusal(toInvalidText(scenario, parameters, validate.errors?.[0]));
}

/** Every refusal of parameters. */
const refusal = (message: string): RangeError => new StandinError("ERR_STANDIN_INVALID_PARAMETER", message);

const toTitle = ({ provider, name }: NamedScenario): string => `the scenario "${quoteName(name)}" of ${provider}`;

/** Copies what JSON can express; members that are `undefined` are left out. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, copyOf(member)]),
  );
}

/** Objects of another realm count as well, such as those of tests that run in a context of their own. */
const isPlainObject = (value: unknown): value is object => Object.prototype.toString.call(value) === "[object Object]";

function toUnknownText(scenario: NamedScenario, unknown: string): string {
  const known = Object.keys(scenario.declaration.parameters.properties);
  const said = `Unknown parameter ${quoteValue(unknown)} of ${toTitle(scenario)}.`;
  if (known.length === 0) return `${said} It has no parameters.`;
  const nearest = nearestName(unknown, known);
  return `${said}${nearest === undefined ? "" : ` Did you mean "${nearest}"?`} Known parameters: ${known.join(", ")}.`;
}

function toInvalidText(scenario: NamedScenario, parameters: Parameters, error: ValidationError | undefined): string {
  const { parameters: schema } = scenario.declaration;
  const { instancePath = "", keyword, message = "is not valid", params = {} } = error ?? {};
  const [name = "", ...below] = parsePointer(instancePath);
  const missing = params["missingProperty"];
  if (name === "" && typeof missing === "string")
    return `Missing parameter ${missing} of ${toTitle(scenario)}. Expected: ${toExpectation(schema, missing)}.`;
  const value = [name, ...below].reduce<unknown>((whole, key) => ownMember(whole as Parameters, key), parameters);
  const said = `Invalid parameter ${quoteName([name, ...below].join("."))} of ${toTitle(scenario)}${toGiven(value, keyword)}.`;
  const inner = params["additionalProperty"];
  // Of members of a parameter, the validator knows more than the parameter's own schema says in a few words.
  if (below.length === 0 && inner === undefined && keyword !== "required")
    return `${said} Expected: ${toExpectation(schema, name)}.`;
  const detail = inner ?? params["allowedValues"];
  return `${said} It ${message}${detail === undefined ? "" : `: ${quoteValue(detail)}`}.`;
}

const toExpectation = (schema: ScenarioDeclaration["parameters"], name: string): string =>
  toSchemaText(ownMember(schema.properties, name) ?? {}, schema);

/** What was given. A text may be a secret: it is shown only in place of one of a few words. */
function toGiven(value: unknown, keyword: string | undefined): string {
  const isShown = typeof value === "string" ? keyword === "enum" : typeof value !== "object" || value === null;
  return isShown ? `: ${quoteValue(value)}` : "";
}
