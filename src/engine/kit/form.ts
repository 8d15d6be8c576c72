import type { FormField, FormFile } from "../contract/exchange.ts";

// PHP's own limits: 64 levels of brackets and a thousand fields.
const DEEPEST = 64;
const MOST_FIELDS = 1000;

type Leaf = string | FormFile;

interface Branch {
  readonly members: Map<string, Leaf | Branch>;
  /** The key that `[]` appends at: one more than the highest integer key. */
  next: number;
}

const createBranch = (): Branch => ({ members: new Map(), next: 0 });

/** The keys of a field, from the root; `undefined` means `[]`: append after the highest integer key so far. */
type FieldPath = readonly [string, ...(string | undefined)[]];

/**
 * Assembles the fields of a form as PHP does: brackets nest, `a[]` appends, the last duplicate wins, keys 0 to n-1 make a list
 * and any others an object. All values are strings or files.
 *
 * @throws RangeError if the form exceeds PHP's limits, or a field is named `__proto__`
 */
export function readForm(fields: Iterable<FormField>): Record<string, unknown> {
  const form = createBranch();
  let count = 0;
  for (const [name, value] of fields) {
    count += 1;
    if (count > MOST_FIELDS) throw new RangeError(`a form may have ${MOST_FIELDS} fields`);
    const path = toPath(name);
    if (path !== undefined) put(form, path, value);
  }
  return toObject(form);
}

/** Parses `application/x-www-form-urlencoded`, and assembles its fields with `readForm`. */
export const parseForm = (text: string): Record<string, unknown> => readForm(fieldsOf(text));

/** Parses `application/x-www-form-urlencoded` into fields, in their order. */
// URLSearchParams strips a leading question mark; the `&` prevents that.
export const fieldsOf = (text: string): Iterable<FormField> => new URLSearchParams(`&${text}`);

/** Parses a field's name. @returns `undefined` for names that PHP ignores */
function toPath(sent: string): FieldPath | undefined {
  const nul = sent.indexOf("\0");
  const name = nul < 0 ? sent : sent.slice(0, nul);
  const bracket = name.indexOf("[");
  const end = bracket < 0 ? name.length : bracket;
  // PHP turns top-level names into variable names, and so replaces blanks and dots in them.
  const first = name.slice(0, end).replace(/^ +/, "").replaceAll(/[ .]/g, "_");
  if (first === "") return undefined;
  const inner: (string | undefined)[] = [];
  let open = end;
  while (name[open] === "[") {
    const close = name.indexOf("]", open);
    if (close < 0) break;
    const key = name.slice(open + 1, close);
    inner.push(/^\s?$/.test(key) ? undefined : key);
    open = close + 1;
  }
  if (inner.length >= DEEPEST) throw new RangeError(`a form may nest ${DEEPEST} levels deep`);
  // An unclosed first bracket is part of the name; PHP ignores anything after the last closing one.
  const path: FieldPath = inner.length === 0 ? [first + name.slice(end).replaceAll(/[ .[]/g, "_")] : [first, ...inner];
  if (path.includes("__proto__")) throw new RangeError("a field may not be named __proto__");
  return path;
}

function put(form: Branch, path: FieldPath, value: Leaf): void {
  let branch = form;
  for (const part of path.slice(0, -1)) {
    const key = part ?? String(branch.next);
    let inner = branch.members.get(key);
    if (inner === undefined || !isBranch(inner)) {
      inner = createBranch();
      setIn(branch, key, inner);
    }
    branch = inner;
  }
  setIn(branch, path.at(-1) ?? String(branch.next), value);
}

function setIn(branch: Branch, key: string, value: Leaf | Branch): void {
  branch.members.set(key, value);
  if (/^(0|[1-9]\d{0,14})$/.test(key)) branch.next = Math.max(branch.next, Number(key) + 1);
}

const isBranch = (value: Leaf | Branch): value is Branch => typeof value === "object" && "members" in value;

function toValue(value: Leaf | Branch): unknown {
  if (!isBranch(value)) return value;
  const { members } = value;
  const numbers = [...members.keys()].sort((a, b) => Number(a) - Number(b));
  return numbers.every((key, index) => key === String(index))
    ? numbers.map((key) => toValue(members.get(key) ?? ""))
    : toObject(value);
}

const toObject = ({ members }: Branch): Record<string, unknown> =>
  Object.fromEntries([...members].map(([key, value]) => [key, toValue(value)]));
