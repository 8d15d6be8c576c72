import { ownMember } from "#engine/basics/table.ts";
import type { components } from "#generated/didit/types.ts";
import { media } from "./media.ts";
import { LOCATION, namesOf, type Outcome } from "./results.ts";
import type { Reports, User, Workflow } from "./state.ts";
import { toSecondTime } from "./times.ts";

type Schemas = components["schemas"];
type Feature = Schemas["WorkflowFeature"];
type Warning = Schemas["NodeWarning"];

export const NO_REPORTS: Reports = {
  id_verifications: null,
  nfc_verifications: null,
  liveness_checks: null,
  face_matches: null,
  poa_verifications: null,
  document_ai_documents: null,
  phone_verifications: null,
  email_verifications: null,
  aml_screenings: null,
  ip_analyses: null,
  database_validations: null,
  questionnaire_responses: null,
};

/** Members of the results that a test overrides, by kind of check; those of checks that have not run have no effect. */
export type ReportOverrides = Readonly<Partial<Record<keyof Reports, Readonly<Record<string, unknown>>>>>;

/** What is found, and on whom. */
export interface Finding {
  readonly outcome: Outcome;
  readonly now: number;
  /** The owner of the document; absent: a fictitious person. */
  readonly user?: User | undefined;
  /** Whether the caller gave a portrait to compare with. */
  readonly hasPortrait: boolean;
}

interface Check {
  readonly block: keyof Reports;
  readonly nodeId: string;
  readonly find: (finding: Finding, status: string) => object;
}

/** The checks by the feature of the workflow that asks for them. */
const CHECKS: Readonly<Record<Feature, Check>> = {
  ID_VERIFICATION: { block: "id_verifications", nodeId: "feature_ocr", find: toIdVerification },
  NFC: {
    block: "nfc_verifications",
    nodeId: "feature_nfc",
    find: () => ({ portrait_image: media("chip.png"), is_authentic: true }),
  },
  LIVENESS: { block: "liveness_checks", nodeId: "feature_liveness", find: () => LIVENESS },
  FACE_MATCH: { block: "face_matches", nodeId: "feature_face_match", find: (finding) => toFaceMatch(finding) },
  POA: {
    block: "poa_verifications",
    nodeId: "feature_proof_of_address",
    find: ({ user }) => ({ document_file: media("bill.png"), poa_address: textIn(user?.address, "street") }),
  },
  QUESTIONNAIRE: { block: "questionnaire_responses", nodeId: "feature_questionnaire", find: () => ({ sections: [] }) },
  EMAIL_VERIFICATION: { block: "email_verifications", nodeId: "feature_email_verification", find: toEmail },
  PHONE: { block: "phone_verifications", nodeId: "feature_phone_verification", find: toPhone },
  DATABASE_VALIDATION: {
    block: "database_validations",
    nodeId: "feature_database_validation",
    find: () => ({ match_type: "full_match" }),
  },
  AML: { block: "aml_screenings", nodeId: "feature_aml", find: toScreening },
  IP_ANALYSIS: { block: "ip_analyses", nodeId: "feature_ip_analysis", find: () => ADDRESS },
};

/** Checks without the person. */
export const BACK_END: readonly Feature[] = ["AML", "DATABASE_VALIDATION", "IP_ANALYSIS"];

/** The node of a workflow that runs a check. */
export const nodeIdOf = (feature: Feature): string => CHECKS[feature].nodeId;

/** Returns the results with those of some checks, new or again. */
export function runChecks(
  features: readonly Feature[],
  finding: Finding,
  before: Reports,
  overrides: ReportOverrides = {},
): Reports {
  const reports: Record<string, unknown> = { ...before };
  const cause = causeOf(features, finding.outcome);
  for (const feature of features) {
    const { block, nodeId, find } = CHECKS[feature];
    const isCause = feature === cause;
    const status = isCause ? finding.outcome : "Approved";
    const warnings = isCause ? [WARNINGS[feature] ?? WARNING] : [];
    reports[block] = [{ node_id: nodeId, status, warnings, ...find(finding, status), ...overrides[block] }];
  }
  return reports as Reports;
}

/** The check that keeps a session from being approved: lists for a review if there are any, else the first one. */
function causeOf(features: readonly Feature[], outcome: Outcome): Feature | undefined {
  if (outcome === "Approved") return undefined;
  if (outcome === "In Review" && features.includes("AML")) return "AML";
  return features[0];
}

/** The results of a session's checks by kind of check. */
export const statusesOf = (reports: Reports): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(CHECKS).flatMap(([feature, { block }]) =>
      (reports[block] ?? []).slice(0, 1).map(({ status }) => [feature, status]),
    ),
  );

/** The value of the first item, for version 2. */
export const firstOf = <Item>(items: readonly Item[] | null): Item | null => items?.[0] ?? null;

const textIn = (record: Readonly<Record<string, unknown>> | undefined, name: string): string | null => {
  const value = record === undefined ? undefined : ownMember(record, name);
  return typeof value === "string" ? value : null;
};

const birthdateOf = (user: User | undefined): string => textIn(user?.birthdate, "birthdate") ?? "1990-01-01";

const QUALITY = {
  overall_score: 92.5,
  focus_score: 90.25,
  brightness_score: 94.5,
  brightness_issue: null,
  resolution_score: 91,
  is_document_fully_visible: true,
} as const;

/** Whole years between a date of birth and a time: one more from each birthday on. */
function ageOf(born: string, time: string): number {
  const years = Number(time.slice(0, 4)) - Number(born.slice(0, 4));
  return Math.max(0, time.slice(5, 10) < born.slice(5, 10) ? years - 1 : years);
}

function toIdVerification({ now, user }: Finding): object {
  const born = birthdateOf(user);
  const { first_name, last_name, full_name } = namesOf(user);
  return {
    document_type: textIn(user?.document_detail, "document_type") ?? "Passport",
    document_number: textIn(user?.document_detail, "document_number") ?? "XX000001",
    personal_number: "000000001",
    first_name,
    last_name,
    full_name,
    date_of_birth: born,
    age: ageOf(born, toSecondTime(now)),
    date_of_issue: "2024-01-01",
    expiration_date: textIn(user?.document_detail, "expiration_date") ?? "2034-01-01",
    issuing_state: textIn(user?.document_detail, "issuing_state") ?? "ESP",
    issuing_state_name: "Spain",
    nationality: "ESP",
    gender: textIn(user?.gender, "gender") ?? "F",
    marital_status: "UNKNOWN",
    place_of_birth: "Exampleville",
    address: textIn(user?.address, "street"),
    formatted_address: null,
    parsed_address: null,
    portrait_image: media("portrait.png"),
    front_image: media("front.png"),
    back_image: null,
    front_video: media("front.mp4"),
    back_video: null,
    full_front_image: media("full-front.png"),
    full_back_image: null,
    front_image_camera_front: null,
    back_image_camera_front: null,
    front_image_camera_front_face_match_score: null,
    back_image_camera_front_face_match_score: null,
    front_image_quality_score: QUALITY,
    back_image_quality_score: null,
    extra_fields: {},
    extra_files: [],
    matches: [],
  };
}

const LIVENESS = {
  method: "PASSIVE",
  score: 98.25,
  age_estimation: 34.2,
  face_quality: 88.5,
  face_luminance: 51.5,
  reference_image: media("selfie.png"),
  video_url: media("liveness.mp4"),
  matches: [],
};

const toFaceMatch = ({ hasPortrait }: Finding): object => ({
  score: 97.5,
  source_image: media("selfie.png"),
  target_image: media(hasPortrait ? "given-portrait" : "portrait.png"),
  source_image_session_id: null,
});

/** Both steps of a code that was sent and entered. */
const toLifecycle = (name: string, now: number) => {
  const timestamp = toSecondTime(now);
  return [
    { type: `${name}_VERIFICATION_MESSAGE_SENT`, timestamp, details: null, fee: 0 },
    { type: `${name}_VERIFIED`, timestamp, details: null, fee: 0 },
  ];
};

function toEmail({ now, user }: Finding, status: string): object {
  const { emails = [] } = user ?? {};
  const { email } = emails.find((each) => each.is_primary) ?? emails[0] ?? { email: "person@example.com" };
  return {
    email,
    is_breached: false,
    breaches: [],
    is_disposable: false,
    is_undeliverable: false,
    verification_attempts: 1,
    verified_at: status === "Approved" ? toSecondTime(now) : null,
    lifecycle: toLifecycle("EMAIL", now),
  };
}

function toPhone({ now, user }: Finding, status: string): object {
  const { phones = [] } = user ?? {};
  const { phone_number: number } = phones.find((each) => each.is_primary) ??
    phones[0] ?? { phone_number: "+34600000001" };
  // Only numbers of one country are known by their prefix; of others the first two digits stand in.
  const prefix = number.slice(0, 3);
  const isSpanish = prefix === "+34";
  return {
    phone_number_prefix: prefix,
    phone_number: number.slice(prefix.length),
    full_number: number,
    country_code: isSpanish ? "ES" : "ZZ",
    country_name: isSpanish ? "Spain" : "Unknown",
    carrier: { name: "Example Mobile", type: "mobile" },
    is_disposable: false,
    is_virtual: false,
    verification_method: "sms",
    verification_attempts: 1,
    verified_at: status === "Approved" ? toSecondTime(now) : null,
    lifecycle: toLifecycle("PHONE", now),
  };
}

function toScreening({ user }: Finding, status: string): object {
  const { full_name } = namesOf(user);
  const hasHit = status !== "Approved";
  return {
    total_hits: hasHit ? 1 : 0,
    score: hasHit ? 70.5 : 0,
    entity_type: "person",
    screened_data: { full_name, date_of_birth: birthdateOf(user), nationality: "ESP", document_number: "XX000001" },
    is_ongoing_monitoring_enabled: false,
    next_ongoing_monitoring_bill_date: null,
    hits: hasHit ? [toHit(full_name)] : [],
  };
}

const toHit = (name: string): Schemas["ScreeningHit"] => ({
  match_score: 70.5,
  risk_score: 60,
  review_status: "Unreviewed",
  score_breakdown: { name_score: 70.5 },
  risk_view: { crimes: {}, countries: {}, categories: {}, custom_list: {} },
  pep_matches: [{ list_name: "standin_watchlist", matched_name: name }],
  sanction_matches: [],
  warning_matches: [],
  adverse_media_matches: [],
  linked_entities: [],
  properties: { name: [name] },
});

const { time_zone_offset: _text, status: _status, document_location: _place, ip_location: _ip, ...WHERE } = LOCATION;
const { distance_from_document_to_ip_km: _distance, ...PLACE } = WHERE;

const ADDRESS = {
  ...PLACE,
  device_fingerprint: "standin-fingerprint",
  time_zone_offset: 1,
  ip: {
    location: { latitude: 41.4, longitude: 2.15 },
    distance_from_id_document: { distance: 505.2, direction: "NE" },
    distance_from_poa_document: null,
  },
  id_document: {
    location: { latitude: 40.4, longitude: -3.7 },
    distance_from_ip: { distance: 505.2, direction: "SW" },
    distance_from_poa_document: null,
  },
  poa_document: null,
};

const WARNING: Warning = {
  risk: "CHECK_NOT_PASSED",
  additional_data: null,
  log_type: "warning",
  short_description: "A check was not passed",
  long_description: "What the check found does not suffice. A person has to look at it.",
};

const WARNINGS: Readonly<Partial<Record<Feature, Warning>>> = {
  ID_VERIFICATION: {
    ...WARNING,
    risk: "DOCUMENT_NOT_ACCEPTED",
    short_description: "The document is not accepted",
    long_description: "The document is damaged, covered or not genuine, so it proves nothing.",
  },
  AML: {
    ...WARNING,
    risk: "POSSIBLE_MATCH_FOUND",
    short_description: "A listed person has a similar name",
    long_description: "The search found a listed person whose name is similar. A person has to compare them.",
  },
};

/** The checks of a workflow that run when its page is opened, and those that run when the person is done. */
export const whenOpened = ({ features }: Pick<Workflow, "features">): readonly Feature[] =>
  features.filter((each) => each === "IP_ANALYSIS");
export const whenSubmitted = ({ features }: Pick<Workflow, "features">): readonly Feature[] =>
  features.filter((each) => each !== "IP_ANALYSIS");
