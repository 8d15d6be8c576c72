import { expect, it } from "vitest";
import { createAvacyClient } from "#clients/avacy.ts";
import { createDiditClient } from "#clients/didit.ts";
import { createDidomiClient } from "#clients/didomi.ts";

/** What servers, gateways and broken connections send instead of what is documented. */
const BODIES: readonly (readonly [what: string, body: string | null, type: string])[] = [
  ["null", "null", "application/json"],
  ["a number", "5", "application/json"],
  ["a text", '"x"', "application/json"],
  ["a list", "[]", "application/json"],
  ["an empty object", "{}", "application/json"],
  ["JSON that is cut off", '{"a":', "application/json"],
  ["nothing", "", "application/json"],
  ["no body", null, ""],
  ["a page", "<html>busy</html>", "text/html"],
  ["a page that is called JSON", "<html>busy</html>", "application/json"],
];
const STATUSES = [200, 201, 204, 400, 401, 404, 500, 502];

/** Gives tokens as it should, and the odd reply to everything else; or the odd reply to both. */
const answering =
  (status: number, body: string | null, type: string, givesTokens: boolean): typeof fetch =>
  async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (givesTokens && /\/v1\/sessions$|\/token\/$/.test(url))
      return Response.json({ access_token: "made-up", expires_in: 3600 });
    const headers = type === "" ? {} : { "content-type": type };
    return new Response(status === 204 ? null : body, { status, headers });
  };

const baseUrl = "http://localhost/provider";
const CALLS: readonly (readonly [what: string, call: (fetch: typeof globalThis.fetch) => Promise<{ ok: boolean }>])[] =
  [
    ...(["recordChoices", "getChoices"] as const).map(
      (name) =>
        [
          `didomi ${name}`,
          (fetch: typeof globalThis.fetch) =>
            createDidomiClient({ organizationId: "o", key: "k", secret: "s", baseUrl, fetch })[name]("ann", {
              n: true,
            }),
        ] as const,
    ),
    [
      "avacy recordConsent",
      (fetch) =>
        createAvacyClient({ tenant: "t", token: "1|made-up", webspaceId: 1, baseUrl, fetch }).recordConsent({
          subject: { email: "ann@example.com" },
          identifier: "email",
          ip_address: "192.0.2.1",
          preferences: [{ name: "n", accepted: true }],
        }),
    ],
    ...(["createSession", "createVerification"] as const).map(
      (name) =>
        [
          `didit ${name}`,
          (fetch: typeof globalThis.fetch) =>
            createDiditClient({ clientId: "c", clientSecret: "s", baseUrl, verificationBaseUrl: baseUrl, fetch })[name](
              {},
            ),
        ] as const,
    ),
    ...(["getDecision", "getVerification"] as const).map(
      (name) =>
        [
          `didit ${name}`,
          (fetch: typeof globalThis.fetch) =>
            createDiditClient({ clientId: "c", clientSecret: "s", baseUrl, verificationBaseUrl: baseUrl, fetch })[name](
              "id",
            ),
        ] as const,
    ),
  ];

it.each(CALLS)("%s never throws, and takes no single value for a success", async (_what, call) => {
  for (const [what, body, type] of BODIES)
    for (const status of STATUSES)
      for (const givesTokens of [true, false]) {
        const result = await call(answering(status, body, type, givesTokens));
        const label = `${what}, ${status}`;
        expect(result, label).toHaveProperty("ok");
        if (!["an empty object", "a list", "no body", "nothing"].includes(what) && status !== 204)
          expect(result.ok, label).toBe(false);
      }
});
