import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createDataPlane } from "#transports/node.ts";
import { sendRaw } from "../support/raw-http.ts";

/** What has no body by RFC 9110 (6.4.1, 8.6): no byte of one, and no header that says how long it is. */

const exchanger: Exchanger = {
  exchange({ path }) {
    const [, status = "200", body] = path.split("/");
    return { status: Number(status), headers: { "x-path": path }, body };
  },
};

const framing = (head: string): string[] =>
  head.split("\r\n").filter((line) => /^(content-length|transfer-encoding):/i.test(line));

describe("a reply over node:http", () => {
  const server = createServer(createDataPlane(exchanger));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());
  const send = (method: string, path: string) =>
    sendRaw("127.0.0.1", (server.address() as AddressInfo).port, [`${method} ${path} HTTP/1.1`, "Host: x"]);

  it.each([
    ["GET", "/204", [], ""],
    ["GET", "/204/text", [], ""],
    ["HEAD", "/204", [], ""],
    ["GET", "/304", [], ""],
    ["GET", "/304/text", [], ""],
    ["HEAD", "/304", [], ""],
    ["GET", "/200", ["content-length: 0"], ""],
    ["GET", "/404", ["content-length: 0"], ""],
    ["GET", "/200/text", ["content-length: 4"], "text"],
    ["HEAD", "/200/text", ["content-length: 4"], ""],
  ])("%s %s", async (method, path, expected, body) => {
    const reply = await send(method, path);
    expect([reply.status, framing(reply.head), reply.body]).toEqual([Number(path.split("/")[1]), expected, body]);
    expect(reply.head).toContain(`x-path: ${path}`);
  });

  it("leaves the connection to the next, whatever came before", async () => {
    const paths = ["/204", "/304/text", "/200/one", "/204/text", "/200/two"];
    const { port } = server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(port, "127.0.0.1", () => {
        for (const [index, path] of paths.entries())
          socket.write(
            `GET ${path} HTTP/1.1\r\nHost: x\r\n${index === paths.length - 1 ? "Connection: close\r\n" : ""}\r\n`,
          );
      });
      socket.setEncoding("latin1");
      socket.on("data", (chunk) => {
        received += chunk;
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(received));
    });
    const replies = text.split(/(?=HTTP\/1\.1 \d{3})/);
    expect(replies.map((reply) => [reply.slice(9, 12), reply.split("\r\n\r\n")[1]])).toEqual([
      ["204", ""],
      ["304", ""],
      ["200", "one"],
      ["204", ""],
      ["200", "two"],
    ]);
  });
});

describe("standin itself", () => {
  let standin: Standin;
  let port: number;
  beforeAll(async () => {
    standin = await createStandin();
    port = Number(new URL((await standin.listen()).url).port);
  });
  afterAll(() => standin.close());

  it.each([
    [
      "a preflight",
      204,
      "OPTIONS /didomi/v1/sessions",
      ["Origin: https://a.example", "Access-Control-Request-Method: POST"],
    ],
    ["the control API", 204, "DELETE /_standin/worlds/default/faults", []],
    ["a gateway that answers from its cache", 304, "GET /didomi/v1/nothing", []],
  ])("sends nothing after the head: %s", async (_, status, line, headers) => {
    if (status === 304)
      await (await standin.world()).faults.add({ at: "connection", effect: { gateway: { status, body: "not sent" } } });
    const reply = await sendRaw("127.0.0.1", port, [`${line} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers]);
    expect([reply.status, framing(reply.head), reply.body]).toEqual([status, [], ""]);
  });
});
