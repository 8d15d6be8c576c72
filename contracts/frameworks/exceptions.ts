import { type Facet, facetOf } from "./compare.ts";
import type { Compared, FrameworkName } from "./framework.ts";
import type { WireRequest } from "./requests.ts";

/** A difference that stays, and why. One that no request shows fails the report. */
export interface Exception {
  /** In a few words, for the table. */
  readonly name: string;
  readonly of: readonly FrameworkName[];
  /** What it may touch. */
  readonly facets: readonly Facet[];
  readonly applies: (compared: Compared) => boolean;
  /** The vendor's page, the provider's rule, or why standin does otherwise. */
  readonly why: string;
}

const ALL: readonly FrameworkName[] = ["Feathers", "Laravel", "Django"];

const valueOfHeader = ({ headers }: WireRequest, name: string): string | undefined =>
  headers
    .find((line) => line.toLowerCase().startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();

const contentTypeOf = (request: WireRequest): string => valueOfHeader(request, "content-type")?.toLowerCase() ?? "";
const isMultipart = ({ request }: Compared): boolean => contentTypeOf(request).startsWith("multipart/");
const isForm = ({ request }: Compared): boolean =>
  contentTypeOf(request).startsWith("application/x-www-form-urlencoded");
const isJson = ({ request }: Compared): boolean => /^application\/json *(;|$)/.test(contentTypeOf(request));
const isCompressed = ({ request }: Compared): boolean =>
  (valueOfHeader(request, "content-encoding") ?? "identity") !== "identity";
const hasOtherCharset = ({ request }: Compared): boolean => /charset=(?!utf-8)\w/.test(contentTypeOf(request));
const hasMark = ({ request }: Compared): boolean =>
  /^(?:\xff\xfe|\xfe\xff)/.test(request.body?.toString("latin1") ?? "");
function textOf(request: WireRequest): string {
  const { body } = request;
  return (/charset=utf-16(?:le)?$/.test(contentTypeOf(request)) ? body?.toString("utf16le") : body?.toString()) ?? "";
}
const [pathOf, queryOf] = [0, 1].map(
  (at) =>
    ({ target }: WireRequest) =>
      target.split("?")[at] ?? "",
) as [(request: WireRequest) => string, (request: WireRequest) => string];

const became = ({ theirs, ours }: Compared, their: number | undefined, our: number | undefined): boolean =>
  (their === undefined || theirs.status === their) && (our === undefined || ours.status === our);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values are alike but for what is empty. */
function agreesWithoutEmpty({ theirs, ours }: Compared, facet: Facet): boolean {
  const [their, our] = [theirs, ours].map((outcome) => JSON.stringify(withoutEmpty(facetOf(outcome, facet))) ?? "");
  return their === our;
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((each) => each !== null && each !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .map(([name, each]) => [name, withoutEmpty(each)] as const)
    .filter(([, each]) => each !== null && each !== undefined && !(isObject(each) && Object.keys(each).length === 0))
    .filter(([name, each]) => name !== "$empty" && !(Array.isArray(each) && each.length === 0));
  return kept.length === 0 ? undefined : Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The names of a query that stand for a value and for something in brackets, or for a list and an object. */
function mixesShapes(query: string): boolean {
  const names = query
    .replaceAll(/%5B/gi, "[")
    .replaceAll(/%5D/gi, "]")
    .split("&")
    .map((part) =>
      decodeURIComponent((/^.*?\](?==)|^[^=]*/.exec(part)?.[0] ?? "").replace(/%(?![0-9a-f]{2})/gi, "%25")),
    );
  const kinds = new Map<string, Set<string>>();
  for (const name of names) {
    const [, first = "", rest = ""] = /^\[?([^[\]]*)\]?(.*)$/s.exec(name) ?? [];
    let holder = first;
    let left = rest;
    for (;;) {
      const inner = /^[^[]*\[([^[\]]*)(?:\]|$)/.exec(left);
      const kind =
        inner === null
          ? left.includes("[")
            ? "name"
            : "value"
          : inner[1] === "" && inner[0].endsWith("]")
            ? "push"
            : /^\d+$/.test(inner[1] ?? "")
              ? "index"
              : "name";
      kinds.set(holder, (kinds.get(holder) ?? new Set()).add(kind));
      if (inner === null) break;
      holder += `[${inner[1]}]`;
      left = left.slice(inner[0].length);
    }
  }
  return [...kinds.values()].some((each) => each.size > 1);
}

/** Whether an index of a list comes behind a higher one. */
function isOutOfOrder(text: string): boolean {
  const highest = new Map<string, number>();
  for (const part of text.replaceAll(/%5B/gi, "[").replaceAll(/%5D/gi, "]").split("&"))
    for (const { index, 0: bracket } of (part.split("=")[0] ?? "").matchAll(/\[\d+\]/g)) {
      const list = part.slice(0, index);
      const at = Number(bracket.slice(1, -1));
      if (at < (highest.get(list) ?? 0)) return true;
      highest.set(list, at);
    }
  return false;
}

const hasBytes = (value: unknown): boolean => JSON.stringify(value ?? null).includes('"$bytes');

/** In this order: the first that applies to a difference explains it. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    name: "compressed body",
    of: ["Laravel", "Django"],
    facets: ["status"],
    applies: (compared) => isCompressed(compared) && [400, 415].includes(compared.ours.status),
    why: "standin refuses a content coding that is not undone, and says so. PHP and Django read the compressed bytes as they are, which then are no JSON, or a form of other fields.",
  },
  {
    name: "multipart that is cut off",
    of: ["Laravel", "Django"],
    facets: ["status"],
    applies: (compared) => isMultipart(compared) && (became(compared, 200, 400) || became(compared, 500, 400)),
    why: "PHP and Django take what came before the last boundary is missing. standin refuses a form that is cut off, or whose parts cannot be read.",
  },
  {
    name: "files of a form",
    of: ["Laravel"],
    facets: ["files"],
    applies: (compared) => isMultipart(compared) && textOf(compared.request).includes("filename="),
    why: "PHP has files apart from the fields. No operation of Avacy takes one, and so the mock leaves them out.",
  },
  {
    name: "file without a name",
    of: ["Django"],
    facets: ["body"],
    applies: (compared) => isMultipart(compared) && textOf(compared.request).includes('filename=""'),
    why: "Django takes it for a text, standin for a file. No operation of Didit takes either.",
  },
  {
    name: "integer beyond 2^53",
    of: ["Feathers", "Laravel", "Django"],
    facets: ["status"],
    applies: (compared) => isJson(compared) && /\d{16,}/.test(textOf(compared.request)) && became(compared, 200, 400),
    why: "standin holds numbers as JavaScript does, and refuses an integer that it would alter. Express rounds it without a word, PHP beyond 64 bits, Python keeps it.",
  },
  {
    name: "integer with an exponent",
    of: ["Django"],
    facets: ["body"],
    applies: ({ request }) => /\d{22,}/.test(textOf(request)),
    why: "JavaScript writes numbers from 10^21 on with an exponent. Their value is the same, or they are refused.",
  },
  {
    name: "UTF-32 and ASCII",
    of: ["Django"],
    facets: ["status"],
    applies: (compared) =>
      /charset=(?:utf-32|us-ascii)$/.test(contentTypeOf(compared.request)) && became(compared, 400, 200),
    why: "standin knows the charsets that browsers know: UTF-32 is none, and is read as UTF-8; ASCII is another name of Windows-1252, which can read every byte. No vendor's page or client names them.",
  },
  {
    name: "UTF-16 without a byte order mark",
    of: ["Django"],
    facets: ["status"],
    applies: (compared) =>
      contentTypeOf(compared.request).endsWith("charset=utf-16") && !hasMark(compared) && became(compared, 400, 200),
    why: "Python wants the mark in JSON; standin takes the lower byte to come first, as browsers do.",
  },
  {
    name: "nothing but a byte order mark",
    of: ["Django"],
    facets: ["status"],
    applies: (compared) => hasMark(compared) && compared.request.body?.length === 2 && became(compared, 400, 200),
    why: "Python finds no JSON behind it; for standin it is an empty body, as Express has it.",
  },
  {
    name: "form in another charset",
    of: ["Django"],
    facets: ["body"],
    applies: (compared) =>
      isForm(compared) &&
      (/charset=utf-(?:16|32)/.test(contentTypeOf(compared.request)) ||
        (hasOtherCharset(compared) && (compared.request.body?.includes("%") ?? false))),
    why: "Django parts a form before it looks at the charset, and decodes with it what is percent-encoded. For standin a form in UTF-16 is in it as a whole, and what is percent-encoded is UTF-8, as browsers send it. No vendor's page or client names another charset.",
  },
  {
    name: "charset without a name",
    of: ["Feathers"],
    facets: ["body"],
    applies: ({ request }) => contentTypeOf(request).endsWith("charset="),
    why: "Express takes the whole content type for broken then, and reads no body. No client sends it.",
  },
  {
    name: "forms and other media types",
    of: ["Feathers"],
    facets: ["status"],
    applies: (compared) => !isJson(compared) && compared.request.body !== undefined && became(compared, undefined, 400),
    why: "Didomi documents JSON bodies only, and all captured requests say so. A form is read by Feathers, anything else counts as no body; standin says at once what is wrong.",
  },
  {
    name: "400 instead of 500",
    of: ["Feathers"],
    facets: ["status"],
    applies: (compared) => became(compared, 500, 400) && compared.request.body !== undefined,
    why: "Feathers 5 answers GeneralError where Express cannot read a body. Didomi's page documents 400 BadRequest for validation and malformed JSON.",
  },
  {
    name: "JSON that is not an object",
    of: ["Feathers", "Django"],
    facets: ["status"],
    applies: (compared) =>
      isJson(compared) &&
      parsed(textOf(compared.request)) !== undefined &&
      !isObject(parsed(textOf(compared.request))) &&
      became(compared, undefined, 400),
    why: "Every body that the spec documents is an object. The frameworks hand on what came, and the operation's own checks refuse it.",
  },
  {
    name: "member named __proto__",
    of: ALL,
    facets: ["status", "query"],
    applies: (compared) =>
      `${queryOf(compared.request)} ${textOf(compared.request)}`.includes("__proto__") &&
      (compared.ours.status === 400 || compared.request.method === "GET"),
    why: "standin refuses such a name in every body: it means something else in JavaScript, and no provider has a field of that name. In a query it is not accepted as a name.",
  },
  {
    name: "ids as they stand in the path",
    of: ["Feathers"],
    facets: ["path", "status"],
    applies: (compared) =>
      pathOf(compared.request).includes("%") && (became(compared, 200, 200) || became(compared, 200, 400)),
    why: "Feathers 5 hands on ids still encoded; up to Feathers 4 Express decodes them, and answers 400 where it cannot. Didomi's page puts organization user ids into paths, e-mail addresses among them, which clients encode: they are found only if they are decoded.",
  },
  {
    name: "single records of every service",
    of: ["Feathers"],
    facets: ["status"],
    applies: (compared) =>
      (became(compared, 405, 404) && /^\/+echo\/7\/items\/+[^/]+\/*$/.test(pathOf(compared.request))) ||
      (compared.request.method === "POST" &&
        (became(compared, 200, 405) || became(compared, 200, 404)) &&
        /^\/+echo\/(?!7\/items\/*$)[^/]+(\/items\/+[^/]+)?\/*$/.test(pathOf(compared.request))),
    why: "Feathers has a path with an id for every service, and takes a POST there for one without an id. Didomi documents no such calls, 405 MethodNotAllowed for wrong methods, and 404 for unknown paths.",
  },
  {
    name: "Allow of a 405",
    of: ["Feathers"],
    facets: ["allow"],
    applies: (compared) => became(compared, 405, 405),
    why: "RFC 9110 (15.5.6) requires Allow, which Feathers leaves out.",
  },
  {
    name: "header x-service-method",
    of: ["Feathers"],
    facets: ["status"],
    applies: ({ request }) => valueOfHeader(request, "x-service-method") !== undefined,
    why: "Feathers' own clients name methods of their own by it. Didomi documents none.",
  },
  {
    name: "values and objects under one name",
    of: ["Feathers"],
    facets: ["query"],
    applies: ({ request }) => mixesShapes(queryOf(request)),
    why: "qs mixes them into objects that no operator of Feathers takes. standin keeps what is in brackets.",
  },
  {
    name: "preflight",
    of: ALL,
    facets: ["status"],
    applies: (compared) =>
      compared.ours.status === 204 || (compared.request.method === "OPTIONS" && became(compared, 200, 405)),
    why: "The servers here have no middleware for CORS, which answers preflights: Didomi and Avacy let pages of every origin in. Didit lets none in, and whether it sends Django's own answer to OPTIONS, which documents the view, is unknown.",
  },
  {
    name: "OPTIONS in Allow",
    of: ["Django"],
    facets: ["allow"],
    applies: ({ theirs, ours }) => theirs.allow === [...(ours.allow ?? "").split(", "), "OPTIONS"].sort().join(", "),
    why: "The mock answers OPTIONS only where browsers poll, and so does not offer it.",
  },
  {
    name: "target of a redirect",
    of: ["Django"],
    facets: ["location"],
    applies: ({ theirs, ours }) => canonical(theirs.location) === canonical(ours.location),
    why: "standin adds the slash to the path as it was sent; Django encodes the decoded path anew. It is the same path. Ids of Didit are UUIDs, in which there is nothing to encode.",
  },
  {
    name: "slashes at the front",
    of: ["Django"],
    facets: ["status", "location"],
    applies: ({ request }) => request.target.startsWith("//"),
    why: "Python's own HTTP server, which runs Django here, makes one slash of them; Django behind other servers answers 404, as standin does.",
  },
  {
    name: "repeated header",
    of: ["Django"],
    facets: ["headers"],
    applies: ({ request }) => request.headers.filter((line) => /^x-probe:/i.test(line)).length > 1,
    why: "Joined by a comma with a blank or without: the same list (RFC 9110, 5.3).",
  },
  {
    name: "Accept",
    of: ["Feathers", "Django"],
    facets: ["status"],
    applies: (compared) => valueOfHeader(compared.request, "accept") === "text/html" && compared.ours.status === 200,
    why: "The servers here have no HTML to give. The providers answer JSON whatever is accepted (Didit: rule on representations; clients ask its PDF route for application/pdf).",
  },
  {
    name: "content type */*",
    of: ["Django"],
    facets: ["status"],
    applies: ({ request }) => contentTypeOf(request) === "*/*",
    why: "Django REST Framework takes it for its first parser's. No client sends it.",
  },
  {
    name: "unreadable body counts as empty",
    of: ["Laravel"],
    facets: ["status", "body"],
    applies: (compared) =>
      became(compared, 200, 400) && JSON.stringify(compared.theirs.seen?.body) === '{"$empty":true}',
    why: "Avacy's rule 8: broken JSON is 400 with every required field, as of an empty body. The mock answers that at once, with the reason.",
  },
  {
    name: "half of a surrogate pair",
    of: ["Laravel"],
    facets: ["body"],
    applies: ({ request }) => /\\ud[89a-f]/i.test(textOf(request)),
    why: "PHP takes such JSON for broken; JavaScript and Python read it. No client writes it.",
  },
  {
    name: "other media types are forms",
    of: ["Laravel"],
    facets: ["body", "status"],
    applies: (compared) =>
      !isForm(compared) &&
      !isMultipart(compared) &&
      compared.request.body !== undefined &&
      !/[/+]json/.test(valueOfHeader(compared.request, "content-type") ?? ""),
    why: "Avacy's rule 8: what is not called JSON is a form. PHP reads forms only where they are called so, and Laravel JSON only in lower case.",
  },
  {
    name: "fields exempt from trimming",
    of: ["Laravel"],
    facets: ["body"],
    applies: ({ request }) => /"html_form"|"proofs"/.test(textOf(request)),
    why: "Avacy's rule 12: proofs and html_form are evidence, and stay as they were sent.",
  },
  {
    name: "empty fields are absent",
    of: ["Laravel"],
    facets: ["body", "query"],
    applies: (compared) => agreesWithoutEmpty(compared, "body") && agreesWithoutEmpty(compared, "query"),
    why: "Avacy's rules 10 and 12: empty text is null, and null and empty lists count as missing. The mock drops them, so that its rules know one kind of absence.",
  },
  {
    name: "list whose indices are out of order",
    of: ["Laravel"],
    facets: ["body", "query"],
    applies: ({ request }) => isOutOfOrder(`${queryOf(request)}&${textOf(request)}`),
    why: "Avacy's rule 9: keys 0 to n-1 make a list. PHP keeps them in the order in which they came, and Laravel takes either for an array.",
  },
  {
    name: "text that is not UTF-8",
    of: ["Laravel"],
    facets: ["body", "query", "headers"],
    applies: ({ theirs, ours }) => hasBytes(theirs.seen) || JSON.stringify(ours.seen ?? null).includes("\ufffd"),
    why: "PHP hands on the bytes, which no JSON reply can show, and reads no JSON that has them. standin puts U+FFFD in their place.",
  },
  {
    name: "POST that means a method without a body",
    of: ["Laravel"],
    facets: ["operation", "path", "query", "headers", "body", "files"],
    applies: ({ request, theirs, ours }) =>
      request.method === "POST" &&
      /^(GET|DELETE)/.test(ours.seen?.operation ?? "") &&
      (theirs.seen === undefined || theirs.seen.operation === ours.seen?.operation),
    why: "Laravel answers a HEAD without a body, and lets a GET or DELETE read the body of the POST. No path of Avacy takes a POST and anything else.",
  },
  {
    name: "method override that no operation takes",
    of: ["Laravel"],
    facets: ["status"],
    applies: (compared) =>
      became(compared, 200, 405) && /_method/.test(textOf(compared.request)) && pathOf(compared.request) === "/echo/7",
    why: "standin reads no body where no operation takes the POST. Avacy has no path that takes another method and no POST.",
  },
  {
    name: "method that PHP's server does not know",
    of: ["Laravel"],
    facets: ["status"],
    applies: (compared) => became(compared, 501, undefined),
    why: "PHP's own server, which runs Laravel here, answers these itself; Laravel behind other servers answers 405, as standin does.",
  },
  {
    name: "header with an underscore",
    of: ["Laravel"],
    facets: ["headers"],
    applies: ({ request }) => request.headers.some((line) => line.startsWith("x_probe")),
    why: "CGI makes a hyphen of it. Web servers in front of PHP drop such headers, nginx by default.",
  },
];

const canonical = (location = ""): string => {
  const decoded = location.replaceAll(/%25/g, "%").replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes.toUpperCase();
    }
  });
  return decoded;
};
