import { describe, expect, it } from "vitest";
import { type ProviderName, providerNames } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinServer } from "#standin/standin.ts";
import { createFetch } from "#transports/fetch.ts";
import { createForwarder } from "#transports/node-forward.ts";
import { sendRaw } from "../support/raw-http.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** A secret that is valid elsewhere, as a program sends it that was not told that this is a simulator. */
const SECRET = "s3cret-that-is-valid-elsewhere";
const BASIC = btoa(`other:${SECRET}`);

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sent: Readonly<Record<ProviderName, Sent>> = {
  didomi: {
    url: "https://api.didomi.io/v1/sessions",
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({ type: "api-key", key: "other", secret: SECRET }),
  },
  avacy: {
    url: "https://api.avacy.eu/other/domains_groups/1/consents",
    method: "POST",
    headers: { ...JSON_TYPE, authorization: `Bearer 7|${SECRET}` },
    body: "{}",
  },
  didit: {
    url: "https://apx.didit.me/auth/v2/token/",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", authorization: `Basic ${BASIC}` },
    body: "grant_type=client_credentials",
  },
  netid: {
    url: "https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001",
    method: "GET",
    headers: { authorization: `Bearer ${SECRET}` },
    body: "",
  },
};

type Way = (standin: Standin, server: StandinServer, sent: Sent) => Promise<{ status: number; text: string }>;

const byFetch = async (fetch: typeof globalThis.fetch, { url, method, headers, body }: Sent) => {
  const reply = await fetch(url, { method, headers, ...(body !== "" && { body }) });
  return { status: reply.status, text: await reply.text() };
};
const ways: Readonly<Record<string, Way>> = {
  "intercepted in this process": (standin, _, sent) => byFetch(standin.fetch, sent),
  forwarded: (_, { url }, sent) => byFetch(createFetch(createForwarder(url)), sent),
  "by the proxy": async (_, { port }, { url, method, headers, body }) => {
    const { host } = new URL(url);
    const lines = Object.entries({ host, ...headers, "content-length": String(body.length) });
    const head = [`${method} ${url.replace("https:", "http:")} HTTP/1.1`, ...lines.map((line) => line.join(": "))];
    const reply = await sendRaw("127.0.0.1", port, head, body);
    return { status: reply.status, text: reply.head + reply.body };
  },
};

describe.each(Object.entries(ways))("a secret that the world does not know, at the real host, %s", (_, send) => {
  describe.each([false, true])("any credentials are accepted elsewhere: %s", (acceptAnyCredentials) => {
    it.each(providerNames)("is refused, shown nowhere and not kept: %s", async (name) => {
      await using standin = await createStandin({ acceptAnyCredentials });
      const server = await standin.listen();
      const world = await standin.world();
      const before = await world.state(name);
      const reply = await send(standin, server, sent[name]);
      expect([400, 401]).toContain(reply.status);
      expect(await world.state(name)).toEqual(before);
      const [exchange, ...more] = world.journal.entries();
      expect(more).toEqual([]);
      if (acceptAnyCredentials)
        expect(exchange?.refusal?.reasons.join()).toContain("Unknown credentials are accepted at other addresses");
      const shown = JSON.stringify([exchange, world.toHar(), world.outbox.entries(), reply.text]);
      for (const form of [SECRET, BASIC]) expect(shown).not.toContain(form);
    });
  });
});

it.each(providerNames)("elsewhere any credentials are accepted: %s", async (name) => {
  await using standin = await createStandin({ acceptAnyCredentials: true });
  const { pathname, search } = new URL(sent[name].url);
  const reply = await byFetch(standin.fetch, { ...sent[name], url: `http://localhost/${name}${pathname}${search}` });
  expect(reply.status).toBe(name === "avacy" ? 400 : 200);
});
