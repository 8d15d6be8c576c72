import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launch, runVitest } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/netid-page");

describe("the example of a page that asks netID", () => {
  it("has tests that pass", async () => {
    expect(await runVitest(folder)).toMatch(/Tests +6 passed \(6\)/);
  });

  it("starts, and serves the page with its script", async () => {
    using page = await launch(join(folder, "main.ts"), { PORT: "0" });
    const html = await (await fetch(page.firstLine)).text();
    expect(html).toContain('data-netid-url="http://localhost:4700/netid"');
    const [, script = ""] = /src="([^"]+)"/.exec(html) ?? [];
    expect(await (await fetch(page.firstLine + script)).text()).toContain("netid-user-status");
  });
});
