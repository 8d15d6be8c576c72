import type { Transaction } from "./images.ts";
import type { WorldImage } from "./world-image.ts";

/*
 * A world's own receiver of webhooks. It is a setting of the world: a reset and a restore keep it, a fork begins with it, and
 * no snapshot holds it.
 */

const SPACE = "!receiver";
const KEY = "url";

/** Where a world's webhooks go instead of where its mocks say; `undefined`: nowhere else. */
export const receiverOf = (image: Pick<WorldImage, "read">): string | undefined =>
  image.read(SPACE, KEY) as string | undefined;

/** The same within a transaction. */
export const readReceiver = (transaction: Transaction): string | undefined =>
  transaction.get(SPACE, KEY) as string | undefined;

export function writeReceiver(transaction: Transaction, url: string | undefined): void {
  if (url === undefined) transaction.delete(SPACE, KEY);
  else transaction.set(SPACE, KEY, url);
}
