import { describe, expect, it } from "vitest";
import type { Job } from "#engine/contract/mock.ts";
import type { Send, WebhookPolicy } from "#engine/contract/webhook.ts";
import { api, ask, createToyBehaviour, createToyEngine, createToyWith, type state } from "../support/toy-mock.ts";

/** The order of what is due at the same moment: jobs as they were scheduled, then deliveries by their events' numbers. */

const START_MS = 1_700_000_000_000;

const webhooks: WebhookPolicy = {
  toRequest: ({ type, body }) => ({ headers: {}, body: `${type} ${(body as { text: string }).text}` }),
  retryDelaysSeconds: [60, 60],
  isToRetry: () => true,
  timeoutMs: 1000,
};

/**
 * Two mocks whose jobs and deliveries are listed as they happen, with the seconds of the world's clock. The receiver answers as
 * many attempts of each event as told by 500.
 */
function openMocks(failures = 0) {
  const happened: string[] = [];
  const failed = new Map<string, number>();
  const log = (what: string): void => void happened.push(`${what} @${(clock().now() - START_MS) / 1000}`);
  const send: Send = async ({ body }) => {
    log(`send ${body}`);
    const count = failed.get(body) ?? 0;
    failed.set(body, count + 1);
    return count < failures ? 500 : 200;
  };
  const expire: Job<typeof state> = (id, { notes, emit, schedule, now }) => {
    const note = notes.get(id);
    if (note === undefined) return;
    log(`run ${note.text}`);
    if (note.text === "again") {
      notes.put({ ...note, text: "once more" });
      return schedule(now, "expire", id);
    }
    notes.delete(id);
    emit({ type: "expired", url: "http://127.0.0.1:9/", key: note.text, secret: "s", body: note });
  };
  const create = (name: string) =>
    createToyWith(async () => createToyBehaviour({ jobs: { expire } }), { webhooks, api: { ...api, name, hosts: [] } });
  const engine = createToyEngine({
    providers: [create("ant"), create("zoo")],
    send,
    clock: { worldMs: START_MS, realMs: 0, scale: 0 },
  });
  const clock = () => {
    const world = engine.worlds.find("default");
    if (world === undefined) throw new Error("there is no world yet");
    return world.clock;
  };
  /** Writes a note that expires so many seconds after the start. */
  const write = async (mock: string, text: string, afterSeconds: number): Promise<void> => {
    const body = { text, expiresAtMs: START_MS + afterSeconds * 1000 };
    const reply = await ask(engine, "POST", `/${mock}/notes`, { body, headers: { authorization: `Key ${text}` } });
    expect(reply.status).toBe(200);
    await clock().settled();
  };
  const jobsOnly = () => happened.filter((each) => each.startsWith("run"));
  return { happened, jobsOnly, write, clock };
}

describe("at the same moment", () => {
  it("jobs run in the order in which they were scheduled, whichever mock they are of", async () => {
    const { jobsOnly, write, clock } = openMocks();
    for (const [mock, text] of [
      ["zoo", "a"],
      ["ant", "b"],
      ["zoo", "c"],
      ["ant", "d"],
    ] as const)
      await write(mock, text, 10);
    await clock().advance("PT10S");
    expect(jobsOnly()).toEqual(["run a @10", "run b @10", "run c @10", "run d @10"]);
  });

  it("a job that a job schedules runs after those that are due already", async () => {
    const { jobsOnly, write, clock } = openMocks();
    await write("ant", "again", 10);
    await write("zoo", "b", 10);
    await clock().advance("PT10S");
    expect(jobsOnly()).toEqual(["run again @10", "run b @10", "run once more @10"]);
  });

  it("jobs run before anything is delivered, and events leave by their numbers, retries among them", async () => {
    const { happened, write, clock } = openMocks(1);
    await write("zoo", "b", 60);
    await write("ant", "a", 60);
    expect(happened.splice(0)).toEqual(["send created b @0", "send created a @0"]);
    await clock().advance("PT60S");
    expect(happened).toEqual([
      "run b @60",
      "run a @60",
      // The later events of the same key wait for those.
      "send created b @60",
      "send created a @60",
      "send expired b @60",
      "send expired a @60",
    ]);
  });

  it("what is due a moment earlier comes first, a retry as well as a job", async () => {
    for (const [afterSeconds, expected] of [
      [59.999, ["run a @59.999", "send created a @60"]],
      [60, ["run a @60", "send created a @60"]],
      [60.001, ["send created a @60", "run a @60.001"]],
    ] as const) {
      const { happened, write, clock } = openMocks(1);
      await write("ant", "a", afterSeconds);
      happened.splice(0);
      await clock().advance("PT61S");
      expect(happened.slice(0, 2)).toEqual(expected);
    }
  });
});
