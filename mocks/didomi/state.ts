import { defineCollection, encodeKey, unique } from "#engine/contract/collection.ts";
import type { Context } from "#engine/contract/mock.ts";
import type { components as seeds } from "#generated/didomi/seed.ts";
import type { components } from "#generated/didomi/types.ts";
import { EVENT_ORDER_KEY, EVENTS_SORT } from "./assumptions.ts";

type Schemas = components["schemas"];

/** Steps from one checkpoint to the next: at most so many before a changed step are merged again. */
export const CHECKPOINT_INTERVAL = 128;

/** An organization that the seed or a scenario declares. One that is only named has no catalogue and no limits. */
export interface Organization {
  readonly id: string;
  /** False: every call under `/consents` is refused. */
  readonly consents_api_enabled: boolean;
  readonly catalogue?: seeds["schemas"]["Catalogue"];
  readonly rate_limit?: { readonly requests: number; readonly window_seconds: number };
}

/** A private API key. */
export interface ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly organization_id: string;
  /** A disabled key opens no session; sessions it opened before live on. */
  readonly enabled: boolean;
}

/** Who a user is. What the user chose is kept by regulation, in `UserState`. */
export interface User {
  readonly organization_id: string;
  readonly id: string;
  readonly organization_user_id: string | null;
  readonly created_at: string;
}

/** What an event, or a change written directly, says of the user besides the choices. Absent members change nothing. */
export interface UserDetails {
  readonly metadata: Schemas["Metadata"];
  readonly country?: string | null;
  readonly last_seen_country?: string | null;
}

/** One user under one regulation. */
export interface StatePlace {
  readonly organization_id: string;
  readonly user_id: string;
  readonly regulation: string;
}

/** Where a step stands in the order in which steps count: by its time, then by its sequence. */
export interface StepPosition {
  readonly at: string;
  /** Rises with every insertion: decides between steps of the same time. */
  readonly sequence: number;
}

/** What steps add up to. */
export interface MergedSteps {
  readonly metadata: Schemas["Metadata"];
  readonly country: string | null;
  readonly last_seen_country: string | null;
  readonly consents: Schemas["UserConsents"];
}

/** What is known of one user under one regulation: all steps, merged. */
export interface UserState extends StatePlace, MergedSteps {
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  /** Position of the last step in it; an earlier step than this makes it necessary to merge anew. */
  readonly last_step_at: string;
  readonly last_step_sequence: number;
  /** How many steps are in it. */
  readonly step_count: number;
}

/**
 * The steps of one user under one regulation, merged up to and including the one at this position. Kept so that a change
 * among many steps merges only those after a checkpoint. It can be left out: steps are then merged from the first one.
 */
export interface Checkpoint extends StatePlace, StepPosition, MergedSteps {
  readonly step_count: number;
}

/** An event as it is stored, pending or confirmed. */
export interface StoredEvent {
  readonly organization_id: string;
  readonly id: string;
  readonly user_id: string;
  readonly regulation: string;
  readonly status: Schemas["EventStatus"];
  readonly created_at: string;
  readonly updated_at: string;
  /** Rises with every insertion: decides between steps of the same time. */
  readonly sequence: number;
  readonly metadata: Schemas["Metadata"];
  readonly user: UserDetails;
  readonly consents: Schemas["EventConsents"];
  readonly proofs_id: Schemas["ProofIds"];
  readonly delegate?: Schemas["Delegate"];
}

/** A change written on a user without an event. It counts as one step at its own time, and is never listed. */
export interface DirectChange extends StatePlace, StepPosition {
  readonly user: UserDetails;
  readonly consents: Schemas["EventConsents"];
}

/** A file that documents a consent. */
export interface StoredProof extends Readonly<Schemas["Proof"]> {
  readonly organization_id: string;
}

/**
 * The collections of this mock. Every key and index begins with the organization, so that none sees another's. A row's
 * key ends each of its index keys, so an `order` does not repeat what the key sorts by.
 */
export const state = {
  organizations: defineCollection<Organization>()({ key: ({ id }) => id }),
  keys: defineCollection<ApiKey>()({ key: ({ key }) => key, secrets: { members: ["secret"] } }),
  users: defineCollection<User>()({
    key: ({ organization_id, id }) => encodeKey([organization_id, id]),
    indexes: {
      byOrganizationUserId: unique(({ organization_id, organization_user_id }) =>
        organization_user_id === null ? undefined : [organization_id, organization_user_id],
      ),
    },
  }),
  states: defineCollection<UserState>()({
    key: ({ organization_id, user_id, regulation }) => encodeKey([organization_id, user_id, regulation]),
    indexes: {
      byRegulation: ({ organization_id, regulation, created_at }) => ({
        equals: [organization_id, regulation],
        order: [created_at],
      }),
      byUser: ({ organization_id, user_id }) => ({ equals: [organization_id, user_id] }),
    },
  }),
  checkpoints: defineCollection<Checkpoint>()({
    key: ({ organization_id, user_id, regulation, sequence }) =>
      encodeKey([organization_id, user_id, regulation, sequence]),
    indexes: {
      byUser: ({ organization_id, user_id, regulation, at, sequence }) => ({
        equals: [organization_id, user_id, regulation],
        order: [at, sequence],
      }),
    },
  }),
  events: defineCollection<StoredEvent>()({
    key: ({ organization_id, id }) => encodeKey([organization_id, id]),
    indexes: {
      // Listed by status and regulation; the first two values alone find everything of one user.
      byUser: (event) => ({
        equals: [event.organization_id, event.user_id, event.status, event.regulation],
        order: [event[EVENTS_SORT]],
      }),
      // What counts, in the order in which it counts.
      confirmed: (event) =>
        event.status === "confirmed"
          ? {
              equals: [event.organization_id, event.user_id, event.regulation],
              order: [event[EVENT_ORDER_KEY], event.sequence],
            }
          : undefined,
    },
  }),
  directChanges: defineCollection<DirectChange>()({
    key: ({ organization_id, sequence }) => encodeKey([organization_id, sequence]),
    indexes: {
      byUser: (change) => ({
        equals: [change.organization_id, change.user_id, change.regulation],
        order: [change.at, change.sequence],
      }),
    },
  }),
  proofs: defineCollection<StoredProof>()({
    key: ({ organization_id, id }) => encodeKey([organization_id, id]),
  }),
};

/** What handlers are given: the collections within one transaction, and the engine's tools. */
export type DidomiContext = Context<typeof state>;
