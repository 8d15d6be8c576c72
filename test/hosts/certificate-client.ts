import { request } from "node:http";
import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect, type TLSSocket } from "node:tls";

/** Clients that connect to a port of this machine as if it were a host, and trust one CA. */

/** Where a server is, and by which CA it is to be trusted. */
export interface Server {
  readonly port: number;
  readonly ca: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** @param servername the host that the certificate has to be for */
export function openTls({ port, ca }: Server, servername: string, protocols: string[] = []): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", ca, servername, ALPNProtocols: protocols }, () =>
      resolve(socket),
    );
    socket.on("error", reject);
  });
}

/** Asks by HTTP/1.1. */
export async function askHttp1(server: Server, servername: string, asked: Asked = {}): Promise<Reply> {
  const { method = "GET", path = "/", headers = {}, body } = asked;
  const socket = await openTls(server, servername, ["http/1.1"]);
  return new Promise((resolve, reject) => {
    const sent = request(
      { createConnection: () => socket, host: servername, method, path, headers },
      async (response) => {
        let text = "";
        try {
          for await (const chunk of response) text += chunk;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        } catch (error) {
          reject(error);
        }
      },
    );
    sent.on("error", reject).end(body);
  });
}

export async function openHttp2(server: Server, servername: string): Promise<ClientHttp2Session> {
  const socket = await openTls(server, servername, ["h2"]);
  const session = connectHttp2(`https://${servername}`, { createConnection: () => socket });
  session.on("error", () => {});
  return session;
}

/** Asks on a session of HTTP/2. */
export function askOn(session: ClientHttp2Session, { method = "GET", path = "/", headers = {}, body }: Asked = {}) {
  return new Promise<Reply>((resolve, reject) => {
    const stream = session.request({ ":method": method, ":path": path, ...headers });
    let status = 0;
    let received: IncomingHttpHeaders = {};
    let text = "";
    stream.on("response", (found) => {
      status = found[":status"] ?? 0;
      received = found;
    });
    stream.on("data", (chunk) => {
      text += chunk;
    });
    stream.on("end", () => resolve({ status, headers: received, body: text }));
    stream.on("error", reject);
    stream.end(body);
  });
}

export async function askHttp2(server: Server, servername: string, asked: Asked = {}): Promise<Reply> {
  const session = await openHttp2(server, servername);
  try {
    return await askOn(session, asked);
  } finally {
    session.close();
  }
}
