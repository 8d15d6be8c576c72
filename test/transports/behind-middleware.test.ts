import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer, type Server, request as sendHttp } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { deflateSync, gzipSync } from "node:zlib";
import express from "express";
import multer from "multer";
import { afterEach, describe, expect, it } from "vitest";
import type { ExchangeReply, Exchanger } from "#engine/contract/exchange.ts";
import { operations } from "#generated/avacy/operations.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import { createDataPlane } from "#transports/node.ts";

/*
 * The router in an application whose middleware has had the request before: it listens, keeps, limits, alters and answers. What
 * comes of it is compared with standin's own server, and nothing ends the application's process.
 */

type Prepare = (app: express.Express) => void;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(server: Server, at?: string): Promise<number> {
  await new Promise<void>((resolve) =>
    at === undefined ? server.listen(0, "127.0.0.1", resolve) : server.listen(at, resolve),
  );
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return at === undefined ? (server.address() as AddressInfo).port : 0;
}

/** An application with this middleware before the router, and one that shows its errors behind it. */
function createApp(exchanger: Exchanger, prepare: Prepare): express.Express {
  const app = express();
  prepare(app);
  app.use(createExpressRouter(exchanger));
  app.use(((error, _request, response, _next) => {
    response.status(error.status ?? 500).send(`application: ${error.message}`);
  }) satisfies express.ErrorRequestHandler);
  return app;
}

async function open(): Promise<Standin> {
  const standin = await createStandin({ frozenAt: "2025-03-01T09:30:00Z", seed: 7 });
  closers.push(standin.close);
  return standin;
}

/** A new simulator, whose providers are not loaded yet, in such an application. @returns where it answers */
async function mount(prepare: Prepare): Promise<string> {
  const { engine } = await open();
  return `http://127.0.0.1:${await listen(createServer(createApp(engine, prepare)))}`;
}

const ownServer = async (): Promise<string> => (await (await open()).listen()).url;

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** In pieces, without a `Content-Length`. */
  readonly chunked?: boolean;
}

/** @throws if there is no answer in time: nothing may hang. */
async function answerTo(url: string, { path, headers, body, chunked = false }: Sent) {
  const bytes = Buffer.from(body);
  const init = chunked ? { body: new Blob([bytes]).stream(), duplex: "half" } : { body: bytes };
  const reply = await fetch(url + path, { method: "POST", headers, ...init, signal: AbortSignal.timeout(20_000) });
  return { status: reply.status, text: await reply.text() };
}

const JSON_TYPE = { "content-type": "application/json" };
const CONSENTS = "/avacy/standin/domains_groups/1/consents";
const AVACY = { authorization: "Bearer 1|standin-token" };
const LIMIT_BYTES = operations.recordConsent.requestBody.limitBytes;
const KEY = JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" });

const consent = (more: object = {}): string =>
  JSON.stringify({
    subject: { email: "ann@example.com", name: "Änn" },
    identifier: "email",
    ip_address: "192.0.2.1",
    preferences: [{ name: "newsletter", accepted: true }],
    ...more,
  });
const toAvacy = (body: Sent["body"], more: object = {}): Sent => ({
  path: CONSENTS,
  headers: { ...JSON_TYPE, ...AVACY, ...more },
  body,
});
const toDidomi = (body: Sent["body"], more: object = {}): Sent => ({
  path: "/didomi/v1/sessions",
  headers: { ...JSON_TYPE, ...more },
  body,
});

// More than a connection hands over at once; each piece ends within a character somewhere.
const LARGE = consent({ proofs: `x${"é".repeat(400_000)}` });
const GZIP = { "content-encoding": "gzip" };

const use =
  (run: (request: express.Request & { rawBody?: unknown }) => void): Prepare =>
  (app) =>
    app.use((request, _response, next) => {
      run(request);
      next();
    });

describe("a request whose body flows already", () => {
  const ways: Record<string, Prepare> = {
    "as middleware listens to it": use((request) => request.on("data", () => {})),
    "as middleware pipes it elsewhere": use((request) => request.pipe(new PassThrough()).resume()),
    "as middleware hashes it": use((request) => request.pipe(createHash("sha256")).resume()),
    "as middleware takes what is readable": use((request) =>
      request.on("readable", () => {
        while (request.read() !== null);
      }),
    ),
    "as middleware lets it": use((request) => request.resume()),
    "and is paused": use((request) => request.pause()),
    "as text in UTF-8": use((request) => request.setEncoding("utf8").on("data", () => {})),
  };
  for (const encoding of ["utf8", "latin1", "hex", "base64"] as const)
    ways[`or will, in ${encoding}`] = use((request) => request.setEncoding(encoding));

  it.each(Object.entries(ways))("is read as a whole, also before anything is loaded: %s", async (_way, prepare) => {
    const [own, url] = await Promise.all([ownServer(), mount(prepare)]);
    const expected = await answerTo(own, toAvacy(LARGE));
    expect(expected.status).toBe(201);
    expect(await answerTo(url, toAvacy(LARGE))).toEqual(expected);
    expect((await answerTo(url, { ...toAvacy(LARGE), chunked: true })).status).toBe(201);
    expect((await answerTo(url, toDidomi(KEY))).status).toBe(200);
  });

  it.each(Object.entries(ways))("is released if the engine does not read it: %s", async (_way, prepare) => {
    const url = await mount(prepare);
    const head = ["POST /avacy/nothing HTTP/1.1", "Host: localhost", "Content-Length: 900000"];
    // Answered before there is a body, which has to go out of the way of the next request.
    const { socket, until } = readReply(Number(new URL(url).port), head);
    await until(/HTTP\/1\.1 404 /);
    socket.write(`${"x".repeat(900_000)}${head.join("\r\n")}\r\n\r\n`);
    await until(/HTTP\/1\.1 404 [\s\S]*HTTP\/1\.1 404 /);
  });
});

describe("a body of which middleware has kept nothing", () => {
  const drain: Prepare = (app) =>
    app.use((request, _response, next) => {
      request.resume().on("end", () => next());
    });
  const takeFirst: Prepare = (app) =>
    app.use((request, _response, next) => {
      request.once("data", () => setImmediate(next));
    });

  it.each([
    ["all is gone", drain],
    ["the start is gone", takeFirst],
  ])("is an error of the application, which says what to do: %s", async (_what, prepare) => {
    const { status, text } = await answerTo(await mount(prepare), toAvacy(LARGE));
    expect([status, text]).toEqual([500, expect.stringContaining("keep all bytes as request.rawBody")]);
  });

  it("is no error where there are no bytes", async () => {
    const [own, url] = await Promise.all([ownServer(), mount(drain)]);
    expect(await answerTo(url, toAvacy(""))).toEqual(await answerTo(own, toAvacy("")));
  });
});

/** Keeps the bytes of the wire. */
const collect =
  (keep: (request: express.Request & { rawBody?: unknown }, bytes: Buffer) => void): Prepare =>
  (app) =>
    app.use((request, _response, next) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => pieces.push(piece));
      request.on("end", () => {
        keep(request, Buffer.concat(pieces));
        next();
      });
    });
const verify =
  (toKept: (bytes: Buffer) => unknown): Prepare =>
  (app) =>
    app.use(
      express.json({
        limit: "100mb",
        verify: (request, _response, bytes) => Object.assign(request, { rawBody: toKept(bytes) }),
      }),
    );
const raw: Prepare = (app) => app.use(express.raw({ type: "*/*", limit: "100mb" }));
const text: Prepare = (app) => app.use(express.text({ type: "*/*", limit: "100mb" }));
const json: Prepare = (app) => app.use(express.json({ limit: "100mb" }));

const keepers = {
  "bytes that express.json verified": verify((bytes) => bytes),
  "text that express.json verified": verify(String),
  "bytes of the wire": collect((request, bytes) => Object.assign(request, { rawBody: bytes })),
  "bytes of the wire as the body": collect((request, bytes) => Object.assign(request, { body: bytes })),
  "bytes of the wire, and express.json": (app) => {
    use((request) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => {
        pieces.push(piece);
        request.rawBody = Buffer.concat(pieces);
      });
    })(app);
    json(app);
  },
  "express.raw": raw,
  "express.text": text,
} satisfies Record<string, Prepare>;
type Keeper = keyof typeof keepers;
const keeperNames = Object.keys(keepers) as Keeper[];
const OF_THE_WIRE = keeperNames.filter((name) => name.startsWith("bytes of the wire"));

/** JSON that is as long as what gzip makes of it: letters that never come again are all that gzip makes longer. */
function asLongAsItsGzip(): string {
  for (let count = 0; count < 200; count += 1) {
    const letters = String.fromCharCode(...Array.from({ length: count }, (_, index) => 0x400 + ((index * 67) % 0x380)));
    const body = JSON.stringify({ ...JSON.parse(KEY), note: letters });
    if (gzipSync(body).length === Buffer.byteLength(body)) return body;
  }
  throw new Error("there is none");
}

const BIG = consent({ proofs: 1 }).replace('"proofs":1', '"proofs":9007199254740993');

interface Kept {
  readonly what: string;
  readonly sent: Sent;
  /** What the own server answers. */
  readonly status: number;
  /** Default: all. */
  readonly by?: readonly Keeper[];
}

const kept: readonly Kept[] = [
  { what: "plain", sent: toAvacy(consent()), status: 201 },
  { what: "an integer that JavaScript would alter", sent: toAvacy(BIG), status: 400 },
  { what: "a coding that is none", sent: toAvacy(consent(), { "content-encoding": "identity" }), status: 201 },
  { what: "gzip where PHP does not undo it", sent: toAvacy(gzipSync(consent()), GZIP), status: 400 },
  { what: "the same, large", sent: toAvacy(gzipSync(LARGE), GZIP), status: 400 },
  { what: "the same, in pieces", sent: { ...toAvacy(gzipSync(consent()), GZIP), chunked: true }, status: 400 },
  { what: "gzip", sent: toDidomi(gzipSync(KEY), GZIP), status: 200 },
  { what: "gzip in pieces", sent: { ...toDidomi(gzipSync(KEY), GZIP), chunked: true }, status: 200 },
  { what: "gzip of the same length", sent: toDidomi(gzipSync(asLongAsItsGzip()), GZIP), status: 200 },
  { what: "deflate", sent: toDidomi(deflateSync(KEY), { "content-encoding": "DEFLATE" }), status: 200 },
  {
    what: "deflate in pieces",
    sent: { ...toDidomi(deflateSync(KEY), { "content-encoding": "deflate" }), chunked: true },
    status: 200,
  },
  {
    what: "gzip that is none",
    sent: toDidomi(KEY, GZIP),
    status: 400,
    by: ["bytes of the wire"],
  },
  {
    what: "an unsupported content coding",
    sent: toDidomi(KEY, { "content-encoding": "zstd" }),
    status: 400,
    by: OF_THE_WIRE.filter((name) => !name.includes("express")),
  },
];

describe("a body that middleware has kept", () => {
  const cases = kept.flatMap(({ by = keeperNames, ...input }) => by.map((keeper) => ({ ...input, keeper })));

  it.each(cases)("is read as it came: $what, by $keeper", async ({ sent, status, keeper }) => {
    const [own, url] = await Promise.all([ownServer(), mount(keepers[keeper])]);
    const expected = await answerTo(own, sent);
    expect(expected.status).toBe(status);
    expect(await answerTo(url, sent)).toEqual(expected);
  });

  it("is not taken from text that was decoded piece by piece, where it has been parsed as well", async () => {
    const url = await mount((app) => {
      use((request) => {
        request.rawBody = "";
        request.on("data", (piece) => {
          request.rawBody += piece;
        });
      })(app);
      json(app);
    });
    const own = await ownServer();
    expect(await answerTo(url, toAvacy(LARGE))).toEqual(await answerTo(own, toAvacy(LARGE)));
  });

  it("is an error of the application where it is gone", async () => {
    const folder = join(tmpdir(), `standin-uploads-${process.pid}`);
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const url = await mount((app) => {
      app.use(multer({ dest: folder }).any(), (_request, _response, next) => {
        void rm(folder, { recursive: true }).then(() => next(), next);
      });
    });
    const form = new FormData();
    form.append("attachment", new Blob(["bytes"]), "a.txt");
    const reply = await fetch(url + CONSENTS, { method: "POST", headers: AVACY, body: form });
    expect([reply.status, await reply.text()]).toEqual([500, expect.stringMatching(/^application: .*ENOENT/)]);
  });
});

describe("the largest body", () => {
  const padded = (bytes: number): string => consent().padEnd(bytes - 2, " ");
  const BOUNDARY = "a-boundary";
  const form = (bytes: number): Sent => {
    const part = (name: string, value: string): string =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const fields = [
      part("subject[email]", "ann@example.com"),
      part("identifier", "email"),
      part("ip_address", "192.0.2.1"),
      part("preferences[0][name]", "newsletter"),
      part("preferences[0][accepted]", "1"),
    ].join("");
    const end = `--${BOUNDARY}--\r\n`;
    // Characters of which each needs three when a form is written, and the last part in front of it all.
    const empty = part("proofs", "") + fields + end;
    const body = part("proofs", "[".repeat(bytes - empty.length)) + fields + end;
    return { ...toAvacy(body), headers: { ...AVACY, "content-type": `multipart/form-data; boundary=${BOUNDARY}` } };
  };
  // Written again, each number is much longer.
  const growing = toAvacy(consent({ proofs: "[]" }).replace('"[]"', `[${"1e20,".repeat(150_000)}1]`));
  const parts: Prepare = (app) => app.use(multer({ limits: { fieldSize: 1e8 } }).any());
  const size = (sent: Sent): number => Buffer.byteLength(sent.body);

  const cases: readonly [string, Prepare, (bytes: number) => Sent][] = [
    ["express.json", json, (bytes) => toAvacy(padded(bytes + 1))],
    ["express.raw", raw, (bytes) => toAvacy(padded(bytes + 1))],
    ["express.text", text, (bytes) => toAvacy(padded(bytes + 1))],
    ["multer", parts, form],
  ];

  it.each(cases)("is the same behind %s", async (_name, prepare, ofSize) => {
    const [own, url] = await Promise.all([ownServer(), mount(prepare)]);
    for (const [more, status] of [
      [0, 201],
      [1, 413],
    ] as const) {
      const sent = ofSize(LIMIT_BYTES + more);
      expect(size(sent)).toBe(LIMIT_BYTES + more);
      const expected = await answerTo(own, sent);
      expect(expected.status).toBe(status);
      expect(await answerTo(url, sent)).toEqual(expected);
    }
  });

  it("may be larger when it is written again", async () => {
    const [own, url] = await Promise.all([ownServer(), mount(json)]);
    expect(size(growing)).toBeLessThan(LIMIT_BYTES);
    expect((await answerTo(own, growing)).status).toBe((await answerTo(url, growing)).status);
    expect((await answerTo(url, growing)).status).not.toBe(413);
  });

  it("is that of what comes out of a content coding, where the provider undoes it", async () => {
    const over = toDidomi(gzipSync(`${KEY}${" ".repeat(LIMIT_BYTES)}`), GZIP);
    for (const prepare of [json, raw, text, verify((bytes) => bytes)]) {
      const [own, url] = await Promise.all([ownServer(), mount(prepare)]);
      const expected = await answerTo(own, over);
      expect(expected.status).toBe(413);
      // express.json has dropped the blanks.
      expect(await answerTo(url, over)).toEqual(prepare === json ? { status: 200, text: expect.anything() } : expected);
    }
  });
});

/** Sends a head, and reads until the first reply is there that is a last one. */
function readReply(port: number, head: readonly string[]) {
  const socket = connect(port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n`));
  closers.push(() => socket.destroy());
  let seen = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    seen += chunk;
  });
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(seen)) resolve(seen);
      };
      socket.on("data", look);
      socket.on("close", () => reject(new Error(`closed after: ${seen}`)));
      look();
    });
  const closed = new Promise<string>((resolve) => socket.on("close", () => resolve(seen)));
  return { socket, until, closed };
}

describe("standin's own server", () => {
  const start = async (): Promise<number> => Number(new URL(await ownServer()).port);
  const head = (bytes: number, ...more: string[]): string[] => [
    `POST ${CONSENTS} HTTP/1.1`,
    "Host: localhost",
    `Authorization: ${AVACY.authorization}`,
    "Content-Type: application/json",
    `Content-Length: ${bytes}`,
    ...more,
  ];

  it("refuses a body that is too large by its header before it comes", async () => {
    const { socket, until } = readReply(await start(), head(LIMIT_BYTES + 1));
    expect(await until(/\r\n\r\n./)).toMatch(/^HTTP\/1\.1 413 /);
    // A client that sends it all the same may go on to ask.
    socket.write(`${" ".repeat(LIMIT_BYTES + 1)}GET /avacy/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until(/HTTP\/1\.1 404 /);
  });

  it.each([
    ["HTTP/1.1", "Connection: close"],
    ["HTTP/1.0", "Accept: */*"],
  ])("reads it first where the connection ends with the reply (%s, %s)", async (version, header) => {
    const port = await start();
    const [first = "", ...others] = head(LIMIT_BYTES + 1, header);
    const { socket, closed } = readReply(port, [first.replace("HTTP/1.1", version), ...others]);
    let isAnswered = false;
    socket.on("data", () => (isAnswered = true));
    // Its reply would have left before that of a later request.
    for (let count = 0; count < 3; count += 1) await fetch(`http://127.0.0.1:${port}/avacy/nothing`);
    expect(isAnswered).toBe(false);
    socket.write(" ".repeat(LIMIT_BYTES + 1));
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("does not have it sent by a client that waits to be told to, and closes the connection", async () => {
    const { closed } = readReply(await start(), head(LIMIT_BYTES + 1, "Expect: 100-continue"));
    const seen = await closed;
    expect(seen).toMatch(/^HTTP\/1\.1 413 /);
    expect(seen.toLowerCase()).toContain("\r\nconnection: close\r\n");
  });

  it("has a body of the largest size sent by such a client", async () => {
    const { socket, until } = readReply(await start(), head(LIMIT_BYTES, "Expect: 100-continue"));
    await until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    socket.write(consent().padEnd(LIMIT_BYTES - 1, " "));
    await until(/HTTP\/1\.1 201 /);
  });

  it("has no body sent that it does not read", async () => {
    const [, ...others] = head(10, "Expect: 100-continue");
    const { closed } = readReply(await start(), ["POST /avacy/nothing HTTP/1.1", ...others]);
    expect(await closed).toMatch(/^HTTP\/1\.1 404 /);
  });
});

/** Answers by whatever is given. */
const answering = (reply: Partial<ExchangeReply>): Exchanger => ({
  exchange: () => ({ status: 200, headers: {}, body: "answered", ...reply }),
});

/** A body whose pieces come when they are let. */
function heldPieces() {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isReturned = false;
  const body = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        await held;
        return { done: false as const, value: "piece" };
      },
      async return(): Promise<IteratorResult<string>> {
        isReturned = true;
        throw new Error("this cannot be returned");
      },
    }),
  };
  return { body, letGo, isReturned: () => isReturned };
}

describe("an application whose process must go on", () => {
  it("can write no reply: the connection is closed, and other replies leave", async () => {
    const app = createApp(answering({}), (each) =>
      each.use((request, response, next) => {
        if (request.path === "/bad")
          response.writeHead = () => {
            throw new Error("not today");
          };
        next();
      }),
    );
    const url = `http://127.0.0.1:${await listen(createServer(app))}`;
    const replies = await Promise.allSettled(
      ["/first", "/bad", "/last"].map(async (path) => {
        const reply = await fetch(url + path, { signal: AbortSignal.timeout(20_000) });
        return [reply.status, await reply.text()];
      }),
    );
    const answered = { status: "fulfilled", value: [200, "answered"] };
    expect([replies[0], replies[1]?.status, replies[2]]).toEqual([answered, "rejected", answered]);
  });

  it("has begun to answer before standin has: its answer arrives as a whole", async () => {
    let answer = (): void => {};
    const late: Exchanger = {
      exchange: () => new Promise((resolve) => (answer = () => resolve({ status: 200, headers: {}, body: "late" }))),
    };
    const app = createApp(late, (each) =>
      each.use((_request, response, next) => {
        next();
        setImmediate(() => {
          response.status(503).write("too ");
          answer();
          setTimeout(() => response.end("slow"), 20);
        });
      }),
    );
    const url = `http://127.0.0.1:${await listen(createServer(app))}`;
    const reply = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    expect([reply.status, await reply.text()]).toEqual([503, "too slow"]);
  });

  it("ends a response that comes in pieces, which cannot be returned either", async () => {
    const { body, letGo, isReturned } = heldPieces();
    const app = createApp(answering({ body }), (each) =>
      each.use((_request, response, next) => {
        next();
        setTimeout(() => {
          response.end();
          letGo();
        }, 20);
      }),
    );
    const url = `http://127.0.0.1:${await listen(createServer(app))}`;
    const reply = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    expect([reply.status, await reply.text()]).toEqual([200, ""]);
    await expect.poll(isReturned).toBe(true);
  });

  it("listens where connections know no reset: they are closed", async () => {
    const app = createApp(answering({ status: 0, delivery: { kind: "reset" } }), () => {});
    const at = join(tmpdir(), `standin-${process.pid}.sock`);
    await listen(createServer(app), at);
    const lost = await new Promise<string>((resolve) => {
      sendHttp({ socketPath: at, path: "/" }, ({ statusCode }) => resolve(`answered ${statusCode}`))
        .on("error", ({ message }) => resolve(message))
        .end();
    });
    expect(lost).toBe("socket hang up");
  });

  it("throws where it is told of an error: the connection is closed", async () => {
    const answer = createDataPlane({ exchange: () => Promise.reject(new Error("lost")) });
    const server = createServer((request, response) =>
      answer(request, response, () => {
        throw new Error("an error handler with an error");
      }),
    );
    const url = `http://127.0.0.1:${await listen(server)}`;
    await expect(fetch(url, { signal: AbortSignal.timeout(20_000) })).rejects.toThrow("fetch failed");
  });
});
