/** The scalar types that a page names. */
export type Scalar = "string" | "integer" | "long" | "double" | "float" | "boolean" | "timestamp" | "binary";

/** What a `Type:` line says. `any` is a JSON value of no settled type. */
export type PageType =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "object"; readonly shape?: string }
  | { readonly kind: "array"; readonly items: PageType }
  | { readonly kind: "map"; readonly values: PageType }
  | { readonly kind: "any" };

const scalars = new Map<string, Scalar>([
  ["string", "string"],
  ["integer", "integer"],
  ["long", "long"],
  ["double", "double"],
  ["float", "float"],
  ["boolean", "boolean"],
  ["timestamp", "timestamp"],
  ["base64-encoded binary data object", "binary"],
]);

/** Words of the longest type that is read; a longer line is prose. */
const longestType = 100;

/** Reads `Array of Session objects`, `String to array of strings map` and the like; undefined for anything else. */
export function parseType(text: string): PageType | undefined {
  const words = text.trim().split(/\s+/u, longestType + 1);
  return words.length > longestType ? undefined : typeOf(words);
}

function typeOf(words: readonly string[]): PageType | undefined {
  const [first = "", second = ""] = words.map((word) => word.toLowerCase());
  if (/^arrays?$/u.test(first) && second === "of") {
    const items = typeOf(words.slice(2));
    return items && { kind: "array", items };
  }
  if (second === "to" && /^maps?$/iu.test(words.at(-1) ?? "") && scalars.has(first)) {
    const values = typeOf(words.slice(2, -1));
    return values && { kind: "map", values };
  }
  const name = words.join(" ").toLowerCase();
  const scalar = scalars.get(name) ?? scalars.get(name.replace(/s$/u, ""));
  if (scalar !== undefined) return { kind: "scalar", scalar };
  if (/^json values?$/u.test(name)) return { kind: "any" };
  const shape = words[0];
  if (words.length === 2 && shape !== undefined && /^\w+$/u.test(shape) && /^objects?$/u.test(second)) return { kind: "object", shape };
  return undefined;
}
