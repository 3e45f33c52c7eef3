/**
 * Whether an id matches a glob: `*` stands for anything within a segment, `**` across segments; leading segments alone, with or without a slash at the end,
 * select all `below` them unless that is off.
 */
export function matches(glob: string, id: string, { below = true }: { readonly below?: boolean } = {}): boolean {
  const parts = glob.replace(/\/+$/u, "").match(/\*\*|./gsu) ?? [];
  // All places of the pattern that the id up to here may have reached: time grows with the product of both lengths, whatever the stars.
  const open = (starts: readonly number[]): ReadonlySet<number> => {
    const all = new Set<number>();
    for (const start of starts) {
      all.add(start);
      // A star may also match nothing.
      for (let place = start; parts[place]?.startsWith("*") === true; place += 1) all.add(place + 1);
    }
    return all;
  };
  let places = open([0]);
  for (const character of id) {
    if (below && places.has(parts.length) && character === "/") return true;
    places = open(
      [...places].flatMap((place) => {
        const part = parts[place];
        if (part === "**" || (part === "*" && character !== "/")) return [place];
        return part === character ? [place + 1] : [];
      }),
    );
  }
  return places.has(parts.length);
}
