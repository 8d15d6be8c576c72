import { expect, it } from "vitest";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { BATCH_SIZE, fuzz } from "./fuzz.ts";

const RUNS = 3_000;
const ROUND = 10 * BATCH_SIZE;

it("holds against hostile requests", async () => {
  const { requests, accepted, statuses } = await fuzz({ runs: RUNS, seed: 20_240_101 });
  expect(requests).toBeGreaterThanOrEqual(RUNS);
  // Only where something is accepted can something be left behind.
  expect(accepted).toBeGreaterThan(RUNS / 10);
  expect(Object.keys(statuses).length).toBeGreaterThan(8);
});

const isDeletion = (method: string): boolean => method === "DELETE";

const planted: readonly (readonly [name: string, bend: (exchanger: Exchanger) => Exchanger, complaint: string])[] = [
  [
    "a 500",
    ({ exchange }) => ({
      exchange: (request) =>
        isDeletion(request.method) ? { status: 500, headers: {}, body: "broken" } : exchange(request),
    }),
    "500 broken",
  ],
  [
    "an error that is thrown",
    ({ exchange }) => ({
      exchange(request) {
        if (isDeletion(request.method)) throw new TypeError("of undefined");
        return exchange(request);
      },
    }),
    "threw TypeError: of undefined",
  ],
  [
    "a refusal that has changed something",
    ({ exchange }) => ({
      async exchange(request) {
        const reply = await exchange(request);
        const isRecording = request.path.endsWith("/consents") && reply.status === 201;
        return isRecording ? { ...reply, status: 409 } : reply;
      },
    }),
    "what was refused has left something behind",
  ],
  [
    "a prototype that was polluted",
    ({ exchange }) => ({
      exchange(request) {
        if (isDeletion(request.method)) (Object.prototype as { polluted?: boolean }).polluted = true;
        return exchange(request);
      },
    }),
    "Object.prototype was polluted",
  ],
];

it.each(planted)("sees %s", async (_, bend, complaint) => {
  try {
    await expect(fuzz({ runs: ROUND, seed: 1, bend })).rejects.toThrow(complaint);
  } finally {
    delete (Object.prototype as { polluted?: boolean }).polluted;
  }
});
