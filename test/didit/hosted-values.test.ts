import { expect, it } from "vitest";
import { escapeHtml } from "#engine/contract/pages.ts";
import type { components } from "#generated/didit/types.ts";
import { markupFaults, PLANTED } from "../support/page-markup.ts";
import { overTransports } from "../support/transports.ts";
import { createBrowser } from "./browser.ts";
import { type Didit, start } from "./calls.ts";

type Decision = components["schemas"]["WorkflowDecision"];

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const EVERY_FEATURE = ["ID_VERIFICATION", "LIVENESS", "POA", "EMAIL_VERIFICATION", "PHONE", "AML", "IP_ANALYSIS"];

/** All texts, numbers and truth values in a value, as a page shows them. */
const textsIn = (value: unknown): string[] =>
  typeof value === "object" && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [typeof value === "string" ? escapeHtml(value) : JSON.stringify(value)];

/** What a consent page shows beside each word, and at the end the `sub`. */
function entriesOf(html: string): ReadonlyMap<string, string> {
  const entries = html.split('<div class="entry">').slice(1);
  return new Map(entries.map((entry) => [/^<label.*? value="([^"]*)"/.exec(entry)?.[1] ?? "sub", entry]));
}

/** The names and values of a list of facts. */
const factsOf = (html: string): [name: string, value: string][] =>
  [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, name = "", value = ""]) => [name, value]);

/** The value at a path such as `id_verifications[0].full_name`. */
const at = (decision: unknown, path: string): unknown =>
  path
    .split(/\]?[.[]/)
    .map((name) => name.replace("]", ""))
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], decision);

const post = (didit: Didit, path: string, fields: Record<string, string>) =>
  didit.fetch(path, {
    method: "POST",
    redirect: "manual",
    headers: FORM,
    body: new URLSearchParams(fields).toString(),
  });

const decideByKey = async (didit: Didit, id: string): Promise<Decision> =>
  (await didit.ask("GET", `/v3/session/${id}/decision/`, { token: null, headers: { "x-api-key": "standin-api-key" } }))
    .body as Decision;

overTransports("didit", "what the consent page shows", (open) => {
  const scope = "names email phone birthdate address is_over_18 preferences";

  it.each(["alice", "bob"])("is what the decision has of %s once that is confirmed", async (user) => {
    const didit = await start(open);
    const session = await didit.create({ scope });
    const page = await createBrowser(didit)(`${didit.baseUrl}/_mock/authorize/${session.session_token}?user=${user}`);
    const entries = entriesOf(page.html);
    await page.press("Confirm");
    const { user_data } = await didit.decision(session.session_id);
    expect([...entries.keys()]).toEqual([...scope.split(" "), "sub"]);
    for (const [word, entry] of entries) {
      const value: unknown = Object.entries(user_data ?? {}).find(([member]) => member === word)?.[1];
      if (value === undefined) expect(entry, word).toContain(`${user} has none`);
      for (const text of value === undefined ? [] : textsIn(value)) expect(entry, word).toContain(text);
    }
    expect(Object.keys(user_data ?? {}).length).toBe(user === "alice" ? 8 : 2);
  });

  it("has the addresses and numbers to choose from, and shares those that are chosen", async () => {
    const didit = await start(open);
    const session = await didit.create({ scope: "email phone" });
    const page = await createBrowser(didit)(session.url);
    const [email, phone_number] = ["alice.work@example.com", "+34600000002"];
    for (const text of [email, phone_number, "is_verified false"]) expect(page.html).toContain(text);
    expect(page.html.match(/type="radio"[^>]* checked/g)).toHaveLength(2);
    await page.press("Confirm", { select: { email, phone: phone_number } });
    const { user_data } = await didit.decision(session.session_id);
    expect(user_data).toMatchObject({ email: { email }, phone: { phone_number } });
  });

  it("is application, world, session and status, in the provider's words", async () => {
    const didit = await start(open);
    const session = await didit.create({ scope: "email", vendor_data: "order 1027" });
    const visit = createBrowser(didit);
    const about = new Map(factsOf((await visit(session.url)).html));
    expect(Object.fromEntries(about)).toMatchObject({
      application: "Standin",
      client_id: "standin-client",
      session_id: session.session_id,
      vendor_data: "order 1027",
      status: "initialized (polled), Initialized (decision)",
    });
    expect(about.get("expires")).toContain("2024-01-01T00:10:00.000Z");
    const scanned = await (await visit(session.url)).press("Only scan");
    expect(scanned.html).toContain("alice has scanned the code already: this changes nothing.");
    expect(new Map(factsOf(scanned.html)).get("status")).toBe("retrieved (polled), Retrieved (decision)");
  });

  it("stays as it was chosen when an answer is refused, and says why", async () => {
    const didit = await start(open);
    const session = await didit.create({ scope: "names email" });
    const fields = { user: "alice", move: "confirm", "scope[]": "email", email: "bob@example.com" };
    const refused = await post(didit, `/_mock/authorize/${session.session_token}`, fields);
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain("&quot;bob@example.com&quot; is not a valid choice.".replaceAll("&quot;", "\\&quot;"));
    expect(html).toContain('value="email" checked');
    expect(html).not.toContain('value="names" checked');
    expect(await didit.poll(session)).toBe("initialized");
  });

  it("does not exist for another person that does not", async () => {
    const didit = await start(open);
    const { session_token } = await didit.create();
    const reply = await didit.fetch(`/_mock/authorize/${session_token}?user=nina`);
    expect([reply.status, (await reply.text()).includes("This person does not exist.")]).toEqual([409, true]);
  });
});

overTransports("didit", "what the verification page shows", (open) => {
  it.each(["alice", "bob"])("is what the decision has of %s, in version 1", async (user) => {
    const didit = await start(open);
    const { session_id, session_token, url } = await didit.verify({ features: "OCR + NFC" });
    const visit = createBrowser(didit);
    await visit(url);
    const page = await visit(`${didit.baseUrl}/_mock/session/${session_token}?user=${user}`);
    const shown = factsOf(page.html).filter(([name]) => name.startsWith("kyc."));
    await page.press("Approved");
    const decision = await didit.verification(session_id);
    for (const [name, value] of shown) expect(value, name).toContain(textsIn(at(decision, name)).join());
    expect(shown).toHaveLength(6);
    expect(new Map(shown).get("kyc.full_name")).toBe(user === "alice" ? "Alice Example" : "Bob Example");
  });

  it.each(["alice", "bob"])("is what the decision has of %s, in a workflow of all checks", async (user) => {
    const didit = await start(open);
    const { workflow_id } = await didit.run("a workflow", { features: EVERY_FEATURE });
    const { session_id = "", session_token } = await didit.run("a workflow session", {
      workflow_id,
      status: "In Progress",
    });
    const page = await createBrowser(didit)(`${didit.baseUrl}/_mock/session/${session_token}?user=${user}`);
    const shown = factsOf(page.html).filter(([name]) => name.includes("[0]."));
    await page.press("Approved");
    const decision = await decideByKey(didit, session_id);
    for (const [name, value] of shown)
      for (const text of textsIn(at(decision, name))) expect(value, name).toContain(text);
    expect(shown).toHaveLength(13);
  });

  it("leads back from where the provider does not, and to no address that runs something", async () => {
    const didit = await start(open);
    const visit = createBrowser(didit);
    for (const [callback, href] of [
      ["https://a.example/?x=1", 'href="https://a.example/?x=1"'],
      ["my-app://done", 'href="my-app://done"'],
      ["javascript://x%0aalert(1)", undefined],
    ] as const) {
      const { session_token } = await didit.run("a verification", { status: "Abandoned", callback });
      const { html } = await visit(`${didit.baseUrl}/session/${session_token}`);
      expect(/href="(?!data:)[^"]*"/.exec(html)?.[0]).toBe(href);
      expect(html).toContain("Back to the application");
    }
  });

  it("says of an end elsewhere that nothing has changed, tells it in a frame, and leads back", async () => {
    const didit = await start(open);
    const callback = "https://a.example/done";
    for (const [status, types, query] of [
      ["Approved", ["didit:ready", "didit:completed"], "status=Approved"],
      ["In Review", ["didit:ready", "didit:completed"], "status=In%20Review"],
      ["Abandoned", ["didit:ready", "didit:error"], undefined],
    ] as const)
      for (const scenario of ["a verification", "a workflow session"]) {
        const { session_id, session_token } = await didit.run(scenario, { status, callback });
        const fields = { outcome: "Declined", user: "alice", framed: "yes" };
        const reply = await post(didit, `/_mock/session/${session_token}`, fields);
        const html = await reply.text();
        expect(reply.status).toBe(409);
        expect(html).toContain(`A verification that is ${status} cannot become Declined.`);
        expect(html).toContain("nothing has changed");
        const messages = /data-messages="([^"]*)"/.exec(html)?.[1]?.replaceAll("&quot;", '"') ?? "";
        expect((JSON.parse(messages) as { type: string }[]).map(({ type }) => type)).toEqual(types);
        const back = query === undefined ? callback : `${callback}?verificationSessionId=${session_id}&amp;${query}`;
        expect(html).toContain(`target="_top" href="${back}"`);
      }
  });

  it("can be used on after a button that does not exist, and leads to itself before it was opened", async () => {
    const didit = await start(open);
    const { session_token } = await didit.run("a verification", { status: "In Progress" });
    const unknown = await post(didit, `/_mock/session/${session_token}`, { outcome: "Passed", framed: "yes" });
    expect(unknown.status).toBe(409);
    expect(await unknown.text()).toContain('<button name="outcome" value="Approved"');
    for (const user of ["not-there", "__proto__"]) {
      const reply = await post(didit, `/_mock/session/${session_token}`, { outcome: "Approved", user });
      expect([reply.status, (await reply.text()).includes("This person does not exist.")], user).toEqual([409, true]);
    }
    const none = await post(didit, `/_mock/session/${session_token}`, { user: "alice" });
    expect(await none.text()).toContain("No outcome was chosen.");
    const { session_token: unopened } = await didit.run("a verification");
    const early = await post(didit, `/_mock/session/${unopened}`, { outcome: "Approved" });
    expect(await early.text()).toContain(`href="../../session/${unopened}"`);
  });
});

overTransports("didit", "values that hold markup", (open) => {
  it("are text on every page", async () => {
    const didit = await start(open);
    const member = { first_name: PLANTED, family_name: PLANTED, full_name: PLANTED, is_verified: true };
    const emails = [1, 2].map((each) => ({
      email: `o'neil${each}@a.example`,
      is_verified: true,
      is_primary: each === 1,
    }));
    await didit.run("a user", {
      id: PLANTED,
      names: member,
      emails,
      birthdate: { birthdate: PLANTED, is_verified: true, [PLANTED]: [PLANTED] },
    });
    const token = await didit.addApplication({ name: PLANTED });
    const session = await didit.create({ scope: "names email birthdate", vendor_data: PLANTED }, { token });
    const callback = "https://a.example/\"'><img/src=x/onerror=alert(1)></script><script>alert(1)</script>";
    const shown: string[] = [];
    const look = async (path: string, fields?: Record<string, string>) => {
      const reply = await (fields === undefined ? didit.fetch(path) : post(didit, path, fields));
      shown.push(await reply.text());
      return reply.status;
    };
    const user = new URLSearchParams({ user: PLANTED }).toString();
    const consent = `/_mock/authorize/${session.session_token}`;
    expect(await look(`/authorize/${session.session_token}`)).toBe(200);
    expect(await look(`${consent}?${user}`)).toBe(200);
    expect(await look(consent, { user: "nina<img>", move: PLANTED })).toBe(409);
    expect(await look(consent, { user: PLANTED, move: "confirm", "scope[]": PLANTED })).toBe(409);
    await post(didit, consent, { user: PLANTED, move: "confirm", "scope[]": "names" });
    expect(await look(`/authorize/${session.session_token}`)).toBe(200);
    for (const [scenario, status] of [
      ["a verification", "In Progress"],
      ["a workflow session", "In Progress"],
      ["a verification", "Abandoned"],
    ] as const) {
      const { session_token } = await didit.run(scenario, { status, callback, vendor_data: PLANTED });
      expect(await look(`/session/${session_token}`)).toBe(200);
      expect(await look(`/_mock/session/${session_token}`, { outcome: PLANTED, user: PLANTED })).toBe(409);
    }
    for (const html of shown) {
      expect(markupFaults(html)).toEqual([]);
      expect(html).toContain("&lt;");
    }
  });
});
