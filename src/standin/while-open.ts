type Method = (...given: unknown[]) => unknown;

/**
 * Copies an object so that its methods are refused once the simulator is closed. Getters, and the methods named here, go on
 * answering.
 *
 * @param checkOpen throws once it is closed; a method that is an async function rejects instead
 */
export function whileOpen<Value extends object>(
  value: Value,
  checkOpen: () => void,
  ...open: readonly (keyof Value)[]
): Value {
  const guarded = Object.create(null);
  for (const name of Reflect.ownKeys(value) as (keyof Value)[]) {
    const member = Object.getOwnPropertyDescriptor(value, name) ?? {};
    if (typeof member.value === "function" && !open.includes(name)) member.value = guard(member.value, checkOpen);
    Object.defineProperty(guarded, name, member);
  }
  return guarded;
}

const guard = (method: Method, checkOpen: () => void): Method =>
  Object.prototype.toString.call(method) === "[object AsyncFunction]"
    ? async (...given) => {
        checkOpen();
        return method(...given);
      }
    : (...given) => {
        checkOpen();
        return method(...given);
      };
