import { expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { createFetch } from "#transports/fetch.ts";
import { createForwarder } from "#transports/node-forward.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** A secret that is valid elsewhere, as a program sends it that was not told that this is a simulator. */
const SECRET = "s3cret-that-is-valid-elsewhere";

it.each<[string, string, RequestInit]>([
  [
    "Didomi",
    "https://api.didomi.io/v1/sessions",
    { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ type: "api-key", key: "other", secret: SECRET }) },
  ],
  [
    "Avacy",
    "https://api.avacy.eu/standin/domains_groups/1/consents",
    { method: "POST", headers: { ...JSON_TYPE, authorization: `Bearer 7|${SECRET}` }, body: "{}" },
  ],
  [
    "Didit",
    "https://apx.didit.me/auth/v2/token/",
    {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`other:${SECRET}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    },
  ],
  [
    "netID",
    "https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001",
    { headers: { authorization: `Bearer ${SECRET}` } },
  ],
])("a secret that the world does not know is refused at the real host, and shown nowhere: %s", async (_, url, init) => {
  await using standin = await createStandin();
  const server = await standin.listen();
  const reply = await createFetch(createForwarder(server.url))(url, init);
  expect([400, 401]).toContain(reply.status);
  const world = await standin.world();
  const shown = JSON.stringify([world.journal.entries(), world.toHar(), world.outbox.entries(), await reply.text()]);
  expect(world.journal.entries()).toHaveLength(1);
  for (const form of [SECRET, btoa(`other:${SECRET}`)]) expect(shown).not.toContain(form);
});
