import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type DiditKeyClient, isApproved, type WorkflowDecision, type WorkflowStatus } from "standin/clients/didit";
import { createDiditWebhookVerifier } from "standin/clients/didit-webhooks";

/** What is known of a person. */
export interface Person {
  readonly status: WorkflowStatus;
  /** As the document says. */
  readonly name: string | undefined;
}

/** Stores people, and which events were processed. A real app uses a database, and one transaction for both. */
export interface People {
  /** @returns whether the event is new */
  save(eventId: string, id: string, person: Person): Promise<boolean>;
  find(id: string): Promise<Person | undefined>;
}

export interface AppOptions {
  readonly didit: DiditKeyClient;
  /** What is checked. */
  readonly workflowId: string;
  readonly webhookSecret: string;
  readonly people: People;
  /** Only in a sandbox application: how every session ends, such as `approve`. */
  readonly sandboxScenario?: string | undefined;
}

/** An app that has people verified by a workflow of Didit, and learns the outcome by webhooks of version 3. */
export function createApp(options: AppOptions): Server {
  const receive = createReceiver(options);
  return createServer(async (request, response) => {
    const { method, url = "/" } = request;
    const [, area, name = "", action] = toPath(url).split("/");
    if (method === "POST" && area === "webhooks") return receive(request, response);
    if (area !== "people") return reply(response, 404);
    const id = decode(name);
    if (!id)
      return reply(response, 400, {
        message: "The path has no id of a person, or one that is not percent-encoded UTF-8.",
      });
    if (method === "POST" && action === "verification") return start(options, id, response);
    if (method === "GET" && action === undefined) return show(options, id, response);
    return reply(response, 404);
  });
}

const toPath = (url: string): string => url.split("?", 1)[0] ?? "";

/** `decodeURIComponent` throws for what any client may send, such as `%E0`. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function start({ didit, workflowId, sandboxScenario }: AppOptions, id: string, response: ServerResponse) {
  const session = await didit.createWorkflowSession({
    workflow_id: workflowId,
    // A person who comes back to an unfinished session gets the same one.
    vendor_data: id,
    ...(sandboxScenario !== undefined && { sandbox_scenario: sandboxScenario }),
  });
  if (session.ok) reply(response, 201, { url: session.data.url });
  else reply(response, 502, { message: session.message });
}

async function show({ people }: AppOptions, id: string, response: ServerResponse) {
  const person = await people.find(id);
  reply(response, 200, { id, isVerified: isApproved(person), name: person?.name });
}

function createReceiver({ webhookSecret, people }: AppOptions) {
  const verifier = createDiditWebhookVerifier({ secret: webhookSecret, version: "v3" });

  return async (request: IncomingMessage, response: ServerResponse) => {
    // The bytes as they came: whatever parses them first changes what was signed.
    const verified = await verifier.verify(Buffer.concat(await request.toArray()), request.headers);
    if (!verified.ok) return reply(response, 401, { message: verified.reason });
    if (verified.signedBy.endsWith("-Previous")) console.warn("The webhook secret was rotated: configure the new one.");
    const { event } = verified;
    // Others, such as user.status.updated, come only where they are subscribed to.
    if (event.webhook_type !== "status.updated" || !event.vendor_data || !event.event_id) return reply(response, 204);
    try {
      const { event_id, vendor_data, status, decision } = event;
      const isNew = await people.save(event_id, vendor_data, { status, name: nameOf(decision) });
      return reply(response, isNew ? 204 : 200);
    } catch {
      // Didit sends it again after any 5xx.
      return reply(response, 503);
    }
  };
}

/** A workflow may check several documents; a kind of check that has not run is null. */
const nameOf = (decision: WorkflowDecision | undefined): string | undefined =>
  decision?.id_verifications?.[0]?.full_name ?? undefined;

function reply(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body && JSON.stringify(body));
}
