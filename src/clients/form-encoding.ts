/**
 * Writes nested data as `application/x-www-form-urlencoded` the way PHP's `http_build_query` does: names nest by
 * brackets (`preferences[0][name]=newsletter`), booleans are `1` and `0`, null, undefined and empty lists are left out.
 *
 * @see https://www.php.net/manual/en/function.http-build-query.php
 */
export function toFormText(fields: object): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) append(form, name, value);
  return form.toString();
}

function append(form: URLSearchParams, name: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (typeof value === "object") {
    for (const [key, member] of Object.entries(value)) append(form, `${name}[${key}]`, member);
    return;
  }
  form.append(name, String(typeof value === "boolean" ? Number(value) : value));
}
