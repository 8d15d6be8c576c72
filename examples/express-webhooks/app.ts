import express, { type Express } from "express";
import { type DiditClient, isApproved, type WorkflowStatus } from "standin/clients/didit";
import { createDiditWebhookVerifier } from "standin/clients/didit-webhooks";

/** Stores the verification status of people. A real app uses a database. */
export interface People {
  save(person: string, status: WorkflowStatus): Promise<void>;
  find(person: string): Promise<WorkflowStatus | undefined>;
}

export interface AppOptions {
  readonly didit: DiditClient;
  readonly webhookSecret: string;
  readonly people: People;
}

/** An app that verifies people's identities. Didit runs the checks, and reports progress by webhooks. */
export function createApp({ didit, webhookSecret, people }: AppOptions): Express {
  const app = express();
  const verifier = createDiditWebhookVerifier({ secret: webhookSecret, version: "v1" });

  app.post("/people/:person/verification", async ({ params: { person } }, response) => {
    const started = await didit.createVerification({ vendorData: person });
    if (started.ok) response.status(201).json({ url: started.data.url });
    else response.status(502).json({ message: started.message });
  });

  app.get("/people/:person", async ({ params: { person } }, response) => {
    const status = await people.find(person);
    response.json({ person, isVerified: status !== undefined && isApproved({ status }) });
  });

  // The signature covers the raw bytes, so they must not be parsed first.
  app.post("/webhooks/didit", express.raw({ type: "application/json" }), async ({ body, headers }, response) => {
    const verified = await verifier.verify(body, headers);
    if (!verified.ok) {
      response.status(401).send(verified.reason);
      return;
    }
    const { vendor_data: person, status } = verified.event;
    try {
      if (person) await people.save(person, status);
      response.sendStatus(204);
    } catch {
      // Didit sends it again after any 5xx.
      response.sendStatus(503);
    }
  });

  return app;
}
