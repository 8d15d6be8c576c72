import { StandinError } from "#engine/basics/errors.ts";

/** A session of the DevTools protocol, as Playwright and Puppeteer have it. */
export interface DevToolsSession {
  send(method: string, parameters?: object): Promise<unknown>;
  on(event: "Fetch.requestPaused", listener: (parameters: object) => void): unknown;
  detach(): Promise<void>;
}

/** The used part of Playwright's `BrowserContext`. */
export interface PlaywrightContext {
  browser(): { newBrowserCDPSession(): Promise<DevToolsSession> } | null;
  pages(): readonly unknown[];
  newCDPSession(page: unknown): Promise<DevToolsSession>;
}

/** The used part of Playwright's `Page`. */
export interface PlaywrightPage {
  context(): PlaywrightContext;
}

/** The used part of Puppeteer's `BrowserContext`. */
export interface PuppeteerContext {
  browser(): { target(): { createCDPSession(): Promise<DevToolsSession> } };
  pages(): Promise<readonly PuppeteerPage[]>;
}

/** The used part of Puppeteer's `Page`. */
export interface PuppeteerPage {
  createCDPSession(): Promise<DevToolsSession>;
  browserContext(): PuppeteerContext;
}

/** A page or browser context of Playwright or Puppeteer. A page stands for its context: its pages share their cookies. */
export type RouteTarget = PlaywrightPage | PlaywrightContext | PuppeteerPage | PuppeteerContext;

/** A browser context of either library. */
export interface BrowserContext {
  /** The library's objects, by which contexts and browsers are told apart. */
  readonly context: object;
  readonly browser: object;
  openBrowserSession(): Promise<DevToolsSession>;
  pages(): Promise<readonly object[]>;
  openPageSession(page: object): Promise<DevToolsSession>;
  /** The frames of a page that may be in processes of their own, where the library tells them; asking one that is not fails. */
  frames(page: object): readonly object[];
}

/** @throws StandinError where it is none of these */
export function toBrowserContext(target: RouteTarget): BrowserContext {
  const isObject = typeof target === "object" && target !== null;
  if (isObject && "newCDPSession" in target) return ofPlaywright(target);
  if (isObject && "createCDPSession" in target) return ofPuppeteer(target.browserContext());
  if (isObject && "context" in target && typeof target.context === "function") return ofPlaywright(target.context());
  if (isObject && "browser" in target && "pages" in target) return ofPuppeteer(target);
  throw new StandinError(
    "ERR_STANDIN_INVALID_OPTION",
    "A page or browser context of Playwright or Puppeteer is needed.",
  );
}

function ofPlaywright(context: PlaywrightContext): BrowserContext {
  const browser = context.browser();
  if (browser === null)
    throw new StandinError("ERR_STANDIN_UNSUPPORTED_RUNTIME", "This browser context has no browser that can be asked.");
  return {
    context,
    browser,
    openBrowserSession: () => orUnsupported(() => browser.newBrowserCDPSession()),
    pages: async () => context.pages() as readonly object[],
    openPageSession: (page) => context.newCDPSession(page),
    frames: (page) => (page as { frames(): readonly object[] }).frames(),
  };
}

function ofPuppeteer(context: PuppeteerContext): BrowserContext {
  const browser = context.browser();
  return {
    context,
    browser,
    openBrowserSession: () => orUnsupported(() => browser.target().createCDPSession()),
    pages: () => context.pages(),
    openPageSession: (page) => (page as PuppeteerPage).createCDPSession(),
    frames: () => [],
  };
}

async function orUnsupported(open: () => Promise<DevToolsSession>): Promise<DevToolsSession> {
  try {
    return await open();
  } catch (error) {
    throw new StandinError(
      "ERR_STANDIN_UNSUPPORTED_RUNTIME",
      `Real hosts are answered in Chromium and browsers made of it, as others have no DevTools protocol (${(error as Error).message.split("\n", 1)[0]}). Lead this one to the proxy of a standin.`,
    );
  }
}
