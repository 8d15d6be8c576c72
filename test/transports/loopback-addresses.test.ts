import { once } from "node:events";
import { Agent, get } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { createStandin, type ListenOptions, type StandinServer } from "#standin/standin.ts";

/** `localhost` leads to 127.0.0.1 or to ::1, as the system and the program see fit: a server answers at both. */

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(options: ListenOptions = {}): Promise<StandinServer> {
  const standin = await createStandin({ providers: ["avacy"] });
  closers.push(() => standin.close({ graceMs: 0 }));
  return standin.listen(options);
}

/** @returns the status of the control API's answer, which only clients of this machine get without a token */
const statusAt = (host: string, port: number, agent?: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    get({ host, port, path: "/_standin/worlds", agent: agent ?? false }, (reply) => {
      reply.resume().once("end", () => resolve(reply.statusCode ?? 0));
    }).on("error", reject);
  });

async function take(port: number, host: string): Promise<Server> {
  const server = createServer();
  await once(server.listen(port, host), "listening");
  closers.push(() => server.close());
  return server;
}

const hasSix = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === "::1"));

describe.skipIf(!hasSix)("a server without an address of its own (needs ::1)", () => {
  it("answers at either loopback address, and at neither once it is closed", async () => {
    const server = await listen();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const agent = new Agent({ keepAlive: true });
    closers.push(() => agent.destroy());
    expect(await statusAt("127.0.0.1", server.port)).toBe(200);
    expect(await statusAt("::1", server.port, agent)).toBe(200);
    await server.close();
    for (const host of ["127.0.0.1", "::1"])
      await expect(statusAt(host, server.port), host).rejects.toThrow("ECONNREFUSED");
  });

  it("does not share a port that it was told with another program at ::1", async () => {
    const other = await take(0, "::1");
    const { port } = other.address() as AddressInfo;
    await expect(listen({ port })).rejects.toThrow(`Cannot listen on port ${port} of ::1 (EADDRINUSE).`);
    // Nothing is left of the attempt.
    await take(port, "127.0.0.1");
  });

  it("answers at one address only where that is named", async () => {
    const { port } = await listen({ host: "127.0.0.1" });
    await expect(statusAt("::1", port)).rejects.toThrow("ECONNREFUSED");
  });
});
