// The bounds of `qs` as Express 4 has it.
const MOST_PARTS = 1000;
const DEEPEST = 5;
const LONGEST_LIST = 1000;

/** What stands under one name: values, and further names in brackets. */
interface Node {
  readonly values: string[];
  readonly members: Map<string, Node>;
}

const createNode = (): Node => ({ values: [], members: new Map() });

/**
 * Reads a query as `qs` does, which Express hands to FeathersJS: `a[b]` nests, `a[]`, `a[0]` and repeated names make lists,
 * and what cannot be decoded stays as it was sent. Names that are values and objects at once, which `qs` mixes, keep the object.
 */
export function parseQueryString(raw: string): Record<string, unknown> {
  const root = createNode();
  const text = raw.replaceAll(/%5B/gi, "[").replaceAll(/%5D/gi, "]");
  for (const part of text.split("&", MOST_PARTS)) {
    const bracket = part.indexOf("]=");
    const end = bracket < 0 ? part.indexOf("=") : bracket + 1;
    const name = decode(end < 0 ? part : part.slice(0, end));
    if (name !== "") put(root, toSegments(name), end < 0 ? "" : decode(part.slice(end + 1)));
  }
  return toTop(root.members);
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Takes a name apart: `a[b][]` is `a`, `b` and nothing. What is nested too deep, or not closed, is one name as it stands. */
function toSegments(name: string): string[] {
  let open = name.indexOf("[");
  const segments = open === 0 ? [] : [open < 0 ? name : name.slice(0, open)];
  while (open >= 0) {
    const close = segments.length > DEEPEST ? -1 : findClosing(name, open);
    if (close < 0) return [...segments, name.slice(open)];
    segments.push(name.slice(open + 1, close));
    open = name.indexOf("[", close + 1);
  }
  return segments;
}

/** Where the bracket is closed, brackets within it included; below zero: nowhere. */
function findClosing(name: string, open: number): number {
  for (let at = open, level = 0; at < name.length; at += 1) {
    if (name[at] === "[") level += 1;
    else if (name[at] === "]") level -= 1;
    if (level === 0) return at;
  }
  return -1;
}

function put(root: Node, segments: readonly string[], value: string): void {
  // A prototype is not to be had by name.
  if (segments.includes("__proto__")) return;
  let node = root;
  for (const segment of segments) {
    let inner = node.members.get(segment);
    if (inner === undefined) {
      inner = createNode();
      node.members.set(segment, inner);
    }
    node = inner;
  }
  node.values.push(value);
}

const isIndex = (name: string): boolean => name === "" || /^(0|[1-9]\d{0,2})$/.test(name);

function toValue({ values, members }: Node): unknown {
  if (members.size === 0) return values.length === 1 ? values[0] : values;
  const names = [...members.keys()];
  if (!names.every(isIndex)) return toObject(members);
  // What has an index comes first, in its order; gaps are closed.
  const ordered = names.sort((a, b) => (a === "" ? LONGEST_LIST : Number(a)) - (b === "" ? LONGEST_LIST : Number(b)));
  return ordered.flatMap((name) => {
    const value = toValue(members.get(name) ?? createNode());
    return name === "" ? value : [value];
  });
}

/** Brackets without a name in front of them are the first items of a list that all other names belong to as well. */
function toTop(members: Node["members"]): Record<string, unknown> {
  const { "": unnamed = [], ...named } = toObject(members);
  return { ...[unnamed].flat(), ...named };
}

const toObject = (members: Node["members"]): Record<string, unknown> =>
  Object.fromEntries([...members].map(([name, node]) => [name, toValue(node)]));
