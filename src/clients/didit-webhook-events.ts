import type { components } from "#generated/didit/types.ts";

type Schemas = components["schemas"];

/** The version of a webhook's body, as it was chosen for its receiver. */
export type DiditWebhookVersion = "v1" | "v2" | "v3";

/**
 * The webhook of a verification of version 1: it was created, or its status has changed. Times are Unix seconds, those of sending.
 * `decision` comes with `Approved`, `Declined`, `In Review` and `Abandoned`.
 */
export type StatusEvent = Schemas["StatusEvent"];

/** A session was created or has another status, or its data were corrected. */
type SessionEventType = "status.updated" | "data.updated";

interface SessionEvent<Status, Decision> {
  readonly session_id: string;
  readonly status: Status;
  /** Unix seconds; a test webhook of Didit's console has an old one. */
  readonly created_at?: number;
  /** Unix seconds, when this attempt was sent. */
  readonly timestamp: number;
  readonly vendor_data?: string;
  /** Comes with `Approved`, `Declined`, `In Review` and `Abandoned`. */
  readonly decision?: Decision;
}

/**
 * What a webhook of version 1 says. The type is missing in those from before it was added. Of a session of a workflow, it has the
 * decision of version 2.
 */
export interface SessionEventV1
  extends SessionEvent<Schemas["WorkflowStatus"], Readable<Schemas["VerificationDecision"] | Schemas["DecisionV2"]>> {
  readonly webhook_type?: SessionEventType;
}

/** What a webhook of version 2 says: the decision has one result of each kind. */
export interface SessionEventV2 extends SessionEvent<Schemas["WorkflowStatus"], Schemas["DecisionV2"]> {
  readonly webhook_type: SessionEventType;
  readonly workflow_id?: string;
  readonly metadata?: Schemas["SessionMetadata"];
}

/** What a webhook of version 3 says of a session: the decision has lists of results. */
export interface SessionEventV3 extends SessionEvent<Schemas["WorkflowStatus"], Schemas["WorkflowDecision"]> {
  readonly webhook_type: SessionEventType;
  readonly application_id: string;
  readonly environment: Schemas["Environment"];
  /** The same in every attempt: an event that was processed already can be left out. */
  readonly event_id: string;
  readonly workflow_id: string;
  readonly workflow_version: number;
  readonly metadata?: Schemas["SessionMetadata"];
}

interface EntityEvent<Type extends string> {
  readonly webhook_type: Type;
  readonly event_id: string;
  readonly created_at?: number;
  /** Unix seconds, when this attempt was sent. */
  readonly timestamp: number;
  readonly vendor_data?: string;
}

type UserStatus = "ACTIVE" | "FLAGGED" | "BLOCKED";

/** A user, who may have several sessions, has another status. */
export interface UserStatusEvent extends EntityEvent<"user.status.updated"> {
  readonly status: UserStatus;
  readonly previous_status: UserStatus;
}

/** What is known of a user has changed. */
export interface UserDataEvent extends EntityEvent<"user.data.updated"> {
  readonly changed_fields: readonly string[];
  readonly changes: Readonly<Record<string, { readonly previous: unknown; readonly current: unknown }>>;
}

/** An event whose further members are not described here: of businesses, transactions and activities. */
export type OtherEvent = EntityEvent<
  Exclude<
    Schemas["SubscribedEvents"][number],
    SessionEventType | UserStatusEvent["webhook_type"] | UserDataEvent["webhook_type"]
  >
>;

/** What `X-Signature-Simple` covers, and nothing else. `created_at` is the same time as `timestamp`. */
export interface CoveredEvent extends Pick<SessionEventV3, "session_id" | "status" | "timestamp"> {
  readonly created_at: number;
  readonly webhook_type?: SessionEventType;
}

interface Events {
  readonly v1: SessionEventV1;
  readonly v2: SessionEventV2;
  readonly v3: SessionEventV3 | UserStatusEvent | UserDataEvent | OtherEvent;
}

type NameIn<Union> = Union extends unknown ? keyof Union : never;
/** A union each of whose members can be read before it is known which one it is. */
type Readable<Union, Names extends PropertyKey = NameIn<Union>> = Union extends unknown
  ? Union & { readonly [Name in Exclude<Names, keyof Union>]?: never }
  : never;

type AnyEvent<Version extends DiditWebhookVersion> = Events[Version] | CoveredEvent;

/** An event of which the signature covers everything. `webhook_type` tells the events of version 3 apart. */
export type WholeEvent<Version extends DiditWebhookVersion = DiditWebhookVersion> = Readable<
  Events[Version],
  NameIn<AnyEvent<Version>>
>;

/** An event of which the signature covers a part; its other members are undefined. */
export type PartialEvent<Version extends DiditWebhookVersion = DiditWebhookVersion> = Readable<
  CoveredEvent,
  NameIn<AnyEvent<Version>>
>;

/** A verified webhook. Members that an event does not have are undefined, also those which its signature does not cover. */
export type DiditWebhookEvent<Version extends DiditWebhookVersion = DiditWebhookVersion> =
  | WholeEvent<Version>
  | PartialEvent<Version>;
