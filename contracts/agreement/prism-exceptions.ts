import type { Operation } from "./spec.ts";

/** A remark of Prism, from its `sl-violations` header. */
export interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly code?: string | number;
  readonly message: string;
}

/** A request that Prism refused and the mock accepted. */
export interface Disputed {
  readonly method: string;
  readonly operation: Operation | undefined;
  /** A form in which names nest by brackets. */
  readonly isBracketedForm: boolean;
  readonly authorization: string;
  /** The provider reads bodies of this content type as another type. */
  readonly isReadAsOther: boolean;
  /** The provider's framework changes this body before it is validated, by trimming and the like. */
  readonly isNormalized: boolean;
  /** The status of Prism's refusal. */
  readonly refusedWith?: number;
}

/** A known error of Prism about OpenAPI 3.1 or HTTP, and how to recognise it. */
interface Exception {
  readonly reason: string;
  readonly covers: (disputed: Disputed, violation: Violation | undefined) => boolean;
}

const MOST_BYTES = 500_000;

/** Requests that Prism cannot check. */
export const NOT_FOR_PRISM: Readonly<
  Record<string, { readonly reason: string; readonly covers: (path: string, bodyBytes: number) => boolean }>
> = {
  "path that cannot be decoded": {
    reason: "A broken percent-encoding makes `prism proxy` 5.14.2 exit.",
    covers: (path) => !isDecodable(path),
  },
  "body over 500 kB": {
    reason:
      "Prism refuses bodies over 10 MB, with no option to say otherwise, and takes seconds, or hangs on a busy machine, over smaller large ones.",
    covers: (_path, bodyBytes) => bodyBytes > MOST_BYTES,
  },
};

/** Replies of which Prism checks only status and headers. */
export const SHOWN_IN_PART = {
  stream: {
    name: "stream that may have no end",
    reason: "Prism checks a reply when it is complete; server-sent events continue until the client disconnects.",
    covers: (mediaType: string): boolean => mediaType === "text/event-stream",
  },
} as const;

/** Exchanges without a reply of the provider, which are not checked. */
export const NOT_CHECKED = {
  page: {
    name: "page that only the mock has",
    reason:
      "Logins and the buttons of an app, under `/_mock/`, are in no document: the real ones are not the provider's API.",
  },
  connection: {
    name: "connection that was broken off",
    reason: "A fault may break a connection off, and so may a client that gives up. Prism then has no reply to check.",
  },
  reply: {
    name: "reply that a fault has disturbed",
    reason: "What a fault of ours has done says nothing about what the provider answers.",
  },
} as const;

/** Whether HTTP requires every server to answer this method, so that specs need not have it. */
export const isOfHttp = (method: string): boolean => ["HEAD", "OPTIONS"].includes(method);

/** Whether the percent-encoding of a path can be decoded. */
export function isDecodable(given: string): boolean {
  try {
    decodeURIComponent(given.split("?")[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function passwordOf(authorization: string): string | undefined {
  const [, encoded] = /^basic +(.*)$/i.exec(authorization) ?? [];
  return encoded && Buffer.from(encoded, "base64").toString().split(":").slice(1).join(":");
}

/** Valid requests that Prism refuses. Replies have no such list. */
export const PRISM_EXCEPTIONS: Readonly<Record<string, Exception>> = {
  "one of several credentials": {
    reason:
      "Where an operation takes several credentials together, a seed may make the one that is a bearer token needless; `security` has no words for that.",
    covers: ({ operation, authorization, refusedWith }) =>
      refusedWith === 401 && authorization === "" && (operation?.security.some(({ length }) => length > 1) ?? false),
  },
  "method that HTTP answers": {
    reason: "HEAD and preflight OPTIONS are no operations of a spec, yet every server answers them; Prism gives 405.",
    covers: ({ method, refusedWith }) => isOfHttp(method) && refusedWith !== undefined,
  },
  "name of the scheme in another case": {
    reason: "HTTP's authentication schemes are the same in any case (RFC 9110, 11.1); Prism takes `Bearer` alone.",
    covers: ({ authorization, refusedWith }) => refusedWith === 401 && /^bearer /i.test(authorization),
  },
  "colon in a password": {
    reason: "The password is all behind the first colon (RFC 7617, 2); Prism wants one colon and no more.",
    covers: ({ authorization, refusedWith }) =>
      refusedWith === 401 && passwordOf(authorization)?.includes(":") === true,
  },
  "content type that is read as another": {
    reason: "A spec lists the media types of a body; which further ones a provider takes for these, it says in words.",
    covers: ({ isReadAsOther }, violation) => isReadAsOther && String(violation?.code) === "415",
  },
  "body that is normalized first": {
    reason:
      "A spec's schema describes a body as the provider's framework hands it on: trimmed, blank fields taken out.",
    covers: ({ isNormalized }, violation) => isNormalized && (violation?.location.includes("body") ?? false),
  },
  "form with brackets": {
    reason: "It cannot put `name[0][key]=…` together to lists and objects, whatever the spec's `encoding` says.",
    covers: ({ isBracketedForm, refusedWith }) => isBracketedForm && [415, 422].includes(refusedWith ?? 0),
  },
};
