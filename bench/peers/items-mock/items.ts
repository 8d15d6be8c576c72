import { bearerOf } from "#engine/authorization.ts";
import { defineCollection } from "#engine/collections.ts";
import type { Api, OperationTable } from "#engine/operation.ts";
import { type Behaviour, type Context, defineProvider, type Problems, type Provider } from "#engine/provider.ts";
import type { Reply } from "#engine/routed.ts";

/** An item, as `items.yaml` has it. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly tags?: readonly string[];
}

type NewItem = Omit<Item, "id">;

/** What it starts with. */
export interface ItemsSeed {
  readonly item: Item;
  readonly token: string;
}

const state = {
  items: defineCollection<Item>()({ key: ({ id }) => id }),
  tokens: defineCollection<{ readonly token: string }>()({ key: ({ token }) => token }),
};

type ItemsContext = Context<typeof state>;

const handlers = {
  async createItem({ body }: { readonly body: NewItem }, { items, ids }: ItemsContext): Promise<Reply> {
    const item: Item = { id: await ids.uuid(), ...body };
    await items.put(item);
    return { status: 201, body: item };
  },
  async getItem({ path }: { readonly path: { readonly id: string } }, { items }: ItemsContext): Promise<Reply> {
    const item = await items.get(path.id);
    return item === undefined ? { status: 404 } : { status: 200, body: item };
  },
};

const refuse = (status: number) => (): Reply => ({ status });

const problems: Problems = {
  unknownPath: refuse(404),
  methodNotAllowed: refuse(405),
  malformedPath: refuse(404),
  bodyTooLarge: refuse(413),
  unauthenticated: refuse(401),
  forbidden: refuse(401),
  malformedBody: refuse(400),
  unsupportedMediaType: refuse(400),
  invalid: refuse(400),
  tooManyRequests: refuse(400),
};

const createBehaviour = (table: OperationTable): Behaviour<typeof state> => ({
  ...table,
  async authenticate({ headers }, { tokens }) {
    const token = bearerOf(headers);
    if (token === undefined || (await tokens.get(token)) === undefined) return undefined;
    return { scheme: "bearer" };
  },
  problems,
  handlers,
  scenarios: {},
});

/**
 * The items API as standin's own providers are made: token and items are state, and each exchange passes the whole
 * pipeline.
 *
 * @param api its name and address, and `table` its operations: both are generated from `items.yaml`
 */
export const createItems = (api: Api, table: OperationTable, defaultSeed: ItemsSeed): Provider =>
  defineProvider({
    api,
    state,
    defaultSeed,
    // There is no other seed.
    checkSeed: () => defaultSeed,
    async seed({ item, token }, { items, tokens }) {
      await items.put(item);
      await tokens.put({ token });
    },
    describeCredentials: ({ token }) => ({ token }),
    exampleRequest: ({ item, token }) => ({
      method: "GET",
      path: `/items/${item.id}`,
      headers: { authorization: `Bearer ${token}` },
    }),
    behaviour: async () => createBehaviour(table),
  });
