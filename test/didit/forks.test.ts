import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";

/** What a fork shows of sessions that its parent has made. */

interface Made {
  readonly session_id: string;
  readonly url: string;
  readonly decision: { readonly session_url: string };
}

describe("links of a fork", () => {
  let standin: Standin;
  let origin: string;
  let token: string;
  let made: Made;
  beforeAll(async () => {
    standin = await createStandin({ providers: ["didit"] });
    origin = (await standin.listen()).url;
    const parent = await standin.world("parent");
    await parent.scenario("didit", "a webhook receiver", { url: "http://127.0.0.1:9/" });
    token = ((await parent.scenario("didit", "a client token")) as { access_token: string }).access_token;
    made = (await parent.scenario("didit", "a verification")) as Made;
    await parent.fork("child");
    await (await standin.world("default")).fork("of-default");
  });
  afterAll(() => standin.close());

  const decisionIn = async (world: string): Promise<{ status: string; session_url: string }> => {
    const headers = { authorization: `Bearer ${token}` };
    const path = `/~${world}/didit/v1/session/${made.session_id}/decision/`;
    return (await fetch(origin + path, { headers })).json() as Promise<{ status: string; session_url: string }>;
  };

  it("lead into the fork, those of the parent into the parent", async () => {
    expect(made.url).toMatch(`${origin}/~parent/didit/session/`);
    expect((await decisionIn("parent")).session_url).toBe(made.url);
    expect((await decisionIn("child")).session_url).toBe(made.url.replace("/~parent/", "/~child/"));
  });

  it("are followed there, and change nothing in the parent", async () => {
    const { session_url } = await decisionIn("child");
    expect((await fetch(session_url)).status).toBe(200);
    expect([(await decisionIn("child")).status, (await decisionIn("parent")).status]).toEqual([
      "In Progress",
      "Not Started",
    ]);
  });

  it("are those of the fork in what scenarios give, and in webhooks, which no request has made", async () => {
    const child = await standin.world("child");
    const submitted = await child.scenario("didit", "submit", { session_id: made.session_id });
    const url = made.url.replace("/~parent/", "/~child/");
    expect(submitted).toMatchObject({ session_url: url });
    const { event } = child.outbox.entries().at(-1) ?? {};
    // Readers of the outbox must not see the token in it.
    const shown = url.replace(/[^/]+$/, "[redacted]");
    expect(event?.body).toMatchObject({ status: "Approved", decision: { session_url: shown } });
  });

  it("stay as they were given, where a scenario was told where they lead", async () => {
    const parent = await standin.world("parent");
    const base_url = "https://mock.example/didit";
    const { session_id, url } = (await parent.scenario("didit", "a verification", { base_url })) as Made;
    await parent.fork("second");
    const second = await standin.world("second");
    expect(await second.scenario("didit", "open", { session_id })).toMatchObject({ session_url: url });
  });
});
