import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";

/** Bodies at the limit of their operation and one byte beyond, on every way that a body can take. */

interface Target {
  readonly provider: (typeof providerNames)[number];
  readonly path: string;
  readonly method: string;
  readonly limitBytes: number;
}

/** The first operation of each provider whose request has a body. */
const targets: readonly Target[] = await Promise.all(
  providerNames.map(async (provider) => {
    const { operations } = await registry[provider].behaviour();
    const found = Object.values(operations).find(({ requestBody }) => requestBody !== undefined);
    if (found?.requestBody === undefined) throw new Error(`no operation of ${provider} takes a body`);
    const { method, requestBody } = found;
    const path = found.path.replaceAll(/\{\w+\}/g, "1");
    return { provider, path, method, limitBytes: requestBody.limitBytes };
  }),
);

let standin: Standin;
let url: string;
beforeAll(async () => {
  standin = await createStandin();
  url = (await standin.listen()).url;
});
afterAll(() => standin.close());

const inPieces = (bytes: Uint8Array): ReadableStream =>
  new ReadableStream({
    start(controller) {
      // The last piece is one byte: the limit is exceeded by that alone.
      controller.enqueue(bytes.subarray(0, 1000));
      controller.enqueue(bytes.subarray(1000, -1));
      controller.enqueue(bytes.subarray(-1));
      controller.close();
    },
  });

type Send = (target: Target, bytes: Uint8Array<ArrayBuffer>, headers?: HeadersInit) => Promise<Response>;
const to =
  (send: typeof fetch, base: () => string, toBody: (bytes: Uint8Array<ArrayBuffer>) => BodyInit): Send =>
  ({ provider, path, method }, bytes, headers) =>
    send(`${base()}/${registry[provider].prefix ?? provider}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: toBody(bytes),
      duplex: "half",
    } as RequestInit);

const WAYS: Readonly<Record<string, Send>> = {
  "in process": to(
    (...given) => standin.fetch(...given),
    () => "http://standin.localhost",
    (bytes) => bytes,
  ),
  "in process, in pieces": to(
    (...given) => standin.fetch(...given),
    () => "http://standin.localhost",
    inPieces,
  ),
  "over HTTP with a content-length": to(
    fetch,
    () => url,
    (bytes) => bytes,
  ),
  "over HTTP in chunks": to(fetch, () => url, inPieces),
};

/** JSON of so many bytes. */
function jsonOf(bytes: number, letter = "x"): Uint8Array<ArrayBuffer> {
  const shell = '{"a":""}'.length;
  return new Uint8Array(Buffer.from(`{"a":"${letter.repeat((bytes - shell) / Buffer.byteLength(letter))}"}`));
}

describe.each(Object.entries(WAYS))("%s", (_, send) => {
  it.each(targets)("$provider takes $limitBytes bytes at $path, and not one more", async (target) => {
    const { limitBytes } = target;
    for (const [bytes, isTaken] of [
      [limitBytes - 1, true],
      [limitBytes, true],
      [limitBytes + 1, false],
    ] as const) {
      const body = jsonOf(bytes);
      expect(body.length).toBe(bytes);
      const reply = await send(target, body);
      await reply.arrayBuffer();
      expect(reply.status === 413, `${bytes} bytes: ${reply.status}`).toBe(!isTaken);
    }
  });

  it("counts bytes, not characters", async () => {
    const [target] = targets;
    if (target === undefined) throw new Error("there are no providers");
    const over = jsonOf(target.limitBytes + 2, "ä");
    expect((await send(target, over)).status).toBe(413);
  });

  it("counts what comes out of a content coding, where the provider undoes it", async () => {
    const target = targets.find(({ provider }) => provider === "didomi");
    if (target === undefined) throw new Error("there is no Didomi");
    for (const [more, isTaken] of [
      [0, true],
      [1, false],
    ] as const) {
      const body = new Uint8Array(gzipSync(jsonOf(target.limitBytes + more)));
      expect(body.length).toBeLessThan(target.limitBytes / 100);
      const reply = await send(target, body, { "content-encoding": "gzip" });
      expect(reply.status === 413, `${more}: ${reply.status}`).toBe(!isTaken);
    }
  });
});
