/** Ends each place of a page in which a value can stand, and would do something. */
export const PLANTED = `'"></title></style></script><img src=x onerror=alert(1)><script>alert(2)</script> onfocus="alert(3)`;

const TAG = /<[a-z][^\s>]*(?:[^">]|"[^"]*")*>/gi;

/** Elements that hosted pages are made of. */
const OWN_TAGS =
  "a aside b body br button code dd div dl dt fieldset footer form h1 h2 h3 head header html input label legend li link main meta nav p rect script section small span style svg time title ul".split(
    " ",
  );

/** What a page holds that is not of its own making: other elements, handlers of events, further scripts. */
export function markupFaults(page: string): string[] {
  const tags = [...page.matchAll(TAG)].map(([tag]) => tag);
  const foreign = tags.filter((tag) => !OWN_TAGS.includes(/^<([a-z\d]+)/i.exec(tag)?.[1]?.toLowerCase() ?? ""));
  const handling = tags.filter((tag) => /\son\w+\s*=/i.test(tag.replaceAll(/"[^"]*"/g, "")));
  const scripts = tags.filter((tag) => /^<script/i.test(tag)).slice(1);
  const links = tags.filter((tag) => /(?:href|action)="\s*(?:javascript|vbscript|data:text)/i.test(tag));
  return [...foreign, ...handling, ...scripts, ...links];
}
