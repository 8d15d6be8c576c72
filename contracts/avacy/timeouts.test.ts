import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAvacyAccountClient, createAvacyClient } from "#clients/avacy.ts";
import type { Fetch } from "#clients/fetch.ts";

const CONSENT = {
  ip_address: "198.51.100.7",
  consent_type: "form",
  optin: "accepted",
  identifier: "lucia@example.org",
  source: "shop",
} as const;

/** The request is taken, and no reply ever comes. */
const silent: Fetch = () => new Promise(() => {});

/** Status and headers come, then the first half of the body, and nothing more. */
const stalled: Fetch = async () =>
  new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"data":')),
    }),
    { status: 201, headers: { "content-type": "application/json" } },
  );

interface Waiting {
  readonly fetch: Fetch;
  readonly timeoutMs?: number;
}

const CALLS: Readonly<Record<string, (options: Waiting) => Promise<unknown>>> = {
  recordConsentV4: (options) =>
    createAvacyClient({ ...options, tenant: "acme", webspaceId: 1, token: "1|token" }).recordConsentV4(CONSENT),
  validateWebspace: (options) => createAvacyAccountClient(options).validateWebspace("acme|key"),
  validateToken: (options) => createAvacyAccountClient(options).validateToken("acme|key", "1|token"),
};

describe.each(Object.keys(CALLS))("%s", (name) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ["no reply comes", silent, 40, 40],
    ["no reply comes", silent, 60_000, 60_000],
    ["no reply comes", silent, undefined, 5000],
    ["the body stops coming", stalled, 40, 40],
    ["the body stops coming", stalled, undefined, 5000],
  ])("fails when %s, after its own time and no other (%#)", async (_, fetch, timeoutMs, endMs) => {
    const outcomes: unknown[] = [];
    const options = { fetch, ...(timeoutMs !== undefined && { timeoutMs }) };
    CALLS[name]?.(options).then(
      (result) => outcomes.push(result),
      (error) => outcomes.push(error),
    );
    await vi.advanceTimersByTimeAsync(endMs - 1);
    expect(outcomes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(outcomes).toEqual([expect.objectContaining({ ok: false, status: 0 })]);
    expect(String((outcomes[0] as { readonly message: string }).message)).toContain(`${endMs} ms`);
  });
});
