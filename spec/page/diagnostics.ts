/** Something on the page that was not understood, or that the contract cannot hold. */
export interface PageWarning {
  /** Page line, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** What is collected while a page is read. */
export interface Diagnostics {
  /** JSON pointer to page line. */
  readonly lines: Map<string, number>;
  /** JSON pointer of a schema to the name that the page gives its structure. */
  readonly shapes: Map<string, string>;
  readonly remarks: PageWarning[];
  readonly remark: (line: number, text: string) => void;
}

/** An empty collection. */
export function openDiagnostics(): Diagnostics {
  const remarks: PageWarning[] = [];
  const remark: Diagnostics["remark"] = (line, text) => void remarks.push({ line, text });
  return { lines: new Map(), shapes: new Map(), remarks, remark };
}

/** The JSON pointer of a key below another pointer (RFC 6901). */
export function below(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Page text between quotation marks, cut and without control characters, so that a message stays one readable line. */
export function quotedPageText(text: string): string {
  const [start = ""] = /^.{0,60}/su.exec(text) ?? [];
  return `"${start.replaceAll(/\p{Cc}/gu, "\uFFFD")}${start.length < text.length ? "…" : ""}"`;
}
