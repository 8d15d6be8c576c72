import { hmacSha256, sha256 } from "../basics/signatures.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import type { TokenKey } from "../contract/token-keys.ts";
import {
  type KeyRange,
  numberOfKey,
  toKeyId,
  type WorldIdentity,
  type WorldSecrets,
  worldOfKey,
} from "../state/world-identity.ts";
import { keyIdOf } from "./tokens.ts";

const MOST_DERIVED = 1000;
const NO_KEY = { secret: "", id: "", number: -1 };

class DerivedKeys implements WorldSecrets {
  readonly #world: WorldIdentity;
  #origin: string | undefined;
  #secret = "";
  #derived = new Map<string, string>();
  #current: TokenKey & { readonly number: number } = NO_KEY;

  constructor(world: WorldIdentity) {
    this.#world = world;
  }

  get secret(): string {
    const { origin } = this.#world;
    if (origin === undefined || origin === this.#origin) return this.#secret;
    this.#origin = origin;
    this.#secret = sha256(origin);
    this.#derived = new Map();
    this.#current = NO_KEY;
    return this.#secret;
  }

  get current(): TokenKey {
    const { secret } = this;
    const { name, keys } = this.#world;
    if (this.#current.number === keys.last) return this.#current;
    const id = toKeyId(name, keys.last);
    this.#current = { id, secret: this.#derive(secret, id), number: keys.last };
    return this.#current;
  }

  secretFor(token: string): string {
    const { secret } = this;
    const id = keyIdOf(token) ?? DEFAULT_WORLD;
    // The current key is always accepted, so the check is skipped.
    if (id === this.#current.id) return this.#current.secret;
    return this.accepts(id) ? this.#derive(secret, id) : this.current.secret;
  }

  accepts(keyId: string): boolean {
    const { name, keys, ancestors } = this.#world;
    const issuer = worldOfKey(keyId);
    const number = numberOfKey(keyId);
    const isIn = ({ first, last }: KeyRange): boolean => number >= first && number <= last;
    return (issuer === name && isIn(keys)) || ancestors.some((each) => each.name === issuer && isIn(each));
  }

  #derive(secret: string, id: string): string {
    let derived = this.#derived.get(id);
    if (derived === undefined) {
      derived = hmacSha256(secret, id);
      if (this.#derived.size >= MOST_DERIVED) this.#derived.clear();
      this.#derived.set(id, derived);
    }
    return derived;
  }
}

/** Returns the keys of a world, derived from the identity in its image. */
export function keysOf(world: WorldIdentity): WorldSecrets {
  world.secrets ??= new DerivedKeys(world);
  return world.secrets;
}
