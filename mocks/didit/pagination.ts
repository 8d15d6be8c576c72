interface Slice {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Returns the links of a page to those beside it.
 *
 * @param address of the list, without a query
 * @param filters further parameters, which the links keep
 */
export function linksOf(
  { limit, offset }: Slice,
  count: number,
  address: string,
  filters: Readonly<Record<string, string | number>> = {},
): { readonly next: string | null; readonly previous: string | null } {
  const toPage = (start: number): string => {
    const parameters = Object.entries({ ...filters, limit, offset: start });
    return `${address}?${new URLSearchParams(parameters.map(([name, value]) => [name, String(value)]))}`;
  };
  return {
    next: offset + limit < count ? toPage(offset + limit) : null,
    previous: offset > 0 ? toPage(Math.max(0, offset - limit)) : null,
  };
}
