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
      const button = buttonsOf(html).find(([each]) => each === label);
      if (button === undefined) throw new Error(`there is no button ${label}`);
      const form = new URLSearchParams(fieldsOf(html, select, uncheck));
      form.append(button[1], button[2]);
      const action = attribute(/<form[^>]*>/.exec(html)?.[0] ?? "", "action") ?? "";
      return visit(new URL(action, url).href, { method: "POST", body: form });
    }
  };
  return (url: string) => visit(url);
}

const buttonsOf = (html: string): [label: string, name: string, value: string][] =>
  [...html.matchAll(/(<button[^>]*>)([^<]*)<\/button>/g)].map(([, tag = "", label = ""]) => [
    label,
    attribute(tag, "name") ?? "",
    attribute(tag, "value") ?? "",
  ]);

function fieldsOf(html: string, select: Readonly<Record<string, string>>, uncheck: readonly string[]): string[][] {
  const selects = [...html.matchAll(/<select name="([^"]*)">(.*?)<\/select>/g)].map(([, name = "", inner = ""]) => {
    const options = [...inner.matchAll(/<option( selected)?>([^<]*)</g)];
    const shown = options.find(([, selected]) => selected !== undefined) ?? options[0];
    const chosen = select[name] ?? shown?.[2] ?? "";
    expect(options.map(([, , value]) => value)).toContain(chosen);
    return [name, chosen];
  });
  const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)]
    .map(([tag]) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? ""])
    .filter(([, value = ""]) => !uncheck.includes(value));
  return [...selects, ...boxes];
}
