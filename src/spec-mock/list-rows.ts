import { ownMember, setMember } from "#engine/basics/table.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecOperation } from "#generation/spec-operations.ts";
import { plainOf } from "./resources.ts";

type Members = Record<string, unknown>;
type Query = Readonly<Members>;

/** What a parameter of a list says, by its name without its spelling. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  limit: [
    ...["limit", "perpage", "pagesize", "size", "maxresults", "top", "first", "take", "maxitems", "resultsperpage"],
    ...["itemsperpage", "pagelimit", "rows"],
  ],
  offset: ["offset", "skip", "start", "startindex", "pageoffset", "startat"],
  page: ["page", "pagenumber", "pageno", "currentpage", "pageindex", "pagenum"],
  after: [
    ...[
      "cursor",
      "after",
      "startingafter",
      "pagetoken",
      "nexttoken",
      "continue",
      "continuationtoken",
      "marker",
      "next",
    ],
    ...["pagecursor", "nextcursor", "nextpagetoken", "startafter"],
  ],
  before: ["endingbefore", "before"],
  sort: ["sort", "sortby", "orderby", "order", "ordering"],
  direction: ["direction", "sortorder", "sortdirection", "sortdir", "orderdirection"],
  search: ["q", "query", "search", "searchterm", "term", "text", "filter"],
};

type Role = keyof typeof PARAMETERS;

/** A page of a list, and where it stands in the whole. */
export interface RowPage {
  readonly rows: readonly Members[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number | undefined;
  /** The number of the page, as the parameter counts. */
  readonly page: number;
  readonly pages: number;
  /** The id of the last row, where there are more. */
  readonly next: string | undefined;
  readonly hasMore: boolean;
}

/** A row with what it is found by. */
export interface ListedRow {
  readonly id: string;
  readonly value: Members;
}

/**
 * Chooses, orders and cuts the rows of a list by the parameters that its operation declares.
 *
 * @returns the page, or why there is none such
 */
export function pageOf(all: readonly ListedRow[], { parameters }: SpecOperation, query: Query): RowPage | string {
  const given = new Map<Role, { name: string; value: unknown; schema: unknown }>();
  let rows = [...all];
  for (const { name, in: where, schema, declared } of parameters) {
    if (where !== "query") continue;
    const value = ownMember(query, name) ?? (isObject(schema) ? schema["default"] : undefined);
    const hint = declared["x-standin-filter"];
    const role = hint === undefined ? roleOf(name, declared) : undefined;
    if (value === undefined || hint === false) continue;
    if (role === undefined || (role === "search" && hasMember(all, name)))
      rows = rows.filter(({ value: row }) => matches(row, String(hint ?? name), value));
    else if (!given.has(role)) given.set(role, { name, value, schema });
  }
  const search = given.get("search");
  if (search !== undefined) rows = rows.filter(({ value }) => holdsText(value, String(search.value).toLowerCase()));
  const ordered = sort(rows, given);
  return explainPage(all, given) ?? cut(ordered, given);
}

/** What is wrong with the values that say which page, where the spec itself sets no bound. */
function explainPage(all: readonly ListedRow[], given: Given): string | undefined {
  for (const [role, least] of [
    ["limit", 1] as const,
    ["offset", 0] as const,
    ["page", firstPageOf(given.get("page"))] as const,
  ]) {
    const { name, value, schema } = given.get(role) ?? {};
    if (value === undefined || (isObject(schema) && schema["minimum"] !== undefined)) continue;
    if (!(Number.isInteger(Number(value)) && Number(value) >= least))
      return `${name} is a whole number of at least ${least}`;
  }
  for (const role of ["after", "before"]) {
    const { name, value } = given.get(role) ?? {};
    if (value !== undefined && value !== "" && !all.some(({ id }) => id === String(value)))
      return `${name} names no item of this list`;
  }
  return undefined;
}

function roleOf(name: string, declared: Members): Role | undefined {
  const hint = declared["x-standin-page"];
  if (typeof hint === "string") return hint;
  return Object.entries(PARAMETERS).find(([, names]) => names.includes(plainOf(name)))?.[0];
}

const hasMember = (rows: readonly ListedRow[], name: string): boolean =>
  rows.some(({ value }) => findMember(value, name) !== undefined);

/** A member by its name in any spelling. */
function findMember(row: Members, name: string): { value: unknown } | undefined {
  if (Object.hasOwn(row, name)) return { value: row[name] };
  const path = name.split(".");
  if (path.length > 1) {
    let value: unknown = row;
    for (const each of path) value = isObject(value) ? ownMember(value, each) : undefined;
    return value === undefined ? undefined : { value };
  }
  const found = Object.keys(row).find((each) => plainOf(each) === plainOf(name));
  return found === undefined ? undefined : { value: ownMember(row, found) };
}

/** Whether a row has a value in a member. What no row could have does not exclude any. */
function matches(row: Members, name: string, wanted: unknown): boolean {
  const found = findMember(row, name);
  if (found === undefined || (typeof found.value === "object" && !Array.isArray(found.value))) return true;
  const values = [found.value].flat().map(String);
  return [wanted].flat().some((each) => values.includes(String(each)));
}

function holdsText(value: unknown, text: string): boolean {
  if (typeof value === "string") return value.toLowerCase().includes(text);
  return typeof value === "object" && value !== null && Object.values(value).some((each) => holdsText(each, text));
}

type Given = ReadonlyMap<Role, { readonly name: string; readonly value: unknown; readonly schema: unknown }>;

/** `sort=-name`, `sort=name:desc`, `order_by=name&direction=desc`, `order=desc`. */
function sort(rows: ListedRow[], given: Given): ListedRow[] {
  const asked = String([given.get("sort")?.value ?? ""].flat()[0] ?? "");
  const [, sign = "", member = "", suffix = ""] = /^([-+]?)([\w.]+?)(?:[:, _](asc|desc))?$/i.exec(asked) ?? [];
  const isOnlyDirection = /^(asc|desc)(ending)?$/i.test(member);
  const direction = String(given.get("direction")?.value ?? (isOnlyDirection ? member : suffix)).toLowerCase();
  const isDown = sign === "-" || direction.startsWith("desc");
  const ordered =
    member === "" || isOnlyDirection || !hasMember(rows, member)
      ? [...rows]
      : rows.toSorted((a, b) => compare(findMember(a.value, member)?.value, findMember(b.value, member)?.value));
  return isDown ? ordered.reverse() : ordered;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [one, other] = [String(a ?? ""), String(b ?? "")];
  return one < other ? -1 : one > other ? 1 : 0;
}

function cut(rows: readonly ListedRow[], given: Given): RowPage {
  const total = rows.length;
  const asked = Number(given.get("limit")?.value);
  const limit = Number.isInteger(asked) && asked > 0 ? asked : undefined;
  const size = limit ?? (given.has("page") || given.has("after") ? USUAL_LIMIT : Math.max(total, 1));
  const first = firstPageOf(given.get("page"));
  const page = Number(given.get("page")?.value ?? first);
  let offset = Math.max(0, Number(given.get("offset")?.value ?? 0) || 0);
  if (given.has("page") && Number.isFinite(page)) offset = Math.max(0, page - first) * size;
  const [after, before] = [given.get("after")?.value, given.get("before")?.value];
  if (after !== undefined && after !== "") offset = rows.findIndex(({ id }) => id === String(after)) + 1;
  if (before !== undefined && before !== "") {
    const end = rows.findIndex(({ id }) => id === String(before));
    offset = Math.max(0, end - size);
  }
  const chosen = rows.slice(offset, offset + size);
  const hasMore = offset + chosen.length < total;
  return {
    rows: chosen.map(({ value }) => value),
    total,
    offset,
    limit: limit ?? (size === USUAL_LIMIT ? size : undefined),
    page: given.has("page") ? page : first + Math.floor(offset / size),
    pages: Math.ceil(total / size),
    next: hasMore ? chosen.at(-1)?.id : undefined,
    hasMore,
  };
}

const USUAL_LIMIT = 20;

function firstPageOf(parameter: { readonly schema: unknown } | undefined): number {
  const schema = parameter?.schema;
  return isObject(schema) && (schema["minimum"] === 0 || schema["default"] === 0) ? 0 : 1;
}

/** What members beside the rows say of a page, by their names without their spelling. */
const SAYINGS: readonly (readonly [(page: RowPage) => unknown, ...string[]])[] = [
  [
    ({ total }) => total,
    ...["total", "totalcount", "totalitems", "totalelements", "totalresults", "totalrecords", "itemcount", "fullcount"],
  ],
  [({ rows }) => rows.length, "size", "numberofelements", "returned", "resultcount", "resultsize"],
  [
    ({ limit, rows }) => limit ?? Math.max(rows.length, 1),
    "limit",
    "perpage",
    "pagesize",
    "itemsperpage",
    "maxresults",
  ],
  [({ offset }) => offset, "offset", "skip", "start", "startindex", "startat"],
  [({ page }) => page, "page", "pagenumber", "currentpage", "number", "pageindex"],
  [({ pages }) => pages, "totalpages", "pages", "pagecount", "lastpage"],
  [({ hasMore }) => hasMore, "hasmore", "hasnext", "hasnextpage", "more", "istruncated", "incomplete"],
  [({ hasMore }) => !hasMore, "last", "islast", "islastpage"],
  [({ offset }) => offset > 0, "hasprevious", "hasprev", "haspreviouspage"],
  [
    ({ next }) => next,
    ...["nextcursor", "nextpagetoken", "nexttoken", "cursor", "endcursor", "continue", "continuationtoken", "nextpage"],
    ...["next", "after", "marker", "nextmarker", "startingafter"],
  ],
];
const GROUPS = ["meta", "pagination", "paging", "page", "pageinfo", "metadata", "links", "pages"];

/**
 * Says in the members of a list's reply what page it is.
 *
 * @param names the members that the schema has beside the rows, by the path to their group
 */
export function describePage(
  reply: Members,
  page: RowPage,
  membersOf: (path: readonly string[]) => readonly string[],
  canBe: (reply: Members) => boolean,
): Members {
  let described = reply;
  const groups = membersOf([]).filter((name) => GROUPS.includes(plainOf(name)));
  for (const path of [[], ...groups.map((name) => [name])])
    for (const name of membersOf(path)) {
      const names = membersOf(path).map(plainOf);
      const value = sayingOf(plainOf(name), page, names);
      if (value === undefined || isObject(ownMember(path[0] === undefined ? described : {}, name))) continue;
      const changed = withMember(described, [...path, name], value);
      if (canBe(changed)) described = changed;
    }
  return described;
}

/** `count` is that of the whole, unless another member is. */
function sayingOf(name: string, page: RowPage, names: readonly string[]): unknown {
  if (name === "count") {
    const hasTotal = names.some((each) => each.startsWith("total"));
    return hasTotal ? page.rows.length : page.total;
  }
  return SAYINGS.find(([, ...known]) => known.includes(name))?.[0](page);
}

/** A copy in which something stands at a path. */
export function withMember(holder: Members, [name = "", ...rest]: readonly string[], value: unknown): Members {
  const changed = { ...holder };
  const inner = ownMember(holder, name);
  setMember(changed, name, rest.length === 0 ? value : withMember(isObject(inner) ? inner : {}, rest, value));
  return changed;
}
