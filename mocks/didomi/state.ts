import { defineCollection, encodeKey } from "#engine/collections.ts";
import type { Context } from "#engine/provider.ts";
import type { components as seeds } from "#generated/didomi/seed.ts";
import type { components } from "#generated/didomi/types.ts";
import { EVENT_ORDER_KEY, EVENTS_SORT } from "./options.ts";

type Schemas = components["schemas"];

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

/** What is known of one user under one regulation: all steps, merged. */
export interface UserState {
  readonly organization_id: string;
  readonly user_id: string;
  readonly regulation: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  /** When the last step in it was made; an older step than this makes it necessary to merge anew. */
  readonly last_step_at: string;
  readonly metadata: Schemas["Metadata"];
  readonly country: string | null;
  readonly last_seen_country: string | null;
  readonly consents: Schemas["UserConsents"];
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
  /** Rises with every insertion: decides between events of the same time. */
  readonly sequence: number;
  readonly metadata: Schemas["Metadata"];
  readonly user: UserDetails;
  readonly consents: Schemas["EventConsents"];
  readonly proofs_id: readonly string[];
  readonly delegate?: Schemas["Delegate"];
}

/** A change written on a user without an event. It counts as one step at its own time, and is never listed. */
export interface DirectChange {
  readonly organization_id: string;
  readonly user_id: string;
  readonly regulation: string;
  readonly at: string;
  readonly sequence: number;
  readonly user: UserDetails;
  readonly consents: Schemas["EventConsents"];
}

/** A file that documents a consent. */
export interface StoredProof extends Readonly<Schemas["Proof"]> {
  readonly organization_id: string;
}

/** The collections of this mock. Every key and index begins with the organization, so that none sees another's. */
export const state = {
  organizations: defineCollection<Organization>()({ key: ({ id }) => id }),
  keys: defineCollection<ApiKey>()({ key: ({ key }) => key }),
  users: defineCollection<User>()({
    key: ({ organization_id, id }) => encodeKey([organization_id, id]),
    indexes: {
      byOrganizationUserId: ({ organization_id, organization_user_id }) =>
        organization_user_id === null ? undefined : { equals: [organization_id, organization_user_id] },
    },
  }),
  states: defineCollection<UserState>()({
    key: ({ organization_id, user_id, regulation }) => encodeKey([organization_id, user_id, regulation]),
    indexes: {
      byRegulation: ({ organization_id, regulation, created_at, user_id }) => ({
        equals: [organization_id, regulation],
        order: [created_at, user_id],
      }),
      byUser: ({ organization_id, user_id }) => ({ equals: [organization_id, user_id] }),
    },
  }),
  events: defineCollection<StoredEvent>()({
    key: ({ organization_id, id }) => encodeKey([organization_id, id]),
    indexes: {
      // Listed by status and regulation; the first two values alone find everything of one user.
      byUser: (event) => ({
        equals: [event.organization_id, event.user_id, event.status, event.regulation],
        order: [event[EVENTS_SORT], event.id],
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

/** What handlers have at hand: the collections within one transaction, and the engine's tools. */
export type DidomiContext = Context<typeof state>;
