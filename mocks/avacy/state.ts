import { defineCollection, encodeKey, unique } from "#engine/contract/collection.ts";
import type { Context } from "#engine/contract/mock.ts";
import type { components } from "#generated/avacy/types.ts";

type Schemas = components["schemas"];

/** A customer's account; the provider's later pages call it a team. */
export interface Tenant {
  readonly name: string;
}

/** A web site of a tenant; v1 calls it a domains group. */
export interface Webspace {
  readonly tenant: string;
  readonly id: number;
  /** A UUID: the second half of the plugin's account token. */
  readonly key: string;
  readonly bannerConfigVersion: Schemas["WebspaceCheck"]["banner_config_version"];
  readonly cdnUrl?: string;
}

/** Valid for every webspace of its tenant. */
export interface ApiToken {
  readonly token: string;
  readonly tenant: string;
  readonly expiresAtMs?: number;
  readonly revoked: boolean;
}

interface Entry {
  readonly tenant: string;
  /** Counts up within the tenant, over all webspaces and generations. */
  readonly id: number;
  readonly webspaceId: number;
  readonly recordedAtMs: number;
  readonly ipAddress: string;
}

export interface ConsentV1 extends Entry {
  readonly generation: "v1";
  readonly subject: Schemas["Subject"];
  /** The key of the subject whose value identifies the person. */
  readonly identifier: string;
  readonly proofs: string | null;
  readonly legalNotices: Schemas["LegalNotice"][];
  readonly preferences: Schemas["RecordedPreference"][];
}

export interface ConsentV2 extends Entry {
  readonly generation: "v2";
  readonly subject: Schemas["Subject"];
  readonly identifier: string;
  readonly proofs: string | Schemas["ProofList"] | null;
  readonly legalNotices: Schemas["LegalNoticeOrName"][];
  readonly preferences: Schemas["RecordedPreference"][] | Readonly<Record<string, boolean>>;
}

export interface ConsentV4 extends Entry {
  readonly generation: "v4";
  readonly consentType: Schemas["ConsentType"];
  readonly optin: Schemas["Optin"];
  /** Here the value that identifies the person, such as an address. */
  readonly identifier: string;
  readonly fields: Schemas["ConsentField"][];
  readonly versions: Schemas["PolicyVersion"][];
  readonly source: string | null;
  readonly features: string[];
  readonly htmlForm: string | null;
}

/** A record of the archive: never changed, never deleted. */
export type Consent = ConsentV1 | ConsentV2 | ConsentV4;

/** The archive has two registers: for the cookie banner, and for forms. */
export type Register = "banner" | "forms";

export const registerOf = (consent: Consent): Register =>
  consent.generation === "v4" && consent.consentType === "banner" ? "banner" : "forms";

/** Settings of the whole API by a seed or a scenario; one row. */
export interface Options {
  /** Absent: no limit. */
  readonly rateLimitPerMinute?: number;
  readonly validateErrorShape: "flat" | "nested";
}

export const OPTIONS_KEY = "options";

export const keyOfWebspace = (tenant: string, id: number): string => encodeKey([tenant, id]);

/** Indexes without an order list rows by their keys, and within a tenant keys sort by id. */
export const state = {
  tenants: defineCollection<Tenant>()({ key: ({ name }) => name }),
  webspaces: defineCollection<Webspace>()({
    key: ({ tenant, id }) => keyOfWebspace(tenant, id),
    indexes: {
      byTenant: ({ tenant }) => ({ equals: [tenant] }),
      byKey: unique(({ tenant, key }) => [tenant, key]),
      /** The owner of the key: another tenant's key is refused for another reason than an unknown one. */
      byKeyOfAnyTenant: ({ key }) => ({ equals: [key] }),
    },
  }),
  tokens: defineCollection<ApiToken>()({
    key: ({ token }) => token,
    indexes: {
      /** `7|abc` is also found by `abc`. */
      bySecret: ({ token }) => {
        const bar = token.indexOf("|");
        return bar < 0 ? undefined : { equals: [token.slice(bar + 1)] };
      },
    },
    secrets: { members: ["token"], parts: ({ token }) => [token.slice(token.indexOf("|") + 1)] },
  }),
  consents: defineCollection<Consent>()({
    key: ({ tenant, id }) => encodeKey([tenant, id]),
    indexes: {
      byTenant: ({ tenant }) => ({ equals: [tenant] }),
      byRegister: (consent) => ({ equals: [consent.tenant, registerOf(consent)] }),
    },
  }),
  options: defineCollection<Options>()({ key: () => OPTIONS_KEY }),
};

export type AvacyContext = Context<typeof state>;
