/**
 * A set of texts that keeps only 64 bits of each, for runs that see millions of them. Two texts are confused in about
 * n²/2⁶⁵ of all sets of n texts, which is one in 30 million where there are a million.
 */
export class Fingerprints {
  readonly #known = new Set<bigint>();

  get size(): number {
    return this.#known.size;
  }

  has(text: string): boolean {
    return this.#known.has(fingerprintOf(text));
  }

  add(text: string): void {
    this.#known.add(fingerprintOf(text));
  }
}

/** Two words of 32 bits: multiply and fold, as MurmurHash3 does, once with each of two constants. */
function fingerprintOf(text: string): bigint {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    one = (one << 13) | (one >>> 19);
    other = Math.imul(other ^ code, 0x5f356495);
    other = (other << 17) | (other >>> 15);
  }
  const high = finished(one ^ text.length);
  return (BigInt(high) << 32n) | BigInt(finished(other ^ high));
}

// The last step of MurmurHash3, by which each bit of the word changes half of the others.
function finished(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
