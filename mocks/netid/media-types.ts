import { headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { RoutedRequest } from "#engine/contract/request.ts";
import { READ_TYPE_ON_WRITE, STRICT_MEDIA_TYPES } from "./assumptions.ts";
import { reasons } from "./reasons.ts";

/** What every media type of the Permission Center begins with. */
const PREFIX = "application/vnd.netid.permission-center.";

/** The shape of a reply: without sync_id, with it, or with the identifiers that the caller lists. */
export type Generation = "plain" | "audit" | "v2";

/** The media type of every write, whatever the type of its reply. */
export const PERMISSIONS_TYPE = "application/vnd.netid.permission-center.netid-permissions-v2+json";

export const STATUS_TYPES = {
  plain: "application/vnd.netid.permission-center.netid-user-status-v1+json",
  audit: "application/vnd.netid.permission-center.netid-user-status-audit-v1+json",
  v2: "application/vnd.netid.permission-center.netid-user-status-v2+json",
} as const;

export const SUBJECT_TYPES = {
  plain: "application/vnd.netid.permission-center.netid-subject-status-v1+json",
  audit: "application/vnd.netid.permission-center.netid-subject-status-audit-v1+json",
  v2: "application/vnd.netid.permission-center.netid-subject-status-v2+json",
} as const;

/** The stems differ, and one of them twice: this is how the vendor spells them. */
export const TAPP_EXPORT_TYPES = {
  plain: "application/vnd.netid.permission-center.netid-permission-export.list-v1+json",
  audit: "application/vnd.netid.permission-center.netid-permission-export-audit.list-v1+json",
} as const;

export const CMP_EXPORT_TYPES = {
  plain: "application/vnd.netid.permission-center.tapp-netid-permissions-export.list-v1+json",
  audit: "application/vnd.netid.permission-center.tapp-netid-permissions-export-audit.list-v1+json",
} as const;

type Offer = readonly [mediaType: string, generation: Generation];

/** The media types that a reply can have, the preferred one first. */
interface Offers {
  readonly ranked: readonly Offer[];
  readonly byType: ReadonlyMap<string, Generation>;
}

function toOffers(...tables: readonly Partial<Readonly<Record<Generation, string>>>[]): Offers {
  const ranked = tables.flatMap((types) =>
    (["plain", "audit", "v2"] as const).flatMap((generation): Offer[] => {
      const mediaType = types[generation];
      return mediaType === undefined ? [] : [[mediaType, generation]];
    }),
  );
  return { ranked, byType: new Map(ranked) };
}

const { plain, v2 } = STATUS_TYPES;
const OFFERS = {
  read: toOffers(STATUS_TYPES),
  write: READ_TYPE_ON_WRITE ? toOffers(SUBJECT_TYPES, { plain, v2 }) : toOffers(SUBJECT_TYPES),
  tappExport: toOffers(TAPP_EXPORT_TYPES),
  cmpExport: toOffers(CMP_EXPORT_TYPES),
};

function offersFor({ operationId, query }: RoutedRequest): Offers {
  if (operationId === "readStatus") return OFFERS.read;
  if (operationId === "writePermissions") return OFFERS.write;
  return query["q.cmp_id.eq"] === undefined ? OFFERS.tappExport : OFFERS.cmpExport;
}

/** @returns undefined if `Accept` names no media type of the reply */
export const chooseGeneration = (request: RoutedRequest): Generation | undefined =>
  negotiate(headerOf(request.headers, "accept"), offersFor(request)) ?? (STRICT_MEDIA_TYPES ? undefined : "plain");

/** Why `chooseGeneration` found no media type. */
export const explainAccept = (request: RoutedRequest): Reason =>
  reasons.notAcceptable({
    accept: headerOf(request.headers, "accept") ?? "",
    offered: offersFor(request)
      .ranked.map(([mediaType]) => mediaType.slice(PREFIX.length))
      .join(", "),
  });

interface MediaRange {
  readonly type: string;
  readonly quality: number;
  /** 2: one type, 1: one kind of types, 0: everything. */
  readonly precision: number;
  readonly position: number;
}

/** Content negotiation (RFC 9110, 12.5.1): the most precise range decides over a type, the best type wins. */
function negotiate(accept: string | undefined, { ranked, byType }: Offers): Generation | undefined {
  if (accept === undefined || accept.trim() === "" || accept === "*/*") return ranked[0]?.[1];
  // Most clients send one media type and nothing else.
  const exact = byType.get(accept);
  if (exact !== undefined) return exact;
  const ranges = accept.split(",").map(toRange);
  let best: { readonly range: MediaRange; readonly generation: Generation } | undefined;
  for (const [mediaType, generation] of ranked) {
    const range = findMostPrecise(ranges, mediaType);
    if (range === undefined || range.quality <= 0) continue;
    if (best === undefined || isBetter(range, best.range)) best = { range, generation };
  }
  return best?.generation;
}

/** The first of the most precise ranges that a media type is in. */
function findMostPrecise(ranges: readonly MediaRange[], mediaType: string): MediaRange | undefined {
  let found: MediaRange | undefined;
  for (const range of ranges) {
    const isWithin = range.type === mediaType || range.type === "application/*" || range.type === "*/*";
    if (isWithin && (found === undefined || range.precision > found.precision)) found = range;
  }
  return found;
}

function toRange(text: string, position: number): MediaRange {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  const precision = type === "*/*" ? 0 : type.endsWith("/*") ? 1 : 2;
  return { type, precision, position, quality: Number.isNaN(quality) ? 1 : quality };
}

const isBetter = (a: MediaRange, b: MediaRange): boolean =>
  (a.quality - b.quality || a.precision - b.precision || b.position - a.position) > 0;
