import type { Entry, Har } from "har-format";
import type { ProviderName } from "#mocks/registry.ts";

/** A change to one reply of a recording, and how it has to be reported. */
export interface Drift {
  readonly kind: string;
  readonly operationId: string;
  readonly where: string;
  /** `METHOD path` of the entry, the provider's own path; the last one that matches and succeeded is changed. */
  readonly entry: RegExp;
  readonly plant: (entry: Entry) => void;
}

type Members = Record<string, unknown>;

/** Changes the members of a body, or of an object within it. */
const inBody =
  (path: readonly string[], change: (members: Members) => void) =>
  (entry: Entry): void => {
    const { content } = entry.response;
    const body = JSON.parse(String(content["text"])) as Members;
    let members = body;
    for (const step of path) members = members[step] as Members;
    change(members);
    content["text"] = JSON.stringify(body);
  };

const rename =
  (from: string, to: string) =>
  (members: Members): void => {
    members[to] = members[from];
    delete members[from];
  };
const set =
  (name: string, value: unknown) =>
  (members: Members): void => {
    members[name] = value;
  };
const drop =
  (name: string) =>
  (members: Members): void => {
    delete members[name];
  };
const status =
  (code: number) =>
  ({ response }: Entry): void => {
    response.status = code;
  };
const mediaType =
  (name: string) =>
  ({ response }: Entry): void => {
    response.content["mimeType"] = name;
    for (const each of response.headers) if (/^content-type$/i.test(each.name)) each.value = name;
  };
const dropHeader =
  (name: string) =>
  ({ response }: Entry): void => {
    response.headers = response.headers.filter((each) => each.name.toLowerCase() !== name);
  };

const EVENT = /^POST .*\/consents\/events/;
const USER = /^GET .*\/consents\/users\/[^?]/;
const V1 = /^POST .*\/domains_groups\/1\/consents/;
const V4 = /^POST .*\/v4\/webspaces/;
const CREATED = /^POST .*\/auth\/v2\/session\/$/;
const DECISION = /^GET .*\/auth\/v2\/session\/.*\/decision/;
const WRITE = /^POST .*\/netid-permissions/;
const READ = /^GET .*\/netid-user-status/;

/** The ten kinds of drift for each provider, and some that only the mock can tell. */
export const drifts: Readonly<Record<ProviderName, readonly Drift[]>> = {
  didomi: [
    drift("renamed member", "getUser", "body /updated_at", USER, inBody([], rename("updated_at", "updatedAt"))),
    drift("missing member", "createEvent", "body /regulation", EVENT, inBody([], drop("regulation"))),
    drift("added member", "getUser", "body /consents/score", USER, inBody(["consents"], set("score", 3))),
    drift("type", "getUser", "body /version", USER, inBody([], set("version", "2"))),
    drift("status", "createEvent", "status", EVENT, status(202)),
    drift("media type", "getUser", "header content-type", USER, mediaType("text/json")),
    drift("header", "getUser", "header access-control-allow-origin", USER, dropHeader("access-control-allow-origin")),
    drift("enum", "createEvent", "body /status", EVENT, inBody([], set("status", "archived"))),
    drift("null", "getUser", "body /created_at", USER, inBody([], set("created_at", null))),
    drift("format", "getUser", "body /created_at", USER, inBody([], set("created_at", "2026-01-05T10:00:00Z"))),
    // The spec allows these; only the mock's reply tells.
    drift("enum", "createEvent", "body /status", EVENT, inBody([], set("status", "pending_approval"))),
    drift("value", "updateUser", "body /country", /^PATCH /, inBody([], set("country", "DE"))),
    drift("format", "createEvent", "body /id", EVENT, inBody([], set("id", "event-one"))),
    drift("status", "getEvent", "status", /^GET .*\/consents\/events\/[^?]/, status(404)),
  ],
  avacy: [
    drift(
      "renamed member",
      "recordConsentV4",
      "body /data/consent_type",
      V4,
      inBody(["data"], rename("consent_type", "consentType")),
    ),
    drift("missing member", "recordConsentV4", "body /data/versions", V4, inBody(["data"], drop("versions"))),
    drift("added member", "recordConsentV4", "body /data/score", V4, inBody(["data"], set("score", 3))),
    drift("type", "recordConsentV4", "body /data/id", V4, inBody(["data"], set("id", "1"))),
    drift("status", "recordConsentV4", "status", V4, status(202)),
    drift("media type", "recordConsentV4", "header content-type", V4, mediaType("text/json")),
    drift(
      "header",
      "recordConsentV4",
      "header access-control-allow-origin",
      V4,
      dropHeader("access-control-allow-origin"),
    ),
    drift("enum", "recordConsentV4", "body /data/optin", V4, inBody(["data"], set("optin", "granted"))),
    drift("null", "recordConsentV4", "body /data/created_at", V4, inBody(["data"], set("created_at", null))),
    drift(
      "format",
      "recordConsentV4",
      "body /data/created_at",
      V4,
      inBody(["data"], set("created_at", "2026-01-05T10:00:00Z")),
    ),
    drift(
      "missing member",
      "recordConsent",
      "body /data/subject_data/your-email",
      V1,
      inBody(["data", "subject_data"], drop("your-email")),
    ),
    drift("value", "recordConsentV4", "body /data/optin", V4, inBody(["data"], set("optin", "rejected"))),
  ],
  didit: [
    drift(
      "renamed member",
      "createSession",
      "body /session_id",
      CREATED,
      inBody([], rename("session_id", "sessionId")),
    ),
    drift("missing member", "getSessionDecision", "body /scope", DECISION, inBody([], drop("scope"))),
    drift(
      "added member",
      "getSessionDecision",
      "body /user_data/names/score",
      DECISION,
      inBody(["user_data", "names"], set("score", 3)),
    ),
    drift("type", "getSessionDecision", "body /session_number", DECISION, inBody([], set("session_number", "1"))),
    drift("status", "createSession", "status", CREATED, status(200)),
    drift("media type", "getSessionDecision", "header content-type", DECISION, mediaType("text/json")),
    drift(
      "header",
      "createClientToken",
      "header cache-control",
      /^POST .*\/auth\/v2\/token/,
      dropHeader("cache-control"),
    ),
    drift("enum", "getSessionDecision", "body /status", DECISION, inBody([], set("status", "Finished"))),
    drift("null", "getSessionDecision", "body /created_at", DECISION, inBody([], set("created_at", null))),
    drift("format", "getSessionDecision", "body /created_at", DECISION, inBody([], set("created_at", "2026-01-05"))),
  ],
  netid: [
    drift(
      "renamed member",
      "writePermissions",
      "body /subject_identifiers",
      WRITE,
      inBody([], rename("subject_identifiers", "subjectIdentifiers")),
    ),
    drift(
      "missing member",
      "writePermissions",
      "body /subject_identifiers/sync_id",
      WRITE,
      inBody(["subject_identifiers"], drop("sync_id")),
    ),
    drift("added member", "writePermissions", "body /score", WRITE, inBody([], set("score", 3))),
    drift(
      "type",
      "writePermissions",
      "body /subject_identifiers/sync_id",
      WRITE,
      inBody(["subject_identifiers"], set("sync_id", 3)),
    ),
    drift("status", "writePermissions", "status", WRITE, status(202)),
    drift("media type", "writePermissions", "header content-type", WRITE, mediaType("text/html")),
    drift("header", "writePermissions", "header vary", WRITE, dropHeader("vary")),
    drift("enum", "readStatus", "body /status_code", READ, inBody([], set("status_code", "PERMISSIONS_PARTIAL"))),
    drift(
      "null",
      "writePermissions",
      "body /subject_identifiers/sync_id",
      WRITE,
      inBody(["subject_identifiers"], set("sync_id", null)),
    ),
    drift(
      "format",
      "readStatus",
      "body /netid_privacy_settings/*/changed_at",
      READ,
      inBody(["netid_privacy_settings", "0"], set("changed_at", "yesterday")),
    ),
  ],
};

function drift(kind: string, operationId: string, where: string, entry: RegExp, plant: (entry: Entry) => void): Drift {
  return { kind, operationId, where, entry, plant };
}

/** Plants a drift into a copy of a recording. */
export function withDrift(har: Har, { entry, plant }: Drift): Har {
  const copy = structuredClone(har);
  const changed = copy.log.entries.findLast(
    ({ request, response }) => entry.test(`${request.method} ${request.url}`) && response.status < 300,
  );
  if (changed === undefined) throw new Error(`no entry is ${entry}`);
  plant(changed);
  return copy;
}
