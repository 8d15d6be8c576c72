import { resolve, type Schema, type SpecResponse } from "./spec.ts";

// Prism cannot check some replies at their own path. Its copy of the spec therefore has additional paths for them:
//
// - It knows a reply by its operation, and a common response has none: those have a place of their own.
// - It compares media types by what is behind their `+`, so that among several `…+json` of one reply it takes the first
//   for any of them. There is a second place for each such type, in which replies have that type alone.

/** The path at which common responses are checked. */
export const COMMON_PLACE = "/_standin_common_reply";

type Content = NonNullable<SpecResponse["content"]>;

/** The path prefix at which replies of one media type are checked. */
const toPrefix = (mediaType: string): string => `/_standin_replies_as/${mediaType.replaceAll(/[^a-z0-9.-]/g, "_")}`;

/** The part of a media type that Prism compares. */
const seenByPrism = (mediaType: string): string => mediaType.replace(/\/.*\+/, "/");

const isMixedUp = (mediaType: string, content: Content): boolean =>
  mediaType in content &&
  Object.keys(content).filter((each) => seenByPrism(each) === seenByPrism(mediaType)).length > 1;

/** @returns the path prefix at which to check a reply of that type, or undefined for its own path */
export function findPlace(response: SpecResponse | undefined, mediaType: string): string | undefined {
  return isMixedUp(mediaType, response?.content ?? {}) ? toPrefix(mediaType) : undefined;
}

interface WrittenOperation extends Schema {
  readonly responses?: Readonly<Record<string, SpecResponse>>;
}

type PathItem = Readonly<Record<string, unknown>>;

/** Returns the document with all such paths. */
export function withPlaces(document: Schema): Schema {
  const paths = document["paths"] as Readonly<Record<string, PathItem>>;
  const added = Object.entries(paths).flatMap(([path, item]) =>
    mixedUpTypesOf(document, item).map((mediaType) => [
      toPrefix(mediaType) + path,
      Object.fromEntries(Object.entries(item).map(([key, each]) => [key, narrow(document, each, mediaType)])),
    ]),
  );
  const ofCommon = {
    get: { operationId: "_standinCommonReply", security: [], responses: document["x-common-responses"] },
  };
  return { ...document, paths: { ...paths, ...Object.fromEntries(added), [COMMON_PLACE]: ofCommon } };
}

const responsesOf = (document: Schema, value: unknown): [status: string, response: SpecResponse][] =>
  Object.entries((value as WrittenOperation | null)?.responses ?? {}).map(([status, each]) => [
    status,
    resolve<SpecResponse>(document, each),
  ]);

function mixedUpTypesOf(document: Schema, item: PathItem): string[] {
  const contents = Object.values(item).flatMap((each) =>
    responsesOf(document, each).map(([, { content = {} }]) => content),
  );
  const types = contents.flatMap((content) => Object.keys(content).filter((each) => isMixedUp(each, content)));
  return [...new Set(types)];
}

/** Returns an operation whose replies with this media type have no other. */
function narrow(document: Schema, operation: unknown, mediaType: string): unknown {
  const responses = responsesOf(document, operation);
  if (responses.length === 0) return operation;
  const { operationId, ...rest } = operation as WrittenOperation;
  const narrowed = responses.map(([status, response]) => {
    const own = response.content?.[mediaType];
    return [status, own === undefined ? response : { ...response, content: { [mediaType]: own } }];
  });
  return { ...rest, responses: Object.fromEntries(narrowed) };
}
