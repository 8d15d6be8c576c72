import { ownMember, setMember } from "#engine/basics/table.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Refusal, Reply, Violation } from "#engine/contract/request.ts";
import { PROBLEM_TYPE } from "#engine/pipeline/engine-errors.ts";
import { isObject } from "#generation/convert-schema.ts";
import type { SpecOperation, SpecResponse } from "#generation/spec-operations.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import type { DataMaker } from "./data.ts";
import { isJson, mediaOf } from "./plan.ts";
import { plainOf } from "./resources.ts";
import { viewSchema } from "./schema-view.ts";

type Members = Record<string, unknown>;

/** The kinds of errors, with the statuses that specs document them under, the usual one first. */
const STATUSES = {
  malformed: [400, 422],
  invalidParameters: [400, 422],
  invalidBody: [422, 400],
  unauthenticated: [401, 403],
  forbidden: [403, 401],
  notFound: [404, 410],
  methodNotAllowed: [405, 404],
  conflict: [409, 422, 400],
  tooLarge: [413, 400],
  unsupportedMediaType: [415, 400],
  tooManyRequests: [429, 503],
} as const;

export type ErrorKind = keyof typeof STATUSES;

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
  507: "Insufficient Storage",
};

/** The body of an error that the spec does not describe (RFC 9457). */
export const toProblem = (status: number, detail: string, violations: readonly Violation[] = []): Reply => ({
  status,
  mediaType: PROBLEM_TYPE,
  body: {
    type: "about:blank",
    title: TITLES[status] ?? "Error",
    status,
    detail,
    ...(violations.length > 0 && { errors: violations.map(toEntry) }),
  },
});

const placeOf = ({ in: where, path }: Violation): string => [where, ...path].join(".");

const toEntry = (violation: Violation) => ({ field: placeOf(violation), message: violation.message });

/** Names of members that hold a sentence, a number and a short name of the error, without their spelling. */
const SENTENCES = ["message", "detail", "details", "description", "errormessage", "errordescription", "msg", "reason"];
const SHORT = ["title", "error", "name", "type", "statustext"];
const NUMBERS = ["status", "statuscode", "code", "httpstatus", "httpcode", "errorcode"];
const LISTS = ["errors", "violations", "details", "fielderrors", "validationerrors", "detail", "invalidparams"];
const PLACES = ["field", "path", "property", "param", "parameter", "name", "source", "loc", "pointer", "in"];

/** Makes the error replies that a spec documents. */
export class ErrorReplies {
  readonly #source: SpecSource;
  readonly #data: DataMaker;

  constructor(source: SpecSource, data: DataMaker) {
    this.#source = source;
    this.#data = data;
  }

  refuse(operation: SpecOperation | undefined, kind: ErrorKind, reason: Reason): Refusal {
    return { ...this.reply(operation, kind, reason.text), reason };
  }

  /** The first documented status of a kind, in the documented form; a problem (RFC 9457) if there is none. */
  reply(
    operation: SpecOperation | undefined,
    kind: ErrorKind,
    text: string,
    violations: readonly Violation[] = [],
  ): Reply {
    const statuses: readonly number[] = STATUSES[kind];
    const [usual = 400] = statuses;
    const own = statuses.find((status) => operation?.responses.has(String(status)));
    const status = own ?? usual;
    const response =
      operation?.responses.get(String(status)) ??
      operation?.responses.get("4XX") ??
      operation?.responses.get("default");
    return response === undefined
      ? toProblem(status, text, violations)
      : this.#fill(status, response, text, violations);
  }

  #fill(status: number, response: SpecResponse, text: string, violations: readonly Violation[]): Reply {
    const { mediaType, media } = mediaOf(response);
    const headers = this.headersOf(response, `${status}`);
    if (mediaType === undefined || media === undefined) return { status, headers };
    if (!isJson(mediaType) || media.schema === undefined) {
      const [example] = media.examples;
      return { status, headers, mediaType, body: isJson(mediaType) ? (example ?? { message: text }) : text };
    }
    const [example] = media.examples;
    const base = this.#data.fit(media.schema, example ?? this.#data.make(media.schema, String(status)), String(status));
    return { status, headers, mediaType, body: this.#describe(media.schema, base, status, text, violations) };
  }

  /** Says in an error's own members what is wrong, as far as its schema lets it. */
  #describe(schema: unknown, base: unknown, status: number, text: string, violations: readonly Violation[]): unknown {
    if (typeof base === "string") return this.#data.fits(schema, text) ? text : base;
    if (!isObject(base)) return base;
    let described: Members = base;
    const { properties } = viewSchema(this.#source, schema);
    for (const name of new Set([...Object.keys(properties), ...Object.keys(base)]))
      for (const value of this.#candidates(
        ownMember(properties, name),
        name,
        ownMember(base, name),
        status,
        text,
        violations,
      )) {
        const changed = { ...described };
        setMember(changed, name, value);
        if (!this.#data.fits(schema, changed)) continue;
        described = changed;
        break;
      }
    return described;
  }

  /** What a member of an error might say, the best first. */
  #candidates(
    schema: unknown,
    name: string,
    before: unknown,
    status: number,
    text: string,
    violations: readonly Violation[],
  ): unknown[] {
    const plain = plainOf(name);
    const { type, items } = viewSchema(this.#source, schema);
    if (type === "array" && LISTS.includes(plain))
      return [violations.map((each) => this.#describeViolation(items, each)), [text], []];
    if (type === "object" && before !== undefined) return [this.#describe(schema, before, status, text, violations)];
    if (SENTENCES.includes(plain)) return [text];
    if (NUMBERS.includes(plain)) return [status, String(status)];
    return SHORT.includes(plain) && before !== undefined && type === "string" ? [TITLES[status]] : [];
  }

  #describeViolation(schema: unknown, violation: Violation): unknown {
    const { type, properties } = viewSchema(this.#source, schema);
    const place = placeOf(violation);
    if (type === "string") return `${place} ${violation.message}`;
    const entry: Members = {};
    for (const [name, property] of Object.entries(properties)) {
      const plain = plainOf(name);
      const isList = viewSchema(this.#source, property).type === "array";
      if (SENTENCES.includes(plain)) setMember<unknown>(entry, name, violation.message);
      else if (PLACES.includes(plain))
        setMember<unknown>(entry, name, isList ? [violation.in, ...violation.path] : place);
    }
    return this.#data.fit(schema, entry, place);
  }

  /** The headers that a response has to have. */
  headersOf(response: SpecResponse | undefined, text: string): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const [name, { required, schema, example }] of response?.headers ?? [])
      if (required)
        setMember(headers, name, String(example ?? this.#data.make(schema ?? { type: "string" }, text + name)));
    return headers;
  }
}
