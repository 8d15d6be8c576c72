import { expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { LEAST_V4, PLUGIN_V1, PLUGIN_V4, TOKEN, toForm, V1, V2, V4, VENDOR_REQUEST, WEBSPACE_KEY } from "./requests.ts";

/** Good and bad requests of every operation, as `[method, path, body, content type, token]`. */
const REQUESTS: readonly (readonly [string, string, string?, string?, string?])[] = [
  ["POST", V1, JSON.stringify(VENDOR_REQUEST), "application/json"],
  ["POST", V1, toForm(PLUGIN_V1)],
  ["POST", V1, "{", "application/json"],
  ["POST", V1, "", "application/json", "bad"],
  ["POST", V2, JSON.stringify(VENDOR_REQUEST), "application/json"],
  ["POST", V4, toForm(PLUGIN_V4)],
  [
    "POST",
    V4,
    JSON.stringify({ ...LEAST_V4, consent_data: { b: { label: "b" }, a: { label: "a" } } }),
    "application/json",
  ],
  ["POST", "/fresh/v4/webspaces/5/consents", JSON.stringify(LEAST_V4), "application/json"],
  ["GET", `/wp/validate/standin/${WEBSPACE_KEY}`],
  ["GET", `/wp/validate/standin/${WEBSPACE_KEY}/1|standin-token`],
  ["GET", `/wp/validate/unknown/${WEBSPACE_KEY}`],
  ["DELETE", V1],
  ["GET", "/nothing"],
  ["OPTIONS", V1],
];

/** Status, headers and body of every reply, as text. */
async function run(acceptAnyCredentials: boolean): Promise<string> {
  const standin = await createStandin({
    providers: ["avacy"],
    seed: "same",
    frozenAt: "2024-01-01T00:00:00Z",
    acceptAnyCredentials,
  });
  const replies: unknown[] = [];
  for (const [method, path, body, type = "application/x-www-form-urlencoded", token = TOKEN] of REQUESTS) {
    const headers = { "content-type": type, authorization: `Bearer ${token}` };
    const response = await standin.fetch(`/avacy${path}`, { method, headers, ...(body !== undefined && { body }) });
    replies.push([response.status, [...response.headers], await response.text()]);
  }
  const world = await standin.world();
  replies.push(await world.scenario("avacy", "an API token"), await world.scenario("avacy", "a webspace"));
  replies.push(await world.scenario("avacy", "read the archive"));
  return JSON.stringify(replies, null, 1);
}

it.each([false, true])("the same requests give the same bytes (taking any credentials: %s)", async (any) => {
  const first = await run(any);
  expect(first).toContain('\\"id\\":4');
  expect(await run(any)).toBe(first);
});
