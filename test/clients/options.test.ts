import { expect, it } from "vitest";
import { createAvacyAccountClient, createAvacyClient } from "#clients/avacy.ts";
import { createControlClient } from "#clients/control.ts";
import { createDiditClient, createDiditWebhookVerifier } from "#clients/didit.ts";
import { createDidomiClient, createDidomiUserClient } from "#clients/didomi.ts";
import { createNetidClient, createNetidServerClient } from "#clients/netid.ts";

/** What code without types may pass to the clients. */

type Create = (options: object) => unknown;

const CREATORS: readonly (readonly [string, Create, object, string, string])[] = [
  [
    "createAvacyClient",
    createAvacyClient as Create,
    { tenant: "t", webspaceId: 1, token: "1|t" },
    "baseURL",
    "baseUrl",
  ],
  ["createAvacyAccountClient", createAvacyAccountClient, {}, "base_url", "baseUrl"],
  ["createControlClient", createControlClient, {}, "timeoutms", "timeoutMs"],
  ["createDiditClient", createDiditClient as Create, { clientId: "i", clientSecret: "s" }, "base-url", "baseUrl"],
  [
    "createDiditWebhookVerifier",
    createDiditWebhookVerifier as Create,
    { secret: "s" },
    "tolerance_seconds",
    "toleranceSeconds",
  ],
  [
    "createDidomiClient",
    createDidomiClient as Create,
    { organizationId: "o", key: "k", secret: "s" },
    "baseURL",
    "baseUrl",
  ],
  [
    "createDidomiUserClient",
    createDidomiUserClient as Create,
    { organizationId: "o", token: "t" },
    "baseURL",
    "baseUrl",
  ],
  ["createNetidClient", createNetidClient as Create, { tappId: "t" }, "readBaseURL", "readBaseUrl"],
  ["createNetidServerClient", createNetidServerClient as Create, { token: "t" }, "BaseUrl", "baseUrl"],
];

it.each(CREATORS)(
  "%s refuses options that it does not have, and quotes no value",
  (name, create, valid, misspelt, meant) => {
    expect(() => create(valid)).not.toThrow();
    expect(() => create({ ...valid, [misspelt]: "hush" })).toThrow(TypeError);
    expect(() => create({ ...valid, [misspelt]: "hush" })).toThrow(`${name} has no option "${misspelt}"; it has `);
    expect(() => create({ ...valid, [misspelt]: "hush" })).toThrow(new RegExp(` Did you mean ${meant}\\?$`));
    expect(() => create({ ...valid, other: "hush" })).toThrow(/has no option "other"; it has [^?]+\.$/);
    for (const none of [Promise.resolve(valid), new Map(), null, "x"])
      expect(() => create(none as object)).toThrow(`${name} takes an object of options.`);
  },
);
