import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createStandin, type Standin, type StandinWorld } from "standin";
import { createDiditClient, type WorkflowStatus } from "standin/clients/didit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp, type People } from "./app.ts";

const MINUTE_MS = 60_000;

/** People in memory, in a database that can be down. */
class FakePeople implements People {
  isDown = false;
  readonly saved: [person: string, status: WorkflowStatus][] = [];

  async save(person: string, status: WorkflowStatus): Promise<void> {
    if (this.isDown) throw new Error("the database is down");
    this.saved.push([person, status]);
  }

  async find(person: string): Promise<WorkflowStatus | undefined> {
    return this.saved.findLast(([each]) => each === person)?.[1];
  }
}

let standin: Standin;
let world: StandinWorld;
let server: Server;
let origin: string;
let people: FakePeople;

beforeEach(async () => {
  standin = await createStandin({ providers: ["didit"] });
  world = await standin.world();
  const { url } = await standin.listen();
  const account = { clientId: "standin-client", clientSecret: "standin-secret" };
  const didit = createDiditClient({ ...account, baseUrl: `${url}/didit` });
  people = new FakePeople();
  const app = createApp({ didit, webhookSecret: "standin-webhook-secret", people });
  await new Promise<void>((resolve) => {
    server = app.listen(0, "127.0.0.1", () => resolve());
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await world.scenario("didit", "a webhook receiver", { url: `${origin}/webhooks/didit` });
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await standin.close();
});

/** Ann requests a verification, opens the page she is redirected to, and passes the checks as Alice. */
async function passChecks(): Promise<void> {
  const started = await fetch(`${origin}/people/ann/verification`, { method: "POST" });
  const { url } = (await started.json()) as { url: string };
  const page = await (await fetch(url)).text();
  const [, action = ""] = /action="([^"]+)"/.exec(page) ?? [];
  await fetch(new URL(action, url), {
    method: "POST",
    body: new URLSearchParams({ user: "alice", outcome: "Approved" }),
  });
  // Webhooks are sent after the reply: from here on they have arrived or failed.
  await world.webhooks.settled();
}

const lookUpAnn = async (): Promise<unknown> => (await fetch(`${origin}/people/ann`)).json();

test("a person who passes the checks is verified by signed webhooks", async () => {
  await passChecks();
  expect(people.saved).toEqual([
    ["ann", "Not Started"],
    ["ann", "In Progress"],
    ["ann", "Approved"],
  ]);
  expect(await lookUpAnn()).toEqual({ person: "ann", isVerified: true });
});

test("a person who fails the checks is not verified", async () => {
  const { session_id } = (await world.scenario("didit", "a verification", { vendor_data: "ann" })) as {
    session_id: string;
  };
  await world.scenario("didit", "open", { session_id });
  await world.scenario("didit", "submit", { session_id, outcome: "Declined" });
  await world.webhooks.settled();
  expect(people.saved.at(-1)).toEqual(["ann", "Declined"]);
  expect(await lookUpAnn()).toEqual({ person: "ann", isVerified: false });
});

test("a webhook that the app failed to process is sent again a minute later, in order", async () => {
  people.isDown = true;
  await passChecks();
  expect(people.saved).toEqual([]);
  expect((await world.webhooks.list())[0]?.attempts.map(({ status }) => status)).toEqual([503]);

  people.isDown = false;
  await world.clock.advance(MINUTE_MS);
  expect(people.saved.map(([, status]) => status)).toEqual(["Not Started", "In Progress", "Approved"]);
  expect((await world.webhooks.list())[0]?.attempts.map(({ status }) => status)).toEqual([503, 204]);
  expect(await lookUpAnn()).toEqual({ person: "ann", isVerified: true });
});

test("a webhook without a valid signature changes nothing", async () => {
  await world.scenario("didit", "a webhook receiver", { url: `${origin}/webhooks/didit`, secret: "guessed" });
  await passChecks();
  expect((await world.webhooks.list())[0]?.attempts.map(({ status }) => status)).toEqual([401]);
  const unsigned = await fetch(`${origin}/webhooks/didit`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ session_id: "s", status: "Approved", webhook_type: "status.updated", vendor_data: "ann" }),
  });
  expect(unsigned.status).toBe(401);
  expect(people.saved).toEqual([]);
});

test("the app reports an error of Didit", async () => {
  await world.faults.add({ match: { operation: "createVerificationSession" }, effect: { status: 500 } });
  const started = await fetch(`${origin}/people/ann/verification`, { method: "POST" });
  expect(started.status).toBe(502);
});
