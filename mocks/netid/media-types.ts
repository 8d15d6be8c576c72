import { headerOf } from "#engine/exchange.ts";
import type { RoutedRequest } from "#engine/routed.ts";
import { READ_TYPE_ON_WRITE, STRICT_MEDIA_TYPES } from "./options.ts";

/** Which shape a reply has: without sync_id, with it, or with the identifiers the caller lists. */
export type Generation = "plain" | "audit" | "v2";

/** What a write must be sent as, whatever its reply. */
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

const toOffers = (types: Partial<Readonly<Record<Generation, string>>>): Offer[] =>
  (["plain", "audit", "v2"] as const).flatMap((generation) => {
    const mediaType = types[generation];
    return mediaType === undefined ? [] : [[mediaType, generation] as const];
  });

const { plain, v2 } = STATUS_TYPES;
const OFFERS = {
  read: toOffers(STATUS_TYPES),
  write: [...toOffers(SUBJECT_TYPES), ...(READ_TYPE_ON_WRITE ? toOffers({ plain, v2 }) : [])],
  tappExport: toOffers(TAPP_EXPORT_TYPES),
  cmpExport: toOffers(CMP_EXPORT_TYPES),
};

/** @returns undefined when `Accept` names nothing that this request can be answered with */
export function chooseGeneration({ operationId, query, headers }: RoutedRequest): Generation | undefined {
  const exported = query["q.cmp_id.eq"] === undefined ? OFFERS.tappExport : OFFERS.cmpExport;
  const offers =
    operationId === "readStatus" ? OFFERS.read : operationId === "writePermissions" ? OFFERS.write : exported;
  return negotiate(headerOf(headers, "accept"), offers) ?? (STRICT_MEDIA_TYPES ? undefined : "plain");
}

interface MediaRange {
  readonly type: string;
  readonly quality: number;
  /** 2: one type, 1: one kind of types, 0: everything. */
  readonly precision: number;
  readonly position: number;
}

/** Content negotiation (RFC 9110, 12.5.1): the most precise range decides over a type, the best type wins. */
function negotiate(accept: string | undefined, offers: readonly Offer[]): Generation | undefined {
  if (accept === undefined || accept.trim() === "" || accept === "*/*") return offers[0]?.[1];
  const ranges = accept.split(",").map(toRange);
  let best: { readonly range: MediaRange; readonly generation: Generation } | undefined;
  for (const [mediaType, generation] of offers) {
    const [range] = ranges
      .filter(({ type }) => type === mediaType || type === "application/*" || type === "*/*")
      .sort((a, b) => b.precision - a.precision);
    if (range === undefined || range.quality <= 0) continue;
    if (best === undefined || isBetter(range, best.range)) best = { range, generation };
  }
  return best?.generation;
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
