import { HOSTED_LINK_BASE, VENDOR_PAGES } from "./options.ts";
import { type DiditContext, OPTIONS_KEY } from "./state.ts";

/**
 * Where a link in a reply begins.
 *
 * @param ownBase replaces the address at which the caller reached us
 */
export function linkBase(kind: keyof typeof VENDOR_PAGES, context: DiditContext, ownBase: string | undefined): string {
  const options = context.options.get(OPTIONS_KEY);
  const target = options?.hostedLinks ?? HOSTED_LINK_BASE;
  return target === "vendor" ? VENDOR_PAGES[kind] : (ownBase ?? context.publicUrl);
}
