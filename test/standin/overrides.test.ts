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
    ["returns no reply", (() => "done") as never, /returns a reply, such as .* and it returned "done"/],
  ])("that %s gives a 500 that says so, and nothing is committed", async (_name, override, complaint) => {
    const { post, count, bugs } = await open(override);
    const reply = await post();
    expect(reply.status).toBe(500);
    expect(answer(reply)).toMatch(complaint);
    expect(await count()).toBe(0);
    expect(bugs).toMatchObject([{ provider: "avacy", operationId: "recordConsent", source: "override" }]);
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
