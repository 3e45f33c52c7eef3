import type { Pair } from "./fixtures.ts";
import { foreignKin, oddKin } from "./odd-tags.ts";
import { foldedText, isPlainPair } from "./plain-text.ts";
import { bundles, characterKin, type Kin, readingKin } from "./tag-kin.ts";

/** A session to be, as far as tags are put on it. */
export interface Carrier {
  readonly tags: Readonly<Record<string, string>>;
  readonly plain: boolean;
  /** It carries nothing beside what its own row says. */
  readonly bare?: true;
}

// CreateSession takes 50, one of which is the run's own.
const mostTags = 46;

/** The tags of a session while the plan is made. */
class Load {
  readonly plain: boolean;
  readonly #tags: Map<string, string>;
  readonly #keys: Set<string>;

  constructor({ tags, plain }: Carrier) {
    this.plain = plain;
    this.#tags = new Map(Object.entries(tags));
    this.#keys = new Set(Object.keys(tags).map(foldedText));
  }

  get size(): number {
    return this.#tags.size;
  }

  get tags(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#tags);
  }

  // A service that takes two spellings of a key for one would lose a tag.
  takes([key, value]: Pair): boolean {
    if (this.#tags.size >= mostTags || this.#keys.has(foldedText(key))) return false;
    this.#tags.set(key, value);
    this.#keys.add(foldedText(key));
    return true;
  }
}

/** Puts pairs on sessions in turns, so that none is full before the others. */
class Rota {
  readonly #loads: readonly Load[];
  #next = 0;

  constructor(loads: readonly Load[]) {
    this.#loads = loads;
  }

  /** Puts a pair on the next session that has room for it, but for one; the session. */
  place(pair: Pair, but?: Load): Load | undefined {
    for (let tries = 0; tries < this.#loads.length; tries += 1) {
      const load = this.#loads[this.#next % this.#loads.length];
      this.#next += 1;
      if (load !== undefined && load !== but && load.takes(pair)) return load;
    }
    return undefined;
  }
}

/**
 * The tags that sessions carry so that each filter of the plan meets what it may be mistaken for: their own, and as many of the plan as there is room for. Bundles
 * go whole on plain sessions, and each pair of one on a session more; then siblings in turns, so that where there are few sessions each filter meets the most telling ones.
 */
export function withPlan(carriers: readonly Carrier[]): readonly Carrier["tags"][] {
  const loads = carriers.map((carrier) => new Load(carrier));
  const open = loads.filter((_, index) => carriers[index]?.bare !== true);
  const plain = open.filter(({ plain: isPlain, size }) => isPlain && size < 5).toReversed();
  const bundled = bundles.slice(0, Math.max(1, Math.floor(plain.length / 4)));
  for (const [index, { pairs }] of bundled.entries()) for (const pair of pairs) plain[index]?.takes(pair);
  const isBundled = (load: Load): boolean => plain.indexOf(load) !== -1 && plain.indexOf(load) < bundled.length;
  const odd = new Rota(open.filter((load) => !load.plain));
  const sound = new Rota(open.filter((load) => load.plain && !isBundled(load)));
  const any = new Rota(open.filter((load) => !isBundled(load)));
  for (const { pairs } of bundled)
    apart(
      pairs,
      open.filter((load) => load.plain && !isBundled(load)),
    );
  spread([...oddKin, ...foreignKin], (pair) => (isPlainPair(pair) ? any : odd), odd);
  spread([...characterKin, ...readingKin], () => any, sound);
  return loads.map(({ tags }) => tags);
}

/** Puts each pair on a session of its own. */
function apart(pairs: readonly Pair[], loads: readonly Load[]): void {
  const left = loads.toSorted((one, other) => one.size - other.size);
  for (const pair of pairs) {
    const place = left.findIndex((load) => load.takes(pair));
    if (place !== -1) left.splice(place, 1);
  }
}

/** Puts the pair of each kin on one session, and then the siblings of all, in turns, on others. */
function spread(all: readonly Kin[], forSibling: (pair: Pair) => Rota, carriers: Rota): void {
  const placed = all.map(({ pair }) => carriers.place(pair));
  const longest = Math.max(0, ...all.map(({ siblings }) => siblings.length));
  for (let rank = 0; rank < longest; rank += 1) {
    for (const [index, { siblings }] of all.entries()) {
      const sibling = siblings[rank];
      if (sibling !== undefined) forSibling(sibling).place(sibling, placed[index]);
    }
  }
}
