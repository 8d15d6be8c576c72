import { describe, expect, it } from "vitest";
import { createNetidServerClient } from "#clients/netid.ts";
import { useMock } from "../agreement/mock-site.ts";
import { readSpec } from "../agreement/spec.ts";
import { unpinnedMembers } from "../agreement/unpinned.ts";
import { blank, LATER_TC, TC } from "./exchanges.ts";
import { contract } from "./interactions.ts";

const site = useMock("netid");

const now = (): string => new Date(site.now()).toISOString();

describe("members whose values no pact says", () => {
  it("are held by the test below, and those of exports, all of them", async () => {
    expect(unpinnedMembers(contract, await readSpec("netid"))).toEqual(HELD);
  });

  it("each decision is dated by when it was made, whichever way it is read", async () => {
    let told: unknown;
    for (const state of blank) told = await site.prepare(...state);
    const { bearer_token } = told as { readonly bearer_token: string };
    const client = createNetidServerClient({ baseUrl: site.baseUrl, fetch: site.fetch, token: bearer_token });
    const decidedAt = now();
    await client.writePermissions({ idconsent: "VALID", tcString: TC });
    await site.passTime(61_007);
    const changedAt = now();
    await client.writePermissions({ tcString: LATER_TC });
    await site.passTime(61_007);
    const settings = [
      { type: "IDCONSENT", status: "VALID", changed_at: decidedAt },
      { type: "IAB_TC_STRING", value: LATER_TC, changed_at: changedAt },
    ];
    for (const syncId of [false, true])
      expect(await client.readStatus({ syncId })).toMatchObject({ data: { netid_privacy_settings: settings } });
    expect(await client.readStatusV2()).toMatchObject({
      data: {
        netid_privacy_settings: {
          idconsent: { status: "VALID", changed_at: decidedAt },
          iab_tcstring: { value: LATER_TC, changed_at: changedAt },
        },
      },
    });
  });
});

const HELD = [
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_id",
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_netid_permissions_export.*.changed_at",
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_netid_permissions_export.*.status",
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_netid_permissions_export.*.tpid",
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_netid_permissions_export.*.type",
  "exportPermissions 200 cmp_netid_permissions_export.*.tapp_netid_permissions_export.*.value",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_id",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_netid_permissions_export_audit.*.changed_at",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_netid_permissions_export_audit.*.status",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_netid_permissions_export_audit.*.sync_id",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_netid_permissions_export_audit.*.type",
  "exportPermissions 200 cmp_netid_permissions_export_audit.*.tapp_netid_permissions_export_audit.*.value",
  "exportPermissions 200 tapp_netid_permissions_export_audit.*.changed_at",
  "exportPermissions 200 tapp_netid_permissions_export_audit.*.sync_id",
  "readStatus 200 netid_privacy_settings",
  "readStatus 200 netid_privacy_settings.*.changed_at",
  "readStatus 200 netid_privacy_settings.*.type",
  "readStatus 200 netid_privacy_settings.iab_tcstring.changed_at",
  "readStatus 200 netid_privacy_settings.idconsent.changed_at",
];
