/** What inherits nothing, made as a class is: what `Object.create(null)` makes is kept as a hash table, which takes twice as long to fill and to write. */
const Bare = function () {} as unknown as new () => Record<string, string>;
Bare.prototype = Object.create(null) as object;

/**
 * Headers with what `change` makes of their values, without those of which it makes undefined. A name may be anything, also that of a prototype. It is
 * called several times for each request, so it makes no lists of pairs.
 */
export function mapHeaders<T>(headers: Readonly<Record<string, T>>, change: (name: string, value: T) => string | undefined): Record<string, string> {
  const changed = new Bare();
  for (const name of Object.keys(headers)) {
    const value = change(name, headers[name] as T);
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}
