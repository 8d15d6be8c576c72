import { type Context, defineCollection, unique } from "standin/mock";

/** Plain data: to change a row, put a new one. */
export interface Item {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly price: number;
  readonly createdAtMs: number;
  readonly reservedUntilMs: number | null;
}

export interface Token {
  readonly token: string;
}

export const state = {
  items: defineCollection<Item>()({
    key: ({ id }) => id,
    indexes: {
      /** In the order in which they were made. */
      all: ({ number }) => ({ equals: [], order: [number] }),
      byName: unique(({ name }) => [name]),
    },
  }),
  tokens: defineCollection<Token>()({
    key: ({ token }) => token,
    // Redacted wherever exchanges are shown.
    secrets: { members: ["token"] },
  }),
};

export type ShopContext = Context<typeof state>;
