import { HOSTED_LINK_BASE, VENDOR_PAGES } from "./assumptions.ts";
import { type DiditContext, type Linked, OPTIONS_KEY } from "./state.ts";

/** The hosted page of a session or a verification. */
const PAGES = { authorize: "authorize", verify: "session" } as const;

/**
 * Makes a link to a hosted page.
 *
 * @param ownBase where it begins, instead of the address at which the caller reached us
 */
export function createLink(
  kind: keyof typeof PAGES,
  token: string,
  ownBase: string | undefined,
  context: DiditContext,
): Linked {
  const target = context.options.get(OPTIONS_KEY)?.hostedLinks ?? HOSTED_LINK_BASE;
  const base = target === "vendor" ? VENDOR_PAGES[kind] : ownBase;
  if (base !== undefined) return { token, url: `${base}/${PAGES[kind]}/${token}` };
  return { token, url: `${context.publicUrl}/${PAGES[kind]}/${token}`, urlWorld: context.world };
}

/** The link as it was made; in a fork, where the caller reaches the fork. */
export function linkOf(kind: keyof typeof PAGES, { token, url, urlWorld }: Linked, context: DiditContext): string {
  if (urlWorld === undefined || urlWorld === context.world) return url;
  return `${context.publicUrl}/${PAGES[kind]}/${token}`;
}
