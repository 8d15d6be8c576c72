import type { FormField, FormFile } from "../contract/exchange.ts";

// PHP's own bounds: 64 levels of brackets and a thousand fields.
const DEEPEST = 64;
const MOST_FIELDS = 1000;

type Leaf = string | FormFile;

interface Branch {
  readonly members: Map<string, Leaf | Branch>;
  /** Where `[]` appends: behind the highest number among the keys. */
  next: number;
}

const createBranch = (): Branch => ({ members: new Map(), next: 0 });

/** Where a field belongs, from the outside in; `undefined` stands for `[]`: behind the highest number so far. */
type FieldPath = readonly [string, ...(string | undefined)[]];

/**
 * Reads the fields of a form as PHP does: brackets nest to any depth, `a[]` appends, the last duplicate wins, keys 0 to n-1
 * make a list and anything else an object. All values are text or files.
 *
 * @throws RangeError when a form goes beyond PHP's bounds, or names a field `__proto__`
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

/** The same for `application/x-www-form-urlencoded`. */
export const parseForm = (text: string): Record<string, unknown> => readForm(fieldsOf(text));

/** The fields of `application/x-www-form-urlencoded`, in their order. */
// The leading `&` keeps URLSearchParams from taking a first question mark for its own.
export const fieldsOf = (text: string): Iterable<FormField> => new URLSearchParams(`&${text}`);

/** Takes a field's name apart. @returns undefined for names that PHP ignores */
function toPath(sent: string): FieldPath | undefined {
  const nul = sent.indexOf("\0");
  const name = nul < 0 ? sent : sent.slice(0, nul);
  const bracket = name.indexOf("[");
  const end = bracket < 0 ? name.length : bracket;
  // Outermost names become variables in PHP, and a variable has neither blanks nor dots.
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
  // A first bracket that never closes belongs to the name; PHP ignores what stands behind a closing one.
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
