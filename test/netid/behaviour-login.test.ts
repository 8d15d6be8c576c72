import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { ALICE, expectCode, FROZEN, identifiersOf, MINUTE_MS, NOT_FOUND, start, TC } from "./calls.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

overTransports("netid", "the login page", (open) => {
  it("lists the users, and says who is logged in", async () => {
    const { fetch, login, scenario } = await start(open);
    await scenario("a deleted account", { user: "carol" });
    const show = async (cookie?: string) =>
      (await fetch("/_mock/login", { headers: { ...(cookie && { cookie }) } })).text();
    const page = await show();
    for (const user of ["alice", "bob", "carol"]) expect(page).toContain(`value="${user}"`);
    expect(page).toContain("account deleted");
    expect(page).toContain("No user is logged in");
    expect(await show(await login("bob"))).toContain("bob is logged in");
    expect(await show("tpid_sec=x")).toContain("not good");
  });

  it("a posted form logs in, and so does a link", async () => {
    const { fetch, read } = await start(open);
    const posted = await fetch("/_mock/login", { method: "POST", headers: FORM, body: "user=alice" });
    const linked = await fetch("/_mock/login?user=bob");
    for (const response of [posted, linked]) {
      expect(response.status).toBe(200);
      const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      expect((await read({ cookie })).body).toEqual(NOT_FOUND);
    }
  });

  it("the cookie lasts for the browser's session, is out of reach for scripts, and travels to other sites", async () => {
    const { fetch } = await start(open);
    const [value, ...attributes] = ((await fetch("/_mock/login?user=alice")).headers.get("set-cookie") ?? "").split(
      "; ",
    );
    expect(value).toMatch(/^tpid_sec=[\w-]+(\.[\w-]*){4}$/);
    expect(attributes.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=None", "Secure"]);
  });

  it("a world can be set for browsers that take no secure cookie from this machine", async () => {
    const { fetch, scenario } = await start(open);
    await scenario("other behaviour", { secure_cookie: false });
    const cookie = (await fetch("/_mock/login?user=alice")).headers.get("set-cookie");
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("sends people back to this machine or to a registered origin, and nowhere else", async () => {
    const { fetch, scenario } = await start(open);
    await scenario("an active TAPP with two origins");
    const send = (page: string, address: string) =>
      fetch(`/_mock/${page}return_to=${encodeURIComponent(address)}`, { redirect: "manual" });
    for (const page of ["login?user=alice&", "logout?"]) {
      for (const address of ["http://localhost:3000/after?a=1#b", "https://www.example.com/after", "http://[::1]/"]) {
        const response = await send(page, address);
        expect(response.status).toBe(303);
        expect(response.headers.get("location")).toBe(address);
        expect(response.headers.get("set-cookie")).toContain("tpid_sec=");
      }
      for (const address of [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/after",
        "http://localhost@evil.example/",
      ]) {
        const response = await send(page, address);
        expect(response.status, address).toBe(400);
        expect(response.headers.get("set-cookie")).toBeNull();
      }
    }
  });

  it("never redirects to an origin that no TAPP has, whatever credentials are accepted", async () => {
    const { fetch } = await start(open, { acceptAnyCredentials: true });
    const send = (address: string) =>
      fetch(`/_mock/login?user=anybody&return_to=${encodeURIComponent(address)}`, { redirect: "manual" });
    expect((await send("https://evil.example/")).status).toBe(400);
    expect((await send("http://localhost:3000/after")).headers.get("location")).toBe("http://localhost:3000/after");
  });

  it("the page that lists the users remembers where to go back to", async () => {
    const { fetch } = await start(open);
    const page = await (await fetch("/_mock/login?return_to=http://localhost:3000/%22%3E")).text();
    expect(page).toContain('name="return_to" value="http://localhost:3000/%22%3E"');
  });

  it("knows no other users, and shows their names as text", async () => {
    const { fetch } = await start(open);
    const response = await fetch("/_mock/login?user=%3Cb%3E");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("&lt;b&gt;");
    expect(response.headers.get("set-cookie")).toBeNull();
    expect((await fetch("/_mock/login?user=alice&session=odd")).status).toBe(400);
  });

  it("logging out takes the cookie away", async () => {
    const { fetch, login } = await start(open);
    const cookie = await login();
    for (const method of ["GET", "POST"]) {
      const response = await fetch("/_mock/logout", { method, headers: { cookie } });
      expect(response.status).toBe(200);
      expect(response.headers.get("set-cookie")).toMatch(/^tpid_sec=; .*Max-Age=0$/);
    }
  });
});

overTransports("netid", "the cookie", (open) => {
  it("is nothing a partner can read", async () => {
    const { login } = await start(open);
    const cookie = await login("alice");
    const readable = cookie
      .slice("tpid_sec=".length)
      .split(".")
      .map((part) => atob(part.replaceAll("-", "+").replaceAll("_", "/")))
      .join("");
    for (const secret of ["alice", ALICE, "exp", "sub"]) expect(readable).not.toContain(secret);
  });

  it("is good for an hour by the world's clock, and is sent on after that", async () => {
    const { read, login, world } = await start(open);
    await login();
    await world.clock.advance(60 * MINUTE_MS - 1);
    expect((await read()).status).toBe(200);
    await world.clock.advance(1);
    expectCode(await read(), 400, "TOKEN_ERROR");
  });

  it("lasts as long as the world says", async () => {
    const { read, login, world, scenario } = await start(open);
    await scenario("other behaviour", { session_seconds: 60 });
    await login();
    await world.clock.advance(MINUTE_MS - 1);
    expect((await read()).status).toBe(200);
    await world.clock.advance(1);
    expectCode(await read(), 400, "TOKEN_ERROR");
  });

  it("is neither renewed nor cleared by reads and writes", async () => {
    const { read, write, login, scenario } = await start(open);
    const { cookie } = await scenario("a user whose login has expired");
    const answers = [await read({ cookie }), await read()];
    await login();
    answers.push(await read(), await write({ idconsent: "VALID" }));
    for (const { headers } of answers) expect(headers.get("set-cookie")).toBeNull();
  });

  it("fails when any single character of it is another", async () => {
    const { read, login } = await start(open);
    const cookie = await login();
    for (let index = "tpid_sec=".length; index < cookie.length; index += 1)
      for (const other of ["A", "x"]) {
        if (cookie[index] === other) continue;
        const changed = cookie.slice(0, index) + other + cookie.slice(index + 1);
        expectCode(await read({ cookie: changed }), 400, "TOKEN_ERROR");
      }
  });

  it("where the browser blocks it, the user counts as a stranger though logged in", async () => {
    const { read, scenario } = await start(open);
    const { cookie } = await scenario("a user whose browser sends no cookie");
    expect(cookie).toBe("");
    expectCode(await read({ cookie: null }), 400, "NO_TPID");
  });

  it("is found among others", async () => {
    const { fetch, login } = await start(open);
    const cookie = `a=1; ${await login()}; tpid_sec2=x`;
    const response = await fetch("/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001", {
      headers: { cookie, origin: "http://localhost" },
    });
    expect(response.status).toBe(200);
  });

  it("can be had expired or forged from the page too", async () => {
    const { fetch, read } = await start(open);
    for (const session of ["expired", "forged"]) {
      const set = (await fetch(`/_mock/login?user=alice&session=${session}`)).headers.get("set-cookie");
      expectCode(await read({ cookie: set?.split(";")[0] ?? "" }), 400, "TOKEN_ERROR");
    }
  });

  it("leads back to the world that it was issued in", async () => {
    const { standin, read, baseUrl, send } = await start(open, FROZEN);
    const other = await standin.world("other");
    const { cookie } = (await other.scenario("netid", "a user who gave consent", { iab_tc_string: TC })) as {
      cookie: string;
    };
    expect(identifiersOf(await read({ cookie }))).toEqual({ tpid: ALICE });
    const named = baseUrl.replace(/\/netid$/, "/~third/netid");
    const response = await send(`${named}/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001`, {
      headers: { cookie, origin: "http://localhost" },
    });
    expect(await response.json()).toMatchObject({ status_code: "TOKEN_ERROR" });
  });
});
