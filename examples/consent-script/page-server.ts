import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>
<p>netID: <output id="netid"></output></p><p>Avacy: <output id="avacy"></output></p><script src="/consent.js"></script></html>`;

/** Serves a page that loads the script. @returns the server, and where it answers */
export async function servePage(port = 0): Promise<{ readonly server: Server; readonly url: string }> {
  const script = await readFile(join(import.meta.dirname, "consent.js"), "utf8");
  const server = createServer(({ url }, response) => {
    const isScript = url === "/consent.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}
