/** A member that an object holds itself: names come from outside, and one of them may be `constructor`. */
export const ownValue = <Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
