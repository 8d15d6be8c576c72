import { expect, it } from "vitest";
import { markupFaults, PLANTED } from "../support/page-markup.ts";
import { overTransports } from "../support/transports.ts";
import { expectCode, FOREIGN_ORIGIN, FROZEN, identifiersOf, MINUTE_MS, type Netid, start, TAPP } from "./calls.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const SITE = "http://localhost:3000/account?a=1";

/** A browser with the login pages open: it has the cookie that was set last. */
function createVisitor({ fetch }: Netid, cookie?: string) {
  let held = cookie;
  const visit = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const reply = await fetch(path, {
      redirect: "manual",
      headers: { ...(held !== undefined && { cookie: held }), ...(fields && FORM) },
      ...(fields && { method: "POST", body: new URLSearchParams(fields).toString() }),
    });
    held = reply.headers.get("set-cookie")?.split(";")[0] ?? held;
    return { status: reply.status, headers: reply.headers, html: await reply.text(), cookie: held };
  };
  return visit;
}

/** The fields of the form whose button has this text, as a browser sends them. */
function fieldsBehind(html: string, label: string): Record<string, string> {
  const form = html.split("<form").find((each) => each.includes(`>${label}<`)) ?? "";
  const button = [...form.matchAll(/(<button[^>]*>)([^<]*)</g)].find(([, , text]) => text === label)?.[1] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const pressed = / name="([^"]*)" value="([^"]*)"/.exec(button);
  return Object.fromEntries(
    [...hidden, ...(pressed === null ? [] : [pressed])].map(([, name = "", value = ""]) => [name, value]),
  );
}

overTransports("netid", "the login page", (open) => {
  it("says which site asks, for which TAPPs, and leads back there", async () => {
    const netid = await start(open);
    const { html } = await createVisitor(netid)(`/_mock/login?return_to=${encodeURIComponent(SITE)}`);
    for (const text of ["http://localhost:3000 asks who you are.", "plays <b>netID</b>", "World <b>default</b>", TAPP])
      expect(html).toContain(text);
    expect(html).toContain(`href="${SITE}"`);
    const alone = await createVisitor(netid)("/_mock/login");
    expect(alone.html).toContain("No site asks.");
    expect(alone.html).not.toContain(TAPP);
  });

  it("shows what a TAPP of the site would read, which it then reads", async () => {
    const netid = await start(open);
    const { cookie } = await netid.scenario("a user who gave consent", { user: "alice", tapp_id: TAPP });
    const { html } = await createVisitor(netid)(`/_mock/login?return_to=${encodeURIComponent(SITE)}`);
    const [alice = "", bob = ""] = html.split("<h3>").slice(1);
    const read = await netid.read({ cookie });
    for (const identifier of Object.entries(identifiersOf(read) ?? {}))
      expect(alice).toContain(`<small>${identifier[0]}</small> ${identifier[1]}`);
    expect(alice).toContain("<small>IDCONSENT</small> VALID");
    expect(bob).toContain("PERMISSIONS_NOT_FOUND");
    await netid.scenario("a user who revoked consent", { user: "alice", tapp_id: TAPP });
    const revoked = await createVisitor(netid)(`/_mock/login?return_to=${encodeURIComponent(SITE)}`);
    expect(revoked.html).toContain("<small>tpid</small> <code>null</code>");
    await netid.login("bob");
    expect((await netid.read()).body).toEqual({ status_code: "PERMISSIONS_NOT_FOUND" });
  });

  it.each([
    ["Log in as alice", "alice is logged in", undefined],
    ["Expired session", "that ended at <time>2025-03-01T09:30:00.000Z", "TOKEN_ERROR"],
    ["Forged session", "a key that this world does not have", "TOKEN_ERROR"],
  ])("has a button %s, which does what the page then says", async (label, text, code) => {
    const netid = await start(open, FROZEN);
    const visit = createVisitor(netid);
    const after = await visit("/_mock/login", fieldsBehind((await visit("/_mock/login")).html, label));
    expect(after.html).toContain(text);
    expect(after.html).toContain('href="login"');
    const read = await netid.read({ cookie: after.cookie ?? null });
    if (code === undefined) expect(read.body).toEqual({ status_code: "PERMISSIONS_NOT_FOUND" });
    else {
      expect(after.html).toContain(code);
      expectCode(read, 400, code);
    }
  });

  it("goes back to the site by every button", async () => {
    const netid = await start(open);
    const visit = createVisitor(netid);
    const path = `/_mock/login?return_to=${encodeURIComponent(SITE)}`;
    for (const label of ["Log in as alice", "Expired session", "Forged session"]) {
      const reply = await visit("/_mock/login", fieldsBehind((await visit(path)).html, label));
      expect([reply.status, reply.headers.get("location")], label).toEqual([303, SITE]);
    }
    const left = await visit("/_mock/logout", fieldsBehind((await visit(path)).html, "Log out"));
    expect([left.status, left.headers.get("location")]).toEqual([303, SITE]);
  });

  it("tells a login that holds from one that has expired, was forged, or has lost its account", async () => {
    const netid = await start(open, FROZEN);
    const visit = createVisitor(netid);
    const holds = async () => (await visit("/_mock/login")).html;
    await visit("/_mock/login?user=bob");
    expect(await holds()).toContain("bob is logged in, until <time>2025-03-01T10:30:00.000Z</time>");
    await netid.world.clock.advance(60 * MINUTE_MS);
    for (const text of ["has expired, at <time>2025-03-01T10:30:00.000Z</time>", "that of bob", "400 TOKEN_ERROR"])
      expect(await holds()).toContain(text);
    await visit("/_mock/login?user=bob&session=forged");
    expect(await holds()).toContain("is not good: forged");
    await visit("/_mock/login?user=bob");
    await netid.scenario("a deleted account", { user: "bob" });
    for (const text of ["was deleted", "that of bob", "410 TPID_EXISTENCE_ERROR"])
      expect(await holds()).toContain(text);
  });

  it("says when a login or a logout changes nothing", async () => {
    const netid = await start(open, FROZEN);
    const visit = createVisitor(netid);
    expect((await visit("/_mock/logout", {})).html).toContain("No user was logged in: nothing changes.");
    expect((await visit("/_mock/login")).html).toContain("there is nothing to log out");
    expect((await visit("/_mock/login?user=alice")).html).not.toContain("Nothing changes");
    expect((await visit("/_mock/login")).html).toContain("Logging in as alice again changes nothing");
    expect((await visit("/_mock/login?user=alice")).html).toContain("Nothing changes");
    expect((await visit("/_mock/login?user=alice&session=expired")).html).not.toContain("Nothing changes");
    await visit("/_mock/login?user=alice");
    expect((await visit("/_mock/login?user=bob")).html).not.toContain("Nothing changes");
    expect((await visit("/_mock/logout", {})).html).toContain("of bob is taken away");
  });

  it("is held in no frame", async () => {
    const { headers } = await createVisitor(await start(open))("/_mock/login");
    expect(headers.get("content-security-policy")).toBe("frame-ancestors 'none'");
  });

  it("shows as text whatever it is given", async () => {
    const netid = await start(open, { acceptAnyCredentials: true });
    const planted = encodeURIComponent(PLANTED);
    for (const path of [
      `login?user=${planted}`,
      `login?user=alice&session=${planted}`,
      `login?return_to=${planted}`,
      `login?return_to=${encodeURIComponent(`${FOREIGN_ORIGIN}/${PLANTED}`)}`,
      `login?return_to=${encodeURIComponent(`http://localhost:1/"><img src=x>#${PLANTED}`)}`,
      `logout?return_to=${encodeURIComponent(`javascript:${PLANTED}`)}`,
    ]) {
      const { html } = await createVisitor(netid, `tpid_sec=<img>`)(`/_mock/${path}`);
      expect(markupFaults(html), path).toEqual([]);
      expect(html).toContain("plays <b>netID</b>");
    }
  });
});
