import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";

/** Debian's Chromium; another one by the environment. */
const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const WIDTHS = [360, 1280] as const;
export const SCHEMES = ["light", "dark"] as const;

/** A standin that listens, and a browser that looks at it. */
export interface OpenInspector extends AsyncDisposable {
  readonly standin: Standin;
  /** Where it answers, by the name that browsers are to use. */
  readonly url: string;
  readonly port: number;
  readonly browser: Browser;
  /** Opens a page; what it complains of, and what it requests elsewhere, is in `faults`. */
  openPage(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Errors of pages, and requests to other servers. */
  readonly faults: string[];
}

export async function openInspector(options: StandinOptions = {}): Promise<OpenInspector> {
  const standin = await createStandin(options);
  const { port } = await standin.listen();
  const url = `http://localhost:${port}`;
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox"] });
  const faults: string[] = [];
  return {
    standin,
    url,
    port,
    browser,
    faults,
    async openPage(path, pageOptions) {
      const page = await browser.newPage(pageOptions);
      page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(`console: ${message.text()}`);
      });
      page.on("request", (request) => {
        if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== url)
          faults.push(`request: ${request.url()}`);
      });
      await page.goto(url + path);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await standin.close();
    },
  };
}

/** All views of the inspector, and the landing page, by what their addresses end with. */
export const VIEWS: Readonly<Record<string, string>> = {
  landing: "/",
  exchanges: "/_standin/",
  exchange: "/_standin/#/worlds/default/exchanges/1",
  worlds: "/_standin/#/worlds",
  state: "/_standin/#/worlds/default/state",
  clock: "/_standin/#/worlds/default/clock",
  faults: "/_standin/#/worlds/default/faults",
  webhooks: "/_standin/#/worlds/default/webhooks",
  messages: "/_standin/#/worlds/default/messages",
  scenarios: "/_standin/#/worlds/default/scenarios",
  routes: "/_standin/#/routes",
  agreement: "/_standin/#/agreement",
  health: "/_standin/#/health",
};

/** Fills the default world with something of everything. */
export async function fillWorld({ standin }: Pick<OpenInspector, "standin">): Promise<void> {
  const world = await standin.world();
  for (const { api, defaultSeed, exampleRequest } of standin.providers) {
    const { method, path, headers = {}, body } = exampleRequest(defaultSeed as never);
    await standin.fetch(`/${api.name}${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
  const send = standin.fetch;
  await send("/didomi/v1/consents/users?organization_id=standin-org");
  await send("/didomi/v1/consents/users?organization_id=standin-org", { headers: { authorization: "Bearer e.x.p" } });
  await send("/avacy/nowhere");
  await world.snapshot("signed in");
  await world.faults.add({ preset: "throttled", match: { provider: "avacy" } });
  await world.scenario("didit", "a webhook receiver", { url: "http://127.0.0.1:9/webhooks" });
  await world.scenario("didit", "a verification");
  await standin.world("checkout-test");
}
