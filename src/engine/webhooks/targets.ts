import { isLoopbackAddress } from "../contract/loopback.ts";
import type { Transaction } from "../state/images.ts";
import type { WorldImage } from "../state/world-image.ts";

/*
 * Where a world may send events besides loopback: what those who run standin have named, and never what an exchange with a
 * provider has. Names are whole URLs, kept in the world; a copy of the world has them too.
 */

const SPACE = "#targets";
const COUNT = "";

/** More are not kept in one world; what is named beyond is not sent, and the outbox says so. */
const MOST_TARGETS = 10_000;

/** Names every URL within data that comes from a seed, or from a call in process or to the control API. */
export function nameTargets(transaction: Transaction, data: unknown): void {
  const left: unknown[] = [data];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") nameTarget(transaction, value);
    else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) left.push(each);
  }
}

function nameTarget(transaction: Transaction, text: string): void {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return;
  const { href, hostname } = new URL(text);
  // These may be sent to in any case, and their ports change with every run of a test.
  if (isLoopbackAddress(hostname.replaceAll(/[[\]]/g, ""))) return;
  const count = (transaction.get(SPACE, COUNT) as number | undefined) ?? 0;
  if (count >= MOST_TARGETS || transaction.get(SPACE, href) !== undefined) return;
  transaction.set(SPACE, href, true);
  transaction.set(SPACE, COUNT, count + 1);
}

/** Whether this very URL has been named in the world. */
export const isNamedIn = (image: WorldImage, url: string): boolean =>
  URL.canParse(url) && image.read(SPACE, new URL(url).href) === true;
