import { expect } from "vitest";
import type { RunningProvider } from "../support/transports.ts";

/** A page as a person sees it: its text, and what can be pressed. */
export interface OpenPage {
  readonly status: number;
  /** Where it was found in the end, or where a redirect to elsewhere led. */
  readonly url: string;
  readonly html: string;
  readonly buttons: readonly string[];
  /** Chooses, unchecks, and presses the button with this label. */
  press(
    label: string,
    choices?: { select?: Readonly<Record<string, string>>; uncheck?: readonly string[] },
  ): Promise<OpenPage>;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];

/** Just enough of a browser for one form: it follows redirects as far as they lead to the mock. */
export function createBrowser({ send, baseUrl }: RunningProvider) {
  const origin = new URL(baseUrl).origin;

  const visit = async (url: string, init: RequestInit = {}): Promise<OpenPage> => {
    const response = await send(url, { ...init, redirect: "manual" });
    const location = response.headers.get("location");
    if (location !== null) {
      const target = new URL(location, url).href;
      if (target.startsWith(`${origin}/`)) return visit(target);
      return { status: response.status, url: target, html: "", buttons: [], press: () => visit(target) };
    }
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const html = await response.text();
    return { status: response.status, url, html, buttons: buttonsOf(html).map(([label]) => label), press };

    async function press(label: string, { select = {}, uncheck = [] }: Parameters<OpenPage["press"]>[1] = {}) {
      const { user, ...others } = select;
      if (user !== undefined && user !== hiddenOf(html)["user"])
        return visitAbout(user, label, { select: others, uncheck });
      const button = buttonsOf(html).find(([each]) => each === label);
      if (button === undefined) throw new Error(`there is no button ${label}`);
      const form = new URLSearchParams([...Object.entries(hiddenOf(html)), ...fieldsOf(html, others, uncheck)]);
      form.append(button[1], button[2]);
      const action = attribute(/<form[^>]*>/.exec(html)?.[0] ?? "", "action") ?? "";
      return visit(new URL(action, url).href, { method: "POST", body: form });
    }

    /** Another person is a link to the page about them. */
    async function visitAbout(user: string, label: string, choices: Parameters<OpenPage["press"]>[1]) {
      const links = [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => attribute(tag, "href") ?? "");
      const link = links.find((each) => new URL(each, url).searchParams.get("user") === user);
      if (link === undefined) throw new Error(`there is no link to ${user}`);
      return (await visit(new URL(link, url).href)).press(label, choices);
    }
  };
  return (url: string) => visit(url);
}

const hiddenOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]) => [
      attribute(tag, "name") ?? "",
      attribute(tag, "value") ?? "",
    ]),
  );

const buttonsOf = (html: string): [label: string, name: string, value: string][] =>
  [...html.matchAll(/(<button[^>]*>)([^<]*)<\/button>/g)].map(([, tag = "", label = ""]) => [
    label,
    attribute(tag, "name") ?? "",
    attribute(tag, "value") ?? "",
  ]);

/** What radio buttons and boxes send. */
function fieldsOf(html: string, select: Readonly<Record<string, string>>, uncheck: readonly string[]): string[][] {
  const radios = [...html.matchAll(/<input type="radio"[^>]*>/g)]
    .map(([tag]) => ({ tag, name: attribute(tag, "name") ?? "", value: attribute(tag, "value") ?? "" }))
    .filter(({ tag, name, value }) => (select[name] === undefined ? tag.includes(" checked") : value === select[name]))
    .map(({ name, value }) => [name, value]);
  for (const name of Object.keys(select)) expect(radios.map(([each]) => each)).toContain(name);
  const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)]
    .map(([tag]) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? ""])
    .filter(([, value = ""]) => !uncheck.includes(value));
  return [...radios, ...boxes];
}
