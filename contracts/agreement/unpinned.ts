import type { Contract } from "./contract.ts";
import { resolve, type Schema, type Spec } from "./spec.ts";

/** The depth of the search. Deeper members depend on their parents. */
const DEEPEST = 4;

/**
 * Returns the members of documented successes whose value no pact fixes: only their type is checked there, since the provider
 * generates them, or since they are times. Other tests must check their meaning.
 *
 * @returns `<operation> <status> <path>`, each once, a star for any item of a list
 */
export function unpinnedMembers(
  { interactions, helpers }: Contract,
  { operations, document }: Spec,
): readonly string[] {
  const replies = [...interactions, ...(helpers?.calls ?? []).flatMap(({ exchanges }) => exchanges)];
  const unpinned = new Set<string>();
  for (const [operationId, { responses }] of operations)
    for (const [status, { content = {} }] of responses) {
      if (status >= 400) continue;
      const pinned = replies
        .filter((each) => each.operationId === operationId && each.status === status)
        .flatMap(({ exactly = [] }) => exactly.map((path) => path.split(".")));
      for (const { schema } of Object.values(content))
        for (const path of leavesOf(document, schema as Schema | undefined))
          if (!pinned.some((each) => isWithin(path, each))) unpinned.add(`${operationId} ${status} ${path.join(".")}`);
    }
  return [...unpinned].sort();
}

/** Whether a pinned value holds a member: it is the member, or what it stands in. */
const isWithin = (path: readonly string[], pinned: readonly string[]): boolean =>
  pinned.every((name, at) => path[at] === name || (path[at] === "*" && /^\d+$/.test(name)));

/** Paths of everything in a value that has no members of its own. */
function leavesOf(document: Schema, schema: Schema | undefined, path: readonly string[] = []): readonly string[][] {
  if (schema === undefined) return [];
  const parts = partsOf(document, schema);
  const members = parts.flatMap((part) => [
    ...Object.entries((part["properties"] ?? {}) as Readonly<Record<string, Schema>>),
    ...(part["items"] === undefined ? [] : [["*", part["items"] as Schema] as const]),
  ]);
  if (path.length > DEEPEST || members.length === 0) return path.length === 0 ? [] : [[...path]];
  return members.flatMap(([name, member]) => leavesOf(document, member, [...path, name]));
}

/** A schema, and those that it is made of. */
function partsOf(document: Schema, schema: Schema): readonly Schema[] {
  const whole = resolve<Schema>(document, schema);
  const nested = ["allOf", "oneOf", "anyOf"].flatMap((name) => (whole[name] ?? []) as readonly Schema[]);
  return [whole, ...nested.map((each) => resolve<Schema>(document, each))];
}
