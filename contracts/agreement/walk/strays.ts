import fc, { type Arbitrary } from "fast-check";
import { fits, type Operation, type Spec, withOtherSlash } from "../spec.ts";
import type { StrayKind } from "./stray-statuses.ts";

/** A request of a walk that no operation accepts: its reply is a common response. */
export interface Straying {
  readonly kind: "stray";
  readonly stray: StrayKind;
  readonly provider: string;
  /** The operation that it narrowly misses. */
  readonly operation: Operation;
  readonly credentials: number;
  readonly method: string;
  /** As it is sent. */
  readonly path: string;
  readonly mediaType?: string;
  /** The length of a meaningless body; 0: no body. */
  readonly bodyBytes: number;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** Invalid UTF-8. Some frameworks read an invalid percent sign literally. */
const UNDECODABLE = ["%E4", "%C3%28", "a%ff", "%ED%A0%80"] as const;
/** Operations with larger body limits are skipped, as such bodies take long. */
const LARGEST_LIMIT_BYTES = 1024 * 1024;

/** The input of a stray request: the operation with one of its paths, and a random choice. */
interface Start {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly path: string;
  readonly choice: number;
  /** Of one segment, encoded. */
  readonly text: string;
}

interface Miss {
  /** Whether an operation can be missed like this; absent: all of them. */
  readonly applies?: (operation: Operation) => boolean;
  readonly miss: (start: Start) => Partial<Pick<Straying, "method" | "path" | "mediaType" | "bodyBytes">>;
}

const MISSES: Readonly<Record<StrayKind, Miss>> = {
  "unknown path": {
    miss: ({ path, choice, text }) => ({
      method: pick(METHODS, choice),
      path: choice % 3 === 0 ? `/${text}` : `${path}/${text}`,
    }),
  },
  "path with a slash more or less": {
    applies: ({ slash }) => slash !== "either",
    miss: ({ path }) => ({ path: withOtherSlash(path) }),
  },
  "wrong method": {
    miss: ({ spec, path, choice }) => ({ method: pick(wrongMethodsOf(spec, path), choice) }),
  },
  "path that cannot be decoded": {
    miss: ({ operation, path, choice }) => ({ path: spoilPath(operation.path, path, choice) }),
  },
  "body over the limit": {
    applies: ({ requestBody }) => requestBody !== undefined && requestBody.limitBytes <= LARGEST_LIMIT_BYTES,
    miss: ({ operation: { requestBody }, choice }) => ({
      mediaType: pick(Object.keys(requestBody?.content ?? {}), choice),
      bodyBytes: (requestBody?.limitBytes ?? 0) + 1,
    }),
  },
};

/**
 * Generators of the requests that just miss the operations of one spec.
 *
 * @param operations those of the spec
 * @param pathOf paths of an operation, as they are sent
 */
export function straysOf(
  spec: Spec,
  operations: readonly Operation[],
  pathOf: (operation: Operation) => Arbitrary<string>,
): Arbitrary<Straying> {
  const kinds = Object.keys(MISSES) as StrayKind[];
  const each = kinds.flatMap((stray) => {
    const near = operations.filter((operation) => MISSES[stray].applies?.(operation) ?? true);
    if (near.length === 0) return [];
    return fc.constantFrom(...near).chain((operation) => toStray(spec, stray, operation, pathOf(operation)));
  });
  return fc.oneof(...each);
}

function toStray(spec: Spec, stray: StrayKind, operation: Operation, paths: Arbitrary<string>): Arbitrary<Straying> {
  const { provider } = spec;
  const { method } = operation;
  return fc
    .record({ credentials: fc.nat({ max: 2 }), path: paths, choice: fc.nat({ max: 999 }), text: toSegment() })
    .map(({ credentials, path, choice, text }): Straying => {
      const missed = MISSES[stray].miss({ spec, operation, path, choice, text });
      return { kind: "stray", stray, provider, operation, credentials, method, path, bodyBytes: 0, ...missed };
    })
    .filter(({ path }) => stray !== "unknown path" || isUnknown(spec, path));
}

function pick<T>(values: readonly T[], choice: number): T {
  const picked = values[choice % values.length];
  if (picked === undefined) throw new Error("there is nothing to choose from");
  return picked;
}

const toSegment = (): Arbitrary<string> => fc.string({ minLength: 1, maxLength: 12 }).map(encodeURIComponent);

const wrongMethodsOf = ({ operations }: Spec, path: string): readonly string[] =>
  METHODS.filter((method) => ![...operations.values()].some((each) => each.method === method && fits(each.path, path)));

const isUnknown = ({ operations }: Spec, path: string): boolean =>
  ![...operations.values()].some((each) => fits(each.path, path) || fits(each.path, withOtherSlash(path)));

/** Returns the path with one of its parameters made invalid, or, without parameters, with a suffix. */
function spoilPath(template: string, path: string, choice: number): string {
  const spoiled = pick(UNDECODABLE, choice);
  const segments = path.split("/");
  const places = template.split("/").flatMap((part, at) => (part.includes("{") ? [at] : []));
  if (places.length === 0) return path + spoiled;
  segments[pick(places, choice)] = spoiled;
  return segments.join("/");
}
