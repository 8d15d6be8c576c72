import { parsePointer } from "#engine/basics/json-pointer.ts";
import { ownMember } from "#engine/basics/table.ts";
import type { OperationEntry, OperationTable, ResponseEntry } from "#engine/contract/operation.ts";
import { compareWithSchema } from "./compare-schema.ts";
import type { BodyDifference, Difference } from "./difference.ts";
import type { RecordedReply } from "./har-file.ts";
import { readJsonText } from "./read-json.ts";
import type { Schema, SpecDocument } from "./spec-document.ts";
import { describeValue, holdsRedacted, showPlace } from "./value-format.ts";

/** A recorded reply with its parsed body, and the result of comparing it with the spec. */
export interface ReadReply {
  readonly reply: RecordedReply;
  /** The body's value; `undefined` if it is not JSON or unknown. */
  readonly value: unknown;
  /** The schema of the body; `undefined` if the spec has none for it. */
  readonly schema: Schema | undefined;
}

export interface SpecComparison extends ReadReply {
  readonly differences: readonly Difference[];
  readonly bodyDifferences: readonly BodyDifference[];
}

/** Headers that browsers leave out of the files that they export. */
export const SECRET_HEADERS: readonly string[] = ["set-cookie", "cookie", "authorization"];

/** Compares a recorded reply with the spec's response of the same status. */
export function compareWithSpec(
  reply: RecordedReply,
  operationId: string,
  operation: OperationEntry,
  { commonResponses }: Pick<OperationTable, "commonResponses">,
  document: SpecDocument,
  isHead = false,
): SpecComparison {
  const { status } = reply;
  const entry = operation.responses[status] ?? commonResponses[status];
  const value = readJsonText(reply.body);
  if (entry === undefined) {
    const documented = Object.keys(operation.responses).join(", ");
    const difference = fromSpec("status", "status", `one of ${documented}`, String(status));
    return { reply, value, schema: undefined, differences: [difference], bodyDifferences: [] };
  }
  const spec = document.replyOf(operationId, status);
  const differences = compareHeaders(reply, entry, spec?.headers ?? new Map());
  const body = isHead ? NOTHING : compareBody(reply, value, entry, spec?.content ?? new Map(), document);
  return {
    reply,
    value,
    schema: body.schema,
    differences: [...differences, ...body.differences],
    bodyDifferences: body.bodyDifferences,
  };
}

type BodyComparison = Pick<SpecComparison, "schema" | "differences" | "bodyDifferences">;
const NOTHING: BodyComparison = { schema: undefined, differences: [], bodyDifferences: [] };

const fromSpec = (kind: Difference["kind"], where: string, expected: string, found: string): Difference => ({
  kind,
  where,
  expected,
  found,
  from: "spec",
});

function compareHeaders(
  { headers }: RecordedReply,
  { requiredHeaders }: ResponseEntry,
  schemas: ReadonlyMap<string, Schema>,
): Difference[] {
  if (headers === undefined) return [];
  const missing = requiredHeaders
    .filter((name) => ownMember(headers, name) === undefined && !SECRET_HEADERS.includes(name))
    .map((name) => fromSpec("header", `header ${name}`, "present", "absent"));
  const wrong = [...schemas].flatMap(([name, schema]) => {
    const text = [ownMember(headers, name)].flat()[0];
    if (text === undefined || SECRET_HEADERS.includes(name)) return [];
    // A header is text; its schema may require a number.
    const value = schema["type"] === "integer" && /^\d+$/.test(text) ? Number(text) : text;
    return compareWithSchema(schema, value, (each) => each).map(({ expected, found }) =>
      fromSpec("header", `header ${name}`, expected, found),
    );
  });
  return [...missing, ...wrong];
}

function compareBody(
  reply: RecordedReply,
  value: unknown,
  { content }: ResponseEntry,
  schemas: ReadonlyMap<string, Schema>,
  document: SpecDocument,
): BodyComparison {
  const documented = Object.keys(content);
  if (reply.isBodyUnknown) return NOTHING;
  if (documented.length === 0)
    return reply.body === undefined
      ? NOTHING
      : { ...NOTHING, differences: [fromSpec("body", "body", "none", "present")] };
  if (reply.body === undefined) return { ...NOTHING, differences: [fromSpec("body", "body", "present", "none")] };
  const { mediaType = "" } = reply;
  const differences: Difference[] = [];
  let described: string | undefined = mediaType;
  if (!documented.includes(mediaType)) {
    differences.push(fromSpec("media type", "header content-type", documented.join(" or "), mediaType || "none"));
    // A body that is still JSON can be compared if exactly one schema applies.
    const json = documented.filter((each) => each.endsWith("json"));
    described = value !== undefined && json.length === 1 ? json[0] : undefined;
  }
  if (described === undefined) return { ...NOTHING, differences };
  const schema = schemas.get(described) ?? {};
  if (!described.endsWith("json")) return { schema: undefined, differences, bodyDifferences: [] };
  if (value === undefined) {
    differences.push(fromSpec("body", "body", "JSON", "not JSON"));
    return { ...NOTHING, differences };
  }
  const bodyDifferences = compareWithSchema(schema, value, document.resolve);
  const validate = content[described];
  // The compiled validators support keywords of JSON Schema that the comparison above does not.
  if (bodyDifferences.length === 0 && validate && !holdsRedacted(value) && !validate(value)) {
    const path = parsePointer(validate.errors?.[0]?.instancePath ?? "");
    const place = path.length === 0 ? "" : ` ${showPlace(path.map((each) => (/^\d+$/.test(each) ? "*" : each)))}`;
    const expected = validate.errors?.[0]?.message ?? "its schema";
    differences.push(fromSpec("value", `body${place}`, expected, describeValue(value)));
  }
  return { schema, differences, bodyDifferences };
}
