import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSeedFile } from "#standin/seed-file.ts";
import { createStandin } from "#standin/standin.ts";
import { launch, runVitest } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/express-webhooks");

describe("the example of an Express app with webhooks", () => {
  it("has tests that pass", async () => {
    expect(await runVitest(folder)).toMatch(/Tests +5 passed \(5\)/);
  });

  it("starts, and hears by webhooks how a verification went", async () => {
    await using standin = await createStandin(await readSeedFile(join(folder, "seed.yaml")));
    const world = await standin.world();
    const { url } = await standin.listen();
    using app = await launch(join(folder, "main.ts"), { DIDIT_BASE_URL: `${url}/didit`, PORT: "0" });
    // The seed file names port 3000, which another program may use.
    await world.scenario("didit", "a webhook receiver", { url: `${app.firstLine}/webhooks/didit` });

    const started = await fetch(`${app.firstLine}/people/ann/verification`, { method: "POST" });
    expect(started.status).toBe(201);
    const [, token] = /session\/(\w+)/.exec(((await started.json()) as { url: string }).url) ?? [];
    await fetch(`${url}/didit/session/${token}`);
    const body = new URLSearchParams({ user: "alice", outcome: "Approved" });
    await fetch(`${url}/didit/_mock/session/${token}`, { method: "POST", body });
    await world.webhooks.settled();
    const ann = await fetch(`${app.firstLine}/people/ann`);
    expect(await ann.json()).toEqual({ person: "ann", isVerified: true });
  });
});
