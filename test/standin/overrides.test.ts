import { describe, expect, expectTypeOf, it } from "vitest";
import { createStandin, type StandinOptions } from "#standin/standin.ts";

const PATH = "/avacy/standin/domains_groups/1/consents";
const TOKEN = "Bearer 1|standin-token";
const CONSENT = {
  subject: { email: "mario@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true }],
};

/** The provider's own body of a 404. */
const gone = (id: string) => ({ message: `No query results for model [App\\Models\\DomainsGroup] ${id}` });

type Options = StandinOptions;
type Override = NonNullable<NonNullable<NonNullable<Options["overrides"]>["avacy"]>["recordConsent"]>;

async function open(recordConsent: Override) {
  const bugs: unknown[] = [];
  const standin = await createStandin({
    overrides: { avacy: { recordConsent } },
    onBug: (bug) => bugs.push(bug),
  });
  const post = async () => {
    const reply = await standin.fetch(PATH, {
      method: "POST",
      headers: { authorization: TOKEN, "content-type": "application/json" },
      body: JSON.stringify(CONSENT),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  const count = async () => {
    const state = await standin.engine.readState("default", "avacy");
    return Object.keys(state?.collections["consents"] ?? {}).length;
  };
  return { standin, post, count, bugs };
}

const answer = (reply: Awaited<ReturnType<Awaited<ReturnType<typeof open>>["post"]>>) => String(reply.body["detail"]);

describe("an override", () => {
  it("answers as the mock does when it only calls original, and what that writes is committed", async () => {
    const { post, count } = await open((_request, _context, original) => original());
    expect((await post()).status).toBe(201);
    expect(await count()).toBe(1);
  });

  it("gives original another request, and sees the mock's collections in the transaction", async () => {
    const seen: number[] = [];
    const { standin, post } = await open((request, { consents }, original) => {
      seen.push(consents.list("byTenant", ["standin"]).rows.length);
      const reply = original({ ...request, body: { ...request.body, ip_address: "192.0.2.77" } });
      seen.push(consents.list("byTenant", ["standin"]).rows.length);
      return reply;
    });
    expect((await post()).status).toBe(201);
    expect(seen).toEqual([0, 1]);
    expect(JSON.stringify(await standin.engine.readState("default", "avacy"))).toContain("192.0.2.77");
  });

  it("refuses without a reason, and commits nothing of what original wrote", async () => {
    const { post, count } = await open((_request, _context, original) => {
      original();
      return { status: 404, body: gone("gone") };
    });
    expect(await post()).toEqual({ status: 404, body: gone("gone") });
    expect(await count()).toBe(0);
  });

  it.each<readonly [string, Override, RegExp]>([
    [
      "has a body that the spec does not allow",
      (_request, _context, original) => ({ ...original(), body: { id: "no number" } as never }),
      /^This is a bug in the override of avacy recordConsent\. avacy recordConsent: status 201, body.* must /,
    ],
    [
      "has a status that is not documented",
      (_request, _context, original) => {
        original();
        return { status: 418 } as never;
      },
      /status 418 is not documented/,
    ],
    [
      "throws",
      (_request, _context, original) => {
        original();
        throw new Error("out of ideas");
      },
      /: out of ideas$/,
    ],
    [
      "is async",
      (async (_request: unknown, _context: unknown, original: () => unknown) => original()) as never,
      /it returned a promise: an override is a plain function, without async/,
    ],
    [
      "is async, and fails later",
      (async () => {
        await Promise.resolve();
        throw new Error("a rejection that is not handled");
      }) as never,
      /it returned a promise/,
    ],
    [
      "calls original twice",
      (_request, _context, original) => {
        original();
        return original();
      },
      /it called original twice, which would change state twice: call it once/,
    ],
    [
      "calls original twice, and hides it",
      (_request, _context, original) => {
        const reply = original();
        try {
          original();
        } catch {}
        return reply;
      },
      /it called original twice/,
    ],
    ["returns nothing", (() => {}) as never, /it returned nothing: return original\(\) to answer as the mock does/],
    [
      "calls original with null",
      ((_request: unknown, _context: unknown, original: (other: null) => unknown) => original(null)) as never,
      /it called original with null: give it a request/,
    ],
    [
      "calls original with half a request",
      (({ body }, _context, original) => original({ body } as never)) as Override,
      /it called original with \{"body":.*: give it a request/,
    ],
    [
      "calls original with what is no object",
      ((_request: unknown, _context: unknown, original: (other: unknown) => unknown) => original("x")) as never,
      /it called original with "x"/,
    ],
    [
      "changes a row that it has put",
      (_request, { consents }, original) => {
        const reply = original();
        for (const row of consents.list("byTenant", ["standin"]).rows) (row as { tenant: string }).tenant = "other";
        return reply;
      },
      /read only/,
    ],
    [
      "puts a row without a key",
      (_request, { consents }, original) => {
        consents.put({ foo: 1 } as never);
        return original();
      },
      /A part of a key or of an index is a text or a number, and it was undefined/,
    ],
    [
      "puts what is no row",
      (_request, { consents }, original) => {
        consents.put(null as never);
        return original();
      },
      /consents was given null: a row is an object/,
    ],
    [
      "lists by an unknown index",
      (_request, { consents }, original) => {
        consents.list("byName" as never, []);
        return original();
      },
      /consents has no index "byName"; it has .*byTenant/,
    ],
    [
      "schedules an unknown job",
      (_request, { schedule, now }, original) => {
        schedule(now + 1, "nope", "1");
        return original();
      },
      /avacy has no job "nope" to schedule; it has none\./,
    ],
    [
      "schedules a job called as a member of any object",
      (_request, { schedule, now }, original) => {
        schedule(now + 1, "constructor", "1");
        return original();
      },
      /avacy has no job "constructor"/,
    ],
    [
      "has a body that becomes another as JSON",
      (_request, _context, original) => {
        const reply = original();
        return { ...reply, body: { ...(reply.body as object), toJSON: () => ({ id: "no number" }) } as never };
      },
      /status 201, body.* must /,
    ],
    [
      "has a body that is a cycle",
      (_request, _context, original) => {
        const reply = original();
        const body: Record<string, unknown> = { ...(reply.body as object) };
        body["self"] = body;
        return { ...reply, body: body as never };
      },
      /its body cannot be written as JSON: /,
    ],
    [
      "has a body that is a function",
      (_request, _context, original) => ({ ...original(), body: (() => 1) as never }),
      /its body is plain data, and not a function/,
    ],
    [
      "has a number as media type",
      (_request, _context, original) => ({ ...original(), mediaType: 5 as never }),
      /its mediaType is 5/,
    ],
    [
      "has a reason of its own making",
      (_request, _context, original) => ({ ...original(), reason: "no" as never }),
      /the reason of its reply is made by defineReasons, and it is "no"/,
    ],
    ...[
      "connection",
      "content-encoding",
      "content-length",
      "keep-alive",
      "trailer",
      "Transfer-Encoding",
      "upgrade",
    ].map((name): readonly [string, Override, RegExp] => [
      `has the header ${name}`,
      (_request, _context, original) => ({ ...original(), headers: { [name]: "1" } }),
      new RegExp(`it has the header ${name.toLowerCase()}, which says how standin sends the reply: leave it out`),
    ]),
    ...(
      [
        [null, /its headers are a plain object, .* and not null/],
        ["x", /its headers are a plain object, .* and not "x"/],
        [new Headers({ "x-one": "1" }), /its headers are a plain object, .* and not \[object Headers\]/],
        [new Map(), /and not \[object Map\]/],
        [[["x-one", "1"]], /its headers are a plain object/],
        [{ "x-one": 5 }, /its header "x-one" is a text, or a list of texts, and not 5/],
        [{ "x-one": null }, /its header "x-one" is a text, .* and not null/],
        [{ "x-one": ["1", 2] }, /its header "x-one" is a text, .* and not \["1",2\]/],
        [{ "x one": "1" }, /"x one" is not the name of a header/],
        [{ "x-one": "a\r\nb" }, /its header x-one holds a character that HTTP cannot carry/],
      ] as const
    ).map(([headers, complaint]): readonly [string, Override, RegExp] => [
      `has headers such as ${String(headers)} (${complaint.source.slice(-20)})`,
      (_request, _context, original) => ({ ...original(), headers: headers as never }),
      complaint,
    ]),
    ["returns no reply", (() => "done") as never, /returns a reply, such as .* and it returned "done"/],
  ])("that %s gives a 500 that says so, and nothing is committed", async (_name, override, complaint) => {
    const { post, count, bugs } = await open(override);
    const reply = await post();
    expect(reply.status).toBe(500);
    expect(answer(reply)).toMatch(complaint);
    expect(await count()).toBe(0);
    expect(bugs).toMatchObject([{ provider: "avacy", operationId: "recordConsent", source: "override" }]);
  });

  it("has headers in any case, and none where the value is undefined", async () => {
    const { standin } = await open((_request, _context, original) => ({
      ...original(),
      headers: { "X-One": "1", "x-two": undefined as never, "x-three": ["a", "b"], date: undefined as never },
    }));
    const reply = await standin.fetch(PATH, {
      method: "POST",
      headers: { authorization: TOKEN, "content-type": "application/json" },
      body: JSON.stringify(CONSENT),
    });
    expect(reply.status).toBe(201);
    expect(["x-one", "x-two", "x-three"].map((name) => reply.headers.get(name))).toEqual(["1", null, "a, b"]);
    expect(Date.parse(reply.headers.get("date") ?? "")).not.toBeNaN();
  });

  it("cannot change a row in place, neither in its world nor in others that share it", async () => {
    let isHostile = false;
    const { standin, post, count } = await open((_request, { consents }, original) => {
      if (!isHostile) return original();
      for (const row of consents.list("byTenant", ["standin"]).rows) Object.assign(row, { tenant: "other" });
      return original();
    });
    await post();
    const world = await standin.world();
    const fork = await world.fork("other");
    const before = JSON.stringify(await world.state("avacy"));
    isHostile = true;
    expect((await post()).status).toBe(500);
    for (const each of [world, fork]) expect(JSON.stringify(await each.state("avacy"))).toBe(before);
    expect(await count()).toBe(1);
  });

  it("may not call original once it has returned", async () => {
    let late: (() => unknown) | undefined;
    const { post, count } = await open((_request, _context, original) => {
      late = original;
      return original();
    });
    await post();
    expect(() => late?.()).toThrow("it called original after it had returned");
    expect(await count()).toBe(1);
  });

  it("is of its own simulator alone, while operations without one answer as ever", async () => {
    const one = await open(() => ({ status: 404, body: gone("one") }));
    const two = await open(() => ({ status: 404, body: gone("two") }));
    const plain = await createStandin();
    const send = { method: "POST", headers: { authorization: TOKEN, "content-type": "application/json" } };
    expect((await plain.fetch(PATH, { ...send, body: JSON.stringify(CONSENT) })).status).toBe(201);
    expect((await one.post()).body).toEqual(gone("one"));
    expect((await two.post()).body).toEqual(gone("two"));
    expect((await plain.fetch(PATH, { ...send, body: JSON.stringify(CONSENT) })).status).toBe(201);
    const missing = await one.standin.fetch("/avacy/standin/domains_groups/1/consents", send);
    expect(missing.status).toBe(400);
  });

  it("stays what it was when the option is changed later", async () => {
    const overrides = { avacy: { recordConsent: (() => ({ status: 404, body: gone("first") })) as Override } };
    const standin = await createStandin({ overrides });
    overrides.avacy.recordConsent = () => ({ status: 404, body: gone("second") });
    const reply = await standin.fetch(PATH, {
      method: "POST",
      headers: { authorization: TOKEN, "content-type": "application/json" },
      body: JSON.stringify(CONSENT),
    });
    expect(await reply.json()).toEqual(gone("first"));
  });

  it.each<readonly [string, unknown, string]>([
    [
      "an unknown provider",
      { avcay: {} },
      'Unknown provider "avcay". Known providers: didomi, avacy, didit, netid. Did you mean avacy?',
    ],
    [
      "an unknown operation",
      { avacy: { recordConsnet: () => ({}) } },
      'Unknown operation of avacy "recordConsnet". Known operations: recordConsent, recordConsentV2, recordConsentV4, validateWebspace, validateApiToken. Did you mean recordConsent?',
    ],
    ["an operation of any object", { avacy: { constructor: () => ({}) } }, 'Unknown operation of avacy "constructor"'],
    [
      "what is no function",
      { avacy: { recordConsent: 1 } },
      "The override of avacy recordConsent is a function (request, context, original) => reply, not 1.",
    ],
    [
      "what is no object",
      { avacy: () => ({}) },
      "The overrides of avacy are an object of functions by operation, not a function.",
    ],
    ["no object at all", [], "The option overrides of createStandin is an object, not []."],
  ])("of %s is refused at once", async (_name, overrides, complaint) => {
    await expect(createStandin({ overrides } as never)).rejects.toThrow(complaint);
  });
});

describe("the types of overrides", () => {
  it("know requests, collections and replies by operation", () => {
    const options = {
      overrides: {
        avacy: {
          recordConsent(request, { consents, now }, original) {
            expectTypeOf(request.body.identifier).toEqualTypeOf<string>();
            expectTypeOf(now).toBeNumber();
            expectTypeOf(consents.get("a")).not.toBeAny();
            expectTypeOf(original).parameter(0).toEqualTypeOf<typeof request | undefined>();
            return { status: 404, body: gone("1") };
          },
        },
        // @ts-expect-error the spec has no such operation
        didomi: { recordConsent: () => ({}) },
      },
    } satisfies Options;
    const wrong = {
      overrides: {
        avacy: {
          // @ts-expect-error the spec has no such status
          recordConsent: () => ({ status: 418, body: {} }),
        },
      },
    } satisfies Options;
    expect([options, wrong]).toHaveLength(2);
  });
});
