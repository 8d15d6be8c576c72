import { parsePointer } from "#engine/basics/json-pointer.ts";
import { isNestedDeeper } from "#engine/basics/nesting.ts";
import { ownMember, setMember } from "#engine/basics/table.ts";
import { isObject } from "#generation/convert-schema.ts";

type Members = Readonly<Record<string, unknown>>;

/** Changes a value as a JSON Merge Patch says (RFC 7396). */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(value) ? { ...value } : {};
  for (const [name, member] of Object.entries(patch))
    if (member === null) delete merged[name];
    else setMember(merged, name, mergePatch(ownMember(merged, name), member));
  return merged;
}

/** Characters of JSON that the operations of one patch may copy: each copy of a copy doubles what is there. */
export const MOST_COPIED = 1024 * 1024;

/**
 * Changes a value as a JSON Patch says (RFC 6902).
 *
 * @throws Error for an operation that cannot be applied, and for a patch that copies or nests too much
 */
export function jsonPatch(value: Members, operations: readonly unknown[]): unknown {
  let patched: unknown = structuredClone(value);
  let left = MOST_COPIED;
  for (const operation of operations) {
    if (!isObject(operation)) throw new Error("an operation is a map");
    const { op, path, from, value: given } = operation;
    const at = parsePointer(String(path));
    if (op === "test") {
      if (JSON.stringify(readAt(patched, at)) !== JSON.stringify(given))
        throw new Error(`${path} holds something else`);
    } else if (op === "add" || op === "replace") patched = writeAt(patched, at, given, op === "add");
    else if (op === "remove") patched = removeAt(patched, at);
    else if (op === "copy") {
      const text = JSON.stringify(readAt(patched, parsePointer(String(from))));
      left -= text.length;
      if (left < 0) throw new Error(`it copies more than ${MOST_COPIED} characters`);
      patched = writeAt(patched, at, JSON.parse(text), true);
    } else if (op === "move") {
      if (`${path}`.startsWith(`${from}/`)) throw new Error(`${from} cannot be moved into itself`);
      const moved = readAt(patched, parsePointer(String(from)));
      patched = writeAt(removeAt(patched, parsePointer(String(from))), at, moved, true);
    } else throw new Error(`there is no operation ${String(op)}`);
  }
  if (isNestedDeeper(patched)) throw new Error("its result is nested too deeply");
  return patched;
}

function readAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    found = Array.isArray(found) ? found[Number(name)] : isObject(found) ? ownMember(found, name) : undefined;
    if (found === undefined) throw new Error(`nothing stands at ${path.join("/")}`);
  }
  return found;
}

function writeAt(value: unknown, path: readonly string[], given: unknown, mayAdd: boolean): unknown {
  const name = path.at(-1);
  if (name === undefined) return given;
  if (!mayAdd) readAt(value, path);
  const holder = readAt(value, path.slice(0, -1));
  if (Array.isArray(holder)) {
    const at = name === "-" ? holder.length : Number(name);
    if (!(at >= 0 && at <= holder.length)) throw new Error(`nothing stands at ${path.join("/")}`);
    holder.splice(at, mayAdd ? 0 : 1, given);
  } else if (isObject(holder)) setMember(holder, name, given);
  return value;
}

function removeAt(value: unknown, path: readonly string[]): unknown {
  readAt(value, path);
  const holder = readAt(value, path.slice(0, -1));
  const name = path.at(-1) ?? "";
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (isObject(holder)) delete holder[name];
  return value;
}
