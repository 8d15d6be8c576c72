import { describe, expect, it } from "vitest";
import { withTimeout } from "#clients/fetch.ts";

const LIMIT = 1000;
const request = (): Request => new Request("http://localhost/");

/** A reply in pieces. @param bytes infinite for one without an end */
function replyOf(bytes: number): { reply: Response; isCancelled: () => boolean } {
  let left = bytes;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const size = Math.min(left, 100);
      left -= size;
      if (size === 0) stream.close();
      else stream.enqueue(new Uint8Array(size));
    },
    cancel() {
      cancelled = true;
    },
  });
  return { reply: new Response(body), isCancelled: () => cancelled };
}

describe("a client's fetch", () => {
  it.each([0, LIMIT - 1, LIMIT])("takes a reply of %i bytes", async (bytes) => {
    const reply = await withTimeout(async () => replyOf(bytes).reply, 10_000, LIMIT)(request());
    expect((await reply.arrayBuffer()).byteLength).toBe(bytes);
  });

  it.each([LIMIT + 1, Number.POSITIVE_INFINITY])("ends a reply of %d bytes, and closes it", async (bytes) => {
    const { reply, isCancelled } = replyOf(bytes);
    const sending = withTimeout(async () => reply, 10_000, LIMIT)(request());
    await expect(sending).rejects.toThrow("the reply has more than 1000 bytes");
    // A stream that has come to its end has nothing to cancel.
    if (bytes === Number.POSITIVE_INFINITY) await expect.poll(isCancelled).toBe(true);
  });
});
