/**
 * An object that inherits nothing: under a name that it does not hold there is `undefined`, whatever the name. Only such
 * objects are looked up by names from outside (`test/lookups.test.ts`); any other is asked what it holds by `ownMember`. The
 * member is there for the compiler alone.
 */
export type Table<Members extends object> = Members & { readonly "~inheritsNothing": never };

/** Makes an object inherit nothing. For literals, before they are read: V8 then reads them as fast as any other. */
export const toTable = <const Members extends object>(members: Members): Table<Members> =>
  Object.setPrototypeOf(members, null);

/** An empty table to be filled. */
export const createTable = <Value>(): Table<Record<string, Value>> => Object.create(null);

/**
 * The value that an object holds itself under a name; inherited values do not count. Most lookups find nothing, and reading a
 * missing member is cheaper than asking for it.
 */
export function ownMember<Value>(members: Readonly<Record<string, Value>>, name: string): Value | undefined {
  const value = members[name];
  return value !== undefined && Object.hasOwn(members, name) ? value : undefined;
}

/** Sets a member of any name. An assignment to `__proto__` would change what the object inherits from. */
export function setMember<Value>(members: Record<string, Value>, name: string, value: Value): void {
  if (name === "__proto__")
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
  else members[name] = value;
}
