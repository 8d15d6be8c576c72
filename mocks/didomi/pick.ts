/**
 * A copy that holds only the named members, as far as they are there. Unknown members of a request are taken
 * without complaint, yet never stored or answered.
 */
export function pick<From extends object, Name extends keyof From>(
  from: From,
  names: readonly Name[],
): Pick<From, Name> {
  // The one cast of this provider: members are added one by one, and no type says "some of the way there".
  const picked = {} as Pick<From, Name>;
  for (const name of names) if (Object.hasOwn(from, name)) picked[name] = from[name];
  return picked;
}
