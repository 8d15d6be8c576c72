/** A map that forgets what was used longest ago, bounded by the number of its entries and by the length of their keys. */
export class Lru<Key extends string, Value> {
  readonly #capacity: number;
  readonly #longest: number;
  readonly #entries = new Map<Key, Value>();
  #length = 0;

  /** @param longest characters of all keys; values are taken to be no longer than a few times their keys */
  constructor(capacity: number, longest = capacity * 512) {
    this.#capacity = capacity;
    this.#longest = longest;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    // Re-inserting on every hit would cost more than the hit; only a map near its limit has an order worth keeping.
    if (this.#entries.size * 2 > this.#capacity || this.#length * 2 > this.#longest) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    if (this.#entries.delete(key)) this.#length -= key.length;
    if (key.length > this.#longest) return;
    this.#entries.set(key, value);
    this.#length += key.length;
    if (this.#entries.size <= this.#capacity && this.#length <= this.#longest) return;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#capacity && this.#length <= this.#longest) return;
      this.#entries.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}
