import { defineCollection, encodeKey } from "#engine/contract/collection.ts";
import type { Context } from "#engine/contract/mock.ts";
import type { components as seeds } from "#generated/netid/seed.ts";
import type { components } from "#generated/netid/types.ts";

type Seeds = seeds["schemas"];

export type ConsentStatus = components["schemas"]["ConsentStatus"];

/** A partner's client. */
export type Tapp = Readonly<Required<Omit<Seeds["Tapp"], "cmp_id">>> & Pick<Seeds["Tapp"], "cmp_id">;

/** An origin that is registered for a TAPP, kept apart so that it is found without its TAPP. */
export interface RegisteredOrigin {
  /** As browsers send it, or `LOOPBACK` for all of this machine. */
  readonly origin: string;
  readonly tapp_id: string;
  readonly active: boolean;
}

/** An account. */
export type User = Readonly<Required<Seeds["User"]>>;

/** A Bearer token that the seed declares; the others hold what they say themselves. */
export type FixedToken = Readonly<Seeds["BearerToken"]>;

/** Who may export. */
export type ExportUser = Readonly<Required<Seeds["ExportUser"]>>;

/** A consent management platform. */
export type Cmp = Readonly<Required<Seeds["Cmp"]>>;

/** One stored decision. */
export interface Setting<Value extends string> {
  readonly value: Value;
  /** ISO 8601, UTC, milliseconds. */
  readonly changed_at: string;
}

/** All that one user decided for one TAPP. It holds at least one setting and is never deleted. */
export interface PrivacyRecord {
  readonly tapp_id: string;
  readonly user: string;
  readonly tpid: string;
  readonly sync_id: string;
  /** When the first setting was stored. */
  readonly created_at: string;
  readonly idconsent?: Setting<ConsentStatus>;
  readonly datashare?: Setting<ConsentStatus>;
  readonly tc?: Setting<string>;
}

/** How this world behaves where the vendor leaves it open. */
export type Options = Readonly<Required<Seeds["Options"]>>;

/** The only row of its collection. */
export interface OptionsRow extends Options {
  readonly key: typeof OPTIONS_KEY;
}

export const OPTIONS_KEY = "options";
/** Stands for every origin on this machine. No origin is spelled so. */
export const LOOPBACK = "loopback";

export const recordKey = (tappId: string, user: string): string => encodeKey([tappId, user]);

export const originKey = ({ origin, tapp_id }: Pick<RegisteredOrigin, "origin" | "tapp_id">): string =>
  encodeKey([tapp_id, origin]);

/** The collections of this mock. */
export const state = {
  tapps: defineCollection<Tapp>()({ key: ({ id }) => id }),
  origins: defineCollection<RegisteredOrigin>()({
    key: originKey,
    indexes: {
      ofActiveTapps: ({ origin, active }) => (active ? { equals: [origin] } : undefined),
    },
  }),
  users: defineCollection<User>()({
    key: ({ id }) => id,
    indexes: { all: ({ id }) => ({ equals: [], order: [id] }) },
  }),
  tokens: defineCollection<FixedToken>()({ key: ({ token }) => token, secrets: { members: ["token"] } }),
  exportUsers: defineCollection<ExportUser>()({
    key: ({ username }) => username,
    secrets: { members: ["password"] },
  }),
  cmps: defineCollection<Cmp>()({ key: ({ id }) => id }),
  records: defineCollection<PrivacyRecord>()({
    key: ({ tapp_id, user }) => recordKey(tapp_id, user),
    indexes: {
      byTapp: ({ tapp_id, tpid }) => ({ equals: [tapp_id], order: [tpid] }),
    },
  }),
  options: defineCollection<OptionsRow>()({ key: ({ key }) => key }),
};

/** What handlers work with: the collections within one transaction, and the engine's tools. */
export type NetidContext = Context<typeof state>;
