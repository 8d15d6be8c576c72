import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createControlClient } from "#clients/control.ts";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import { isSecretName } from "#engine/journal/secret-names.ts";
import { secretSpacesOf, secretsOf } from "#engine/journal/secret-trail.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { mountMock } from "#engine/pipeline/mount-mock.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { toJournalText } from "#testing/journal-lines.ts";
import { operationSets } from "../../bench/operations/index.ts";
import { fillWorld, type Measured, nameOf } from "../../bench/operations/operation-set.ts";
import { exchanges as printExchanges } from "../../src/cli/exchanges.ts";
import { listEvents } from "../../src/cli/outbox.ts";
import { createSearch, ENCODINGS, secretOf, textsIn } from "../support/planted-secrets.ts";

const WORLD = "measured";
const TAPP = "00000000-0000-4000-8000-000000000001";

type Draw = (kind: "token" | "any") => string;

/** Seeds with further credentials, besides those by which the measured requests work. */
const SEEDS: Readonly<Record<ProviderName, (draw: Draw) => object>> = {
  didomi: (draw) => ({
    organizations: [
      {
        id: "standin-org",
        keys: [
          { key: "standin-key", secret: "standin-secret" },
          { key: "planted", secret: draw("any") },
        ],
      },
    ],
  }),
  avacy: (draw) => ({
    tenants: [
      {
        name: "standin",
        webspaces: [{ id: 1, key: TAPP }],
        tokens: [{ token: "1|standin-token" }, { token: `2|${draw("token")}` }, { token: draw("any") }],
      },
    ],
  }),
  didit: (draw) => ({
    applications: [
      {
        client_id: "standin-client",
        webhook_secret: draw("any"),
        webhook_url: `http://127.0.0.1:9/hooks/${draw("token")}`,
        api_keys: [{ key: "standin-api-key" }, { key: "standin-sandbox-key", mode: "sandbox" }],
        workflows: [{ id: "00000000-0000-4000-8000-0000000000f1", name: "Document and face" }],
      },
      { client_id: "planted", client_secret: draw("any"), webhook_secret: draw("any") },
    ],
    users: [
      { id: "alice", app_token: "standin-app-token-alice" },
      { id: "planted", app_token: draw("any") },
    ],
  }),
  netid: (draw) => {
    const { tapps, users, bearer_tokens, export_users, ...seed } = registry.netid.defaultSeed as Record<
      string,
      object[]
    >;
    return {
      ...seed,
      tapps,
      users,
      bearer_tokens: [...(bearer_tokens ?? []), { token: draw("token"), user: "alice", tapp_id: TAPP }],
      export_users: [...(export_users ?? []), { username: "planted", password: draw("any"), tapp_ids: [TAPP] }],
    };
  },
};

/** Where a request can hold a value, and how it is written there. */
type Place = (request: ExchangeRequest, secret: string, encode: (text: string) => string) => ExchangeRequest;

const withHeaders = (request: ExchangeRequest, headers: Readonly<Record<string, string>>): ExchangeRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const withBody = (request: ExchangeRequest, body: string, type: string): ExchangeRequest => ({
  ...withHeaders(request, { "content-type": type }),
  body,
});
const basic = (secret: string): string => `Basic ${Buffer.from(`planted:${secret}`).toString("base64")}`;
const FORM = "application/x-www-form-urlencoded";

const PLACES: Readonly<Record<string, Place>> = {
  "a path that matches nothing": (request, secret, encode) => ({
    ...request,
    path: `${request.path}/${encode(secret)}`,
  }),
  "the last segment": (request, secret, encode) => ({
    ...request,
    path: request.path.replace(/[^/]*\/?$/, encode(secret)),
  }),
  "the value of a parameter": (request, secret, encode) => ({
    ...request,
    query: `${request.query}&note=${encode(secret)}`,
  }),
  "the name of a parameter": (request, secret, encode) => ({
    ...request,
    query: `${request.query}&${encode(secret)}=1`,
  }),
  "a link in a parameter": (request, secret, encode) => ({
    ...request,
    query: `${request.query}&return_to=${encodeURIComponent(`http://localhost/?note=${encode(secret)}&x=1`)}`,
  }),
  "a header": (request, secret) => withHeaders(request, { "x-note": secret }),
  "a header that replies and reasons repeat": (request, secret) =>
    withHeaders(request, { accept: secret, origin: `http://${secret}`, "content-type": secret }),
  "a referrer": (request, secret, encode) =>
    withHeaders(request, { referer: `http://localhost/a?b=${encode(secret)}#c` }),
  "a cookie": (request, secret, encode) => withHeaders(request, { cookie: `a=b; note=${encode(secret)}` }),
  "a bearer": (request, secret) => withHeaders(request, { authorization: `Bearer ${secret}` }),
  "Basic credentials": (request, secret) => withHeaders(request, { authorization: basic(secret) }),
  "Basic credentials elsewhere": (request, secret) => withHeaders(request, { "x-note": `see ${basic(secret)}, there` }),
  "a member of JSON": (request, secret) =>
    withBody(
      request,
      JSON.stringify({ ...bodyOf(request), note: secret, user: secret, subject: secret }),
      "application/json",
    ),
  "the name of a member": (request, secret) =>
    withBody(request, JSON.stringify({ ...bodyOf(request), [secret]: { [secret]: 1 } }), "application/json"),
  "JSON in JSON": (request, secret) =>
    withBody(request, JSON.stringify({ note: JSON.stringify({ deep: [secret] }) }), "application/json"),
  "a link in JSON": (request, secret, encode) =>
    withBody(
      request,
      JSON.stringify({ callback: `http://localhost/${encode(secret)}?a=${encode(secret)}` }),
      "application/json",
    ),
  "broken JSON": (request, secret) => withBody(request, `{"note": ${secret}`, "application/json"),
  "JSON that is none": (request, secret) => withBody(request, secret, "application/json"),
  "a form": (request, secret) => withBody(request, `a=b&note=${ENCODINGS["form"]?.(secret)}`, FORM),
  "a part of a form": (request, secret) =>
    withBody(
      request,
      `--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n${secret}\r\n--b--\r\n`,
      "multipart/form-data; boundary=b",
    ),
};

const bodyOf = ({ body }: ExchangeRequest): object => (typeof body === "string" ? JSON.parse(body) : {});

/** What a client may send that the world has never heard of: it is a secret where credentials stand, and then everywhere. */
const SENT: Readonly<Record<string, (secret: string) => Partial<ExchangeRequest> & { headers?: object }>> = {
  "as a bearer": (secret) => ({ headers: { authorization: `Bearer ${secret}` } }),
  "in Basic credentials": (secret) => ({ headers: { authorization: basic(secret) } }),
  "as a parameter": (secret) => ({ query: `acc%65ss_token=${encodeURIComponent(secret)}` }),
  "as a member": (secret) => ({
    body: `{"client\\u005fsecret":${JSON.stringify(secret)}}`,
    headers: { "content-type": "application/json" },
  }),
};

let standin: Standin | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await standin?.close();
});

/** What everyone who can read exchanges and events of a world is shown, by reader. */
async function readAll({ url }: { readonly url: string }, count: number): Promise<Record<string, readonly string[]>> {
  if (standin === undefined) throw new Error("nothing is running");
  const world = await standin.world(WORLD);
  const client = createControlClient({ baseUrl: url }).results.world(WORLD);
  const options = { url, world: WORLD };
  const told = await client.exchanges();
  if (!told.ok) throw new Error(told.message);
  const followed: unknown[] = [];
  for await (const exchange of client.follow({ since: 0, limit: count })) followed.push(exchange);
  const har = await client.har();
  const outbox = await client.outbox();
  return {
    "the journal in process": textsIn(world.journal.entries()),
    "the control API": textsIn(told.data),
    "the stream": textsIn(followed),
    "the archive": textsIn(har),
    "a failed test": [toJournalText({ world: WORLD, exchanges: told.data, events: [] })],
    "the command line": await printed(() => printExchanges({ ...options, json: false, follow: false, har: false })),
    "the outbox": textsIn(outbox),
    "the outbox in process": textsIn(world.outbox.entries()),
    "the outbox on the command line": await printed(() => listEvents({ ...options, json: false })),
  };
}

async function printed(run: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
  await run();
  vi.restoreAllMocks();
  return lines;
}

/** A value that a client may see, and its secret part. Of a signed token that is the signature. */
interface Held {
  readonly planted: string;
  readonly secret: string;
}

const SIGNED = /eyJ[\w-]+\.[\w-]+\.([\w-]{20,})(?![\w.-])/g;
const ENCRYPTED = /eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+/g;

/** The secrets that the rows of a provider hold, and the tokens in its requests. */
async function secretsIn(running: Standin, provider: ProviderName, measured: readonly Measured[]): Promise<Held[]> {
  const state = await running.engine.readState(WORLD, provider);
  const { spaces } = secretSpacesOf([mountMock(registry[provider])]);
  const held = [...spaces].flatMap(([space, secrets]) =>
    (state?.collections[space.slice(provider.length + 1)] ?? []).flatMap((row) => secretsOf(secrets, row)),
  );
  const texts = measured.map(({ request }) => textsIn(request.headers).join("\n")).join("\n");
  const signed = new Map([...texts.matchAll(SIGNED)].map(([token, signature = ""]) => [signature, token]));
  const encrypted = new Set([...texts.matchAll(ENCRYPTED)].map(([token]) => token));
  return [
    ...[...new Set([...held.map(({ value }) => value), ...encrypted])].map((secret) => ({ planted: secret, secret })),
    ...[...signed].map(([secret, planted]) => ({ planted, secret })),
  ].filter(({ secret }) => secret.length >= 12);
}

/** The same places and secrets in every run; another one is tried by changing it. */
const SEED = 20_240_101;

describe.each(operationSets)("secrets of $provider", (set) => {
  const provider = set.provider as ProviderName;

  it("that are planted anywhere in any request are shown by no reader", { timeout: 120_000 }, async () => {
    const many = (kind: "any" | "token") => fc.array(secretOf(kind), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(many("any"), many("token"), fc.nat(), async (any, tokens, start) => {
        const pool = { any: [...any], token: [...tokens] };
        const draw: Draw = (kind) => pool[kind].pop() ?? "";
        let drawn = start;
        const pick = <Value>(values: readonly Value[]): Value => {
          drawn = (Math.imul(drawn, 1103515245) + 12345) >>> 0;
          return values[(drawn >>> 8) % values.length] as Value;
        };
        const bugs: Bug[] = [];
        standin = await createStandin({
          seeds: { [provider]: SEEDS[provider](draw) },
          limits: { exchanges: 5000, journalBytes: 1e8 },
          trackReads: true,
          onBug: (bug) => bugs.push(bug),
        });
        const server = await standin.listen();
        const { measured } = await fillWorld(standin.engine, set, 2);
        const secrets = await secretsIn(standin, provider, measured);
        const unknown = Object.keys(SENT).map((_, index) => draw(index % 2 === 0 ? "token" : "any"));
        const search = createSearch([...secrets.map(({ secret }) => secret), ...unknown]);
        const world = await standin.engine.worlds.open(WORLD);
        const missed: string[] = [];
        for (const each of measured)
          for (const [name, place] of Object.entries(PLACES)) {
            const { planted, secret } = pick(secrets);
            const request = place(each.request, planted, pick(Object.values(ENCODINGS)));
            if (!search(textsIn(request).join("\n")).includes(secret)) missed.push(`${nameOf(each)}: ${name}`);
            await standin.engine.exchange(request);
          }
        for (const [index, [how, send]] of Object.entries(SENT).entries())
          for (const [name, place] of Object.entries(PLACES)) {
            const inBody = how === "as a member";
            // What no operation takes is not read.
            if (inBody && /^(a path|the last segment)/.test(name)) continue;
            const { request } = pick(measured.filter((each) => !inBody || each.request.body !== undefined));
            const secret = unknown[index] ?? "";
            const { headers = {}, query = "", body } = send(secret);
            const planted = place(request, secret, pick(Object.values(ENCODINGS)));
            await standin.engine.exchange({
              ...planted,
              query: `${planted.query}&${query}`,
              headers: { ...planted.headers, ...headers },
              ...(body !== undefined && { body }),
            });
          }
        // Nothing is planted in vain.
        expect(missed).toEqual([]);
        const read = await readAll(server, world.journal.size);
        for (const [reader, texts] of Object.entries(read))
          if (!reader.includes("outbox")) expect(texts.length, reader).toBeGreaterThan(0);
        // Most readers show the same.
        const readers = new Map(Object.entries(read).flatMap(([reader, texts]) => texts.map((text) => [text, reader])));
        if (search([...readers.keys()].join("\n")).length > 0)
          expect([...readers].filter(([text]) => search(text).length > 0).slice(0, 5)).toEqual([]);
        expect(search(JSON.stringify(bugs.map(({ complaint, error }) => [complaint, String(error)])))).toEqual([]);
        await standin.close();
      }),
      // What is left of such requests by shrinking says no more.
      { numRuns: 2, seed: SEED, endOnFailure: true },
    );
  });

  it("are declared for every member of a row whose name says so", async () => {
    standin = await createStandin();
    await fillWorld(standin.engine, set, 1);
    const state = await standin.engine.readState(WORLD, provider);
    for (const [collection, rows] of Object.entries(state?.collections ?? {}))
      for (const row of rows)
        for (const [name, value] of Object.entries(row))
          if (isSecretName(name) && typeof value === "string")
            expect(registry[provider].state[collection]?.secrets?.members, `${collection}.${name}`).toContain(name);
  });
});

it("every provider is among them", () => {
  expect(operationSets.map(({ provider }) => provider).sort()).toEqual([...providerNames].sort());
});
