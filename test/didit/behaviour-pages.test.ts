import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { createBrowser } from "./browser.ts";
import { MINUTE_MS, start } from "./calls.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const FRAMED = { "sec-fetch-dest": "iframe" };

/** What a page would tell the page around it, if it was in a frame. */
const messagesOf = (html: string): unknown =>
  JSON.parse((/<script data-messages="([^"]*)"/.exec(html)?.[1] ?? "").replaceAll("&quot;", '"'));

overTransports("didit", "the consent page", (open) => {
  it("names the application and the words it asks for, and shows the people who can answer", async () => {
    const didit = await start(open);
    const { url } = await didit.create({ scope: "names email" });
    const page = await createBrowser(didit)(url);
    expect(page.status).toBe(200);
    for (const text of ["Standin asks for your data", "names", "email", "alice", "bob"])
      expect(page.html).toContain(text);
    expect(page.html).not.toContain('value="phone"');
    expect(page.buttons).toEqual(["Confirm", "Decline", "Only scan"]);
  });

  it("opening it changes nothing: a page is no scan", async () => {
    const didit = await start(open);
    const session = await didit.create();
    await createBrowser(didit)(session.url);
    expect(await didit.poll(session)).toBe("initialized");
  });

  it("its confirm button shares what is checked, as the chosen person", async () => {
    const didit = await start(open);
    const session = await didit.create({ scope: "names email phone" });
    const page = await createBrowser(didit)(session.url);
    const after = await page.press("Confirm", { select: { user: "bob" }, uncheck: ["phone"] });
    expect(after.url).toBe(session.url);
    expect(after.html).toContain("You have shared your data");
    expect(await didit.decision(session.session_id)).toMatchObject({
      status: "Confirmed",
      scope: "names email",
      user_data: { email: { email: "bob@example.com" } },
    });
  });

  it("its decline button shares nothing", async () => {
    const didit = await start(open);
    const session = await didit.create();
    const after = await (await createBrowser(didit)(session.url)).press("Decline");
    expect(after.html).toContain("You have declined");
    expect(await didit.poll(session)).toBe("declined");
  });

  it("can also only scan, and answer later as the same person", async () => {
    const didit = await start(open);
    const session = await didit.create();
    const scanned = await (await createBrowser(didit)(session.url)).press("Only scan", { select: { user: "bob" } });
    expect(await didit.poll(session)).toBe("retrieved");
    expect(scanned.html).toContain('name="user" value="bob"');
    const stranger = await scanned.press("Confirm", { select: { user: "alice" } });
    expect(stranger.status).toBe(409);
    expect(await didit.poll(session)).toBe("retrieved");
    await scanned.press("Confirm");
    expect(await didit.poll(session)).toBe("confirmed");
  });

  it("explains itself once the session has ended, with status 200 and no buttons", async () => {
    const didit = await start(open);
    const visit = createBrowser(didit);
    for (const [scenario, text] of [
      ["a confirmed session", "shared"],
      ["a declined session", "declined"],
      ["an expired session", "expired"],
    ] as const) {
      const { session_token } = await didit.run(scenario);
      const page = await visit(`${didit.baseUrl}/authorize/${session_token}`);
      expect([page.status, page.buttons]).toEqual([200, []]);
      expect(page.html).toContain(text);
    }
  });

  it("buttons pressed too late, or for an unknown person, change nothing", async () => {
    const didit = await start(open);
    const session = await didit.create();
    const page = await createBrowser(didit)(session.url);
    expect((await page.press("Confirm", { uncheck: ["email"] })).status).toBe(409);
    const unknown = await didit.fetch(`/_mock/authorize/${session.session_token}`, {
      method: "POST",
      headers: FORM,
      body: "move=confirm&user=unknown",
    });
    expect(unknown.status).toBe(409);
    expect(await didit.poll(session)).toBe("initialized");
    await didit.world.clock.advance(10 * MINUTE_MS);
    expect((await page.press("Confirm")).status).toBe(409);
    expect(await didit.poll(session)).toBe("expired");
  });

  it("shows names as text, whatever they hold", async () => {
    const didit = await start(open);
    const token = await didit.addApplication({ name: "<script>alert(1)</script>" });
    const { session_token } = await didit.create({ scope: "email" }, { token });
    const { html } = await createBrowser(didit)(`${didit.baseUrl}/authorize/${session_token}`);
    expect(html).not.toContain("<script>");
  });

  it("does not exist for an unknown token, and neither do its buttons", async () => {
    const didit = await start(open);
    expect((await createBrowser(didit)(`${didit.baseUrl}/authorize/guess`)).status).toBe(404);
    for (const path of ["/_mock/authorize/guess", "/_mock/session/guess"])
      expect((await didit.fetch(path, { method: "POST", headers: FORM, body: "move=scan" })).status).toBe(404);
  });
});

overTransports("didit", "the verification page", (open) => {
  it("starts the session when it is opened, once", async () => {
    const didit = await start(open);
    const { url, session_id } = await didit.verify({ features: "OCR + NFC" });
    const visit = createBrowser(didit);
    const page = await visit(url);
    expect(page.html).toContain("OCR + NFC");
    expect(page.buttons).toEqual(["Approved", "Declined", "In Review", "Give up"]);
    const opened = await didit.verification(session_id);
    expect(opened).toMatchObject({ status: "In Progress", location: { ip_country_code: "ES" } });
    await visit(url);
    expect(await didit.verification(session_id)).toEqual(opened);
  });

  it("leads back to the callback with id and status, which was changed before", async () => {
    const didit = await start(open);
    for (const [label, status] of [
      ["Approved", "Approved"],
      ["Declined", "Declined"],
      ["In Review", "In%20Review"],
    ] as const) {
      const { url, session_id } = await didit.verify({ callback: "https://app.example/done" });
      const after = await (await createBrowser(didit)(url)).press(label);
      expect(after.status).toBe(302);
      expect(after.url).toBe(`https://app.example/done?verificationSessionId=${session_id}&status=${status}`);
      expect((await didit.verification(session_id)).status).toBe(label);
    }
  });

  it("keeps the callback's own query and fragment", async () => {
    const didit = await start(open);
    for (const [callback, before, behind] of [
      ["https://a.example/zurück?naïve=ja", "https://a.example/zur%C3%BCck?na%C3%AFve=ja&", ""],
      ["https://a.example", "https://a.example?", ""],
      ["https://a.example/x?y=1", "https://a.example/x?y=1&", ""],
      ["https://a.example/x?y=1&z=%20#/part?q=2", "https://a.example/x?y=1&z=%20&", "#/part?q=2"],
      ["https://a.example/x?#part", "https://a.example/x?", "#part"],
      ["my-app://done", "my-app://done?", ""],
    ] as const) {
      const { session_id, session_token } = await didit.run("a verification", { status: "In Review", callback });
      const { status, headers } = await didit.ask("GET", `/session/${session_token}`, { token: null });
      const location = `${before}verificationSessionId=${session_id}&status=In%20Review${behind}`;
      expect([status, headers.get("location")]).toEqual([302, location]);
    }
  });

  it("ends with a closing page where there is no callback", async () => {
    const didit = await start(open);
    const { url } = await didit.verify();
    const after = await (await createBrowser(didit)(url)).press("Approved");
    expect([after.status, after.url, after.buttons]).toEqual([200, url, []]);
    expect(after.html).toContain("Approved");
  });

  it("does not redirect from a status that is not an outcome, with a callback or without", async () => {
    const didit = await start(open);
    for (const status of ["Abandoned", "Expired", "Kyc Expired"]) {
      const { session_token } = await didit.run("a verification", { status, callback: "https://a.example/" });
      const page = await createBrowser(didit)(`${didit.baseUrl}/session/${session_token}`);
      expect([page.status, page.buttons]).toEqual([200, []]);
      expect(page.html).toContain(status);
    }
  });

  it("can be given up, which leads nowhere and cannot be taken back", async () => {
    const didit = await start(open);
    const { url, session_id } = await didit.verify({ callback: "https://a.example/" });
    const page = await createBrowser(didit)(url);
    const after = await page.press("Give up");
    expect([after.status, after.url]).toEqual([200, url]);
    expect((await didit.verification(session_id)).status).toBe("Abandoned");
    expect((await page.press("Approved")).status).toBe(409);
  });

  it("shows the chosen person's data in the decision", async () => {
    const didit = await start(open);
    const names = { first_name: "Carla", family_name: "Sample", full_name: "Carla Sample", is_verified: true };
    await didit.run("a user", { id: "carla", names });
    const { url, session_id } = await didit.verify();
    await (await createBrowser(didit)(url)).press("Approved", { select: { user: "carla" } });
    expect((await didit.verification(session_id)).kyc?.full_name).toBe("Carla Sample");
  });

  it("does not exist for an unknown token, or for a session's id", async () => {
    const didit = await start(open);
    const { session_id } = await didit.verify();
    for (const token of ["guess", session_id])
      expect((await createBrowser(didit)(`${didit.baseUrl}/session/${token}`)).status).toBe(404);
  });
});

overTransports("didit", "the verification page in a frame", (open) => {
  const callback = "https://app.example/done";

  it("tells the page around it that it was opened", async () => {
    const didit = await start(open);
    const { session_id: sessionId, session_token } = await didit.verify({ callback });
    const { text, headers } = await didit.ask("GET", `/session/${session_token}`, { token: null, headers: FRAMED });
    expect(messagesOf(text)).toEqual([
      { type: "didit:ready", data: { sessionId } },
      { type: "didit:started", data: { sessionId } },
    ]);
    for (const name of ["x-frame-options", "content-security-policy"]) expect(headers.get(name)).toBeNull();
  });

  it("tells the outcome in words of its own, and leads nowhere", async () => {
    const didit = await start(open);
    for (const [outcome, status] of [
      ["Approved", "Approved"],
      ["Declined", "Declined"],
      ["In Review", "Pending"],
    ] as const)
      for (const [scenario, parameters, step] of [
        ["a verification", { features: "OCR + NFC" }, "document_front"],
        ["a workflow session", {}, "face"],
      ] as const) {
        const session = await didit.run(scenario, { status: "In Progress", callback, ...parameters });
        const { session_id: sessionId, session_token } = session;
        const body = new URLSearchParams({ outcome, framed: "yes" }).toString();
        const posted = await didit.fetch(`/_mock/session/${session_token}`, { method: "POST", headers: FORM, body });
        const completed = { type: "didit:completed", data: { sessionId, status } };
        expect(posted.status).toBe(200);
        expect(messagesOf(await posted.text())).toEqual([
          { type: "didit:status_updated", data: { sessionId, status, step } },
          completed,
        ]);
        const path = `/session/${session_token}`;
        const again = await didit.ask("GET", path, { token: null, headers: FRAMED });
        expect(again.status).toBe(200);
        expect(messagesOf(again.text)).toEqual([{ type: "didit:ready", data: { sessionId } }, completed]);
        expect((await didit.ask("GET", path, { token: null })).status).toBe(302);
      }
  });

  it("tells that the person gave up as a cancellation, and later ends without an outcome as errors", async () => {
    const didit = await start(open);
    const { session_id: sessionId, session_token } = await didit.run("a verification", { status: "In Progress" });
    const body = "outcome=Abandoned&framed=yes";
    const posted = await didit.fetch(`/_mock/session/${session_token}`, { method: "POST", headers: FORM, body });
    expect(messagesOf(await posted.text())).toEqual([
      { type: "didit:cancelled", data: { sessionId, status: "Pending" } },
    ]);
    const again = await didit.ask("GET", `/session/${session_token}`, { token: null, headers: FRAMED });
    expect(messagesOf(again.text)).toEqual([
      { type: "didit:ready", data: { sessionId } },
      { type: "didit:error", data: { sessionId, error: "This verification is Abandoned." } },
    ]);
  });
});

overTransports("didit", "the verification page in a language", (open) => {
  it("is the same page, and stays in the language", async () => {
    const didit = await start(open);
    const { session_token, session_id } = await didit.verify();
    const url = `${didit.baseUrl}/pt-BR/session/${session_token}`;
    const page = await createBrowser(didit)(url);
    expect(page.buttons).toEqual(["Approved", "Declined", "In Review", "Give up"]);
    const after = await page.press("Approved");
    expect([after.status, after.url]).toEqual([200, url]);
    expect((await didit.verification(session_id)).status).toBe("Approved");
  });

  it("does not exist in a language that is unknown, and no other page in any", async () => {
    const didit = await start(open);
    const { session_token } = await didit.verify();
    for (const path of [`/xx/session/${session_token}`, `/ES/session/${session_token}`, "/es/session/guess"])
      expect((await createBrowser(didit)(didit.baseUrl + path)).status, path).toBe(404);
    const session = await didit.create();
    expect((await createBrowser(didit)(`${didit.baseUrl}/es/authorize/${session.session_token}`)).status).toBe(404);
  });
});
