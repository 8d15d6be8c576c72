import { isPromise } from "#engine/basics/late.ts";
import type { Mock } from "#engine/contract/mock.ts";

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

const copies = new WeakMap<Mock, Mock>();

/** Returns a mock that callers cannot change: all simulators of a process share the original. */
export function frozenMock(mock: Mock): Mock {
  const before = copies.get(mock);
  if (before !== undefined) return before;
  const behaviour: Mock["behaviour"] = () => {
    const own = mock.behaviour();
    return isPromise(own) ? own.then((loaded) => frozenCopy(loaded)) : frozenCopy(own);
  };
  const copy = frozenCopy({ ...mock, behaviour });
  copies.set(mock, copy);
  return copy;
}
