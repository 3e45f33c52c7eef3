/** The id with the smallest edit distance. */
export function nearest(text: string, properties: readonly { readonly id: string }[]): string {
  const ranked = properties.map(({ id }) => ({ id, distance: distance(text, id) })).toSorted((a, b) => a.distance - b.distance);
  return ranked[0]?.id ?? "";
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
