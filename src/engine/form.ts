// PHP's own bounds: 64 levels of brackets and a thousand fields.
const DEEPEST = 64;
const MOST_FIELDS = 1000;

interface Branch {
  readonly members: Map<string, string | Branch>;
  /** Where `[]` appends: behind the highest number among the keys. */
  next: number;
}

const createBranch = (): Branch => ({ members: new Map(), next: 0 });

/** Where a field belongs, from the outside in; `undefined` stands for `[]`: behind the highest number so far. */
type FieldPath = readonly [string, ...(string | undefined)[]];

/**
 * Reads `application/x-www-form-urlencoded` as PHP does: brackets nest to any depth, `a[]` appends, the last duplicate
 * wins, keys 0 to n-1 make a list and anything else an object. All values are text.
 *
 * @throws RangeError when a form goes beyond PHP's bounds, or names a field `__proto__`
 */
export function parseForm(text: string): Record<string, unknown> {
  const form = createBranch();
  let fields = 0;
  // The leading `&` keeps URLSearchParams from taking a first question mark for its own.
  for (const [name, value] of new URLSearchParams(`&${text}`)) {
    fields += 1;
    if (fields > MOST_FIELDS) throw new RangeError(`a form may have ${MOST_FIELDS} fields`);
    const path = toPath(name);
    if (path !== undefined) put(form, path, value);
  }
  return toObject(form);
}

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

function put(form: Branch, path: FieldPath, value: string): void {
  let branch = form;
  for (const part of path.slice(0, -1)) {
    const key = part ?? String(branch.next);
    let inner = branch.members.get(key);
    if (inner === undefined || typeof inner === "string") {
      inner = createBranch();
      setIn(branch, key, inner);
    }
    branch = inner;
  }
  setIn(branch, path.at(-1) ?? String(branch.next), value);
}

function setIn(branch: Branch, key: string, value: string | Branch): void {
  branch.members.set(key, value);
  if (/^(0|[1-9]\d{0,14})$/.test(key)) branch.next = Math.max(branch.next, Number(key) + 1);
}

function toValue(value: string | Branch): unknown {
  if (typeof value === "string") return value;
  const { members } = value;
  const numbers = [...members.keys()].sort((a, b) => Number(a) - Number(b));
  return numbers.every((key, index) => key === String(index))
    ? numbers.map((key) => toValue(members.get(key) ?? ""))
    : toObject(value);
}

const toObject = ({ members }: Branch): Record<string, unknown> =>
  Object.fromEntries([...members].map(([key, value]) => [key, toValue(value)]));
