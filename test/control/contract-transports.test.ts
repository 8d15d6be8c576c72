import { expect, it } from "vitest";
import { createAvacyClient } from "#clients/avacy.ts";
import { createControlClient } from "#clients/control.ts";
import { overTransports, type RunningProvider } from "../support/transports.ts";

/** The typed client, at whatever place the transport has given the control API. */
const clientOf = ({ baseUrl, send }: RunningProvider) =>
  createControlClient({ baseUrl: baseUrl.slice(0, baseUrl.lastIndexOf("/")), fetch: send }).results;

overTransports("control", "the control API", (open) => {
  it("prepares a world, looks into it and puts it back", async () => {
    const world = clientOf(await open()).world("checkout-test");
    expect(await world.snapshot("before")).toMatchObject({ ok: true });
    expect(await world.scenario("avacy", "an API token", { token: "7|fake-token" })).toMatchObject({
      data: { token: "7|fake-token" },
    });
    const tokens = async () => {
      const state = await world.state("avacy");
      return state.ok ? state.data.collections["tokens"] : state.message;
    };
    expect(await tokens()).toContainEqual(expect.objectContaining({ token: "7|fake-token" }));
    expect(await world.restore("before")).toMatchObject({ ok: true });
    expect(await tokens()).not.toContainEqual(expect.objectContaining({ token: "7|fake-token" }));
  });

  it("streams exchanges as they happen, and stops when the client disconnects", async () => {
    const running = await open();
    const world = clientOf(running).world("default");
    const listening = new AbortController();
    const heard: string[] = [];
    const followed = (async () => {
      for await (const { request } of world.follow({}, { signal: listening.signal })) {
        heard.push(request.path);
        if (heard.length === 2) listening.abort();
      }
    })();
    const { engine } = running.standin;
    await expect.poll(() => engine.worlds.find("default")?.users).toBe(1);
    for (const name of ["one", "two"]) await running.send(running.baseUrl.replace("_standin", `avacy/${name}`));
    await followed;
    expect(heard).toEqual([expect.stringContaining("/avacy/one"), expect.stringContaining("/avacy/two")]);
    await expect.poll(() => engine.worlds.find("default")?.users).toBe(0);
  });

  it("has exchanges disturbed, whose replies and broken connections pass as they are", async () => {
    const running = await open();
    const world = clientOf(running).world("default");
    const baseUrl = running.baseUrl.replace("_standin", "avacy");
    const avacy = createAvacyClient({
      baseUrl,
      fetch: running.send,
      tenant: "standin",
      webspaceId: 1,
      token: "1|standin-token",
    });
    const validate = () =>
      avacy.api.GET("/wp/validate/{team}/{webspaceKey}", {
        params: { path: { team: "standin", webspaceKey: "00000000-0000-4000-8000-000000000001" } },
      });
    await world.addFault({ when: { first: 1 }, effect: { status: 404 } });
    const { response } = await validate();
    expect({ status: response.status, fault: response.headers.get("x-standin-fault") }).toEqual({
      status: 404,
      fault: "fault-1",
    });
    await world.addFault({ when: { first: 1 }, effect: { connection: "reset" } });
    await expect(validate()).rejects.toThrow();
    expect((await validate()).response.status).toBe(200);
  });

  it.each<
    [what: string, status: number, method: string, path: string, headers?: Record<string, string>, body?: string]
  >([
    ["an unknown path", 404, "GET", "/nowhere"],
    ["a method that the path does not take", 405, "DELETE", "/health"],
    ["a path that cannot be decoded", 400, "GET", "/worlds/%zz"],
    ["a page of another origin", 403, "GET", "/health", { origin: "https://elsewhere.example" }],
    ["a body that is not JSON", 415, "POST", "/worlds/default/fork", { "content-type": "text/plain" }, "into=x"],
    ["a body that is too large", 413, "POST", "/worlds/default/fork", {}, `{"into":"${"x".repeat(1024 * 1024)}"}`],
  ])("refuses %s", async (_what, status, method, path, headers = {}, body = undefined) => {
    const { fetch } = await open();
    const init = {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body }),
    };
    const reply = await fetch(path, init);
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(await reply.json()).toMatchObject({ status });
  });
});
