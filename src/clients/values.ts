import { toOptionError } from "./standin-error.ts";

/** Whether a value is a text that is not empty: settings and replies may lack it, or have something else in its place. */
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Whether a value is an object, and no list. */
export const isRecord = <Value>(value: Value): value is Value & Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Refuses options that are misspelt: a client whose `baseUrl` is ignored would send requests to the real provider.
 *
 * @param known the names of all options
 * @throws TypeError that names the unknown one; it quotes no value
 */
export function checkOptions(creator: string, options: object, known: Readonly<Record<string, true>>): void {
  if (Object.prototype.toString.call(options) !== "[object Object]")
    throw toOptionError(`${creator} takes an object of options.`);
  const names = Object.keys(known);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const meant = names.find((each) => each.toLowerCase() === name.replaceAll(/[_-]/g, "").toLowerCase());
    const advice = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw toOptionError(`${creator} has no option ${JSON.stringify(name)}; it has ${names.join(", ")}.${advice}`);
  }
}
