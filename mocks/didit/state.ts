import { defineCollection, unique } from "#engine/contract/collection.ts";
import type { Context } from "#engine/contract/mock.ts";
import type { components } from "#generated/didit/types.ts";

type Schemas = components["schemas"];

/** A customer's application: it holds the client's credentials, and every session belongs to one. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  /** A UUID: the `sub` of client tokens. */
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  /** A disabled application gets no token, and its tokens are refused. */
  readonly isActive: boolean;
  readonly mayUseClientCredentials: boolean;
  /** Used where a data transfer session names no scope. */
  readonly defaultScope?: string;
  /** Used where a verification names no features. */
  readonly features: Schemas["Features"];
  /** Absent: no webhooks. */
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
  /** The shape of bodies to that URL; version 1 of verification always has its own. */
  readonly webhookVersion: WebhookVersion;
  /** How the bodies of webhooks are written. */
  readonly webhookFormat: "sorted" | "unsorted" | "indented";
  readonly formerSecret?: FormerSecret;
  /** Absent: no limit. */
  readonly rateLimitPerMinute?: number;
  /** Why the application gets nothing by an API key; absent: it does. */
  readonly blocked?: "application_deleted" | "contract_billing_suspended";
  /** In dollars, with four decimals. */
  readonly balance: string;
  /** In dollars, with two decimals; absent: the balance is not refilled by itself. */
  readonly autoRefill?: { readonly amount: string; readonly threshold: string };
}

export type WebhookVersion = Schemas["WebhookVersion"];

/** A secret that was rotated, and signs beside the present one for a while. */
export interface FormerSecret {
  readonly secret: string;
  readonly expiresAtMs: number;
}

/** A further receiver of an application's webhooks. */
export interface Destination {
  readonly id: string;
  readonly clientId: string;
  readonly number: number;
  readonly label: string;
  readonly url: string;
  readonly isEnabled: boolean;
  readonly webhookVersion: WebhookVersion;
  /** Empty: nothing is sent. */
  readonly events: readonly string[];
  readonly webhookSecret: string;
  readonly webhookFormat: Application["webhookFormat"];
  readonly formerSecret?: FormerSecret;
}

/** What a key may do with one kind of things. */
export type Access = "none" | "read" | "write";

/** A key that applications send as `X-Api-Key`. */
export interface ApiKey {
  readonly key: string;
  readonly clientId: string;
  /** `sandbox`: nothing is checked, and a session may say how it ends. */
  readonly mode: Schemas["Environment"];
  /** Absent: never. */
  readonly expiresAtMs?: number;
  readonly isRevoked: boolean;
  /** Absent: everything. What a restricted key does not name is `none`. */
  readonly scopes?: Readonly<Partial<Record<ScopedResource, Access>>>;
  /** The workflows to whose sessions the key is restricted; absent: all. */
  readonly workflowIds?: readonly string[];
}

/** What the scopes of a key are about. */
export type ScopedResource = "sessions" | "media" | "webhooks" | "workflows" | "users" | "billing";

/** One version of what is checked. Sessions are created by the latest that is published. */
export interface Workflow {
  /** The id of this version; the first one of a workflow has the workflow's own. */
  readonly uuid: string;
  /** The id of the workflow, which sessions name. */
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  /** Unfinished sessions of an older version are not used again. */
  readonly version: number;
  readonly features: readonly Schemas["WorkflowFeature"][];
  readonly status: Schemas["VersionStatus"];
  readonly isDefault: boolean;
  /** Counts the versions of an application. */
  readonly number: number;
  readonly updatedAtMs: number;
}

/** The data of a person besides addresses and numbers. */
type Profile = Omit<Schemas["UserData"], "sub" | "user_id" | "email" | "phone">;

/** A person with the Didit app, and their data in it. */
export interface User extends Readonly<Profile> {
  readonly id: string;
  /** The token with which the app acts for this person. */
  readonly appToken: string;
  readonly emails: readonly Schemas["UserEmail"][];
  readonly phones: readonly Schemas["UserPhone"][];
}

/** A row with a link: the token that identifies the page, the link itself, and its world. */
export interface Linked {
  readonly token: string;
  readonly url: string;
  /** Absent if the link leads to another host, whatever the world. */
  readonly urlWorld?: string;
}

/** A data transfer session. It has one state; the API spells it in two ways. */
export interface Session extends Linked {
  readonly id: string;
  readonly clientId: string;
  readonly number: number;
  /** As requested. */
  readonly scope: string;
  readonly vendorData: string | null;
  /** An open session (created or scanned) has a job that ends it at its expiry. */
  readonly state: SessionState;
  readonly createdAtMs: number;
  /** The person who scanned it. */
  readonly userId?: string;
  readonly approvedScope?: string;
  /** The data at the time of confirmation. */
  readonly userData?: Schemas["UserData"];
}

export type SessionState = "created" | "scanned" | "accepted" | "refused" | "timed out";

/** The results of a verification. A check that has not run is null. */
export type Results = Readonly<
  Pick<Schemas["VerificationDecision"], "kyc" | "aml" | "face" | "location" | "warnings" | "extra_images">
>;

/** An identity verification, version 1. */
export interface Verification extends Linked {
  readonly id: string;
  readonly clientId: string;
  readonly number: number;
  /** Not Started and In Progress have a job that ends the verification at its deadline. */
  readonly status: Schemas["VerificationStatus"];
  readonly vendorData: string | null;
  readonly callback: string | null;
  readonly features: Schemas["Features"];
  readonly createdAtMs: number;
  readonly openedAtMs?: number;
  /** When it expired or was abandoned by the clock; absent where it was not, or was by hand. */
  readonly timedOutAtMs?: number;
  readonly results: Results;
  /** Newest first. */
  readonly reviews: readonly Schemas["Review"][];
}

/** The results of a workflow's checks, by kind; null until one has run. */
export type Reports = Readonly<
  Pick<
    Schemas["WorkflowDecision"],
    | "id_verifications"
    | "nfc_verifications"
    | "liveness_checks"
    | "face_matches"
    | "poa_verifications"
    | "document_ai_documents"
    | "phone_verifications"
    | "email_verifications"
    | "aml_screenings"
    | "ip_analyses"
    | "database_validations"
    | "questionnaire_responses"
  >
>;

/** A decision by hand about a session. */
export interface SessionReview {
  readonly id: string;
  readonly user: string;
  readonly oldStatus: Schemas["WorkflowStatus"];
  readonly newStatus: Schemas["WorkflowStatus"];
  readonly comment: string | null;
  readonly createdAtMs: number;
}

/** A verification session of a workflow, by version 2 or 3. */
export interface WorkflowSession extends Linked {
  readonly id: string;
  readonly clientId: string;
  readonly number: number;
  /** Not Started and In Progress have a job that ends the session at its deadline. */
  readonly status: Schemas["WorkflowStatus"];
  readonly environment: Schemas["Environment"];
  readonly workflowId: string;
  /** The version of the workflow at creation, and what it checked. */
  readonly workflowVersion: number;
  readonly features: readonly Schemas["WorkflowFeature"][];
  readonly vendorData: string | null;
  readonly metadata: Schemas["SessionMetadata"];
  readonly callback: string | null;
  readonly expectedDetails: Schemas["ExpectedDetails"] | null;
  readonly contactDetails: Schemas["ContactDetails"] | null;
  /** In Base64; absent: none was given. */
  readonly portrait?: string;
  /** How it ends by itself, in the sandbox. */
  readonly sandboxScenario?: string;
  readonly createdAtMs: number;
  readonly openedAtMs?: number;
  /** When it expired or was abandoned by the clock; absent where it was not, or was by hand. */
  readonly timedOutAtMs?: number;
  /** When checks without the person ran again. */
  readonly rerunAtMs?: number;
  /** What the person has to pass again. */
  readonly resubmitted?: readonly Schemas["NodeToResubmit"][];
  readonly reports: Reports;
  /** Newest first. */
  readonly reviews: readonly SessionReview[];
  /** The id of the original, of a session that another application has shared. */
  readonly sharedFrom?: string;
  /** The applications that have imported it, each once, and their copies, which may have been deleted since. */
  readonly imports?: readonly { readonly clientId: string; readonly sessionId: string }[];
}

/** A person as an application knows them: a `vendor_data` of its sessions of workflows. */
export interface VendorUser {
  readonly id: string;
  readonly clientId: string;
  readonly vendorData: string;
  /** Counts the users of an application. */
  readonly number: number;
  readonly displayName: string | null;
  readonly fullName: string | null;
  readonly dateOfBirth: string | null;
  readonly status: Schemas["UserStatus"];
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly sessionCount: number;
  readonly approvedCount: number;
  readonly declinedCount: number;
  readonly inReviewCount: number;
  readonly issuingStates: Readonly<Record<string, number>>;
  readonly approvedEmails: Readonly<Record<string, boolean>>;
  readonly approvedPhones: Readonly<Record<string, boolean>>;
  /** The last result of each kind of check. */
  readonly features: Readonly<Record<string, string>>;
  readonly firstSessionAtMs: number | null;
  readonly lastSessionAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Statuses of sessions that a further creation with the same `vendor_data` returns. */
const UNFINISHED: readonly WorkflowSession["status"][] = ["Not Started", "In Progress", "Resubmitted", "Awaiting User"];

/** Settings of the whole API by a seed; one row. */
export interface Options {
  readonly statusNeedsClientToken: boolean;
  readonly hostedLinks: "own" | "vendor";
}

export const OPTIONS_KEY = "options";

export const state = {
  applications: defineCollection<Application>()({
    key: ({ clientId }) => clientId,
    indexes: {
      all: ({ clientId }) => ({ equals: [], order: [clientId] }),
      byId: ({ id }) => ({ equals: [id] }),
    },
    secrets: {
      members: ["clientSecret", "webhookSecret"],
      parts: ({ formerSecret }) => (formerSecret === undefined ? [] : [formerSecret.secret]),
    },
  }),
  users: defineCollection<User>()({
    key: ({ id }) => id,
    indexes: {
      all: ({ id }) => ({ equals: [], order: [id] }),
      byAppToken: ({ appToken }) => ({ equals: [appToken] }),
    },
    secrets: { members: ["appToken"] },
  }),
  sessions: defineCollection<Session>()({
    key: ({ id }) => id,
    indexes: { byToken: unique(({ token }) => [token]) },
    secrets: { members: ["token"] },
  }),
  verifications: defineCollection<Verification>()({
    key: ({ id }) => id,
    indexes: {
      byToken: unique(({ token }) => [token]),
      timedOut: ({ timedOutAtMs }) =>
        timedOutAtMs === undefined ? undefined : { equals: [], order: [Math.max(timedOutAtMs, 0)] },
    },
    secrets: { members: ["token"] },
  }),
  apiKeys: defineCollection<ApiKey>()({
    key: ({ key }) => key,
    secrets: { members: ["key"] },
  }),
  destinations: defineCollection<Destination>()({
    key: ({ id }) => id,
    indexes: {
      byApplication: ({ clientId, number }) => ({ equals: [clientId], order: [number] }),
      byUrl: unique(({ clientId, url }) => [clientId, url]),
    },
    secrets: {
      members: ["webhookSecret"],
      parts: ({ formerSecret }) => (formerSecret === undefined ? [] : [formerSecret.secret]),
    },
  }),
  workflows: defineCollection<Workflow>()({
    key: ({ uuid }) => uuid,
    indexes: {
      byWorkflow: ({ id, version }) => ({ equals: [id], order: [version] }),
      published: ({ id, version, status }) => (status === "published" ? { equals: [id], order: [version] } : undefined),
      byApplication: ({ clientId, number }) => ({ equals: [clientId], order: [number] }),
      defaults: ({ clientId, number, isDefault }) => (isDefault ? { equals: [clientId], order: [number] } : undefined),
    },
  }),
  workflowSessions: defineCollection<WorkflowSession>()({
    key: ({ id }) => id,
    indexes: {
      byToken: unique(({ token }) => [token]),
      byApplication: ({ clientId, number }) => ({ equals: [clientId], order: [number] }),
      byNumber: unique(({ clientId, number }) => [clientId, number]),
      unfinished: ({ status, environment, workflowId, workflowVersion, vendorData, number }) =>
        vendorData === null || !UNFINISHED.includes(status)
          ? undefined
          : { equals: [environment, workflowId, workflowVersion, vendorData], order: [number] },
    },
    secrets: { members: ["token"] },
  }),
  vendorUsers: defineCollection<VendorUser>()({
    key: ({ id }) => id,
    indexes: {
      byVendorData: unique(({ clientId, vendorData }) => [clientId, vendorData]),
      byApplication: ({ clientId, number }) => ({ equals: [clientId], order: [number] }),
    },
  }),
  options: defineCollection<Options>()({ key: () => OPTIONS_KEY }),
};

export type DiditContext = Context<typeof state>;
