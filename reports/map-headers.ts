/**
 * Headers with what `change` makes of their values, without those of which it makes undefined. A name may be anything, also that of a prototype. It is
 * called several times for each request, so it makes no lists of pairs.
 */
export function mapHeaders<T>(headers: Readonly<Record<string, T>>, change: (name: string, value: T) => string | undefined): Record<string, string> {
  const changed = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(headers)) {
    const value = change(name, headers[name] as T);
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}
