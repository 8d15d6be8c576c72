import { request } from "node:http";
import { expect } from "vitest";
import type { components } from "#generated/didomi/types.ts";
import type { OpenProvider, RunningProvider } from "../support/transports.ts";

type Schemas = components["schemas"];
export type ConsentEvent = Schemas["ConsentEvent"];
export type ConsentUser = Schemas["ConsentUser"];
export type Purpose = Schemas["PurposeInput"];

export const ORGANIZATION = "standin-org";
export const START = "2024-01-01T00:00:00.000Z";
export const MINUTE_MS = 60 * 1000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface AskOptions {
  /** Repeated keys as lists; `organization_id` is there unless it is set to `undefined`. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** A bearer token; default: the organization's. `null`: none. */
  readonly token?: string | null;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Rows<Row> = { data: Row[]; limit: number; cursor: string | null };

/** One simulator, signed in, with the calls that tests make again and again. */
export interface Didomi extends RunningProvider {
  readonly token: string;
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** The `access_token` of a new session. */
  signIn(key?: string, secret?: string): Promise<string>;
  /** The `id_token` of a new consent token. */
  mint(organizationUserId: string | number, more?: object): Promise<string>;
  /** Records an event of `user@domain.com`, unless the body names another user. */
  record(body: object, options?: AskOptions): Promise<ConsentEvent>;
  /** Records choices about purposes. */
  choose(...purposes: Purpose[]): Promise<ConsentEvent>;
  users(query?: AskOptions["query"], options?: AskOptions): Promise<Rows<ConsentUser>>;
  /** `user@domain.com`, or another user, as the list shows them. */
  user(organizationUserId?: string): Promise<ConsentUser | undefined>;
  /** What the user answered about one purpose. */
  purpose(id: string): Promise<ConsentUser["consents"]["purposes"][number] | undefined>;
  events(query?: AskOptions["query"], options?: AskOptions): Promise<Rows<ConsentEvent>>;
}

export const USER_ID = "user@domain.com";
const OF_USER = { organization_user_id: USER_ID };

/** Starts a simulator whose clock stands at `START` until a test moves it. */
export async function start(open: OpenProvider, options: Parameters<OpenProvider>[0] = {}): Promise<Didomi> {
  const running = await open({ frozenAt: START, ...options });
  let token = "";

  const ask = async (method: string, path: string, options: AskOptions = {}): Promise<Answer> => {
    const bearer = options.token === undefined ? token : options.token;
    const response = await running.fetch(path + toQuery({ organization_id: ORGANIZATION, ...options.query }), {
      method,
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(options.body !== undefined && { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body !== undefined && {
        body: typeof options.body === "string" ? options.body : JSON.stringify(options.body),
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  const good = async <Body>(answer: Promise<Answer>): Promise<Body> => {
    const { status, body } = await answer;
    expect(status, JSON.stringify(body)).toBe(200);
    return body as Body;
  };
  const signIn = async (key = "standin-key", secret = "standin-secret"): Promise<string> => {
    const body = { type: "api-key", key, secret };
    const session = await good<Schemas["Session"]>(
      ask("POST", "/sessions", { body, token: null, query: { organization_id: undefined } }),
    );
    return session.access_token;
  };
  const calls: Omit<Didomi, keyof RunningProvider | "token"> = {
    ask,
    signIn,
    async mint(organization_user_id, more = {}) {
      const body = { organization_id: ORGANIZATION, organization_user_id, ...more };
      return (await good<Schemas["ConsentToken"]>(ask("POST", "/consents/tokens", { body }))).id_token;
    },
    record: (body, options) =>
      good(ask("POST", "/consents/events", { body: { user: OF_USER, consents: {}, ...body }, ...options })),
    choose: (...purposes) => calls.record({ consents: { purposes } }),
    users: (query, options) => good(ask("GET", "/consents/users", { ...options, ...(query && { query }) })),
    user: async (organization_user_id = USER_ID) => (await calls.users({ organization_user_id })).data[0],
    purpose: async (id) => (await calls.user())?.consents.purposes.find((purpose) => purpose.id === id),
    events: (query, options) => good(ask("GET", "/consents/events", { ...options, query: { ...OF_USER, ...query } })),
  };
  // A seed of its own may have other keys: such a test signs in by itself.
  if (options.seeds === undefined) token = await signIn();
  return { ...running, ...calls, token };
}

function toQuery(query: NonNullable<AskOptions["query"]>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each)}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

interface HostedRequest {
  readonly method: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request under another host name: a server's address stays its own, which `fetch` cannot say. */
export async function sendToHost(
  { baseUrl, send }: RunningProvider,
  path: string,
  { method, host, headers, body }: HostedRequest,
): Promise<{ status: number; body: unknown }> {
  const url = baseUrl.slice(0, baseUrl.lastIndexOf("/")) + path;
  if (url.startsWith("http://standin.localhost")) {
    const response = await send(`https://${host}${path}`, { method, headers, ...(body !== undefined && { body }) });
    return { status: response.status, body: await response.json() };
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, host } }, async (response) => {
      const text = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The four members that every failure has, and nothing else. */
export const problem = (code: number, name: string, message: unknown = expect.any(String)) => ({
  code,
  errors: {},
  message,
  name,
});

export const FORBIDDEN = problem(403, "Forbidden", "You do not have permission to perform this action");
export const NOT_AUTHENTICATED = problem(401, "NotAuthenticated", "Invalid token");

/** Expects a refusal in the provider's envelope. */
export async function expectRefusal(answer: Promise<Answer>, expected: ReturnType<typeof problem>): Promise<void> {
  const { status, body } = await answer;
  expect({ status, body }).toEqual({ status: expected.code, body: expected });
}
