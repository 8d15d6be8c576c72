/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

const SECRET_NAME = /secret|token|password|authorization|cookie|api[-_]?key/i;

/** The one rule: a value is secret when its name says so, be it a header, a member, a form key or a path parameter. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** A copy of named values with the secret ones replaced. */
export function redactNamed<T>(named: Readonly<Record<string, T>>): Record<string, T | typeof REDACTED> {
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => [name, isSecretName(name) ? REDACTED : value]),
  );
}

/** A copy of plain data with the values of secret members replaced, however deep they are. */
export const redactWithin = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (name, each) => (isSecretName(name) ? REDACTED : each))) as T;

/** A path with the values of secret path parameters replaced, however they were encoded. */
export function redactPath(path: string, parameters: Readonly<Record<string, string>>): string {
  const secrets = new Set(Object.keys(parameters).flatMap((name) => (isSecretName(name) ? parameters[name] : [])));
  if (secrets.size === 0) return path;
  return path
    .split("/")
    .map((segment) => (segment !== "" && (secrets.has(segment) || secrets.has(decode(segment))) ? REDACTED : segment))
    .join("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A query or form body with the values of secret keys replaced. */
export function redactForm(text: string): string {
  return text
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at > 0 && isSecretName(pair.slice(0, at)) ? `${pair.slice(0, at)}=${REDACTED}` : pair;
    })
    .join("&");
}

const MEMBER = /"([^"\\]*)"(\s*:\s*)"(?:[^"\\]|\\.)*("|$)/g;

/** A body with the values of secret members replaced: JSON, broken JSON, or a form. */
export function redactBody(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value) => (isSecretName(name) ? REDACTED : value));
  } catch {
    const members = text.replace(MEMBER, (whole, name: string, colon: string) =>
      isSecretName(name) ? `"${name}"${colon}"${REDACTED}"` : whole,
    );
    return redactForm(members);
  }
}
