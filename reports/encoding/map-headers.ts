/** Makes objects without inherited members. V8 keeps those of `Object.create(null)` as hash tables, which take twice as long to fill and to write. */
const Bare = function () {} as unknown as new () => Record<string, string>;
Bare.prototype = Object.create(null) as object;

/**
 * Maps header values by `change` and drops those that become undefined. A name may be anything, also `__proto__`. It is
 * called several times for each request, so it builds no lists of pairs.
 */
export function mapHeaders<T>(headers: Readonly<Record<string, T>>, change: (name: string, value: T) => string | undefined): Record<string, string> {
  const changed = new Bare();
  for (const name of Object.keys(headers)) {
    const value = change(name, headers[name] as T);
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}
