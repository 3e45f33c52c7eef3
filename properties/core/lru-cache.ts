/** A map of limited size that evicts the least recently used value. */
export class LruCache<K, V> {
  readonly #maxEntries: number;
  readonly #values = new Map<K, V>();

  constructor(most: number) {
    this.#maxEntries = most;
  }

  get(key: K): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#maxEntries) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest as K);
  }

  /** The value of a key, made where there is none. */
  getOrMake(key: K, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }
}
