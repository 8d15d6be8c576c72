import { describe, expect, it } from "vitest";
import type { FaultPreset } from "#engine/faults/fault.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";

/** What a preset's name says is so for every provider: with good credentials and without, for known paths and unknown ones. */
async function statusesOf(provider: (typeof providerNames)[number], preset: FaultPreset, count = 1) {
  await using standin = await createStandin();
  const world = await standin.world("presets");
  const { method, path, headers, body } = registry[provider].exampleRequest(registry[provider].defaultSeed);
  const send = (below: string, given: Record<string, string> = {}) =>
    world.fetch(`/${registry[provider].prefix ?? provider}${below}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...given },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  expect((await send(path, headers)).status).toBeLessThan(400);
  await world.faults.add({ preset });
  const good: Response[] = [];
  while (good.length < count) good.push(await send(path, headers));
  const [anonymous, unknown] = [await send(path), await send("/no/such/path")];
  return { good, anonymous, unknown };
}

const statuses = (replies: readonly Response[]): number[] => replies.map(({ status }) => status);

describe.each(providerNames)("%s under a preset", (provider) => {
  it.each([
    ["outage", 503, null],
    ["gateway-timeout", 504, null],
    ["maintenance", 503, "3600"],
  ] as const)("%s answers every request of every caller with %i", async (preset, status, retryAfter) => {
    const { good, anonymous, unknown } = await statusesOf(provider, preset, 2);
    for (const reply of [...good, anonymous, unknown]) {
      expect([reply.status, reply.headers.get("retry-after")]).toEqual([status, retryAfter]);
      expect(reply.headers.get("x-standin-fault")).toBe("fault-1");
      expect(await reply.text()).toContain(String(status));
    }
  });

  it("throttled answers every second request by 429, and says when to try again", async () => {
    const { good } = await statusesOf(provider, "throttled", 4);
    expect(statuses(good).map((status) => status === 429)).toEqual([false, true, false, true]);
    expect(good[1]?.headers.get("retry-after")).toBe("1");
  });

  it("flaky answers some by 500, and lets the others through", async () => {
    const { good, unknown } = await statusesOf(provider, "flaky", 30);
    const failed = statuses(good).filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(3);
    expect(failed).toBeLessThan(20);
    expect(statuses(good).filter((status) => status < 400)).toHaveLength(30 - failed);
    expect(unknown.status).toBe(404);
  });
});
