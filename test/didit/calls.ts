import { expect } from "vitest";
import type { components } from "#generated/didit/types.ts";
import type { OpenProvider, RunningProvider } from "../support/transports.ts";

type Schemas = components["schemas"];
export type Decision = Schemas["SessionDecision"];
export type VerificationDecision = Schemas["VerificationDecision"];
export type NewSession = Schemas["Session"];
export type NewVerification = Required<Schemas["VerificationSession"]>;

export const START = "2024-01-01T00:00:00.000Z";
export const MINUTE_MS = 60_000;
export const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";
export const ALICE = "standin-app-token-alice";
export const BOB = "standin-app-token-bob";
export const BASIC = `Basic ${btoa("standin-client:standin-secret")}`;

export const DENIED = { detail: "You do not have permission to perform this action." };
export const NOT_FOUND = { detail: "Not found." };
export const NO_CREDENTIALS = { detail: "Authentication credentials were not provided." };
export const BAD_CREDENTIALS = { detail: "Incorrect authentication credentials." };

/** The same refusal by data transfer, which has its sentence under two names. */
export const ofTransfer = <Sentence>({ detail }: { readonly detail: Sentence }) => ({ detail, message: detail });

/** A refusal as the product of this path words it. */
export const refusalAt = (path: string, problem: { readonly detail: string }) =>
  path.startsWith("/auth/v2/session") ? ofTransfer(problem) : problem;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` if it is not JSON. */
  readonly body: unknown;
}

export interface AskOptions {
  /** A bearer token; default: the application's. `null`: none. */
  readonly token?: string | null;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One simulator, signed in, with the calls that tests make again and again. */
export interface Didit extends RunningProvider {
  readonly token: string;
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  fetchToken(clientId?: string, clientSecret?: string): Promise<string>;
  /** Another application, and its token. */
  addApplication(more?: object): Promise<string>;
  create(body?: object, options?: AskOptions): Promise<NewSession>;
  /** What polling says, in its vocabulary. */
  poll(session: NewSession, options?: AskOptions): Promise<unknown>;
  decision(sessionId: string, options?: AskOptions): Promise<Decision>;
  /** The Didit app of alice, or of the token's owner. */
  scan(sessionId: string, appToken?: string): Promise<Answer>;
  answer(sessionId: string, body?: unknown, appToken?: string): Promise<Answer>;
  /** Created, scanned and confirmed by alice. */
  share(scope: string, answer?: object): Promise<Decision>;
  verify(body?: object, options?: AskOptions): Promise<NewVerification>;
  verification(sessionId: string, options?: AskOptions): Promise<VerificationDecision>;
  /** Moves the world's clock, and signs in anew: after a day the token would be too old. */
  later(ms: number): Promise<void>;
  run<Result = Record<string, string>>(scenario: string, parameters?: object): Promise<Result>;
}

const isJson = (headers: Headers): boolean => headers.get("content-type") === "application/json";

/** Starts a simulator whose clock stands at `START` until a test moves it. */
export async function start(open: OpenProvider, options: Parameters<OpenProvider>[0] = {}): Promise<Didit> {
  const running = await open({ frozenAt: START, ...options });
  let token = "";

  const ask = async (method: string, path: string, options: AskOptions = {}): Promise<Answer> => {
    const bearer = options.token === undefined ? token : options.token;
    const response = await running.fetch(path, {
      method,
      redirect: "manual",
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(options.body !== undefined && { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body !== undefined && {
        body: typeof options.body === "string" ? options.body : JSON.stringify(options.body),
      }),
    });
    const { status, headers } = response;
    const text = await response.text();
    return { status, headers, text, body: text !== "" && isJson(headers) ? JSON.parse(text) : undefined };
  };
  const good = async <Body>(answer: Promise<Answer>, expected = 200): Promise<Body> => {
    const { status, text, body } = await answer;
    expect(status, text).toBe(expected);
    return body as Body;
  };
  const calls: Omit<Didit, keyof RunningProvider | "token"> = {
    ask,
    async fetchToken(clientId = "standin-client", clientSecret = "standin-secret") {
      const authorization = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
      const body = { grant_type: "client_credentials" };
      return (await good<Schemas["ClientToken"]>(ask("POST", "/auth/v2/token/", { headers: { authorization }, body })))
        .access_token;
    },
    addApplication: async (more = {}) =>
      (await calls.run("an application", { client_id: "other-client", ...more }))["access_token"] ?? "",
    create: (body = { scope: "email" }, options) => good(ask("POST", "/auth/v2/session/", { body, ...options }), 201),
    async poll({ session_id, session_token }, options) {
      const headers = { "data-session-token": session_token };
      const body = await good<{ status: string }>(
        ask("GET", `/auth/v2/session/${session_id}/status/`, { headers, ...options }),
      );
      return body.status;
    },
    decision: (id, options) => good(ask("GET", `/auth/v2/session/${id}/decision/`, options)),
    scan: (id, appToken = ALICE) => ask("GET", `/auth/v2/session/${id}/information`, { token: appToken }),
    answer: (id, body = {}, appToken = ALICE) =>
      ask("POST", `/auth/v2/session/${id}/update`, { body, token: appToken }),
    async share(scope, answer = {}) {
      const { session_id } = await calls.create({ scope });
      await good(calls.scan(session_id));
      await good(calls.answer(session_id, answer));
      return calls.decision(session_id);
    },
    verify: (body = {}, options) => good(ask("POST", "/v1/session/", { body, ...options }), 201),
    verification: (id, options) => good(ask("GET", `/v1/session/${id}/decision/`, options)),
    async later(ms) {
      await running.world.clock.advance(ms);
      token = await calls.fetchToken();
    },
    run: async <Result>(scenario: string, parameters = {}) =>
      (await running.standin.engine.runScenario(running.world.name, "didit", scenario, { ...parameters })) as Result,
  };
  token = await calls.fetchToken();
  return { ...running, ...calls, token };
}

/** A decision with the names of its files alone: each reading has links of its own, which end at another time. */
export const withoutLinks = (decision: unknown): VerificationDecision =>
  JSON.parse(JSON.stringify(decision, (_, member: unknown) => (isLink(member) ? member.split("/").at(-1) : member)));

export const isLink = (value: unknown): value is string => typeof value === "string" && value.includes("/_mock/media/");

/** Expects a refusal, in full. */
export async function expectRefusal(answer: Promise<Answer>, expected: number, body: unknown): Promise<void> {
  const { status, text, body: given } = await answer;
  expect({ status, body: given ?? text }).toEqual({ status: expected, body });
}
