import { createServer, request as sendHttp } from "node:http";
import type { AddressInfo } from "node:net";

/** A reply on its way, to be tampered with. Header names are lower case. */
export interface TamperedReply {
  status: number;
  readonly headers: Record<string, string>;
  body: string;
}

export interface TamperingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A proxy that plants faults: it passes requests on to another one and tampers with the replies.
 *
 * @param upstream without a trailing slash; undefined: there is none, and every reply is made up
 */
export async function openTamperingProxy(
  upstream: string | undefined,
  tamper: (reply: TamperedReply) => void,
): Promise<TamperingProxy> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const reply: TamperedReply = { status: 200, headers: {}, body: "" };
    if (upstream !== undefined)
      await new Promise<void>((resolve, reject) => {
        const { hostname, port } = new URL(upstream);
        const { method, url: path, headers } = request;
        sendHttp({ hostname, port, method, path, headers }, async (answer) => {
          reply.status = answer.statusCode ?? 0;
          Object.assign(reply.headers, answer.headers);
          reply.body = Buffer.concat(await answer.toArray()).toString();
          resolve();
        })
          .on("error", reject)
          .end(body.length > 0 ? body : undefined);
      });
    tamper(reply);
    const { "content-length": _length, connection: _connection, ...headers } = reply.headers;
    response.writeHead(reply.status, headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Renames a member of a JSON body, wherever it stands first. */
export const rename = (body: string, name: string): string => body.replace(`"${name}":`, `"${name}_":`);
