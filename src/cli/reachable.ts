import { connect } from "node:net";
import { StandinError } from "#engine/basics/errors.ts";

const PATIENCE_MS = 10_000;

/**
 * Checks that a server accepts connections at a URL.
 *
 * @throws StandinError if none does
 */
export async function checkReachable(url: string): Promise<void> {
  if (!URL.canParse(url)) throw new StandinError("ERR_STANDIN_USAGE", `${JSON.stringify(url)} is not a URL.`);
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => {
      socket.destroy();
      reject(
        new StandinError(
          "ERR_STANDIN_USAGE",
          `No server answers at ${url} (${why}). Start the provider to verify, or correct --base-url.`,
        ),
      );
    };
    const socket = connect({ host, port: Number(port) || (protocol === "https:" ? 443 : 80) });
    socket.setTimeout(PATIENCE_MS, () => fail("no connection in time"));
    socket.once("error", ({ code, message }: NodeJS.ErrnoException) => fail(code ?? (message || "no connection")));
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}
