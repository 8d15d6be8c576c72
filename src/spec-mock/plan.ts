import { ownMember } from "#engine/basics/table.ts";
import type { SpecMedia, SpecOperation, SpecResponse } from "#generation/spec-operations.ts";

/** What an operation does in a mock that is made of its spec alone. */
export type Role =
  | "create"
  | "list"
  | "read"
  | "replace"
  | "update"
  | "delete"
  | "action"
  | "show document"
  | "write document"
  | "example"
  | "generated"
  | "empty";

/** Things of one kind, as the paths of a spec show them: `/users` and `/users/{id}`. */
export interface Resource {
  /** The name of its collection in the mock's state. */
  readonly name: string;
  /** The path of all. */
  readonly path: string;
  /** The path of one; absent if none can be read by itself. */
  readonly itemPath: string | undefined;
  /** The names of the parameters in `path`, whose values tell where an item belongs. */
  readonly parents: readonly string[];
  /** The parameter that names the item. */
  readonly parameter: string | undefined;
  /** The resource that its items belong to, if there is one of which items can be made. */
  parent: Resource | undefined;
  /** Where an item holds its id; absent: it does not, and the path alone tells. */
  readonly idPath: readonly string[] | undefined;
  /** The schema of an item. */
  readonly item: unknown;
  /** An item that the spec shows as an example. */
  readonly example: unknown;
  /** Whether requests can make items. Otherwise they come from the seed alone. */
  readonly isCreatable: boolean;
  /** Whether there is one for each parent, at `path` itself. */
  readonly isDocument: boolean;
}

/** The reply of an operation when all is well. */
export interface Success {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly media: SpecMedia | undefined;
  readonly response: SpecResponse | undefined;
}

/** What becomes of the requests of one operation. */
export interface Plan {
  readonly operation: SpecOperation;
  readonly role: Role;
  /** Why it has this role, as a sentence. */
  readonly why: string;
  readonly success: Success;
  readonly resource?: Resource;
  /** Where the reply holds the item, or the rows of a list. */
  readonly at: readonly string[];
  /** Resources whose item, named by the path, has to be there. */
  readonly owners: readonly Resource[];
}

const PREFERRED: Readonly<Record<string, readonly number[]>> = {
  POST: [201, 200, 202, 204],
  PUT: [200, 201, 204, 202],
  PATCH: [200, 204, 202],
  DELETE: [204, 200, 202],
};
const USUAL = [200, 204, 201, 202, 203, 206];

/** Chooses the reply of an operation when all is well. */
export function successOf({ method, responses, hints }: SpecOperation): Success {
  const statuses = [...responses.keys()].filter((status) => /^[23]\d\d$/.test(status)).map(Number);
  const wanted = [hints["x-standin-status"], ...(ownMember(PREFERRED, method) ?? []), ...USUAL];
  const chosen = wanted.find((status) => statuses.includes(Number(status))) ?? statuses.sort((a, b) => a - b)[0];
  const own = chosen === undefined ? undefined : responses.get(String(chosen));
  const response = own ?? responses.get("2XX") ?? responses.get("default");
  const status = chosen ?? (response === undefined ? 204 : 200);
  return { status: Number(status), response, ...mediaOf(response) };
}

/** The media type that a response is sent as: JSON where it can be. */
export function mediaOf(response: SpecResponse | undefined): Pick<Success, "mediaType" | "media"> {
  const entries = [...(response?.content ?? [])];
  const [mediaType, media] = entries.find(([name]) => isJson(name)) ?? entries[0] ?? [];
  return { mediaType, media };
}

export const isJson = (mediaType: string): boolean => mediaType.endsWith("json");
