import { checkSeedWith, compileSchema, type ExampleRequest, findTwice, loadOnce, SeedError } from "standin/mock";
import schema from "./generated/seed.schema.json" with { type: "json" };
import type { components } from "./generated/seed.ts";
import { addItem } from "./items.ts";
import type { ShopContext } from "./state.ts";

export type Seed = components["schemas"]["Seed"];

export const defaultSeed: Seed = { tokens: ["shop-token"], items: [] };

const validator = loadOnce(() => compileSchema(schema));

export async function checkSeed(given: unknown): Promise<Seed> {
  const checked = checkSeedWith<Seed>(await validator(), "shop", given);
  const twice = findTwice((checked.items ?? []).map(({ name }) => name));
  if (twice !== undefined) throw new SeedError(`shop.items has the name ${JSON.stringify(twice)} twice.`);
  return checked;
}

/** Writes what a world begins with. */
export function seed({ tokens = ["shop-token"], items = [] }: Seed, context: ShopContext): void {
  for (const token of tokens) context.tokens.put({ token });
  for (const item of items) addItem(context, item);
}

/** What `standin start` prints. */
export const describeCredentials = ({ tokens = ["shop-token"] }: Seed): Record<string, string> => ({
  token: tokens[0] ?? "none",
});

export const exampleRequest = ({ tokens = ["shop-token"] }: Seed): ExampleRequest => ({
  method: "POST",
  path: "/items",
  headers: { authorization: `Bearer ${tokens[0] ?? "none"}` },
  body: { name: "tea", price: 450 },
});
