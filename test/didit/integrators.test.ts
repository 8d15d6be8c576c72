import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import { createBrowser } from "./browser.ts";
import { type Didit, MINUTE_MS, start, UNKNOWN_ID } from "./calls.ts";
import { createReceiver, isGenuine } from "./receiver.ts";
import { createGetSessionDecision, type Surroundings } from "./vendor-sample.ts";

/** The vendor's sample as an integrator would run it, and what it logs. */
function runSample({ baseUrl, send, token }: Didit, parts: Partial<Surroundings> = {}) {
  const logged: unknown[][] = [];
  const getSessionDecision = createGetSessionDecision({
    BASE_URL: baseUrl,
    getClientToken: async () => ({ access_token: token }),
    fetch: send,
    console: { error: (...values) => logged.push(values) },
    ...parts,
  });
  return { getSessionDecision, logged };
}

overTransports("didit", "the vendor's own sample", (open) => {
  it("gets the data of a confirmed session", async () => {
    const didit = await start(open);
    const { session_id } = await didit.share("names email", { scope: "names email" });
    const { getSessionDecision, logged } = runSample(didit);
    expect(await getSessionDecision(session_id)).toMatchObject({
      session_id,
      status: "Confirmed",
      user_data: { names: { full_name: "Alice Example" }, email: { email: "alice@example.com" } },
    });
    expect(logged).toEqual([]);
  });

  it("throws the sentence by which it is refused, which it reads as a message", async () => {
    const didit = await start(open);
    const { access_token: expired = "" } = await didit.run("an expired client token");
    const { session_id: foreign = "" } = await didit.run("a session of another application");
    const refused: [string, string | undefined, string][] = [
      [UNKNOWN_ID, expired, "Incorrect authentication credentials."],
      [UNKNOWN_ID, "standin-app-token-alice", "You do not have permission to perform this action."],
      [UNKNOWN_ID, undefined, "Not found."],
      [foreign, undefined, "Not found."],
      ["your-session-id", undefined, "Not found."],
    ];
    for (const [id, access_token = didit.token, sentence] of refused) {
      const { getSessionDecision, logged } = runSample(didit, { getClientToken: async () => ({ access_token }) });
      const error = await getSessionDecision(id).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toBe(sentence);
      expect(logged).toEqual([
        ["Error fetching session decision:", sentence],
        ["Network error:", error],
      ]);
    }
  });

  it("resolves to nothing when there is no token", async () => {
    const didit = await start(open);
    const { getSessionDecision, logged } = runSample(didit, { getClientToken: async () => undefined });
    expect(await getSessionDecision(UNKNOWN_ID)).toBeUndefined();
    expect(logged).toEqual([["Error fetching client token"]]);
  });
});

overTransports("didit", "what integrators write", (open) => {
  it("data transfer: show the link, poll until the person has answered, then fetch the data", async () => {
    const didit = await start(open);
    const session = await didit.create({ scope: "names email", vendor_data: "user-1" });
    const seen: unknown[] = [];
    const people = [
      async () => {},
      async () => void (await didit.run("scan", { session_id: session.session_id })),
      async () => void (await didit.run("confirm", { session_id: session.session_id, scope: "email" })),
    ];
    for (const act of people) {
      await act();
      seen.push(await didit.poll(session));
      await didit.world.clock.advance(MINUTE_MS / 2);
    }
    expect(seen).toEqual(["initialized", "retrieved", "confirmed"]);
    expect(await didit.decision(session.session_id)).toMatchObject({ vendor_data: "user-1", scope: "email" });
  });

  it("data transfer: a code that has expired is replaced by a new one", async () => {
    const didit = await start(open);
    const first = await didit.create();
    await didit.world.clock.advance(10 * MINUTE_MS);
    expect(await didit.poll(first)).toBe("expired");
    const second = await didit.create();
    expect(await didit.poll(second)).toBe("initialized");
    expect(second.url).not.toBe(first.url);
  });

  it("verification: send the person to the link, get them back, believe the decision", async () => {
    const didit = await start(open);
    const { url, session_id } = await didit.verify({
      callback: "http://localhost:3000/verified",
      vendor_data: "user-1",
    });
    const back = new URL((await (await createBrowser(didit)(url)).press("Approved")).url);
    expect(back.searchParams.get("verificationSessionId")).toBe(session_id);
    expect(back.searchParams.get("status")).toBe("Approved");
    expect((await didit.verification(session_id)).status === "Approved").toBe(true);
  });

  it("webhooks: a receiver that does not know the user yet answers 404, and gets the event again", async () => {
    const didit = await start(open);
    const receiver = await createReceiver(404, 200);
    try {
      await didit.run("a webhook receiver", { url: receiver.url, secret: "own secret" });
      await didit.verify({ vendor_data: "new user" });
      await didit.world.clock.advance(MINUTE_MS);
      expect(receiver.deliveries.map((each) => isGenuine(each, "own secret", Date.now()))).toEqual([true, true]);
    } finally {
      await receiver.close();
    }
  });

  it("tokens: one is kept for a day, and after a refusal a new one works", async () => {
    const didit = await start(open);
    await didit.world.clock.advance(24 * 60 * MINUTE_MS);
    expect((await didit.ask("POST", "/v1/session/", { body: {} })).status).toBe(401);
    const token = await didit.fetchToken();
    expect((await didit.ask("POST", "/v1/session/", { body: {}, token })).status).toBe(201);
  });

  it("faults: an answer can be disturbed once, and the next one is good", async () => {
    const didit = await start(open);
    const { session_id } = await didit.create();
    await didit.world.faults.add({
      match: { provider: "didit", operation: "getSessionDecision" },
      when: { first: 1 },
      effect: { status: 401 },
    });
    const disturbed = await didit.ask("GET", `/auth/v2/session/${session_id}/decision/`);
    expect([disturbed.status, disturbed.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect((await didit.ask("GET", `/auth/v2/session/${session_id}/decision/`)).status).toBe(200);
  });
});
