/** What a link to the inspector shows: a world's exchanges, or one of them. */
export interface InspectorPlace {
  readonly world: string;
  /** The number of an exchange. */
  readonly exchange?: number;
}

/** @param origin URL of standin, without a trailing slash */
export const toInspectorUrl = (origin: string, { world, exchange }: InspectorPlace): string =>
  `${origin}/_standin/#/worlds/${encodeURIComponent(world)}/exchanges${exchange === undefined ? "" : `/${exchange}`}`;
