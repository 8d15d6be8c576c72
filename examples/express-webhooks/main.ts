import type { AddressInfo } from "node:net";
import { createDiditClient, type WorkflowStatus } from "standin/clients/didit";
import { createApp } from "./app.ts";

/** Starts the app. Without `DIDIT_BASE_URL` it uses the real Didit. */

const { DIDIT_BASE_URL, DIDIT_CLIENT_ID, DIDIT_CLIENT_SECRET, DIDIT_WEBHOOK_SECRET, PORT = "3000" } = process.env;
const didit = createDiditClient({
  clientId: DIDIT_CLIENT_ID ?? "standin-client",
  clientSecret: DIDIT_CLIENT_SECRET ?? "standin-secret",
  ...(DIDIT_BASE_URL !== undefined && { baseUrl: DIDIT_BASE_URL }),
});
const statuses = new Map<string, WorkflowStatus>();
const app = createApp({
  didit,
  webhookSecret: DIDIT_WEBHOOK_SECRET ?? "standin-webhook-secret",
  people: {
    async save(person, status) {
      statuses.set(person, status);
    },
    find: async (person) => statuses.get(person),
  },
});
const server = app.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
