/** A value of a syntax block. `open` is a value whose type the block leaves out. */
export type SyntaxNode =
  | { readonly kind: "string" | "number" | "boolean" | "binary" | "open"; readonly line: number }
  | { readonly kind: "shape"; readonly name: string; readonly line: number }
  | { readonly kind: "array"; readonly items: SyntaxNode | undefined; readonly line: number }
  | SyntaxObject;

/** A structure or map; `elided` where the block prints `...` in place of its members. */
export interface SyntaxObject {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, SyntaxNode>;
  readonly elided: boolean;
  readonly line: number;
}

const words = new Map<string, "string" | "number" | "boolean" | "binary" | "open">([
  ["string", "string"],
  ["number", "number"],
  ["integer", "number"],
  ["long", "number"],
  ["double", "number"],
  ["float", "number"],
  ["timestamp", "number"],
  ["boolean", "boolean"],
  ["blob", "binary"],
]);

/** Reads a placeholder; where the block closes a circle it is the name of a structure. Undefined for anything else. */
export function placeholderNode(text: string, isString: boolean, line: number): SyntaxNode | undefined {
  if (isEllipsis(text)) return { kind: "open", line };
  const kind = words.get(text.toLowerCase());
  if (kind !== undefined && (!isString || kind === "string")) return { kind, line };
  return isString && /^[A-Z]\w*$/u.test(text) ? { kind: "shape", name: text, line } : undefined;
}

/** Whether text stands for something that the page leaves out. */
export function isEllipsis(text: string): boolean {
  return text === "..." || text === "…";
}
