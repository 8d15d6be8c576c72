import type { ExchangeRequest } from "#engine/contract/exchange.ts";

const get = (path: string, query = ""): ExchangeRequest => ({ method: "GET", path, query, headers: {} });

const send = (method: string, path: string, body?: unknown): ExchangeRequest => ({
  method,
  path,
  query: "",
  headers: { host: "127.0.0.1", ...(body !== undefined && { "content-type": "application/json" }) },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

const state = {
  collections: { tokens: [{ token: "7|fake-token", tenant: "standin", revoked: false }] },
  counters: { "consents/standin": 3 },
};
const fault = {
  at: "handler",
  match: {
    provider: "avacy",
    operation: "recordConsent",
    method: "POST",
    path: "/standin/*",
    query: { page: "1" },
    headers: { accept: "*/*" },
    body: { subject: { email: "a@example.com" } },
  },
  when: { after: 1, every: 1, first: 1, probability: 0.5, seed: "a" },
  effect: { latencyMs: { from: 1, to: 2 }, gateway: { status: 503, headers: { "retry-after": "1" }, body: "gone" } },
};

/** One request for each operation of the control API, answered in a standin that has the world `w`, its snapshot and its fault. */
export const controlRequests: Readonly<Record<string, ExchangeRequest>> = {
  getHealth: get("/health"),
  listProviders: get("/providers"),
  getLimits: get("/limits"),
  getAgreement: get("/agreement"),
  listWorlds: get("/worlds"),
  putWorld: send("PUT", "/worlds/w", { trackReads: true }),
  getWorld: get("/worlds/w"),
  deleteWorld: send("DELETE", "/worlds/other"),
  resetWorld: send("POST", "/worlds/w/reset"),
  forkWorld: send("POST", "/worlds/w/fork", { into: "other" }),
  listSnapshots: get("/worlds/w/snapshots"),
  putSnapshot: send("PUT", "/worlds/w/snapshots/s"),
  getSnapshot: get("/worlds/w/snapshots/s"),
  deleteSnapshot: send("DELETE", "/worlds/w/snapshots/other"),
  restoreSnapshot: send("POST", "/worlds/w/snapshots/s/restore"),
  getClock: get("/worlds/w/clock"),
  changeClock: send("PATCH", "/worlds/w/clock", { now: "2024-01-01T00:00:00.000Z", frozen: true }),
  advanceClock: send("POST", "/worlds/w/clock/advance", { by: "PT15M" }),
  listDue: get("/worlds/w/due"),
  listFaults: get("/worlds/w/faults"),
  addFault: send("POST", "/worlds/w/faults", fault),
  clearFaults: send("DELETE", "/worlds/w/faults"),
  getFault: get("/worlds/w/faults/fault-1"),
  deleteFault: send("DELETE", "/worlds/w/faults/fault-1"),
  listExchanges: get("/worlds/w/exchanges", "provider=avacy&operation=recordConsent&method=GET&status=4xx"),
  clearExchanges: send("DELETE", "/worlds/w/exchanges"),
  streamExchanges: get("/worlds/w/exchanges/stream", "since=0"),
  exportExchanges: get("/worlds/w/exchanges/har"),
  runScenario: send("POST", "/worlds/w/scenarios/avacy/an%20API%20token", { token: "7|fake-token" }),
  getState: get("/worlds/w/state/avacy"),
  putState: send("PUT", "/worlds/w/state/avacy", state),
  listEvents: get("/worlds/w/outbox"),
  settleOutbox: send("POST", "/worlds/w/outbox/settle"),
  redeliverEvent: send("POST", "/worlds/w/outbox/1/redeliver"),
};
