import { defineCollection } from "#engine/contract/collection.ts";
import { type Behaviour, type Context, defineMock, type Mock, type Problems } from "#engine/contract/mock.ts";
import type { Api, OperationTable } from "#engine/contract/operation.ts";
import { defineReasons } from "#engine/contract/reasons.ts";
import type { Reply } from "#engine/contract/request.ts";
import { bearerOf } from "#engine/kit/authorization.ts";

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

const reasons = defineReasons({
  unknownToken: "No bearer token was sent, or it is not the one that the seed declares.",
  unknownItem: "Item {id} does not exist.",
});

const handlers = {
  createItem({ body }: { readonly body: NewItem }, { items, ids }: ItemsContext): Reply {
    const item: Item = { id: ids.uuid(), ...body };
    items.put(item);
    return { status: 201, body: item };
  },
  getItem({ path }: { readonly path: { readonly id: string } }, { items }: ItemsContext): Reply {
    const item = items.get(path.id);
    return item === undefined
      ? { status: 404, reason: reasons.unknownItem({ id: path.id }) }
      : { status: 200, body: item };
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
  limitReached: refuse(400),
};

const createBehaviour = (table: OperationTable): Behaviour<typeof state> => ({
  ...table,
  authenticate({ headers }, { tokens }) {
    const token = bearerOf(headers);
    return token !== undefined && tokens.get(token) !== undefined ? { scheme: "bearer" } : reasons.unknownToken();
  },
  problems,
  handlers,
  scenarios: () => ({}),
  reasons,
});

/**
 * The items API as standin's own providers are made: token and items are state, and each exchange passes the whole
 * pipeline.
 *
 * @param api its name and address, and `table` its operations: both are generated from `items.yaml`
 */
export const createItems = (api: Api, table: OperationTable, defaultSeed: ItemsSeed): Mock =>
  defineMock({
    api,
    state,
    defaultSeed,
    // It has no other seed.
    checkSeed: () => defaultSeed,
    seed({ item, token }, { items, tokens }) {
      items.put(item);
      tokens.put({ token });
    },
    describeCredentials: ({ token }) => ({ token }),
    exampleRequest: ({ item, token }) => ({
      method: "GET",
      path: `/items/${item.id}`,
      headers: { authorization: `Bearer ${token}` },
    }),
    behaviour: async () => createBehaviour(table),
  });
