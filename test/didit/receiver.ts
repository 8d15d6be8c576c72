import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One delivery as a receiver gets it. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The raw bytes, as text. */
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** The statuses of the next answers; the last one stays. */
  answerWith(...statuses: number[]): void;
  /** Holds back all answers until it is called again. @returns lets them go */
  holdBack(): () => void;
  close(): Promise<void>;
}

/** A receiver as an application has one: a real server on this machine. */
export async function createReceiver(...statuses: number[]): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let answers = statuses.length > 0 ? statuses : [200];
  let leave = Promise.resolve();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    deliveries.push({ headers: request.headers, text, body: JSON.parse(text) });
    await leave;
    const status = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(status ?? 200, status === 302 ? { location: "/elsewhere" } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    deliveries,
    answerWith(...next) {
      answers = next;
    },
    holdBack() {
      let release = () => {};
      leave = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const hmac = (secret: string, text: string): string => createHmac("sha256", secret).update(text, "utf8").digest("hex");

/** JSON as `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` has it, by a way of its own. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
  );
};

/** Which of the three signatures hold for a body with these bytes, by what receivers do. */
export function checkSignatures({ headers }: Delivery, text: string, secret: string) {
  const body = JSON.parse(text);
  const simple = `${body.timestamp}:${body.session_id}:${body.status}:${body.webhook_type}`;
  return {
    raw: headers["x-signature"] === hmac(secret, text),
    v2: headers["x-signature-v2"] === hmac(secret, JSON.stringify(sorted(body))),
    simple: headers["x-signature-simple"] === hmac(secret, simple),
  };
}

/** The first checks of a receiver: all three signatures, and a timestamp at most five minutes off. */
export function isGenuine(delivery: Delivery, secret: string, nowMs: number): boolean {
  const { raw, v2, simple } = checkSignatures(delivery, delivery.text, secret);
  const stamp = Number(delivery.headers["x-timestamp"]);
  const { created_at, timestamp } = delivery.body;
  return raw && v2 && simple && stamp === created_at && stamp === timestamp && Math.abs(nowMs / 1000 - stamp) <= 300;
}
