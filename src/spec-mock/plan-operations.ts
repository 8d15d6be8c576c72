import { ownMember } from "#engine/basics/table.ts";
import type { SpecOperation } from "#generation/spec-operations.ts";
import type { SpecSource } from "#generation/spec-source.ts";
import { type Plan, type Resource, type Role, type Success, successOf } from "./plan.ts";
import { bodyOf, ResourceFinder, shapeOf, singularOf } from "./resources.ts";
import { viewSchema } from "./schema-view.ts";

/** What a mock is made of: what each operation does, and the collections that it does it to. */
export interface Plans {
  readonly plans: readonly Plan[];
  readonly resources: readonly Resource[];
}

/** Decides what each operation of a spec does. */
export function planOperations(source: SpecSource, operations: readonly SpecOperation[]): Plans {
  const finder = new ResourceFinder(source, operations);
  const resources = [...finder.find().values()];
  const planner = new Planner(source, finder, resources);
  return { plans: operations.map((operation) => planner.plan(operation)), resources };
}

type Decision = Pick<Plan, "role" | "why" | "at"> & { readonly resource?: Resource };

const OF_ITEM: Readonly<Record<string, Role>> = {
  GET: "read",
  HEAD: "read",
  PUT: "replace",
  PATCH: "update",
  DELETE: "delete",
};

class Planner {
  readonly #source: SpecSource;
  readonly #finder: ResourceFinder;
  readonly #byItemPath: ReadonlyMap<string, Resource>;
  readonly #byPath: ReadonlyMap<string, Resource>;

  constructor(source: SpecSource, finder: ResourceFinder, resources: readonly Resource[]) {
    this.#source = source;
    this.#finder = finder;
    this.#byPath = new Map(resources.map((each) => [shapeOf(each.path), each]));
    this.#byItemPath = new Map(
      resources.flatMap((each) => (each.itemPath === undefined ? [] : [[shapeOf(each.itemPath), each] as const])),
    );
  }

  plan(operation: SpecOperation): Plan {
    const success = successOf(operation);
    const decision = this.#decide(operation, success);
    const owner = decision.resource === undefined ? this.#finder.ownerOf(operation.path) : decision.resource.parent;
    return { operation, success, ...decision, owners: lineOf(owner) };
  }

  #decide(operation: SpecOperation, success: Success): Decision {
    const hinted = operation.hints["x-standin-role"];
    const item = this.#byItemPath.get(shapeOf(operation.path));
    const all = this.#byPath.get(shapeOf(operation.path));
    if (hinted === "example" || hinted === "generated") return this.#answer(success, hinted);
    const found =
      (item && this.#ofItem(operation, success, item)) ??
      (all && this.#ofAll(operation, success, all)) ??
      this.#besides(operation, success);
    return found ?? this.#answer(success);
  }

  #ofItem(operation: SpecOperation, success: Success, resource: Resource): Decision | undefined {
    const at = this.#itemAt(success, resource);
    const usual = ownMember(OF_ITEM, operation.method);
    const role = usual ?? (bodyOf(operation) === undefined ? "action" : "update");
    if (usual === undefined && at === undefined) return undefined;
    const made = resource.isCreatable ? "" : "; as none can be created, they are those of the seed, or generated";
    return { role, resource, at: at ?? [], why: `${resource.itemPath} is an item of ${resource.path}${made}.` };
  }

  #ofAll(operation: SpecOperation, success: Success, resource: Resource): Decision | undefined {
    const { method } = operation;
    const { path } = resource;
    if (resource.isDocument) {
      if (!["GET", "HEAD", "PUT", "PATCH"].includes(method)) return undefined;
      const role = method === "PUT" || method === "PATCH" ? "write document" : "show document";
      return { role, resource, at: [], why: `${path} can be read and written, and has no items.` };
    }
    if (method === "POST" && resource.isCreatable) {
      const at = this.#itemAt(success, resource) ?? [];
      return { role: "create", resource, at, why: `${toWords(resource)} is a collection.` };
    }
    if (
      method === "PUT" &&
      resource.isCreatable &&
      resource.idPath !== undefined &&
      this.#takesItem(operation, resource)
    )
      return {
        role: "replace",
        resource,
        at: this.#itemAt(success, resource) ?? [],
        why: `its body names an item of ${path}.`,
      };
    const rows = method === "GET" ? this.#rowsOf(success, path) : undefined;
    if (rows === undefined) return undefined;
    const made = resource.isCreatable ? "" : "; as none can be created, they are those of the seed, or generated";
    return { role: "list", resource, at: rows.at, why: `its reply lists ${toWords(resource)}${made}.` };
  }

  /** What stands beside or below an item: a search, or something that is done to it. */
  #besides(operation: SpecOperation, success: Success): Decision | undefined {
    const { path, method } = operation;
    const folder = path.slice(0, path.lastIndexOf("/"));
    const beside = this.#byPath.get(shapeOf(folder));
    if (method === "GET" && beside?.isCreatable === true && !path.endsWith("}")) {
      const rows = this.#rowsOf(success, folder);
      if (rows !== undefined && this.#isSame(rows.schema, beside.item))
        return { role: "list", resource: beside, at: rows.at, why: `its reply lists items of ${folder}.` };
    }
    const below = this.#byItemPath.get(shapeOf(folder));
    if (below === undefined || method === "GET" || !below.isCreatable) return undefined;
    const at = this.#itemAt(success, below);
    if (at === undefined) return undefined;
    return {
      role: "action",
      resource: below,
      at,
      why: `it is done to an item of ${below.path}, which it replies with.`,
    };
  }

  #answer({ media, mediaType }: Success, hinted?: "example" | "generated"): Decision {
    if (media === undefined || mediaType === undefined) return { role: "empty", at: [], why: "its reply has no body." };
    const hasExample =
      media.examples.length > 0 || viewSchema(this.#source, media.schema).keywords["example"] !== undefined;
    const because = hinted === undefined ? "no collection is found in its path" : "x-standin-role says so";
    if (hasExample && hinted !== "generated")
      return { role: "example", at: [], why: `${because}; the spec has an example of its reply.` };
    return { role: "generated", at: [], why: `${because}; its reply is data that fits the schema.` };
  }

  /** Where a reply holds an item of a resource; `undefined`: it holds something else. */
  #itemAt({ media }: Success, { item, path, parameter }: Resource): readonly string[] | undefined {
    if (media?.schema === undefined) return undefined;
    if (this.#isSame(media.schema, item)) return [];
    const found = this.#finder.findItem(media.schema, singularOf(path), parameter ?? "id");
    if (found === undefined) return undefined;
    const [own, other] = [viewSchema(this.#source, item), viewSchema(this.#source, found.schema)];
    const shared = Object.keys(other.properties).filter((name) => Object.hasOwn(own.properties, name));
    return this.#isSame(found.schema, item) || shared.length * 2 >= Object.keys(other.properties).length
      ? found.at
      : undefined;
  }

  #rowsOf({ media }: Success, path: string) {
    const rows = this.#finder.findRows(media?.schema, singularOf(path));
    return rows !== undefined && viewSchema(this.#source, rows.schema).type === "object" ? rows : undefined;
  }

  #takesItem(operation: SpecOperation, { idPath = [] }: Resource): boolean {
    const [name = ""] = idPath;
    return Object.hasOwn(viewSchema(this.#source, bodyOf(operation)).properties, name);
  }

  #isSame = (a: unknown, b: unknown): boolean => a !== undefined && this.#source.follow(a) === this.#source.follow(b);
}

const toWords = ({ path, itemPath }: Resource): string =>
  itemPath === undefined ? path : `${path} with its items ${itemPath}`;

/** A resource with those that it belongs to, the outermost first. */
function lineOf(resource: Resource | undefined): Resource[] {
  const line: Resource[] = [];
  for (let next = resource; next !== undefined && !line.includes(next); next = next.parent) line.unshift(next);
  return line;
}
