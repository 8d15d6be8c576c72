import { readAndCompile } from "#generation/compile.ts";
import type { SpecOperation } from "#generation/spec-operations.ts";
import { createDataMaker } from "#spec-mock/data.ts";
import { explainSpec, loadSpec } from "#spec-mock/load-spec.ts";
import { callsOf } from "./spec-calls.ts";

/** What became of a walk over all operations of a spec. */
export interface SpecWalk {
  readonly operations: number;
  /** Operations by what answers them. */
  readonly kinds: Readonly<Record<"state" | "example" | "generated" | "empty", number>>;
  readonly loadMs: number;
  readonly walkMs: number;
  /** Replies by the first digit of their status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Items that were created, and those of them that were read again by their id, or listed. */
  readonly created: number;
  readonly readAgain: number;
  readonly listed: number;
  /** What went wrong: a reply that does not fit its schema is among it. */
  readonly bugs: readonly string[];
  readonly notices: number;
}

/** Calls every operation of a spec once, creating first and deleting last, with requests that fit it. */
export async function walkSpec(path: string): Promise<SpecWalk> {
  const startMs = performance.now();
  const mock = await loadSpec(path, { name: "walked" });
  const loadMs = performance.now() - startMs;
  const explained = explainSpec(mock);
  const compiled = await readAndCompile(path);
  const requests = createDataMaker(compiled.source, compiled.compiler, "request");
  const call = callsOf(mock);
  const answers = new Map(explained?.operations.map((each) => [each.operationId, each]));
  const statuses: Record<string, number> = {};
  const bugs: string[] = [];
  /** Ids of what was created, by the path of the collection. */
  const ids = new Map<string, string[]>();
  const count = { created: 0, readAgain: 0, listed: 0 };

  const ask = async (operation: SpecOperation) => {
    const { target, headers, body } = toRequest(operation, requests.make, ids, compiled.securitySchemes);
    try {
      const reply = await call(operation.method, target, body, headers);
      const digit = `${String(reply.status)[0]}xx`;
      statuses[digit] = (statuses[digit] ?? 0) + 1;
      return { target, sent: body?.startsWith("{") ? JSON.parse(body) : body, ...reply };
    } catch (error) {
      bugs.push(
        `${operation.id}: ${String((error as Error).message).slice(0, 300)} ${String((error as Error).cause ?? "").slice(0, 200)}`,
      );
      return undefined;
    }
  };
  const order = ["create", "replace", "read", "list", "update", "action"];
  const rank = ({ id, method, path: template }: SpecOperation): number => {
    const role = answers.get(id)?.role ?? "";
    return (
      (method === "DELETE" ? 1000 : order.includes(role) ? order.indexOf(role) * 100 : 900) + template.split("/").length
    );
  };
  for (const operation of compiled.declared.toSorted((a, b) => rank(a) - rank(b))) {
    const reply = await ask(operation);
    const { role, idMember } = answers.get(operation.id) ?? {};
    if (reply === undefined || reply.status >= 400) continue;
    if (role === "create") {
      count.created += 1;
      const id = findId(reply.body, idMember) ?? idIn(reply.headers["location"]) ?? findId(reply.sent, idMember);
      if (id !== undefined) ids.set(operation.path, [...(ids.get(operation.path) ?? []), id]);
    }
    if (role === "read" && ids.has(operation.path.slice(0, operation.path.lastIndexOf("/")))) count.readAgain += 1;
    if (
      role === "list" &&
      ids.has(operation.path) &&
      JSON.stringify(reply.body).includes(ids.get(operation.path)?.[0] ?? "?")
    )
      count.listed += 1;
  }
  const kinds = { state: 0, example: 0, generated: 0, empty: 0 };
  for (const { kind } of explained?.operations ?? []) kinds[kind] += 1;
  const walkMs = performance.now() - startMs - loadMs;
  return {
    ...{ operations: compiled.declared.length, kinds, loadMs, walkMs, statuses, ...count, bugs },
    notices: explained?.notices.length ?? 0,
  };
}

const idIn = (location: string | string[] | undefined): string | undefined => [location].flat()[0]?.split("/").at(-1);

/** The id in a reply: where an item has it, at its root or below a member. */
function findId(body: unknown, idMember: string | undefined, depth = 0): string | undefined {
  if (typeof body === "string" && depth === 0) return body;
  if (typeof body !== "object" || body === null || depth > 1 || idMember === undefined) return undefined;
  let id: unknown = body;
  for (const name of idMember.split(".")) id = (id as Record<string, unknown> | undefined)?.[name];
  if ((typeof id === "string" && id !== "") || typeof id === "number") return String(id);
  for (const member of Object.values(body)) {
    const inner = typeof member === "object" ? findId(member, idMember, depth + 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function toRequest(
  { path, template, parameters, requestBody, security, id }: SpecOperation,
  make: (schema: unknown, text: string) => unknown,
  ids: ReadonlyMap<string, readonly string[]>,
  schemes: Readonly<Record<string, unknown>>,
) {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const made = (schema: unknown, name: string): string => {
    const value = make(schema ?? { type: "string" }, name);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  let target = path;
  for (const name of template.names) {
    const collection = path.slice(0, path.indexOf(`/{${name}}`));
    const parameter = parameters.find((each) => each.in === "path" && each.name === name);
    const value = ids.get(collection)?.[0] ?? (made(parameter?.schema, name) || "some");
    target = target.replace(`{${name}}`, encodeURIComponent(value));
  }
  for (const { name, in: where, required, schema } of parameters) {
    if (!required) continue;
    if (where === "query") for (const each of [make(schema ?? {}, name)].flat()) query.append(name, String(each));
    if (where === "header") headers[name.toLowerCase()] = made(schema, name);
  }
  for (const name of Object.keys(security[0] ?? {})) addCredentials(schemes[name] as never, headers, query);
  const [mediaType, media] =
    [...(requestBody?.content ?? [])].find(([name]) => name.endsWith("json")) ??
    [...(requestBody?.content ?? [])][0] ??
    [];
  if (mediaType === undefined) return { target: `${target}?${query}`, headers, body: undefined };
  const value = media?.schema === undefined ? {} : make(media.schema, id);
  headers["content-type"] = mediaType;
  const body = mediaType.endsWith("json") ? JSON.stringify(value) : toForm(mediaType, value, headers);
  return { target: `${target}?${query}`, headers, body };
}

function toForm(mediaType: string, value: unknown, headers: Record<string, string>): string {
  if (mediaType === "multipart/form-data") headers["content-type"] = "application/x-www-form-urlencoded";
  if (typeof value !== "object" || value === null) return String(value);
  const form = new URLSearchParams();
  const add = (name: string, each: unknown): void => {
    if (typeof each === "object" && each !== null)
      for (const [inner, member] of Object.entries(each)) add(`${name}[${inner}]`, member);
    else form.set(name, String(each));
  };
  for (const [name, each] of Object.entries(value)) add(name, each);
  return String(form);
}

interface Scheme {
  readonly type: string;
  readonly name?: string;
  readonly in?: string;
  readonly scheme?: string;
}

function addCredentials(scheme: Scheme | undefined, headers: Record<string, string>, query: URLSearchParams): void {
  if (scheme?.type !== "apiKey")
    headers["authorization"] = scheme?.scheme === "basic" ? `Basic ${btoa("a:b")}` : "Bearer token";
  else if (scheme.in === "query") query.set(scheme.name ?? "", "key");
  else if (scheme.in === "cookie") headers["cookie"] = `${scheme.name}=key`;
  else headers[scheme.name?.toLowerCase() ?? ""] = "key";
}
