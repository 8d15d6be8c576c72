import type { Operation } from "./spec.ts";

/** A remark of Prism, as its `sl-violations` header has it. */
export interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
  readonly code?: string | number;
  readonly message: string;
}

/** What Prism refused or remarked, and what the mock did. */
export interface Disputed {
  readonly method: string;
  readonly operation: Operation | undefined;
  /** A form in which names nest by brackets. */
  readonly isBracketedForm: boolean;
  readonly authorization: string;
  /** The provider reads bodies of this content type as if they were of another. */
  readonly isReadAsOther: boolean;
  /** The provider's framework changes this body before it is validated, by trimming and the like. */
  readonly isNormalized: boolean;
  /** The mock's status. */
  readonly status: number;
  /** The status by which Prism refused the request. */
  readonly refusedWith?: number;
  readonly isCommonStatus: boolean;
  /** The reply has the media type of a reply that any path may give, and not of the operation's own with that status. */
  readonly isOfCommonMediaType: boolean;
  /** But for a slash at its end, the path would be an operation's, and the provider takes it for that. */
  readonly isOtherSlash: boolean;
}

/** One way in which Prism errs on OpenAPI 3.1, or on HTTP, and how that is told from a real disagreement. */
interface Exception {
  /** What is disputed. A rule about requests never excuses a reply. */
  readonly about: "request" | "reply";
  readonly reason: string;
  readonly covers: (disputed: Disputed, violation: Violation | undefined) => boolean;
}

const MOST_BYTES = 500_000;

/** Requests that cannot be shown to Prism at all. */
export const NOT_FOR_PRISM: Readonly<
  Record<string, { readonly reason: string; readonly covers: (path: string, bodyBytes: number) => boolean }>
> = {
  "path that cannot be decoded": {
    reason: "A broken percent-encoding makes `prism proxy` 5.14.2 exit.",
    covers: (path) => !isDecodable(path.split("?")[0] ?? ""),
  },
  "body over 500 kB": {
    reason:
      "Prism refuses bodies over 10 MB, with no option to say otherwise, and takes seconds, or hangs on a busy machine, over smaller large ones.",
    covers: (_path, bodyBytes) => bodyBytes > MOST_BYTES,
  },
};

/** Replies of which Prism sees no more than status and headers. */
export const SHOWN_IN_PART = {
  stream: {
    name: "stream that may have no end",
    reason: "Prism judges a reply when it is complete; server-sent events go on for as long as somebody listens.",
    covers: (mediaType: string): boolean => mediaType === "text/event-stream",
  },
} as const;

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function passwordOf(authorization: string): string | undefined {
  const [, encoded] = /^basic +(.*)$/i.exec(authorization) ?? [];
  return encoded && Buffer.from(encoded, "base64").toString().split(":").slice(1).join(":");
}

export const PRISM_EXCEPTIONS: Readonly<Record<string, Exception>> = {
  "reply that belongs to no operation": {
    about: "reply",
    reason:
      "The specs keep replies that any path may give (404, 405, 413, 429, 500, …) under `x-common-responses`, which only our generator reads.",
    covers: ({ isCommonStatus }, violation) =>
      isCommonStatus && (violation?.message.startsWith("Unable to match the returned status code") ?? false),
  },
  "reply that belongs to no operation, with a status that has another meaning too": {
    about: "reply",
    reason:
      "A path that looks like an operation's may still be nobody's (an id of another form): its 404 is the page of `x-common-responses`, not the operation's JSON.",
    covers: ({ isOfCommonMediaType }) => isOfCommonMediaType,
  },
  "path with a slash more or less": {
    about: "request",
    reason: "What the other form of a path is answered, the specs say by `x-slash`; Prism takes paths to the letter.",
    covers: ({ isOtherSlash, refusedWith }) => isOtherSlash && refusedWith === 404,
  },
  "one of several credentials": {
    about: "request",
    reason:
      "Where an operation takes several credentials together, a seed may make the one that is a bearer token needless; `security` has no words for that.",
    covers: ({ operation, authorization, refusedWith }) =>
      refusedWith === 401 && authorization === "" && (operation?.security.some(({ length }) => length > 1) ?? false),
  },
  "method that HTTP answers": {
    about: "request",
    reason: "HEAD and preflight OPTIONS are no operations of a spec, yet every server answers them; Prism gives 405.",
    covers: ({ method, refusedWith }) => ["HEAD", "OPTIONS"].includes(method) && refusedWith !== undefined,
  },
  "name of the scheme in another case": {
    about: "request",
    reason: "HTTP's authentication schemes are the same in any case (RFC 9110, 11.1); Prism takes `Bearer` alone.",
    covers: ({ authorization, refusedWith }) => refusedWith === 401 && /^bearer /i.test(authorization),
  },
  "colon in a password": {
    about: "request",
    reason: "The password is all behind the first colon (RFC 7617, 2); Prism wants one colon and no more.",
    covers: ({ authorization, refusedWith }) =>
      refusedWith === 401 && passwordOf(authorization)?.includes(":") === true,
  },
  "content type that is read as another": {
    about: "request",
    reason: "A spec lists the media types of a body; which further ones a provider takes for these, it says in words.",
    covers: ({ isReadAsOther }, violation) => isReadAsOther && String(violation?.code) === "415",
  },
  "body that is normalized first": {
    about: "request",
    reason:
      "A spec's schema describes a body as the provider's framework hands it on: trimmed, blank fields taken out.",
    covers: ({ isNormalized }, violation) => isNormalized && (violation?.location.includes("body") ?? false),
  },
  "form with brackets": {
    about: "request",
    reason: "It cannot put `name[0][key]=…` together to lists and objects, whatever the spec's `encoding` says.",
    covers: ({ isBracketedForm, refusedWith }) => isBracketedForm && [415, 422].includes(refusedWith ?? 0),
  },
};
