/** The tag of the sessions that pages are cut from at every size: thirteen, which only 1 and 13 divide. They lie far apart, neither first nor last. */
export const thirteenPair = ["spread", "thirteen"] as const;

/** The tag of twelve others, which many sizes divide. */
export const twelvePair = ["spread", "twelve"] as const;

/** The tags of the session that is created first, and of the one that is created last. */
export const firstPair = ["place", "first"] as const;
export const lastPair = ["place", "last"] as const;

type Pair = readonly [key: string, value: string];

/** A session as it is planned, as far as its place depends on it. */
interface Planned {
  readonly tags: Readonly<Record<string, string>>;
  readonly plain: boolean;
  /** It carries nothing beside what its own row says. */
  readonly bare?: true;
}

/** Multiples of the one modulo the other are spread evenly, yet at gaps that differ. */
const stride = 17;
const modulus = 41;

/**
 * Tags that depend on where a session is in the order of creation, by the index of the session. Only sessions whose tags are plain get one, and none that
 * carries nothing else by design.
 */
export function placeTags(rows: readonly Planned[]): ReadonlyMap<number, readonly Pair[]> {
  const last = rows.length - 1;
  const between = rows.flatMap(({ plain, bare }, index) => (plain && bare !== true && index > 2 && index < last ? [index] : []));
  const spread = between.map((index, rank) => ({ index, at: (rank * stride) % modulus })).toSorted((one, other) => one.at - other.at);
  return new Map<number, readonly Pair[]>([
    [0, [firstPair]],
    [last, [lastPair]],
    ...spread.slice(0, 25).map(({ index }, rank) => [index, [rank < 13 ? thirteenPair : twelvePair]] as const),
  ]);
}
