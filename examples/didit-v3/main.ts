import type { AddressInfo } from "node:net";
import { createDiditClient } from "standin/clients/didit";
import { createApp, type Person } from "./app.ts";

/** Starts the app. Without `DIDIT_BASE_URL` it uses the real Didit, with the key, workflow and secret of its console. */

const { DIDIT_BASE_URL, DIDIT_API_KEY, DIDIT_WORKFLOW_ID, DIDIT_WEBHOOK_SECRET, DIDIT_SANDBOX_SCENARIO } = process.env;
const people = new Map<string, Person>();
const processed = new Set<string>();
const app = createApp({
  didit: createDiditClient({
    apiKey: DIDIT_API_KEY ?? "standin-api-key",
    ...(DIDIT_BASE_URL !== undefined && { baseUrl: DIDIT_BASE_URL }),
  }),
  workflowId: DIDIT_WORKFLOW_ID ?? "00000000-0000-4000-8000-0000000000f1",
  webhookSecret: DIDIT_WEBHOOK_SECRET ?? "standin-webhook-secret",
  sandboxScenario: DIDIT_SANDBOX_SCENARIO,
  people: {
    async save(eventId, id, person) {
      if (processed.has(eventId)) return false;
      processed.add(eventId);
      people.set(id, person);
      return true;
    },
    find: async (id) => people.get(id),
  },
});
app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
});
