import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { requireBuild } from "../cli/launch.ts";

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
/** Compressed, of all that a page loads. */
const MOST_BYTES = 120 * 1024;

describe("the page at the root", () => {
  it("is for browsers; programs get JSON, and other hosts and paths what they got before", async () => {
    await using standin = await createStandin();
    const page = await standin.fetch("/", { headers: HTML });
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(await page.text()).toContain('src="/_standin/ui/app.js"');
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }]) {
      const reply = await standin.fetch("/", { headers });
      expect(await reply.json()).toMatchObject({ name: "standin" });
    }
    const [provider] = standin.providers;
    const host = `${provider?.api.name}.localhost`;
    const ofProvider = await standin.engine.exchange({
      method: "GET",
      path: "/",
      query: "",
      headers: { host, ...HTML },
    });
    expect(ofProvider.headers["x-standin-exchange"]).toBe("default/1");
    expect((await standin.fetch("/nowhere", { headers: HTML })).status).toBe(404);
  });

  it("leads to files where an application has mounted standin, and quotes no path that HTML would not take", async () => {
    await using standin = await createStandin();
    const pageAt = async (mountPath: string) => {
      const { body } = await standin.engine.exchange({ method: "GET", path: "/", query: "", headers: HTML, mountPath });
      return String(body);
    };
    expect(await pageAt("/mocks")).toContain('src="/mocks/_standin/ui/app.js"');
    expect(await pageAt('/"><script>')).not.toContain("<script>");
  });

  it("is JSON without the control API, which is its only source", async () => {
    await using standin = await createStandin({ control: false });
    const reply = await standin.fetch("/", { headers: HTML });
    expect(reply.headers.get("content-type")).toBe("application/json");
    expect((await standin.fetch("/_standin/", { headers: HTML })).status).toBe(404);
  });
});

describe("the inspector", () => {
  beforeAll(requireBuild);

  it("is served beside the control API, whose paths stay its own", async () => {
    await using standin = await createStandin({ controlToken: "fake-control-token" });
    for (const [path, type] of [
      ["/_standin/", "text/html"],
      ["/_standin/ui/app.js", "text/javascript"],
      ["/_standin/ui/app.css", "text/css"],
      ["/_standin/ui/icon.svg", "image/svg+xml"],
    ] as const) {
      const reply = await standin.fetch(path);
      expect([reply.status, reply.headers.get("content-type")], path).toEqual([200, `${type}; charset=utf-8`]);
      expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    }
    const redirect = await standin.fetch("/_standin", { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([308, "/_standin/"]);
    expect((await standin.fetch("/_standin/ui/other.js")).status).toBe(404);
    // Pages hold no data; the data need the token.
    expect((await standin.fetch("/_standin/worlds")).status).toBe(401);
    expect((await standin.fetch("/_standin/ui/app.js", { method: "POST" })).status).not.toBe(200);
  });

  it("takes few bytes, names no other server, and compiles nothing", () => {
    const read = (name: string): string => readFileSync(join(import.meta.dirname, "../../dist/ui", name), "utf8");
    const [script, style] = [read("app.js"), read("app.css")];
    expect(gzipSync(script).length + gzipSync(style).length).toBeLessThan(MOST_BYTES);
    expect(style).not.toMatch(/url\(|@import/);
    expect(script).not.toMatch(/\bnew Function\b|[^.\w]eval\(|innerHTML\s*=(?!=)\s*["'`<]/);
    const hosts = [...script.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    expect(
      hosts.filter((host) => !["www.w3.org", "127.0.0.1", "localhost", "example.com"].includes(host ?? "")),
    ).toEqual([]);
  });
});
