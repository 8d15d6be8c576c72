import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { findDeepNesting } from "#engine/basics/nesting.ts";

/**
 * Where something stands in a text of YAML, JSON being YAML.
 *
 * @param place names and positions that lead there; what is found of them counts
 * @returns `:line:column`, both counted from 1, or nothing when not even the first is found
 */
export const positionOf = (text: string, place: readonly string[]): string => findPositions(text)(place);

/** The same for several places of one text, which is parsed once. */
export function findPositions(text: string): (place: readonly string[]) => string {
  const lineCounter = new LineCounter();
  // The parser recurses; what is refused for its depth is found without a position.
  if (findDeepNesting(text) !== undefined) return () => "";
  const document = parseDocument(text, { lineCounter });
  return (place) => findPosition(document, lineCounter, place);
}

function findPosition(
  document: ReturnType<typeof parseDocument>,
  lineCounter: LineCounter,
  place: readonly string[],
): string {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of place) {
    if (isAlias(node)) node = node.resolve(document);
    const found = stepInto(node, step);
    if (found === undefined) break;
    offset = found.offset ?? offset;
    node = found.node;
  }
  return offset === undefined ? "" : toPosition(lineCounter, offset);
}

function stepInto(node: unknown, step: string): { node: unknown; offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { node: item, offset: offsetOf(item) } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
  return pair && { node: pair.value, offset: isNode(pair.key) ? offsetOf(pair.key) : undefined };
}

const offsetOf = ({ range }: Node): number | undefined => range?.[0];

function toPosition(lineCounter: LineCounter, offset: number): string {
  const { line, col } = lineCounter.linePos(offset);
  return `:${line}:${col}`;
}
