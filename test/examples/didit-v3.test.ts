import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDiditClient } from "#clients/didit.ts";
import { readSeedFile } from "#standin/seed-file.ts";
import { createStandin } from "#standin/standin.ts";
import { launch, runVitest } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/didit-v3");

describe("the example of Didit's version 3", () => {
  it("has tests that pass", async () => {
    expect(await runVitest(folder)).toMatch(/Tests +8 passed \(8\)/);
  });

  it("starts with another base URL alone, and hears by webhooks how a session went", async () => {
    await using standin = await createStandin(await readSeedFile(join(folder, "seed.yaml")));
    const world = await standin.world();
    const { url } = await standin.listen();
    using app = await launch(join(folder, "main.ts"), { DIDIT_BASE_URL: `${url}/didit`, PORT: "0" });
    // The seed file names port 3000, which another program may use.
    await world.scenario("didit", "a webhook receiver", { url: `${app.firstLine}/webhooks/didit` });

    const started = await fetch(`${app.firstLine}/people/ann/verification`, { method: "POST" });
    expect(started.status).toBe(201);
    const didit = createDiditClient({ apiKey: "standin-api-key", baseUrl: `${url}/didit` });
    const list = await didit.listWorkflowSessions({ vendor_data: "ann" });
    const session_id = list.ok ? list.data.results[0]?.session_id : undefined;
    if (session_id === undefined) throw new Error("no session was created");
    await world.scenario("didit", "open", { session_id });
    await world.scenario("didit", "submit", { session_id, user: "alice" });
    await world.webhooks.settled();
    const ann = await fetch(`${app.firstLine}/people/ann`);
    expect(await ann.json()).toEqual({ id: "ann", isVerified: true, name: "Alice Example" });
  });
});
