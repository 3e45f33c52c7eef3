/** Slots that a set begins with; a power of two, as every later number of them is. */
const minSlots = 16;

/**
 * A set of texts that keeps only 64 bits of each, for runs that see millions of them: 11 to 22 bytes a text. Two texts are confused in about
 * n²/2⁶⁵ of all sets of n texts, which is one in 30 million where there are a million.
 */
export class Fingerprints {
  size = 0;
  // Two words a slot; a text takes the first free slot from where its first word points. Both words are zero in a free slot.
  #slots = new Uint32Array(2 * minSlots);

  has(text: string): boolean {
    const at = this.#placeOf(...fingerprintOf(text));
    return this.#slots[at] !== 0 || this.#slots[at + 1] !== 0;
  }

  add(text: string): void {
    if (8 * this.size >= 3 * this.#slots.length) this.#grow();
    this.#put(...fingerprintOf(text));
  }

  #put(high: number, low: number): void {
    const at = this.#placeOf(high, low);
    if (this.#slots[at] !== 0 || this.#slots[at + 1] !== 0) return;
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.size += 1;
  }

  /** Where these words are, or would be. */
  #placeOf(high: number, low: number): number {
    const slots = this.#slots;
    let at = (2 * high) & (slots.length - 1);
    while ((slots[at] !== high || slots[at + 1] !== low) && (slots[at] !== 0 || slots[at + 1] !== 0)) at = (at + 2) & (slots.length - 1);
    return at;
  }

  #grow(): void {
    const known = this.#slots;
    this.#slots = new Uint32Array(2 * known.length);
    this.size = 0;
    for (let at = 0; at < known.length; at += 2) {
      const [high = 0, low = 0] = [known[at], known[at + 1]];
      if (high !== 0 || low !== 0) this.#put(high, low);
    }
  }
}

/** Two words of 32 bits that are no two zeros: multiply and fold, as MurmurHash3 does, once with each of two constants. */
function fingerprintOf(text: string): readonly [high: number, low: number] {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    one = (one << 13) | (one >>> 19);
    other = Math.imul(other ^ code, 0x5f356495);
    other = (other << 17) | (other >>> 15);
  }
  const high = finished(one ^ text.length);
  const low = finished(other ^ high);
  return high === 0 && low === 0 ? [0, 1] : [high, low];
}

// The last step of MurmurHash3, by which each bit of the word changes half of the others.
function finished(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
