import { describeJsonError } from "../basics/json-position.ts";
import { mediaTypeOf } from "../basics/media-type.ts";
import { DEEPEST, findDeepNesting } from "../basics/nesting.ts";
import { type BodyDefect, MULTIPART, type ReadableBody } from "../contract/body-reading.ts";
import type { OperationEntry } from "../contract/operation.ts";
import type { Reading } from "../contract/reading.ts";
import type { ParsedBody } from "../contract/request.ts";
import { fieldsOf, readForm as readAsPhp } from "../kit/form.ts";

const FORM = "application/x-www-form-urlencoded";

/** Parses a body by its media type. Never throws: one that cannot be parsed is returned as malformed. */
export function parseBody(
  body: ReadableBody | undefined,
  contentType: string | undefined,
  operation: OperationEntry,
  { bodyMediaType, bodyReading, readForm = readAsPhp }: BodyParsing,
): ParsedBody {
  const content = operation.requestBody?.content;
  if (content === undefined || body === undefined) return { kind: "none" };
  const { text, fields, defect } = body;
  if (text === "" && defect === undefined) return { kind: "none" };
  const sent = mediaTypeOf(contentType);
  const chosen =
    bodyMediaType === undefined ? (sent ?? Object.keys(content)[0]) : bodyMediaType(contentType, operation);
  const mediaType = chosen === MULTIPART && bodyReading?.multipart === true ? FORM : chosen;
  if (mediaType === undefined || content[mediaType] === undefined)
    return { kind: "unsupported", mediaType: sent ?? "" };
  // A form may contain any bytes: invalid text in it has been replaced.
  if (defect !== undefined && !(defect.kind === "characters" && mediaType === FORM))
    return toDefective(defect, mediaType, text);
  if (mediaType === FORM) return toParsed(text, () => readForm(fields ?? fieldsOf(text)), mediaType);
  // What is neither a form nor JSON is text.
  return mediaType.endsWith("json") ? toParsed(text, parseJson, mediaType) : { kind: "parsed", mediaType, value: text };
}

type BodyParsing = Pick<Reading, "bodyMediaType" | "bodyReading" | "readForm">;

function toDefective(defect: BodyDefect, mediaType: string, text: string): ParsedBody {
  if (defect.kind === "coding" || defect.kind === "charset") return { kind: "unsupported", mediaType, defect };
  const detail = defect.kind === "characters" ? "it is not UTF-8" : defect.detail;
  return { kind: "malformed", mediaType, detail, text };
}

function toParsed(text: string, parse: (text: string) => unknown, mediaType: string): ParsedBody {
  try {
    return { kind: "parsed", mediaType, value: parse(text) };
  } catch (error) {
    return { kind: "malformed", mediaType, detail: (error as Error).message, text };
  }
}

function parseJson(text: string): unknown {
  const tooDeepAt = findDeepNesting(text);
  if (tooDeepAt !== undefined) throw new SyntaxError(`nested deeper than ${DEEPEST} levels at position ${tooDeepAt}`);
  const value = parseOrRefuse(text);
  if (MANY_DIGITS.test(text)) refuseInexactIntegers(text);
  // A member name can also be spelled with escapes, so both spellings lead to the exact look.
  if (text.includes("__proto__") || text.includes("\\u")) refusePrototypeMembers(value);
  return value;
}

// No integer of fewer digits is beyond 2^53, and few texts have as many.
const MANY_DIGITS = /\d{16}/;

/**
 * @param text valid JSON
 * @throws SyntaxError for an integer that a number of JavaScript cannot hold, rather than altering it silently
 */
function refuseInexactIntegers(text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') at = endOfString(text, at);
    else if (isDigit(text.charCodeAt(at))) {
      const start = at;
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      if (/[.eE]/.test(text.charAt(at + 1))) while (/[\d.eE+-]/.test(text.charAt(at + 1))) at += 1;
      else if (at - start >= 15 && !isExact(text.slice(start, at + 1)))
        throw new SyntaxError(`the integer at position ${start} is beyond 2^53, and would be altered`);
    }
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Returns the end of the string that begins here. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** Whether a number is written again as it was sent: programs write large floats as integers as well. */
const isExact = (digits: string): boolean => expand(String(Number(digits))) === digits;

/** A whole number without its exponent. */
function expand(text: string): string {
  const [mantissa = "", exponent] = text.split("e+");
  if (exponent === undefined) return text;
  const [whole = "", fraction = ""] = mantissa.split(".");
  return whole + fraction.padEnd(Number(exponent), "0");
}

/** @throws SyntaxError with a message of our own: the platform's quotes the body, which may contain secrets */
function parseOrRefuse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(describeJsonError(text));
  }
}

function refusePrototypeMembers(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) throw new SyntaxError("a member may not be named __proto__");
  for (const member of Object.values(value)) refusePrototypeMembers(member);
}
