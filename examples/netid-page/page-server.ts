import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";

export interface PageOptions {
  /** The base URL of netID; empty: the real netID. */
  readonly netidUrl: string;
  readonly tappId: string;
  /** The port; 0 picks a free one. */
  readonly port: number;
}

/** Serves the page and its script, which is bundled for browsers once. Resolves when the server listens. */
export async function servePage({ netidUrl, tappId, port }: PageOptions): Promise<{ url: string; server: Server }> {
  const entryPoints = [join(import.meta.dirname, "page.ts")];
  const bundled = await build({ entryPoints, bundle: true, platform: "browser", format: "esm", write: false });
  const template = await readFile(join(import.meta.dirname, "page.html"), "utf8");
  let page = "";
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/") response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    else if (path === "/page.js")
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(bundled.outputFiles[0]?.text);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  // A name, because browsers accept a secure cookie over plain http only from `localhost`.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  page = template
    .replaceAll("NETID_URL", netidUrl)
    .replaceAll("TAPP_ID", tappId)
    .replaceAll("PAGE_URL", encodeURIComponent(url));
  return { url, server };
}
