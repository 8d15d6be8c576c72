import fc from "fast-check";

/** Characters of tokens, and those that encodings make something else of. */
const TOKEN_LIKE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
const ODD = " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}äß€漢😀41dn";

/** Secrets as people choose them; `token` are those that a header carries as they are. */
export const secretOf = (kind: "token" | "any"): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...(kind === "token" ? [...TOKEN_LIKE] : [...TOKEN_LIKE, ...ODD, ...ODD])), {
      minLength: 14,
      maxLength: 40,
    })
    .map((characters) => characters.join("").trim())
    // Too little else, and it is a word.
    .filter((secret) => new Set(secret).size > 9 && secret.length >= 14);

const hexOf = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const escapeHtml = (text: string): string =>
  text.replaceAll(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? "",
  );
const lower = (text: string): string => text.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** How a value is written where it must not end what it stands in. */
export const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  percent: encodeURIComponent,
  "percent, lower case": (text) => lower(encodeURIComponent(text)),
  "percent, every byte": hexOf,
  "percent, twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ "": text }).toString().slice(1),
};
const WRITTEN: readonly ((text: string) => string)[] = [
  (text) => text,
  ...Object.values(ENCODINGS),
  escapeJson,
  (text) => escapeJson(escapeJson(text)),
  escapeHtml,
  (text) => escapeJson(escapeHtml(text)),
  (text) => [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
];

/** A text with its percent-encoding undone, as far as there is any, again and again. */
function unwrap(text: string): string[] {
  const found = [text];
  for (let last = ""; last !== found[0] && found.length < 5; ) {
    last = found[0] ?? "";
    found.unshift(
      last.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (bytes) =>
        Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
      ),
    );
  }
  return found;
}

/** Finds the secrets that a text holds in any encoding. It knows nothing of how standin looks for them. */
export function createSearch(secrets: readonly string[]): (text: string) => string[] {
  const written = secrets.map((secret) => ({ secret, forms: new Set(WRITTEN.map((write) => write(secret))) }));
  return (text) => {
    const hidden = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].flatMap(([run]) =>
      [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString("utf8")),
    );
    const all = [...unwrap(text), ...hidden].join("\n");
    return written.filter(({ forms }) => [...forms].some((form) => all.includes(form))).map(({ secret }) => secret);
  };
}

/** Every text in plain data, names included. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)]);
}
