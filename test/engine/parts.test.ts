import { beforeAll, describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { Lru } from "#engine/basics/lru.ts";
import { hmacSha256, sha256 } from "#engine/basics/signatures.ts";
import { toHttpDate } from "#engine/basics/times.ts";
import { createJournal, type JournalLimits, journalReader, type RawEntry } from "#engine/journal/journal.ts";
import { SecretTrail } from "#engine/journal/secret-trail.ts";
import { checkSeedWith } from "#engine/kit/check-seed.ts";
import { cookieOf } from "#engine/kit/cookies.ts";
import { parseQuery } from "#engine/kit/decode.ts";
import { createImages } from "#engine/state/images.ts";
import { readIdentity, writeOrigin } from "#engine/state/world-identity.ts";
import { openWorldImage } from "#engine/state/world-image.ts";
import { createClock } from "#engine/world/clock.ts";

describe("a clock", () => {
  /** A clock with nothing to run, over an image of its own. */
  function openClock(realNow: () => number) {
    const images = createImages();
    images.create("w");
    const image = openWorldImage(images, undefined, "w");
    const due = {
      nextMs: () => undefined,
      load: () => undefined,
      run: () => undefined,
      isBusy: () => false,
      settled: async () => {},
    };
    return { clock: createClock({ image, due, realNow }), images };
  }

  it("shows the real time until told otherwise", () => {
    let real = 1000;
    const { clock } = openClock(() => real);
    expect(clock.now()).toBe(1000);
    real = 2000;
    expect(clock.now()).toBe(2000);
  });

  it("can be set, frozen, advanced, scaled; its setting is a row of the world", () => {
    let real = 0;
    const { clock, images } = openClock(() => real);
    clock.set(5000);
    real += 10;
    expect(clock.now()).toBe(5010);
    clock.freeze();
    real += 10;
    expect(clock.now()).toBe(5010);
    images.copy("w", "frozen");
    clock.advance("PT0.09S");
    expect(clock.now()).toBe(5100);
    clock.run(2);
    real += 10;
    expect(clock.now()).toBe(5120);
    images.copy("frozen", "w");
    expect(clock.now()).toBe(5010);
  });

  it("refuses times and scales that are none", () => {
    const { clock } = openClock(() => 0);
    for (const by of [Number.NaN, -1, "PT", "2 hours", "-PT1S", "", null, undefined, {}, true])
      expect(() => clock.advance(by as number), String(by)).toThrow(/such as PT30M\. .* is not one/);
    expect(() => clock.set(Number.POSITIVE_INFINITY)).toThrow(StandinError);
    expect(() => clock.run(-1)).toThrow(StandinError);
  });

  it("writes dates as HTTP does", () => {
    expect(toHttpDate(0)).toBe("Thu, 01 Jan 1970 00:00:00 GMT");
    expect(toHttpDate(1_700_000_000_999)).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
  });
});

describe("a journal", () => {
  beforeAll(() => journalReader.load());

  const trail = (): SecretTrail => {
    const images = createImages();
    images.create("w");
    const image = openWorldImage(images, undefined, "w");
    const identity = readIdentity("w", image);
    image.transact((transaction) => writeOrigin(transaction, "w"));
    return new SecretTrail({ image, spaces: new Map(), rowSpaces: [], identity, eventsKept: () => 0, limit: 1000 });
  };
  const openJournal = (limits: JournalLimits) => createJournal(limits, trail());

  const entry = (body: string, path = "/toy/notes"): RawEntry => ({
    trail: trail().end,
    atMs: 0,
    provider: "toy",
    operationId: "createNote",
    pathParameters: { apiToken: "1|hush" },
    method: "POST",
    path,
    query: "token=hush&page=2",
    requestHeaders: { authorization: "Bearer hush", accept: "*/*" },
    requestBody: body,
    status: 200,
    replyHeaders: { "set-cookie": "hush" },
    replyBody: '{"access_token":"hush","id":1}',
    fault: undefined,
    refusal: undefined,
    changes: [],
    changesOmitted: 0,
    unread: undefined,
  });

  it("keeps the newest entries and numbers them on", () => {
    const journal = openJournal({ entries: 3, bytes: 10_000 });
    for (let index = 1; index <= 5; index += 1) journal.record(entry(`{"n":${index}}`));
    expect(journal.entries().map(({ number, request }) => [number, request.body])).toEqual([
      [3, '{"n":3}'],
      [4, '{"n":4}'],
      [5, '{"n":5}'],
    ]);
  });

  it("keeps within its bytes, and of a long body only that it was there", () => {
    const journal = openJournal({ entries: 100, bytes: 2000 });
    for (let index = 0; index < 50; index += 1) journal.record(entry("x".repeat(300)));
    expect(journal.size).toBeLessThanOrEqual(6);
    journal.record(entry("x".repeat(100_000)));
    expect(journal.entries().at(-1)?.request.body).toContain("100000 characters");
  });

  it("shows of every exchange its own, however much it has in common with the one before", () => {
    const journal = openJournal({ entries: 10, bytes: 10_000 });
    const given = [
      { accept: "*/*", "x-a": "1" },
      { accept: "*/*", "x-a": "1" },
      { accept: "*/*" },
      { accept: "*/*", "x-a": "2" },
      { accept: "*/*", "x-a": "2", "x-b": "3" },
    ];
    for (const [index, requestHeaders] of given.entries())
      journal.record({ ...entry("same", `/toy/${index >> 1}`), requestHeaders, replyHeaders: requestHeaders });
    const shown = journal.entries();
    expect(shown.map(({ request }) => request.headers)).toEqual(given);
    expect(shown.map(({ reply }) => reply.headers)).toEqual(given);
    expect(shown.map(({ request }) => request.path)).toEqual(["/toy/0", "/toy/0", "/toy/1", "/toy/1", "/toy/2"]);
  });

  it("shows no secret, wherever it stood", () => {
    const journal = openJournal({ entries: 10, bytes: 10_000 });
    journal.record(
      entry('{"type":"api-key","secret":"hush","nested":{"password":"hush"}}', "/wp/validate/t/k/1%7Chush"),
    );
    journal.record(entry('{"secret":"hush", broken'));
    journal.record(entry("client_secret=hush&grant=a"));
    const shown = JSON.stringify(journal.entries());
    expect(shown).not.toContain("hush");
    expect(shown).toContain("page=2");
    expect(shown).toContain("api-key");
  });
});

describe("a query", () => {
  it("is split into decoded names and values; a repeated name holds a list", () => {
    expect({ ...parseQuery("a=1&a=2&%24cursor=x%20y&status[$in]=p+q&bare") }).toEqual({
      a: ["1", "2"],
      $cursor: "x y",
      "status[$in]": "p q",
      bare: "",
    });
  });

  it("survives broken percent-encodings and dangerous names", () => {
    expect(parseQuery("a=%zz&__proto__=x&constructor=y")["a"]).toBe("%zz");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("signatures", () => {
  it("are those of RFC 4231, test case 2", () => {
    expect(hmacSha256("Jefe", "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("a cookie", () => {
  it("is found by its name among others", () => {
    const headers = { cookie: "a=1; tpid=x=y; b=" };
    expect([cookieOf(headers, "tpid"), cookieOf(headers, "b"), cookieOf(headers, "c")]).toEqual(["x=y", "", undefined]);
    expect(cookieOf({}, "a")).toBeUndefined();
  });
});

describe("a bounded map", () => {
  it("forgets what was used longest ago", () => {
    const map = new Lru<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    map.get("a");
    map.set("c", 3);
    expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([1, undefined, 3]);
  });
});

describe("a seed that does not fit", () => {
  it("is refused with the place and what is allowed there", () => {
    const complain = (error: object) => Object.assign(() => false, { errors: [error as never] });
    const unknown = complain({
      instancePath: "/tenants/0",
      keyword: "additionalProperties",
      params: { additionalProperty: "nam" },
    });
    expect(() => checkSeedWith(unknown, "toy", {})).toThrow('toy.tenants.0 has no member "nam"');
    const choice = complain({
      instancePath: "/shape",
      keyword: "enum",
      params: { allowedValues: ["a", "b"] },
      message: "must be one of",
    });
    expect(() => checkSeedWith(choice, "toy", {})).toThrow('toy.shape must be one of: ["a","b"]');
  });
});
