type Optional<T> = { readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & Optional<T>;

/** An object without those of its members that are undefined, in the same order. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
