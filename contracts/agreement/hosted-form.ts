import type { MockSite } from "./mock-site.ts";

/** A form of a hosted page, as a user sees it. */
export interface HostedForm {
  readonly status: number;
  readonly html: string;
  /**
   * Sends the form as a browser does.
   *
   * @param button its text
   * @param choices the person and the chosen radio buttons by name, and the values of the unchecked boxes
   */
  press(
    button: string,
    choices?: { readonly chosen?: Readonly<Record<string, string>>; readonly unticked?: readonly string[] },
  ): Promise<HostedForm>;
}

const attributeOf = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

const tagsOf = (html: string, kind: "checkbox" | "radio" | "hidden"): string[] =>
  [...html.matchAll(new RegExp(`<input type="${kind}"[^>]*>`, "g"))].map(([tag]) => tag);

const fieldOf = (tag: string): [name: string, value: string] => [attributeOf(tag, "name"), attributeOf(tag, "value")];

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
      const { user, ...others } = chosen;
      if (user !== undefined && !tagsOf(html, "hidden").some((tag) => fieldOf(tag).join() === `user,${user}`)) {
        // Another person has a page of their own.
        const links = [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => new URL(attributeOf(tag, "href"), url));
        const link = links.find(({ searchParams }) => searchParams.get("user") === user);
        if (link === undefined) throw new Error(`The page has no person "${user}".`);
        return (await openForm(site, link.href)).press(label, { chosen: others, unticked });
      }
      const body = new URLSearchParams(fieldsOf(html, others, unticked));
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

/** Returns what a browser sends: hidden fields, of each group of radio buttons one, and the boxes that are ticked. */
function fieldsOf(
  html: string,
  chosen: Readonly<Record<string, string>>,
  unticked: readonly string[],
): [name: string, value: string][] {
  const isPressed = (tag: string): boolean => {
    const [name, value] = fieldOf(tag);
    return chosen[name] === undefined ? tag.includes(" checked") : chosen[name] === value;
  };
  const radios = tagsOf(html, "radio").filter(isPressed).map(fieldOf);
  const absent = Object.keys(chosen).find((name) => !radios.some(([each]) => each === name));
  if (absent !== undefined) throw new Error(`The page has no "${absent}" of this value.`);
  const boxes = tagsOf(html, "checkbox").map(fieldOf);
  const missing = unticked.find((value) => !boxes.some(([, each]) => each === value));
  if (missing !== undefined) throw new Error(`The page has no box "${missing}".`);
  return [...tagsOf(html, "hidden").map(fieldOf), ...radios, ...boxes.filter(([, value]) => !unticked.includes(value))];
}
