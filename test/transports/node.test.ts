import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createDataPlane } from "#transports/node.ts";

/** Answers at once; one of its replies is none that HTTP can carry. */
const exchanger: Exchanger = {
  exchange: ({ path }) => ({
    status: 200,
    headers: { "x-path": path === "/bad" ? "two\nlines" : path, "set-cookie": ["a=1", "b=2"] },
    body: "answered",
  }),
};

describe("replies that leave together", () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const answer = createDataPlane(exchanger);
    server = createServer((request, response) => {
      response.setHeader("x-powered-by", "an-application");
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("keep what a framework has set before, and each value of a list", async () => {
    const { status, headers } = await fetch(`${url}/good`);
    expect([status, headers.get("x-powered-by"), headers.get("x-path")]).toEqual([200, "an-application", "/good"]);
    expect([headers.getSetCookie(), headers.get("content-length")]).toEqual([["a=1", "b=2"], "8"]);
  });

  it("are not lost with one that cannot be sent, which is a 500 that says so", async () => {
    const paths = ["/first", "/bad", "/second", "/third"];
    const replies = await Promise.all(paths.map((path) => fetch(url + path)));
    expect(replies.map(({ status }) => status)).toEqual([200, 500, 200, 200]);
    expect(replies[1]?.headers.get("x-powered-by")).toBe("an-application");
    expect(await replies[1]?.json()).toMatchObject({
      title: "Internal Server Error",
      detail: expect.stringContaining("bug in standin"),
    });
  });
});
