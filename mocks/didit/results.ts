import type { components } from "#generated/didit/types.ts";
import { media } from "./media.ts";
import type { Results, User } from "./state.ts";
import { toMicrosecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Features = Schemas["Features"];

/** The outcomes of a verification at its hosted page. */
export type Outcome = Extract<Schemas["VerificationStatus"], "Approved" | "Declined" | "In Review">;

export const OUTCOMES: readonly Outcome[] = ["Approved", "Declined", "In Review"];

/** Members of the results that a test overrides; those of checks that have not run have no effect. */
export interface Overrides {
  readonly kyc?: Partial<Schemas["Kyc"]>;
  readonly aml?: Partial<Schemas["Aml"]>;
  readonly face?: Partial<Schemas["Face"]>;
  readonly location?: Partial<Schemas["Location"]>;
  readonly warnings?: Schemas["Warning"][];
  readonly extra_images?: string[];
}

export const NOTHING_YET: Results = {
  kyc: null,
  aml: null,
  face: null,
  location: null,
  warnings: [],
  extra_images: [],
};

/** The location of the person, known after the page is opened: a documentation IP address in Barcelona. */
export const LOCATION: Schemas["Location"] = {
  device_brand: "Apple",
  device_model: "iPhone",
  browser_family: "Mobile Safari",
  os_family: "iOS",
  platform: "mobile",
  ip_country: "Spain",
  ip_country_code: "ES",
  ip_state: "Barcelona",
  ip_city: "Barcelona",
  latitude: 41.4,
  longitude: 2.15,
  ip_address: "192.0.2.1",
  isp: null,
  organization: null,
  is_vpn_or_tor: false,
  is_data_center: false,
  time_zone: "Europe/Madrid",
  time_zone_offset: "+0100",
  status: "Approved",
  document_location: { latitude: 40.4, longitude: -3.7 },
  ip_location: { latitude: 41.4, longitude: 2.15 },
  distance_from_document_to_ip_km: { distance: 505.2, direction: "NE" },
};

interface Finding {
  readonly features: Features;
  readonly outcome: Outcome;
  readonly now: number;
  /** The owner of the document; absent: a fictitious person. */
  readonly user?: User | undefined;
}

/** Returns the results of the checks in `features` that lead to the outcome. */
export function toResults(finding: Finding, before: Results, overrides: Overrides): Results {
  const { features } = finding;
  const { location } = before;
  return {
    kyc: { ...toKyc(finding), ...overrides.kyc },
    aml: runs(features, "AML") ? { ...toAml(finding), ...overrides.aml } : null,
    face: runs(features, "FACE") ? { ...FACE, ...overrides.face } : null,
    location: location && { ...location, ...overrides.location },
    warnings: overrides.warnings ?? warningsOf(finding),
    extra_images: overrides.extra_images ?? [],
  };
}

const runs = (features: Features, check: "NFC" | "AML" | "FACE"): boolean => features.split(" + ").includes(check);

/** A verification that needs review: because of a listed name if lists were searched, else because of the document. */
const isDocumentInDoubt = ({ features, outcome }: Finding): boolean =>
  outcome === "Declined" || (outcome === "In Review" && !runs(features, "AML"));

function toKyc(finding: Finding): Schemas["Kyc"] {
  const { features, outcome, now, user } = finding;
  const isChipRead = runs(features, "NFC");
  const { first_name, last_name, full_name } = namesOf(user);
  const birthdate = user?.birthdate?.["birthdate"];
  const status = isDocumentInDoubt(finding) ? outcome : "Approved";
  return {
    status,
    ocr_status: status,
    epassport_status: isChipRead ? "Approved" : "Not Finished",
    document_type: "Passport",
    document_number: "XX000001",
    personal_number: "000000001",
    portrait_image: media("portrait.png"),
    front_image: media("front.png"),
    front_video: media("front.mp4"),
    back_image: null,
    back_video: null,
    full_front_image: media("full-front.png"),
    full_back_image: null,
    date_of_birth: typeof birthdate === "string" ? birthdate : "1990-01-01",
    expiration_date: "2034-01-01",
    date_of_issue: "2024-01-01",
    issuing_state: "ESP",
    issuing_state_name: "Spain",
    first_name,
    last_name,
    full_name,
    gender: "F",
    address: null,
    formatted_address: null,
    is_nfc_verified: isChipRead,
    parsed_address: null,
    place_of_birth: "Exampleville",
    marital_status: null,
    nationality: "ESP",
    created_at: toMicrosecondTime(now),
  };
}

/** The names on a document. A person without names is named after the id, so that every person has a distinct document. */
export function namesOf(user: User | undefined) {
  const first = user === undefined ? "Alice" : user.id.charAt(0).toUpperCase() + user.id.slice(1);
  const { first_name = first, family_name = "Example" } = user?.names ?? {};
  return { first_name, last_name: family_name, full_name: user?.names?.full_name ?? `${first_name} ${family_name}` };
}

const toHit = (name: string): Schemas["AmlHit"] => ({
  id: "standin-hit-1",
  match: false,
  score: 0.705,
  target: true,
  caption: name,
  datasets: ["standin_watchlist"],
  features: { name_match: 0.7 },
  last_seen: "2024-07-20T17:55:53",
  first_seen: "2023-04-20T10:19:27",
  last_change: "2024-06-20T10:19:27",
  properties: { name: [name], topics: ["role.pep"] },
});

const toAml = ({ outcome, user }: Finding): Schemas["Aml"] =>
  outcome === "In Review"
    ? { status: "In Review", total_hits: 1, score: 70.5, hits: [toHit(namesOf(user).full_name)] }
    : { status: "Approved", total_hits: 0, score: 0, hits: [] };

const FACE: Schemas["Face"] = {
  status: "Approved",
  face_match_status: "Approved",
  liveness_status: "Approved",
  face_match_similarity: 97.5,
  liveness_confidence: 98.25,
  source_image: media("selfie.png"),
  target_image: media("portrait.png"),
  video_url: media("liveness.mp4"),
  age_estimation: 34.2,
  gender_estimation: { male: 1.5, female: 98.5 },
};

function warningsOf(finding: Finding): Schemas["Warning"][] {
  const { outcome } = finding;
  if (outcome === "Approved") return [];
  if (!isDocumentInDoubt(finding)) return [LISTED_NAME];
  return [outcome === "Declined" ? BAD_DOCUMENT : UNCLEAR_DOCUMENT];
}

const LISTED_NAME: Schemas["Warning"] = {
  feature: "AML",
  risk: "POSSIBLE_MATCH_FOUND",
  additional_data: null,
  log_type: "warning",
  short_description: "A listed person has a similar name",
  long_description: "The search found a listed person whose name is similar. A person has to compare them.",
};

const UNCLEAR_DOCUMENT: Schemas["Warning"] = {
  feature: "OCR",
  risk: "DATA_INCONSISTENT",
  additional_data: null,
  log_type: "warning",
  short_description: "The document's data do not agree",
  long_description: "What is printed and what is encoded on the document differ. A person has to look at it.",
};

const BAD_DOCUMENT: Schemas["Warning"] = {
  feature: "OCR",
  risk: "DOCUMENT_NOT_ACCEPTED",
  additional_data: null,
  log_type: "error",
  short_description: "The document is not accepted",
  long_description: "The document is damaged, covered or not genuine, so it proves nothing.",
};
