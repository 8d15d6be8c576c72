import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse, request as sendHttp } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { withPlaces } from "./prism-places.ts";
import { readSpec } from "./spec.ts";

/** The header that carries the URL of the upstream through Prism. */
export const UPSTREAM_HEADER = "x-standin-upstream";

/** Two `prism proxy` processes of one spec: one with `--errors`, which refuses, and one that only adds remarks. */
export interface Prisms {
  readonly strict: string;
  readonly lenient: string;
}

export interface PrismPool {
  /** `GET <url>/<provider>` starts the provider's Prisms, if needed, and returns their URLs. */
  readonly url: string;
  close(): Promise<void>;
}

/** Returns the URLs of a provider's Prisms. */
export async function findPrisms(pool: string, provider: string): Promise<Prisms> {
  const response = await fetch(`${pool}/${provider}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Prisms;
}

/**
 * A pool of Prisms for all test processes. A `prism proxy` has a fixed upstream, but every test has its own simulator; so
 * the pool is the upstream of all, and forwards each request to the URL in its header.
 */
export async function openPrismPool(): Promise<PrismPool> {
  const children: ChildProcess[] = [];
  const running = new Map<string, Promise<Prisms>>();
  const folder = await mkdtemp(join(tmpdir(), "standin-prism-"));

  const server = createServer((request, response) => {
    const target = request.headers[UPSTREAM_HEADER];
    const answered = typeof target === "string" ? pass(target, response) : tell(request.url?.slice(1) ?? "", response);
    answered.catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(error.message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function tell(provider: string, response: ServerResponse): Promise<void> {
    let prisms = running.get(provider);
    if (prisms === undefined) {
      prisms = startPrisms(provider);
      running.set(provider, prisms);
    }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(await prisms));
  }

  async function startPrisms(provider: string): Promise<Prisms> {
    const document = join(folder, `${provider}.json`);
    await writeFile(document, JSON.stringify(withPlaces((await readSpec(provider)).document)));
    const start = (isStrict: boolean) => startPrism(document, url, isStrict, children);
    const [strict, lenient] = await Promise.all([start(true), start(false)]);
    return { strict, lenient };
  }

  const stopPrisms = (): void => {
    for (const child of children) child.kill();
  };
  process.once("exit", stopPrisms);
  return {
    url,
    async close() {
      stopPrisms();
      process.off("exit", stopPrisms);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ignores the request as Prism sends it: the exchange has the client's own request. */
function pass(target: string, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = sendHttp(target, (reply: IncomingMessage) => {
      // Prism writes JSON anew under the old length: what may still seem to come must not be taken for a next request.
      const headers = reply.rawHeaders.flatMap((name, at, all) =>
        at % 2 === 1 || /^(connection|keep-alive)$/i.test(name) ? [] : [name, all[at + 1] ?? ""],
      );
      response.writeHead(reply.statusCode ?? 502, [...headers, "connection", "close"]);
      reply.pipe(response).on("close", resolve);
    });
    outgoing.on("error", reject).end();
  });
}

const MOST_TRIES = 3;
const START_MS = 60_000;

async function startPrism(document: string, upstream: string, isStrict: boolean, children: ChildProcess[]) {
  const require = createRequire(import.meta.url);
  const program = require.resolve("@stoplight/prism-cli/dist/index.js");
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort();
    const options = ["--port", String(port), "--cors=false", "-m=false", "-v", "silent"];
    const child = spawn(
      process.execPath,
      [program, "proxy", document, upstream, ...options, ...(isStrict ? ["--errors"] : [])],
      { stdio: "ignore", env: { ...process.env, NODE_ENV: "test" } },
    );
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    if (await isListening(url, child)) return url;
    if (tries === MOST_TRIES) throw new Error(`Prism does not start with ${basename(document)}`);
  }
}

async function isListening(url: string, child: ChildProcess): Promise<boolean> {
  const end = Date.now() + START_MS;
  while (Date.now() < end && child.exitCode === null) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answers) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Systems hand out ports from 32768 on: one of those another server could take before Prism does, and be asked in its place. */
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

function findFreePort(triesLeft = 20): Promise<number> {
  const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
  return new Promise<number>((resolve, reject) => {
    const socket = createSocketServer();
    socket.once("error", reject);
    socket.listen(port, "127.0.0.1", () => socket.close(() => resolve(port)));
  }).catch((error: unknown) => {
    if (triesLeft === 0) throw error;
    return findFreePort(triesLeft - 1);
  });
}
