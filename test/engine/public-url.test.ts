import { describe, expect, it } from "vitest";
import { toTable } from "#engine/basics/table.ts";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { gatherFields } from "#engine/kit/decode.ts";
import { parseBody } from "#engine/pipeline/parse-body.ts";
import {
  ask,
  createToy,
  createToyBehaviour,
  createToyEngine,
  handlers,
  table,
  toyScenarios,
} from "../support/toy-mock.ts";

const showingUrl = createToy({
  handlers: {
    ...handlers,
    page: (_request, { publicUrl }) => ({ status: 200, body: publicUrl, mediaType: "text/html" }),
  },
  scenarios: toyScenarios({ url: { run: ({ publicUrl }) => publicUrl } }),
});

async function urlSeenBy(request: Partial<ExchangeRequest>): Promise<unknown> {
  const engine = createToyEngine({ providers: [showingUrl] });
  const { body } = await engine.exchange({ method: "GET", path: "/toy/page", query: "", headers: {}, ...request });
  return body;
}

describe("where links in replies lead", () => {
  const host = "127.0.0.1:4700";

  it("is the address by which the request came", async () => {
    expect(await urlSeenBy({ headers: { host } })).toBe("http://127.0.0.1:4700/toy");
    expect(await urlSeenBy({ headers: { host }, path: "/toy/v1/page" })).toBe("http://127.0.0.1:4700/toy");
    expect(await urlSeenBy({ headers: { host: "toy.localhost:4700" }, path: "/page" })).toBe(
      "http://toy.localhost:4700",
    );
    expect(await urlSeenBy({ headers: { host: "api.toy.example" }, path: "/page", scheme: "https" })).toBe(
      "https://api.toy.example",
    );
  });

  it("stays in the world of the request, however that was named", async () => {
    expect(await urlSeenBy({ headers: { host }, path: "/~w/toy/page" })).toBe("http://127.0.0.1:4700/~w/toy");
    expect(await urlSeenBy({ headers: { host, "x-standin-world": "w" } })).toBe("http://127.0.0.1:4700/~w/toy");
    const headers = { host: "toy.localhost", "x-standin-world": "w" };
    expect(await urlSeenBy({ headers, path: "/page" })).toBe("http://toy.localhost/~w");
  });

  it("counts in what stands before us: a framework's mount, a proxy that speaks https", async () => {
    expect(await urlSeenBy({ headers: { host }, mountPath: "/mounted" })).toBe("http://127.0.0.1:4700/mounted/toy");
    const headers = { host, "x-forwarded-proto": "https, http" };
    expect(await urlSeenBy({ headers, path: "/~w/toy/page", mountPath: "/m" })).toBe("https://127.0.0.1:4700/m/~w/toy");
  });

  it("is always the same where no request tells, unless the server's address is known", async () => {
    expect(await urlSeenBy({})).toBe("http://standin.localhost/toy");
    const engine = createToyEngine({ providers: [showingUrl] });
    expect(await engine.runScenario("default", "toy", "url")).toBe("http://standin.localhost/toy");
    const listening = createToyEngine({ providers: [showingUrl], origin: () => "http://127.0.0.1:9" });
    expect(await listening.runScenario("w", "toy", "url")).toBe("http://127.0.0.1:9/~w/toy");
  });
});

describe("a redirect to the path with the other slash", () => {
  it("stays below a framework's mount", async () => {
    const request = { method: "GET", path: "/toy/slashed", query: "a=1", headers: {}, mountPath: "/mounted" };
    const { status, headers } = await createToyEngine().exchange(request);
    expect([status, headers["location"]]).toEqual([301, "/mounted/toy/slashed/?a=1"]);
  });
});

describe("a provider that has its own way", () => {
  it("may look at credentials before it refuses a method", async () => {
    const { problems } = createToyBehaviour();
    const strict = createToy({
      problems: {
        ...problems,
        methodNotAllowed: ({ headers }, allowed, { now }) =>
          headers["authorization"] === undefined
            ? { status: 401, body: { error: "who are you" } }
            : { status: 405, body: { error: `at ${now}: only ${allowed.join(" ")}` } },
      },
    });
    const engine = createToyEngine({ providers: [strict] });
    expect((await ask(engine, "PUT", "/toy/notes", { headers: { authorization: undefined } })).status).toBe(401);
    expect(await ask(engine, "PUT", "/toy/notes")).toMatchObject({
      status: 405,
      body: '{"error":"at 1700000000000: only POST"}',
    });
  });

  it("may read forms in its own way", async () => {
    const type = "application/x-www-form-urlencoded";
    const content = toTable({ [type]: () => true });
    const operation: OperationEntry = {
      ...table.operations["createNote"],
      requestBody: { required: true, limitBytes: 100, content },
    } as OperationEntry;
    const read = (readForm?: typeof gatherFields) => parseBody({ text: "a=1&a=2" }, type, operation, { readForm });
    expect(await read()).toMatchObject({ kind: "parsed", value: { a: "2" } });
    expect(await read(gatherFields)).toMatchObject({ kind: "parsed", value: { a: ["1", "2"] } });
    const refuse = () => {
      throw new Error("no form");
    };
    expect(await read(refuse)).toMatchObject({ kind: "malformed", detail: "no form" });
  });
});

describe("a fault", () => {
  it("answers with the spec's example headers where the spec demands headers", async () => {
    const operation = table.operations["getNote"];
    const busy = { requiredHeaders: ["retry-after"], content: toTable({ "application/json": null }) };
    const responses = {
      ...operation?.responses,
      503: { ...busy, example: { error: "busy" }, exampleHeaders: { "retry-after": "30" } },
    };
    const operations = toTable({ ...table.operations, getNote: { ...operation, responses } as OperationEntry });
    const engine = createToyEngine({ providers: [createToy({ operations })] });
    const { faults } = await engine.worlds.open("default");
    await faults.add({ match: { provider: "toy", operation: "getNote" }, effect: { status: 503 } });
    const { status, headers } = await ask(engine, "GET", "/toy/notes/n");
    expect([status, headers["retry-after"]]).toEqual([503, "30"]);
  });
});
