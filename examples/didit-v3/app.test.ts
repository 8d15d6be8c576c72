import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createStandin, type Standin, type StandinWorld } from "standin";
import { createDiditClient } from "standin/clients/didit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp, type People, type Person } from "./app.ts";

const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const MINUTE_MS = 60_000;

/** People in memory, in a database that can be down. */
class FakePeople implements People {
  isDown = false;
  readonly saved: [id: string, person: Person][] = [];
  readonly #processed = new Set<string>();

  async save(eventId: string, id: string, person: Person): Promise<boolean> {
    if (this.isDown) throw new Error("the database is down");
    if (this.#processed.has(eventId)) return false;
    this.#processed.add(eventId);
    this.saved.push([id, person]);
    return true;
  }

  async find(id: string): Promise<Person | undefined> {
    return this.saved.findLast(([each]) => each === id)?.[1];
  }
}

let standin: Standin;
let world: StandinWorld;
let people: FakePeople;
const servers: Server[] = [];

beforeEach(async () => {
  standin = await createStandin({ providers: ["didit"] });
  world = await standin.world();
  await standin.listen();
  people = new FakePeople();
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  await standin.close();
});

/** Starts the app as a receiver of webhooks. @returns its URL */
async function startApp(apiKey = "standin-api-key", sandboxScenario?: string): Promise<string> {
  const didit = createDiditClient({ apiKey, baseUrl: world.baseUrl("didit") });
  const options = { didit, workflowId: WORKFLOW, webhookSecret: "standin-webhook-secret", people, sandboxScenario };
  const app = createApp(options);
  servers.push(app);
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  await world.scenario("didit", "a webhook receiver", { url: `${url}/webhooks/didit` });
  return url;
}

const requestVerification = (app: string) => fetch(`${app}/people/ann/verification`, { method: "POST" });
const lookUp = async (app: string): Promise<unknown> => (await fetch(`${app}/people/ann`)).json();

/** The session that was created last. */
async function lastSession(): Promise<{ session_id: string }> {
  const didit = createDiditClient({ apiKey: "standin-api-key", baseUrl: world.baseUrl("didit") });
  const list = await didit.listWorkflowSessions({ vendor_data: "ann", limit: 1 });
  const [session] = list.ok ? list.data.results : [];
  if (session === undefined) throw new Error("there is no session");
  return { session_id: session.session_id };
}

async function passChecks(outcome: "Approved" | "Declined" | "In Review" = "Approved"): Promise<void> {
  const { session_id } = await lastSession();
  await world.scenario("didit", "open", { session_id });
  await world.scenario("didit", "submit", { session_id, outcome, user: "alice" });
  await world.webhooks.settled();
}

test("a person who passes the checks of the workflow is verified, with the name of the document", async () => {
  const app = await startApp();
  const started = await requestVerification(app);
  expect(started.status).toBe(201);
  expect(await started.json()).toEqual({ url: expect.stringMatching(/\/session\/[^/]+$/) });
  await passChecks();
  expect(people.saved.map(([, { status }]) => status)).toEqual(["Not Started", "In Progress", "Approved"]);
  expect(await lookUp(app)).toEqual({ id: "ann", isVerified: true, name: "Alice Example" });
});

test("in the sandbox a word decides, without a person", async () => {
  const app = await startApp("standin-sandbox-key", "decline");
  await requestVerification(app);
  await world.webhooks.settled();
  expect(people.saved.at(-1)?.[1].status).toBe("Declined");
  expect(await lookUp(app)).toMatchObject({ isVerified: false });
});

test("a person who has to show the document again is verified only then", async () => {
  const app = await startApp();
  await requestVerification(app);
  await passChecks("In Review");
  const didit = createDiditClient({ apiKey: "standin-api-key", baseUrl: world.baseUrl("didit") });
  const { session_id } = await lastSession();
  await didit.updateWorkflowStatus(session_id, {
    new_status: "Resubmitted",
    nodes_to_resubmit: [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" }],
  });
  await world.webhooks.settled();
  expect(people.saved.at(-1)?.[1].status).toBe("Resubmitted");
  await passChecks();
  expect(await lookUp(app)).toMatchObject({ isVerified: true });
});

test("an event that comes twice is processed once, and one that was lost comes again", async () => {
  people.isDown = true;
  const app = await startApp();
  await requestVerification(app);
  await world.webhooks.settled();
  expect(people.saved).toEqual([]);
  people.isDown = false;
  await world.clock.advance(MINUTE_MS);
  expect(people.saved).toHaveLength(1);
  const [event] = await world.webhooks.list();
  await world.webhooks.redeliver(event?.number ?? 0);
  await world.webhooks.settled();
  expect((await world.webhooks.list())[0]?.attempts.map(({ status }) => status)).toEqual([503, 204, 200]);
  expect(people.saved).toHaveLength(1);
});

test("a body that a proxy has formatted anew is verified by X-Signature-V2", async () => {
  const app = await startApp();
  await world.scenario("didit", "an application", { webhook_format: "indented", webhook_url: `${app}/webhooks/didit` });
  await requestVerification(app);
  await world.webhooks.settled();
  expect(people.saved).toHaveLength(1);
});

test("a webhook by another secret, or without a signature, changes nothing", async () => {
  const app = await startApp();
  await world.scenario("didit", "a webhook receiver", { url: `${app}/webhooks/didit`, secret: "guessed" });
  await requestVerification(app);
  await world.webhooks.settled();
  expect((await world.webhooks.list())[0]?.attempts.map(({ status }) => status)).toEqual([401]);
  const unsigned = await fetch(`${app}/webhooks/didit`, { method: "POST", body: "{}" });
  expect(unsigned.status).toBe(401);
  expect(people.saved).toEqual([]);
});

test("the app reports what Didit refuses", async () => {
  const app = await startApp("revoked-key");
  const started = await requestVerification(app);
  expect([started.status, await started.json()]).toEqual([502, { message: "Unauthorized." }]);
});

test("a path without a person, or with one that is not UTF-8, is refused and ends nothing", async () => {
  const app = await startApp();
  for (const id of ["", "%E0", "%"]) {
    expect((await fetch(`${app}/people/${id}/verification`, { method: "POST" })).status).toBe(400);
    expect((await fetch(`${app}/people/${id}`)).status).toBe(400);
  }
  expect(await world.exchanges({ operation: "createWorkflowSession" })).toEqual([]);
  expect((await requestVerification(app)).status).toBe(201);
});
