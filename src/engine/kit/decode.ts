import { parsePointer } from "../basics/json-pointer.ts";
import { createTable, ownMember, setMember, type Table } from "../basics/table.ts";
import type { FormField } from "../contract/exchange.ts";
import { MOST_VIOLATIONS } from "../contract/limits.ts";
import type { OperationEntry, ValidationError, Validator } from "../contract/operation.ts";
import { cacheQueries } from "../contract/reading.ts";
import type { RawQuery, RoutedRequest, Violation } from "../contract/request.ts";

/** Parses a query into decoded names and values, which are shared and must not be changed. Invalid percent-encoding is kept. */
export const parseQuery: (raw: string) => RawQuery = cacheQueries((raw) => gatherFields(new URLSearchParams(raw)));

/** Groups fields by their literal names; a repeated name holds a list. */
export function gatherFields<Value extends FormField[1]>(
  fields: Iterable<readonly [name: string, value: Value]>,
): Table<Readonly<Record<string, Value | readonly Value[]>>> {
  const gathered = createTable<Value | Value[]>();
  for (const [name, value] of fields) {
    const before = gathered[name];
    if (before === undefined) gathered[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else gathered[name] = [before, value];
  }
  return gathered;
}

/** Percent-decodes path parameters. @returns `undefined` if one of them cannot be decoded */
export function decodePath(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  let isPlain = true;
  for (const name in parameters) if (parameters[name]?.includes("%")) isPlain = false;
  if (isPlain) return parameters;
  const decoded: Record<string, string> = {};
  for (const name in parameters) {
    const raw = parameters[name] ?? "";
    try {
      setMember(decoded, name, decodeURIComponent(raw));
    } catch {
      return undefined;
    }
  }
  return decoded;
}

/** The parameters that the operation declares, converted to the types in its spec. */
export interface DecodedParameters {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
}

/** Picks, converts and validates declared parameters; undeclared ones are ignored. */
export function decodeParameters(request: RoutedRequest): DecodedParameters | readonly Violation[] {
  const { operation } = request;
  const parameters: DecodedParameters = {
    path: { ...request.pathParameters },
    query: pickQuery(request.query, operation.query),
    headers: {},
  };
  for (const name of operation.headers) {
    const value = ownMember(request.headers, name);
    if (value !== undefined) setMember(parameters.headers, name, value);
  }
  const validate = operation.validateParameters;
  if (validate === null || validate(parameters)) return parameters;
  return toViolations(validate.errors);
}

function pickQuery(query: RawQuery, declared: OperationEntry["query"]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name in declared) {
    const style = declared[name];
    if (style === "object") setMember(picked, name, restOf(query, declared));
    else {
      // `name[]=a&name[]=b` is accepted as another notation of a declared list.
      const value = query[name] ?? (style === "single" ? undefined : query[`${name}[]`]);
      if (value === undefined) continue;
      // A copy, as validation converts the items in place.
      if (style === "repeat") setMember(picked, name, typeof value === "string" ? [value] : [...value]);
      else if (style === "comma")
        setMember(
          picked,
          name,
          [value].flat().flatMap((text) => text.split(",")),
        );
      else setMember(picked, name, value);
    }
  }
  return picked;
}

function restOf(query: RawQuery, declared: OperationEntry["query"]): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const name in query) if (declared[name] === undefined && name !== "__proto__") rest[name] = query[name];
  return rest;
}

/**
 * Converts ajv's errors to violations; the first segment of a parameter's pointer is its location. Returns at most
 * `MOST_COMPLAINTS`, and fewer if they repeat a long name.
 */
export function toViolations(
  errors: readonly ValidationError[] | null | undefined,
  where?: Violation["in"],
): readonly Violation[] {
  const kept: Violation[] = [];
  let characters = 0;
  for (const error of errors ?? []) {
    characters += error.instancePath.length;
    if (kept.length === MOST_VIOLATIONS || (kept.length > 0 && characters > MOST_CHARACTERS)) break;
    kept.push(toViolation(error, where));
  }
  return kept;
}

/** Most characters of all paths in one request's violations; the first violation is kept in any case. */
const MOST_CHARACTERS = 65_536;

/**
 * Returns all violations of a body, for providers that report their number. The cost grows with the body.
 *
 * @param complaints the setting of the validator's module that limits the number of errors
 */
export function gatherViolations(
  validate: Validator,
  body: unknown,
  complaints: { most: number },
): readonly Violation[] {
  const { most } = complaints;
  complaints.most = Number.POSITIVE_INFINITY;
  try {
    validate(body);
    return (validate.errors ?? []).map((error) => toViolation(error, "body"));
  } finally {
    complaints.most = most;
  }
}

function toViolation({ instancePath, keyword, params, message }: ValidationError, where?: Violation["in"]): Violation {
  const path = parsePointer(instancePath);
  if (keyword === "required") path.push(String(params["missingProperty"]));
  const first = where ?? (path.shift() as Violation["in"]);
  return { in: first, path, keyword, params, message: message ?? "is not valid" };
}
