import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ExchangeReply, isStream } from "#engine/contract/exchange.ts";
import { createForwarder } from "#transports/node-forward.ts";

/* Replies forwarded from a standin in another process, which a stub server replaces here. */

const connections = new Set<unknown>();
let lost = 0;

const server = createServer((request, response) => {
  response.on("close", () => {
    if (!response.writableFinished) lost += 1;
  });
  if (request.url === "/whole") response.end("whole");
  if (request.url === "/cut") {
    response.writeHead(200, { "content-length": 10 });
    response.write("half", () => response.destroy());
  }
  if (request.url === "/endless") response.write("begun");
});
server.on("connection", (socket) => connections.add(socket));

let ask: (path: string, whenStopping?: (run: () => void) => void) => Promise<ExchangeReply>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const forwarder = createForwarder(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  ask = async (path, stop) => {
    const whenStopping = (run: () => void) => {
      stop?.(run);
      return () => {};
    };
    return forwarder.exchange({ method: "GET", path, query: "", headers: {}, stopping: { whenStopping } });
  };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function* piecesOf({ body }: ExchangeReply): AsyncGenerator<string> {
  if (!isStream(body)) throw new Error("it does not come in pieces");
  for await (const piece of body) yield String(piece);
}

describe("a reply of a standin that runs elsewhere", () => {
  it("holds no connection when it is not read", async () => {
    const next = async () => {
      const before = connections.size;
      expect((await ask("/whole")).status).toBe(200);
      expect(connections.size).toBe(before);
    };
    await vi.waitFor(next, { interval: 1, timeout: 10_000 });
  });

  it("breaks off here where it breaks off there", async () => {
    const pieces = piecesOf(await ask("/cut"));
    expect((await pieces.next()).value).toBe("half");
    await expect(pieces.next()).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("ends there when its reader stops, or its caller goes away", async () => {
    const before = lost;
    const pieces = piecesOf(await ask("/endless"));
    expect((await pieces.next()).value).toBe("begun");
    await pieces.return(undefined);
    await vi.waitFor(() => expect(lost).toBe(before + 1), { interval: 1, timeout: 30_000 });
    const stops: (() => void)[] = [];
    const unanswered = ask("/nothing", (run) => stops.push(run));
    await vi.waitFor(() => expect(stops).toHaveLength(1));
    stops[0]?.();
    expect(await unanswered).toMatchObject({ status: 0, delivery: { kind: "reset" } });
  });
});
