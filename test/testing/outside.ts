import dns from "node:dns";
import net from "node:net";
import tls from "node:tls";

/** What an intercepted program must not reach: a proxy, or a provider, on loopback. It records all that arrives, and answers 418. */
export interface Outside extends AsyncDisposable {
  readonly port: number;
  /** All that has arrived, as text. */
  seen(): string;
  /** How many connections are open. */
  open(): number;
}

/** TLS without certificates, which a client of the test can ask for. */
const KEY = Buffer.from("d731ef57be09e5204f0b205b60627028", "hex");
const PSK = { ciphers: "PSK", maxVersion: "TLSv1.2" } as const;
export const TLS_OF_OUTSIDE = {
  ...PSK,
  pskCallback: () => ({ psk: KEY, identity: "test" }),
  checkServerIdentity: () => undefined,
};

const TEAPOT = "HTTP/1.1 418 Outside\r\ncontent-length: 0\r\n\r\n";
const TLS_HANDSHAKE = 22;
const SOCKS_GREETING = Buffer.from([5, 1, 0]);

export async function openOutside({ isSecure = false, isSilent = false } = {}): Promise<Outside> {
  let seen = "";
  const sockets = new Set<net.Socket>();
  const serve = (socket: net.Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let head = "";
    socket.on("data", (piece: Buffer) => {
      const text = piece.toString("latin1");
      seen += text;
      head = /^[A-Z]+ /.test(text) ? text : head + text;
      if (!isSilent && piece[0] === TLS_HANDSHAKE) socket.destroy();
      else if (piece.equals(SOCKS_GREETING)) socket.write(Buffer.from([5, 0]));
      else if (!isSilent && head.includes("\r\n\r\n")) {
        socket.write(head.startsWith("CONNECT") ? "HTTP/1.1 200 OK\r\n\r\n" : TEAPOT);
        head = "";
      }
    });
  };
  const server = isSecure ? tls.createServer({ ...PSK, pskCallback: () => KEY }, serve) : net.createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    seen: () => seen,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const each of sockets) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Lets a name lead to loopback, until it is disposed of. */
export function resolveToLoopback(name: string): Disposable {
  const original = dns.lookup;
  const lookup = (host: string, options: { all?: boolean }, done: (...found: unknown[]) => void): void => {
    if (host !== name) Reflect.apply(original, dns, [host, options, done]);
    else if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
  };
  Object.assign(dns, { lookup });
  return {
    [Symbol.dispose]() {
      Object.assign(dns, { lookup: original });
    },
  };
}
