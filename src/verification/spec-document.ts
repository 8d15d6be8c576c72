import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parse } from "yaml";
import { StandinError } from "#engine/basics/errors.ts";
import { parsePointer } from "#engine/basics/json-pointer.ts";
import { ownMember } from "#engine/basics/table.ts";
import type { Mock } from "#engine/contract/mock.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** A security scheme of an operation. */
export type SecurityScheme =
  | { readonly kind: "bearer" | "basic" }
  | { readonly kind: "header" | "cookie"; readonly name: string };

/** The response of one status in a spec. */
export interface SpecReply {
  /** Schemas by lower-case header name. */
  readonly headers: ReadonlyMap<string, Schema>;
  /** Schemas by media type; an empty schema if the spec has none. */
  readonly content: ReadonlyMap<string, Schema>;
}

/** A spec document, for details that the compiled validators do not have: names, alternatives, open objects. */
export interface SpecDocument {
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Returns an operation's response of a status, or else the common response of that status. */
  replyOf(operationId: string, status: number): SpecReply | undefined;
  /** Resolves a reference. */
  resolve(schema: Schema): Schema;
}

type Raw = Readonly<Record<string, unknown>>;

const cache = new WeakMap<Mock, Promise<SpecDocument>>();

/** Reads a provider's spec: the mock's own document, or from the package. */
export function readSpecDocument(mock: Mock): Promise<SpecDocument> {
  let reading = cache.get(mock);
  if (reading === undefined) {
    reading = read(mock);
    cache.set(mock, reading);
  }
  return reading;
}

async function loadDocument({ api, document, isForeign }: Mock): Promise<Raw> {
  if (document !== undefined) return asObject(await document());
  if (isForeign === true)
    throw new StandinError(
      "ERR_STANDIN_INVALID_MOCK",
      `The mock ${api.name} has no document to compare with: give defineMock a function \`document\` that returns the OpenAPI document.`,
    );
  const path = createRequire(import.meta.url).resolve(`standin/specs/${api.name}.yaml`);
  return parse(await readFile(path, "utf8"), { maxAliasCount: -1 }) as Raw;
}

async function read(mock: Mock): Promise<SpecDocument> {
  const document = await loadDocument(mock);
  const resolve = (value: unknown): Raw => follow(document, value);
  const operations = new Map<string, Raw>();
  for (const item of Object.values(asObject(document["paths"])))
    for (const each of Object.values(asObject(item))) {
      const id = asObject(each)["operationId"];
      if (typeof id === "string") operations.set(id, asObject(each));
    }
  const components = asObject(document["components"]);
  const common = asObject(document["x-common-responses"]);
  const replies = new Map<string, SpecReply>();
  return {
    schemes: new Map(
      Object.entries(asObject(components["securitySchemes"])).flatMap(([name, each]) => {
        const scheme = toScheme(resolve(each));
        return scheme === undefined ? [] : [[name, scheme] as const];
      }),
    ),
    resolve,
    replyOf(operationId, status) {
      const key = `${operationId} ${status}`;
      const before = replies.get(key);
      if (before !== undefined) return before;
      const found =
        ownMember(asObject(operations.get(operationId)?.["responses"]), String(status)) ??
        ownMember(common, String(status));
      if (found === undefined) return undefined;
      const reply = toReply(resolve(found), resolve);
      replies.set(key, reply);
      return reply;
    },
  };
}

function toReply(response: Raw, resolve: (value: unknown) => Raw): SpecReply {
  const headers = Object.entries(asObject(response["headers"])).map(
    ([name, each]) => [name.toLowerCase(), asObject(resolve(each)["schema"])] as const,
  );
  const content = Object.entries(asObject(response["content"])).map(
    ([mediaType, each]) => [mediaType, asObject(asObject(each)["schema"])] as const,
  );
  return { headers: new Map(headers), content: new Map(content) };
}

function toScheme({ type, scheme, in: where, name }: Raw): SecurityScheme | undefined {
  if (type === "http") return scheme === "bearer" || scheme === "basic" ? { kind: scheme } : undefined;
  if (type !== "apiKey" || typeof name !== "string") return undefined;
  return where === "cookie" || where === "header" ? { kind: where, name } : undefined;
}

function follow(document: Raw, value: unknown): Raw {
  const { $ref } = asObject(value);
  if (typeof $ref !== "string") return asObject(value);
  let found: unknown = document;
  for (const part of parsePointer($ref)) found = ownMember(asObject(found), part);
  return follow(document, found);
}

const asObject = (value: unknown): Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
