import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Delivery } from "./contract.ts";

/** Receives webhooks of a provider. */
export interface Receiver {
  readonly url: string;
  /** The webhooks in the order of arrival. */
  readonly deliveries: readonly Delivery[];
  /** Clears them. */
  clear(): void;
  close(): Promise<void>;
}

/** Starts a local server that receives webhooks. It answers with 204, or with the status at the end of the path. */
export async function openReceiver(): Promise<Receiver> {
  let deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
    );
    deliveries.push({ method: request.method ?? "", headers, body: Buffer.concat(chunks).toString() });
    const [status = "204"] = /\d{3}$/.exec(request.url ?? "") ?? [];
    response.writeHead(Number(status)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    get deliveries() {
      return [...deliveries];
    },
    clear() {
      deliveries = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
