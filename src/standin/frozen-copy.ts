import { isPromise } from "#engine/basics/late.ts";
import type { Behaviour, Mock } from "#engine/contract/mock.ts";

/** Copies plain objects and lists as deep as they go, and freezes the copies. Anything else is handed on as it is. */
function frozenCopy<Value>(value: Value, made = new Map<unknown, unknown>()): Value {
  if (!isPlain(value)) return value;
  const before = made.get(value);
  if (before !== undefined) return before as Value;
  const copy: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  made.set(value, copy);
  for (const [name, member] of Object.entries(value))
    Object.defineProperty(copy, name, { value: frozenCopy(member, made), enumerable: true });
  return Object.freeze(copy) as Value;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype;
}

const copies = new WeakMap<object, object>();

/** The copy of what was copied before, or a new one. */
function copyOnce<Value extends object>(value: Value, make: () => Value): Value {
  const before = copies.get(value);
  if (before !== undefined) return before as Value;
  const copy = make();
  copies.set(value, copy);
  return copy;
}

/** Returns a mock that callers cannot change: all simulators of a process share the original. */
export const frozenMock = (mock: Mock): Mock =>
  copyOnce(mock, () => {
    const copyLoaded = (own: Behaviour): Behaviour => copyOnce(own, () => frozenCopy(own));
    const behaviour: Mock["behaviour"] = () => {
      const own = mock.behaviour();
      return isPromise(own) ? own.then(copyLoaded) : copyLoaded(own);
    };
    return frozenCopy({ ...mock, behaviour });
  });
