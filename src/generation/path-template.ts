/** A path with parameters in braces. */
export interface PathTemplate {
  /** With names that consist of letters, digits and underscores. */
  readonly path: string;
  readonly names: readonly string[];
  /** The names as the spec has them. */
  readonly written: readonly string[];
}

/** @returns the template, or what is wrong with the path, as a sentence */
export function parsePath(path: string): PathTemplate | string {
  if (!path.startsWith("/")) return `a path begins with a slash, unlike ${JSON.stringify(path)}.`;
  const bare = withoutQuery(path);
  const written = [...bare.matchAll(PARAMETER)].map(([, name = ""]) => name);
  if (/[{}]/.test(bare.replaceAll(PARAMETER, ""))) return `${JSON.stringify(path)} has a brace without its other one.`;
  const twice = written.find((name, index) => written.indexOf(name) !== index);
  if (twice !== undefined) return `${JSON.stringify(path)} has the parameter ${JSON.stringify(twice)} twice.`;
  const names: string[] = [];
  for (const name of written) names.push(toUniqueName(name, names));
  let index = 0;
  const safe = bare.replaceAll(PARAMETER, () => `{${names[index++]}}`);
  return { path: safe, names, written };
}

const PARAMETER = /\{([^{}]+)\}/g;

/** Some specs write a query or a fragment behind a path, to have two operations of one path. Requests have none there. */
const withoutQuery = (path: string): string => path.split(/[?#]/, 1)[0] ?? "";

function toUniqueName(name: string, taken: readonly string[]): string {
  const plain = name.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "_");
  let unique = plain;
  for (let number = 2; taken.includes(unique); number += 1) unique = `${plain}_${number}`;
  return unique;
}

/** The same for all paths that no request can tell from each other. */
export const shapeOf = ({ path }: PathTemplate): string => path.replaceAll(PARAMETER, "{}");

/** Makes a name for an operation that has none: `GET /users/{id}/orders` becomes `getUsersByIdOrders`. */
export function nameOperation(method: string, path: string, taken: ReadonlySet<string>): string {
  const words = path
    .split("/")
    .flatMap((segment) => segment.replaceAll(/\{([^{}]+)\}/g, " by $1 ").split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== "");
  const name = method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) unique = `${name}${number}`;
  return unique;
}
