import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { StandinOptions } from "#standin/standin.ts";

// Environments of pages, such as jsdom, replace globals by those of another realm before a test file is loaded.
describe.each(["Uint8Array", "ArrayBuffer", "Promise", "Error", "Map", "Date"])(
  "where %s is that of another realm",
  (name) => {
    it("requests are answered as ever", async () => {
      const own = Reflect.get(globalThis, name);
      onTestFinished(() => {
        Reflect.set(globalThis, name, own);
      });
      vi.resetModules();
      Reflect.set(globalThis, name, runInNewContext(name));
      const { createStandin } = await import("#standin/standin.ts");
      const options: StandinOptions = { frozenAt: "2025-01-01T00:00:00Z" };
      const standin = await createStandin(options);
      const post = async (path: string, type: string, body: BodyInit, headers: Record<string, string> = {}) => {
        const reply = await standin.fetch(path, {
          method: "POST",
          headers: { "content-type": type, ...headers },
          body,
        });
        return [reply.status, (await reply.text()).length > 0];
      };
      const signIn = JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" });
      const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
      const grant = "grant_type=client_credentials";
      expect(await post("/didomi/v1/sessions", "application/json", signIn)).toEqual([200, true]);
      expect(await post("/didomi/v1/sessions", "application/json", new TextEncoder().encode(signIn))).toEqual([
        200,
        true,
      ]);
      expect(await post("/didomi/v1/sessions", "application/json", "{")).toEqual([400, true]);
      expect(await post("/didit/auth/v2/token/", "application/x-www-form-urlencoded", grant, basic)).toEqual([
        200,
        true,
      ]);
      expect((await standin.fetch("/netid/_mock/login?user=alice")).status).toBeLessThan(400);
      await standin.close();
    });
  },
);
