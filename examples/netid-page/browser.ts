import { createContext, runInContext } from "node:vm";

/**
 * A minimal browser for the page's script: elements, cookies, and the rules for cross-origin requests (Fetch standard).
 * It has no layout, runs no other scripts, and ignores cookie attributes.
 */
export interface FakeBrowser {
  /** Requests an address. Cookies of the reply are stored by host, regardless of the port. */
  visit(url: string): Promise<Response>;
  /** Opens a page: loads it, and runs its script in a separate context. */
  open(url: string): Promise<OpenPage>;
  /** The requests of scripts, in order: `GET /netid-user-status`. */
  readonly sent: readonly string[];
}

export interface OpenPage {
  /** Returns the text of an element after all requests have finished. */
  textOf(id: string): Promise<string>;
  click(id: string): Promise<void>;
}

const SIMPLE_TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

export function createFakeBrowser(): FakeBrowser {
  const cookies = new Map<string, Map<string, string>>();
  const sent: string[] = [];

  const cookieHeader = (url: URL): Record<string, string> => {
    const own = [...(cookies.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`);
    return own.length === 0 ? {} : { cookie: own.join("; ") };
  };

  const keepCookies = (url: URL, response: Response): void => {
    const own = cookies.get(url.hostname) ?? new Map<string, string>();
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      own.set(name, value);
    }
    cookies.set(url.hostname, own);
  };

  const visit = async (address: string): Promise<Response> => {
    const url = new URL(address);
    const response = await fetch(url, { headers: cookieHeader(url), redirect: "manual" });
    keepCookies(url, response);
    return response;
  };

  /** The `fetch` that scripts of an origin have. */
  const fetchFrom =
    (origin: string): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      sent.push(`${request.method} ${url.pathname.replace(/^.*\//, "/")}`);
      const type = request.headers.get("content-type");
      const needsPreflight =
        !["GET", "HEAD", "POST"].includes(request.method) || (type !== null && !SIMPLE_TYPES.includes(type));
      if (needsPreflight) await preflight(origin, url, request);
      const headers = new Headers(request.headers);
      headers.set("origin", origin);
      if (request.credentials === "include")
        for (const [name, value] of Object.entries(cookieHeader(url))) headers.set(name, value);
      const body = request.body === null ? null : await request.arrayBuffer();
      const response = await fetch(url, { method: request.method, headers, body });
      if (!isReadable(origin, response)) throw new TypeError("Failed to fetch");
      keepCookies(url, response);
      return response;
    };

  return {
    visit,
    sent,
    async open(address) {
      const html = await (await visit(address)).text();
      const url = new URL(address);
      const [, script = ""] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
      const code = await (await visit(new URL(script, url).href)).text();
      return runScript(html, code, fetchFrom(url.origin));
    },
  };
}

const isReadable = (origin: string, { headers }: Response): boolean =>
  headers.get("access-control-allow-origin") === origin && headers.get("access-control-allow-credentials") === "true";

async function preflight(origin: string, url: URL, { method }: Request): Promise<void> {
  const headers = {
    origin,
    "access-control-request-method": method,
    "access-control-request-headers": "content-type",
  };
  const granted = await fetch(url, { method: "OPTIONS", headers });
  const allowed = granted.headers.get("access-control-allow-headers")?.toLowerCase() ?? "";
  if (!granted.ok || !isReadable(origin, granted) || !allowed.includes("content-type"))
    throw new TypeError("Failed to fetch");
}

class FakeElement {
  textContent: string;
  readonly #clicked: (() => void)[] = [];

  constructor(text: string) {
    this.textContent = text;
  }

  addEventListener(type: string, run: () => void): void {
    if (type === "click") this.#clicked.push(run);
  }

  click(): void {
    for (const run of this.#clicked) run();
  }
}

/** Runs a script with the elements of this page, without Node's globals. */
function runScript(html: string, code: string, send: typeof fetch): OpenPage {
  const pending = new Set<Promise<unknown>>();
  const elements = new Map(
    [...html.matchAll(/<\w+[^>]* id="(\w+)"[^>]*>([^<]*)/g)].map(([, id = "", text = ""]) => [
      `#${id}`,
      new FakeElement(text),
    ]),
  );
  const dataset = Object.fromEntries(
    [...(/<html[^>]*>/.exec(html)?.[0].matchAll(/ data-([\w-]+)="([^"]*)"/g) ?? [])].map(([, name = "", value]) => [
      name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
  const counted: typeof fetch = (input, init) => {
    const reply = send(input, init);
    pending.add(reply);
    const done = () => pending.delete(reply);
    reply.then(done, done);
    return reply;
  };
  const document = { documentElement: { dataset }, querySelector: (id: string) => elements.get(id) ?? null };
  const web = { URL, URLSearchParams, Headers, Request, Response, FormData, AbortSignal };
  runInContext(code, createContext({ document, fetch: counted, ...web }));

  /** Waits until no request has been open for a turn of the event loop. */
  const settled = async (): Promise<void> => {
    do {
      await Promise.allSettled(pending);
      await new Promise((resolve) => setImmediate(resolve));
    } while (pending.size > 0);
  };
  return {
    async textOf(id) {
      await settled();
      return elements.get(`#${id}`)?.textContent ?? "";
    },
    async click(id) {
      await settled();
      elements.get(`#${id}`)?.click();
    },
  };
}
