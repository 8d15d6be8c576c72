import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Delivery } from "./contract.ts";

/** Takes what a provider sends by itself. */
export interface Receiver {
  readonly url: string;
  /** In the order of their arrival. */
  readonly deliveries: readonly Delivery[];
  /** Forgets them. */
  clear(): void;
  close(): Promise<void>;
}

/** A receiver as an application has one: a server on this machine. It answers by 204, or as the end of the path says. */
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
