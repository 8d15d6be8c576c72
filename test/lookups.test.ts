import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownMember, setMember } from "#engine/basics/table.ts";
import { findUnsafeLookups, openProject } from "./lookups/find-lookups.ts";

/**
 * The house rule that every object which is looked up by a name from outside inherits nothing, or is asked whether it holds
 * that name itself. The compiler knows the types, so this rule asks it: any lookup counts whose name may be any text.
 */
const root = join(import.meta.dirname, "..");
const PLANTED = "src/engine/basics/planted.ts";

/** Each is the body of a function in which `name` may be any text. */
const UNSAFE = [
  "return members[name];",
  "return members[name + '[]'];",
  "return name in members;",
  "return Reflect.get(members, name);",
  "return Reflect.has(members, name);",
  "return anything[name];",
  "written[name] = 1;",
  "const { [name]: value } = members; return value;",
  "if (Object.hasOwn(written, name)) return members[name];",
  "if (Object.hasOwn(members, name)) written[name] = 1;",
  "const value = members[name]; return Object.hasOwn(members, name) ? value : 0;",
  "for (const each of Object.keys(written)) return members[each];",
  "return Object.keys(written).map((each) => members[each]);",
  "return { ...table };",
  "const get = <Key extends string>(key: Key) => members[key]; return get;",
];
const SAFE = [
  "return table[name];",
  "return name in table;",
  "return toTable({ ...table });",
  "const made = createTable<number>(); made[name] = 1; return made[name];",
  "return ownMember(members, name);",
  "return Object.hasOwn(members, name) ? members[name] : 0;",
  "setMember(written, name, 1);",
  'if (name !== "__proto__") written[name] = 1;',
  "for (const each in members) return members[each];",
  "for (const each of Object.keys(members)) return members[each];",
  "const names = Object.keys(members); for (const each of names) return members[each];",
  "return Object.keys(members).map((each) => members[each]);",
  "return list[index];",
  "return { a: 1, b: 2 }[one];",
  'return members["a"];',
  "delete written[name];",
  "return { [name]: 1 };",
  "const get = <Key extends string>(key: Key, of: Record<Key, number>) => of[key]; return get;",
];

const toModule = (bodies: readonly string[]): string => `
import { createTable, ownMember, setMember, type Table, toTable } from "./table.ts";
declare const members: Readonly<Record<string, number>>;
declare const written: Record<string, number>;
declare const table: Table<Readonly<Record<string, number>>>;
declare const anything: any;
declare const list: number[];
export const planted = [
${bodies.map((body) => `(name: string, index: number, one: "a" | "b") => { ${body} },`).join("\n")}
];`;
const LINES_BEFORE = 8;

const project = openProject(root, new Map([[join(root, PLANTED), toModule([...UNSAFE, ...SAFE])]]));
/** It defines the safe lookup, which the last test tries. */
const TABLE = "src/engine/basics/table.ts";
const isMeant = (path: string): boolean => /^(src|mocks)\//.test(path) && path !== PLANTED && path !== TABLE;

describe("lookups by names from outside", () => {
  it("ask tables that inherit nothing, or what an object holds itself", () => {
    const files = project.program.getSourceFiles().filter(({ fileName }) => isMeant(fileName.slice(root.length + 1)));
    expect(files.length).toBeGreaterThan(200);
    expect(findUnsafeLookups(project, isMeant)).toEqual([]);
  });

  it("are found where they do neither, and only there", () => {
    const found = findUnsafeLookups(project, (path) => path === PLANTED);
    const lines = found.map(({ place }) => Number(place.split(":")[1]) - LINES_BEFORE - 1);
    expect(lines.map((line) => [...UNSAFE, ...SAFE][line])).toEqual(UNSAFE);
  });

  it("of own members find nothing that is inherited, by a prototype of whatever kind", () => {
    const inheriting = Object.create({ a: 1 }) as Record<string, unknown>;
    for (const name of ["a", "constructor", "__proto__", "toString"]) {
      expect(ownMember(inheriting, name), name).toBeUndefined();
      setMember(inheriting, name, 2);
      expect(ownMember(inheriting, name), name).toBe(2);
    }
  });
});
