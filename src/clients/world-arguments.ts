import { isRecord } from "./values.ts";
import { quote } from "./waiting.ts";

/*
 * What code without types may give to a world, in process or in another one: the same is refused in the same words. Each
 * function returns a sentence, or `undefined` if nothing is wrong.
 */

type Fault = string | undefined;

/** @param isOn of `trackReads` */
export const findSwitchFault = (isOn: unknown): Fault =>
  typeof isOn === "boolean" ? undefined : `trackReads takes true or false, not ${quote(isOn)}.`;

/** @param number of `redeliver` */
export const findEventFault = (number: unknown): Fault =>
  Number.isSafeInteger(number) && Number(number) >= 1
    ? undefined
    : `redeliver takes the number of an event, which is 1 or more, not ${quote(number)}.`;

/** @param given to `freeze` */
export const findFreezeFault = (given: readonly unknown[]): Fault =>
  given.length === 0 || given[0] === undefined
    ? undefined
    : `freeze takes no time, such as ${quote(given[0])}: set the clock, and freeze it.`;

/** @param parameters of a scenario; absent ones are none */
export function findParametersFault(parameters: unknown): Fault {
  if (parameters === undefined) return undefined;
  if (!isRecord(parameters)) return `The parameters of a scenario are an object, not ${quote(parameters)}.`;
  return findUnwritable("The parameters of a scenario are", parameters);
}

/** @param fault to add */
export const findFaultFault = (fault: unknown): Fault => findUnwritable("A fault is", fault);

/** @param state to put in the place of another */
export const findStateFault = (state: unknown): Fault => findUnwritable("A state is", state);

function findUnwritable(subject: string, value: unknown): Fault {
  try {
    JSON.stringify(value);
    return undefined;
  } catch (error) {
    // What is nested too deep is told by another check.
    if (error instanceof RangeError) return undefined;
    return `${subject} written as JSON, and a value that contains itself, or a BigInt, cannot be.`;
  }
}
