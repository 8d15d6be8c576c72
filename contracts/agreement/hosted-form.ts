import type { MockSite } from "./mock-site.ts";

/** A form of a hosted page, as a user sees it. */
export interface HostedForm {
  readonly status: number;
  readonly html: string;
  /**
   * Sends the form as a browser does.
   *
   * @param button its text
   * @param choices the selected values of lists by name, and the values of the unchecked boxes
   */
  press(
    button: string,
    choices?: { readonly chosen?: Readonly<Record<string, string>>; readonly unticked?: readonly string[] },
  ): Promise<HostedForm>;
}

const attributeOf = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

/** Opens a page of the mock, and follows redirects within the mock. */
export async function openForm(
  site: Pick<MockSite, "fetch">,
  url: string,
  init: RequestInit = {},
): Promise<HostedForm> {
  const reply = await site.fetch(new Request(url, { ...init, redirect: "manual" }));
  const location = reply.headers.get("location");
  if (location !== null) return openForm(site, new URL(location, url).href);
  const html = await reply.text();
  return {
    status: reply.status,
    html,
    async press(label, { chosen = {}, unticked = [] } = {}) {
      const body = new URLSearchParams(fieldsOf(html, chosen, unticked));
      const [tag] = [...html.matchAll(/(<button[^>]*>)([^<]*)</g)].flatMap(([, each = "", text]) =>
        text === label ? [each] : [],
      );
      if (tag === undefined) throw new Error(`The page has no button "${label}".`);
      body.append(attributeOf(tag, "name"), attributeOf(tag, "value"));
      const action = attributeOf(/<form[^>]*>/.exec(html)?.[0] ?? "", "action");
      return openForm(site, new URL(action, url).href, { method: "POST", body });
    },
  };
}

/** Returns the values of lists and boxes that a browser sends. */
function fieldsOf(
  html: string,
  chosen: Readonly<Record<string, string>>,
  unticked: readonly string[],
): [name: string, value: string][] {
  const lists = [...html.matchAll(/<select name="([^"]*)">(.*?)<\/select>/g)].map(
    ([, name = "", inner = ""]): [string, string] => {
      const options = [...inner.matchAll(/<option( selected)?>([^<]*)/g)].map(([, isShown, text = ""]) => ({
        isShown: isShown !== undefined,
        text,
      }));
      const shown = options.find(({ isShown }) => isShown) ?? options[0];
      const value = chosen[name] ?? shown?.text ?? "";
      if (!options.some(({ text }) => text === value)) throw new Error(`The list "${name}" has no "${value}".`);
      return [name, value];
    },
  );
  const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(([tag]): [string, string] => [
    attributeOf(tag, "name"),
    attributeOf(tag, "value"),
  ]);
  const missing = unticked.find((value) => !boxes.some(([, each]) => each === value));
  if (missing !== undefined) throw new Error(`The page has no box "${missing}".`);
  return [...lists, ...boxes.filter(([, value]) => !unticked.includes(value))];
}
