import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, requireBuild } from "./launch.ts";

/** A server that answers everything with an empty JSON object. */
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});
let address: string;

beforeAll(async () => {
  requireBuild();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it.each([["status"], ["world", "list"], ["exchanges", "--world", "a"], ["clock", "advance", "1m", "--world", "a"]])(
  "says that another server is not standin: %s %s",
  async (...args) => {
    const { code, stdout, stderr } = await launch([...args, "--url", `http://${address}`]).ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `The server at http://${address} is not standin.\n`,
    });
  },
);

it("shows no password of the URL that it was given", async () => {
  const { code, stderr } = await launch(["status"], { STANDIN_URL: `http://user:fake-password@${address}/?fake-token` })
    .ended;
  expect(code).toBe(2);
  expect(stderr).toContain(`http://${address}`);
  expect(stderr).not.toContain("fake");
});
