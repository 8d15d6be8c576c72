import { connect } from "node:net";

/** What came back on a connection of its own. */
export interface RawReply {
  /** 0 if the connection ended without a reply. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends a request as it stands, in words that no client would let through, and reads until the connection ends.
 *
 * @param head request line and header lines; `Connection: close` is added
 */
export function sendRaw(host: string, port: number, head: readonly string[], body = ""): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.write(`${[...head, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
    });
    let text = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const end = text.indexOf("\r\n\r\n");
      const [, status = "0"] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      resolve({ status: Number(status), head: text.slice(0, Math.max(end, 0)), body: text.slice(end + 4) });
    });
  });
}
