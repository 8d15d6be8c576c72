import { describe, expect, it } from "vitest";
import { createDiditClient, type DiditClient } from "#clients/didit.ts";
import { openForm } from "../agreement/hosted-form.ts";
import { useMock } from "../agreement/mock-site.ts";
import { application, CLIENT } from "./exchanges.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const site = useMock("didit");

const [applicationScenario, applicationParameters] = application;

async function open(webhooks = false): Promise<DiditClient> {
  await site.prepare(applicationScenario, {
    ...applicationParameters,
    ...(webhooks && { webhook_url: site.receiverUrl }),
  });
  await site.prepare("a user", { id: "hugo", app_token: "app-token-of-hugo" });
  const { baseUrl, fetch, now } = site;
  return createDiditClient({ baseUrl, fetch, now, ...CLIENT });
}

async function dataOf<Data>(pending: Promise<{ ok: true; data: Data } | { ok: false; message: string }>) {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

describe("data transfer", () => {
  const asHugo = { Authorization: "Bearer app-token-of-hugo" };
  const LIFE_MS = 10 * MINUTE_MS;

  const create = (client: DiditClient) => dataOf(client.createSession({ scope: ["email"] }));

  it("tells the app until when a session waits, and keeps to it", async () => {
    const client = await open();
    const createdAt = site.now();
    const session = await create(client);
    const params = { path: { session_id: session.session_id } };
    const ask = () => client.api.GET("/auth/v2/session/{session_id}/information", { headers: asHugo, params });
    await site.passTime(3 * MINUTE_MS);
    const { data } = await ask();
    expect(data?.expires_at).toBe(new Date(createdAt + LIFE_MS).toISOString());
    await site.passTime(Date.parse(data?.expires_at ?? "") - site.now() - 1);
    // Asking once more is no second beginning.
    expect((await ask()).data).toEqual(data);
    expect(await dataOf(client.getStatus(session))).toBe("retrieved");
    await site.passTime(1);
    expect(await dataOf(client.getStatus(session))).toBe("expired");
    expect((await ask()).response.status).toBe(400);
  });

  it("does not end a session that was answered in time", async () => {
    const client = await open();
    const [confirmed, declined] = [await create(client), await create(client)];
    for (const [{ session_id }, move] of [
      [confirmed, "confirm"],
      [declined, "decline"],
    ] as const) {
      await site.prepare("scan", { session_id, user: "hugo" });
      await site.prepare(move, { session_id });
    }
    await site.passTime(LIFE_MS + 1);
    expect([await dataOf(client.getStatus(confirmed)), await dataOf(client.getStatus(declined))]).toEqual([
      "confirmed",
      "declined",
    ]);
  });
});

describe("identity verification", () => {
  const TO_OPEN_MS = 7 * DAY_MS;
  const TO_FINISH_MS = DAY_MS;

  const create = (client: DiditClient) => dataOf(client.createVerification({}));
  const statusOf = async (client: DiditClient, id: string) => (await dataOf(client.getVerification(id))).status;

  it("ends a verification that is not opened within seven days of its creation", async () => {
    const client = await open();
    const { session_id, url } = await create(client);
    await site.passTime(TO_OPEN_MS - 1);
    expect(await statusOf(client, session_id)).toBe("Not Started");
    await site.passTime(1);
    expect(await statusOf(client, session_id)).toBe("Expired");
    await openForm(site, url);
    expect(await statusOf(client, session_id)).toBe("Expired");
  });

  it.each([
    ["at once", 0],
    ["after two days", 2 * DAY_MS],
    ["in the last moment", TO_OPEN_MS - 1],
  ])("gives a day to finish from when it was opened: %s", async (_, waitMs) => {
    const client = await open();
    const { session_id, url } = await create(client);
    await site.passTime(waitMs);
    await openForm(site, url);
    expect(await statusOf(client, session_id)).toBe("In Progress");
    await site.passTime(TO_FINISH_MS / 2);
    // To look again is not to begin again.
    await openForm(site, url);
    await site.passTime(TO_FINISH_MS / 2 - 1);
    expect(await statusOf(client, session_id)).toBe("In Progress");
    await site.passTime(1);
    expect(await statusOf(client, session_id)).toBe("Abandoned");
  });

  it("leaves a verification alone once it has an outcome", async () => {
    const client = await open();
    const { session_id, url } = await create(client);
    const page = await openForm(site, url);
    await page.press("In Review");
    await site.passTime(TO_OPEN_MS + TO_FINISH_MS);
    expect(await statusOf(client, session_id)).toBe("In Review");
  });

  it("tells by webhook what time has done, once, when it has", async () => {
    const client = await open(true);
    const waiting = await create(client);
    const opened = await create(client);
    await openForm(site, opened.url);
    const read = async () =>
      (await site.deliveries()).map(({ body }) => {
        const { session_id, status } = JSON.parse(body) as { readonly session_id: string; readonly status: string };
        return `${session_id === waiting.session_id ? "waiting" : "opened"} ${status}`;
      });
    const atFirst = ["opened In Progress", "opened Not Started", "waiting Not Started"];
    expect((await read()).sort()).toEqual(atFirst);
    await site.passTime(TO_FINISH_MS);
    expect((await read()).sort()).toEqual(["opened Abandoned", ...atFirst]);
    await site.passTime(TO_OPEN_MS);
    expect((await read()).sort()).toEqual(["opened Abandoned", ...atFirst.slice(0, 2), "waiting Expired", atFirst[2]]);
  });
});
