import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  card,
  choices,
  facts,
  hidden,
  linkTo,
  notice,
  outcomes,
  renderHostedPage,
  showValue,
} from "#engine/kit/hosted-page.ts";
import { type Content, html, isSafeLink } from "#engine/kit/html.ts";
import { markupFaults, PLANTED } from "../support/page-markup.ts";

const shell = { title: "A title", provider: "Somewhere", world: "default" };

describe("the template", () => {
  it("escapes what stands in it, and keeps what it has made itself", () => {
    const bold = html`<b>${"<&>"}</b>`;
    expect(html`<p title="${`"'`}">${bold}${[1, ["<", bold]]}${undefined}${null}${false}</p>`.toString()).toBe(
      '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b>1&lt;<b>&lt;&amp;&gt;</b></p>',
    );
  });

  it("takes no object for markup that only looks like it", () => {
    const fake = { text: "<img>", toString: () => "<img>" } as unknown as Content;
    expect(html`${fake}`.toString()).toBe("&lt;img&gt;");
  });
});

describe("a link", () => {
  it.each(["https://a.example/", "http://localhost:3000/?a=<b>", "my-app://done"])("leads to %s", (url) => {
    expect(isSafeLink(url)).toBe(true);
    expect(linkTo(url, "Back").toString()).toContain(' href="');
  });

  it.each([
    "javascript:alert(1)",
    "JavaScript://x%0aalert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "no address",
  ])("leads nowhere by %j", (url) => {
    expect(linkTo(url, "Back").toString()).toBe("<span>Back</span>");
  });
});

describe("a hosted page", () => {
  it("says who is played, and in which world, and brings its icon", () => {
    const page = renderHostedPage({ ...shell, lead: "What it is for.", content: html`<p>Text</p>` });
    for (const text of ["plays <b>Somewhere</b> here", "World <b>default</b>", "What it is for.", "<p>Text</p>"])
      expect(page).toContain(text);
    expect(page).toMatch(/<link rel="icon" href="data:image\/svg\+xml,[^"<]+">/);
  });

  it("allows the style and the script that it has, and no others", () => {
    const page = renderHostedPage({
      ...shell,
      script: { code: "{ document.title }", data: { messages: ["</script>"] } },
    });
    const policy = (/http-equiv="content-security-policy" content="([^"]*)"/.exec(page)?.[1] ?? "").replaceAll(
      "&#39;",
      "'",
    );
    const digestOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toBe(
      `default-src 'none'; style-src ${digestOf(/<style>([^<]*)</.exec(page)?.[1])}; script-src ${digestOf(
        /<script[^>]*>([^<]*)</.exec(page)?.[1],
      )}; img-src data:; base-uri 'none'`,
    );
    expect(renderHostedPage(shell)).not.toContain("script-src");
    expect(markupFaults(page)).toEqual([]);
  });

  it("shows whatever it is given as text, in each of its parts", () => {
    const page = renderHostedPage({
      title: PLANTED,
      provider: PLANTED,
      world: PLANTED,
      lead: PLANTED,
      content: [
        card(PLANTED, facts([[PLANTED, PLANTED], undefined])),
        notice("bad", PLANTED),
        choices(PLANTED, [{ href: `?${new URLSearchParams({ user: PLANTED })}`, name: PLANTED, isChosen: true }]),
        outcomes("move", [{ value: PLANTED, label: PLANTED, text: PLANTED }]),
        hidden("user", PLANTED),
        linkTo(`https://a.example/${PLANTED}`, PLANTED),
        showValue({ [PLANTED]: [PLANTED, { [PLANTED]: PLANTED }] }),
      ],
      aside: PLANTED,
      script: { code: "{}", data: { messages: [PLANTED] } },
    });
    expect(markupFaults(page)).toEqual([]);
    expect(page.split("&lt;img").length).toBeGreaterThan(15);
  });

  it("shows values as JSON has them, and members by name", () => {
    expect(showValue("a < b").toString()).toBe("a &lt; b");
    expect(showValue(null).toString()).toBe("<code>null</code>");
    expect(showValue(["a"]).toString()).toBe("<code>[&quot;a&quot;]</code>");
    expect(showValue({ a: { b: true } }).toString()).toContain("<small>b</small> <code>true</code>");
  });
});
