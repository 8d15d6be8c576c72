import { expect } from "vitest";
import type { StandinOptions } from "#standin/standin.ts";
import type { OpenProvider, RunningProvider } from "../support/transports.ts";

/** What the suites of this provider have in common: how to call it, and what it answers with. */

export const TAPP = "00000000-0000-4000-8000-000000000001";
export const OTHER_TAPP = "00000000-0000-4000-8000-000000000002";
export const UNKNOWN_TAPP = "11111111-1111-4111-8111-111111111111";
export const ORIGIN = "http://localhost:3000";
export const FOREIGN_ORIGIN = "https://evil.example";
export const ALICE = "standin-tpid-alice-000000000000000000000000";
export const BOB = "standin-tpid-bob-00000000000000000000000000";

const PREFIX = "application/vnd.netid.permission-center.";
export const READ = `${PREFIX}netid-user-status-v1+json`;
export const READ_AUDIT = `${PREFIX}netid-user-status-audit-v1+json`;
export const READ_V2 = `${PREFIX}netid-user-status-v2+json`;
export const WRITE = `${PREFIX}netid-subject-status-v1+json`;
export const WRITE_AUDIT = `${PREFIX}netid-subject-status-audit-v1+json`;
export const WRITE_V2 = `${PREFIX}netid-subject-status-v2+json`;
export const PERMISSIONS = `${PREFIX}netid-permissions-v2+json`;
export const EXPORT = `${PREFIX}netid-permission-export.list-v1+json`;
export const EXPORT_AUDIT = `${PREFIX}netid-permission-export-audit.list-v1+json`;
export const CMP_EXPORT = `${PREFIX}tapp-netid-permissions-export.list-v1+json`;
export const CMP_EXPORT_AUDIT = `${PREFIX}tapp-netid-permissions-export-audit.list-v1+json`;

/** Service-specific, of CMP 300. */
export const TC = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
export const TC_WITH_VENDORS = `${TC}.IAAA`;
/** The same for all services of a CMP. */
export const GLOBAL_TC = "CP1R2oAP1R2oAEsABBDEDIEAAP_AAAAAAAYgAAAAAAAA";

export const FROZEN_AT = "2025-03-01T09:30:00Z";
export const FROZEN = { frozenAt: FROZEN_AT } as const;
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** A time of change, some milliseconds after `FROZEN_AT`. */
export const after = (ms: number): string => new Date(Date.parse(FROZEN_AT) + ms).toISOString();

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

/** A call in its browser form unless told otherwise; `null` leaves a part out. */
export interface CallOptions {
  readonly tapp?: string | null;
  readonly origin?: string | null;
  /** The value of `tpid_sec`, or a whole `Cookie` header. Default: that of the user who logged in last. */
  readonly cookie?: string | null;
  readonly accept?: string | null;
  readonly contentType?: string | null;
  /** More of the query, as it is written. */
  readonly query?: string;
  readonly path?: string;
  readonly method?: string;
}

export interface Netid extends RunningProvider {
  /** @returns the `Cookie` header; calls use it from now on */
  login(user?: string): Promise<string>;
  read(options?: CallOptions): Promise<Answer>;
  /** A body that is not text is sent as JSON. */
  write(body: unknown, options?: CallOptions): Promise<Answer>;
  readAs(bearer: string, options?: CallOptions & { readonly authorization?: string }): Promise<Answer>;
  writeAs(bearer: string, body: unknown, options?: CallOptions): Promise<Answer>;
  preflight(method: string, options?: CallOptions & { readonly headers?: Record<string, string> }): Promise<Answer>;
  scenario<Result = Access>(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<Result>;
}

export interface Access {
  readonly user: string;
  readonly tpid: string;
  readonly tapp_id: string;
  readonly sync_id?: string;
  readonly cookie: string;
  readonly bearer_token: string;
}

export async function start(
  open: OpenProvider,
  options: Omit<StandinOptions, "providers" | "onBug"> = FROZEN,
): Promise<Netid> {
  const running = await open(options);
  let cookieOfUser: string | null = null;
  const send = async (path: string, init: RequestInit): Promise<Answer> => toAnswer(await running.fetch(path, init));

  const toPath = (path: string, { tapp = TAPP, query }: CallOptions): string => {
    const parts = [...(tapp === null ? [] : [`q.tapp_id.eq=${tapp}`]), ...(query === undefined ? [] : [query])];
    return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
  };
  const inBrowser = ({ origin = ORIGIN, cookie = cookieOfUser, accept = null }: CallOptions) => ({
    ...(origin !== null && { origin }),
    ...(cookie !== null && { cookie: cookie.startsWith("tpid_sec=") ? cookie : `tpid_sec=${cookie}` }),
    ...(accept !== null && { accept }),
  });
  const toBody = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));
  const contentTypeOf = ({ contentType = PERMISSIONS }: CallOptions) =>
    contentType === null ? {} : { "content-type": contentType };

  return {
    ...running,
    async login(user = "alice") {
      const { headers } = await send(`/_mock/login?user=${user}`, {});
      cookieOfUser = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      return cookieOfUser;
    },
    read: (call = {}) =>
      send(toPath(call.path ?? "/netid-user-status", call), { method: call.method ?? "GET", headers: inBrowser(call) }),
    write: (body, call = {}) =>
      send(toPath(call.path ?? "/netid-permissions", call), {
        method: call.method ?? "POST",
        headers: { ...inBrowser(call), ...contentTypeOf(call) },
        // Encoded here, so that no content type is added to it.
        body: new TextEncoder().encode(toBody(body)),
      }),
    readAs: (bearer, call = {}) =>
      send(toPath("/netid-user-status", { tapp: null, ...call }), {
        headers: {
          ...inBrowser({ origin: null, cookie: null, ...call }),
          authorization: call.authorization ?? `Bearer ${bearer}`,
        },
      }),
    writeAs: (bearer, body, call = {}) =>
      send(toPath("/netid-permissions", { tapp: null, ...call }), {
        method: "POST",
        headers: {
          ...inBrowser({ origin: null, cookie: null, ...call }),
          ...contentTypeOf(call),
          authorization: `Bearer ${bearer}`,
        },
        body: new TextEncoder().encode(toBody(body)),
      }),
    preflight: (method, call = {}) =>
      send(toPath(call.path ?? (method === "GET" ? "/netid-user-status" : "/netid-permissions"), call), {
        method: "OPTIONS",
        headers: {
          ...inBrowser({ cookie: null, ...call }),
          "access-control-request-method": method,
          ...(method === "POST" && { "access-control-request-headers": "content-type" }),
          ...call.headers,
        },
      }),
    scenario: async <Result>(name: string, parameters?: Readonly<Record<string, unknown>>) =>
      (await running.standin.engine.runScenario(running.world.name, "netid", name, parameters)) as Result,
  };
}

async function toAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get("content-type")?.includes("json") ?? false;
  return { status, headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}

/** Expects a refusal in the vendor's words. */
export function expectCode({ status, body }: Answer, expectedStatus: number, code: string): void {
  expect({ status, body }).toEqual({
    status: expectedStatus,
    body: { status: expectedStatus, status_code: code, message: expect.any(String) },
  });
}

/** Expects a refusal in the framework's words, which have no code. */
export function expectGeneric({ status, body }: Answer, expectedStatus: number, error: string, path: string): void {
  expect({ status, body }).toEqual({
    status: expectedStatus,
    body: {
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
      status: expectedStatus,
      error,
      path,
    },
  });
}

/** Whether a script of this origin may see the answer. */
export function isReadableBy({ headers }: Answer, origin: string): boolean {
  const allowed = headers.get("access-control-allow-origin");
  expect(headers.get("access-control-allow-credentials")).toBe(allowed === null ? null : "true");
  return allowed === origin;
}

/** The identifiers of an answer. */
export const identifiersOf = ({ body }: Answer): { tpid?: unknown; sync_id?: unknown; etpid?: unknown } =>
  (body as { subject_identifiers: Record<string, unknown> }).subject_identifiers;

export const NOT_FOUND = { status_code: "PERMISSIONS_NOT_FOUND" };
export const FOUND = "PERMISSIONS_FOUND";
export const consent = (status: "VALID" | "INVALID", changed_at: string) => ({ type: "IDCONSENT", status, changed_at });
export const tcString = (value: string, changed_at: string) => ({ type: "IAB_TC_STRING", value, changed_at });
