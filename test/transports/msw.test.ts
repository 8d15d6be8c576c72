import https from "node:https";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createMswHandlers } from "#transports/msw.ts";

/* How a broken-off connection shows to a program that MSW intercepts. */

let standin: Standin;
let server: ReturnType<typeof setupServer>;

beforeAll(async () => {
  standin = await createStandin();
  server = setupServer(...createMswHandlers(standin.engine));
  server.listen();
});

afterAll(async () => {
  server.close();
  await standin.close();
});

describe("a connection that a fault breaks off under MSW", () => {
  it.each([["reset"], ["lose-acknowledgement"]] as const)("has the code of a real one: %s", async (connection) => {
    const printed = vi.spyOn(console, "error");
    const [provider] = standin.providers;
    const url = `https://${provider?.api.hosts[0]}/nowhere`;
    const world = await standin.world();
    await world.faults.add({ at: "connection", effect: { connection } });
    const error = await fetch(url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).cause).toMatchObject({
      code: "ECONNRESET",
      message: expect.stringContaining("by a fault"),
    });
    // MSW has no way to tell more to this one.
    const told = await new Promise((resolve) => https.get(url).on("error", resolve));
    expect(told).toBeInstanceOf(TypeError);
    expect(printed).not.toHaveBeenCalled();
    await world.faults.clear();
  });
});
