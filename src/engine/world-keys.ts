import { hmacSha256, sha256 } from "./signatures.ts";
import { keyIdOf } from "./tokens.ts";
import {
  type KeyRange,
  numberOfKey,
  type TokenKey,
  toKeyId,
  type WorldIdentity,
  type WorldSecrets,
  worldOfKey,
} from "./world-identity.ts";
import { DEFAULT_WORLD } from "./world-name.ts";

const MOST_DERIVED = 1000;

class DerivedKeys implements WorldSecrets {
  readonly #world: WorldIdentity;
  #origin: string | undefined;
  #secret = "";
  #derived = new Map<string, string>();
  #current: TokenKey & { readonly number: number } = { secret: "", id: "", number: -1 };

  constructor(world: WorldIdentity) {
    this.#world = world;
  }

  get secret(): string {
    const { origin } = this.#world;
    if (origin === this.#origin) return this.#secret;
    this.#origin = origin;
    this.#secret = sha256(origin);
    this.#derived = new Map();
    this.#current = { secret: "", id: "", number: -1 };
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
    const { current } = this;
    const id = keyIdOf(token) ?? DEFAULT_WORLD;
    if (id === current.id || !this.accepts(id)) return current.secret;
    return this.#derive(this.secret, id);
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

const known = new WeakMap<WorldIdentity, WorldSecrets>();

/** The keys of a world. They follow what is in its image. */
export function keysOf(world: WorldIdentity): WorldSecrets {
  let keys = known.get(world);
  if (keys === undefined) {
    keys = new DerivedKeys(world);
    known.set(world, keys);
  }
  return keys;
}
