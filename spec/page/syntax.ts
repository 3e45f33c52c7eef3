import type { Diagnostics } from "./diagnostics.ts";
import { quotedPageText } from "./diagnostics.ts";
import type { PageLine } from "./page-line.ts";
import type { SyntaxNode, SyntaxObject } from "./syntax-node.ts";
import { isEllipsis, placeholderNode } from "./syntax-node.ts";
import type { Token } from "./syntax-token.ts";
import { tokenize } from "./syntax-token.ts";

/** Twice as deep as any page nests; what lies below is left open, so that no input exhausts the stack. */
const deepest = 32;
const longestName = 128;

/** Reads the lines of a syntax block into its outermost object; what cannot be read becomes a remark, and what was read until there stands. */
export function parseSyntax(lines: readonly PageLine[], diagnostics: Diagnostics): SyntaxObject | undefined {
  const tokens = tokenize(lines);
  const start = tokens.findIndex(({ kind }) => kind === "{");
  const before = tokens.slice(0, start < 0 ? undefined : start).find(({ text }) => !/^(?:copy|json)$/iu.test(text));
  if (before !== undefined) {
    diagnostics.remark(before.line, `the syntax block begins with ${quotedPageText(before.text)}, which is not part of its JSON`);
  }
  return start < 0 ? undefined : new SyntaxReader(tokens, start, diagnostics).read();
}

class SyntaxReader {
  readonly #tokens: readonly Token[];
  readonly #diagnostics: Diagnostics;
  #at: number;
  #stuck = false;

  constructor(tokens: readonly Token[], at: number, diagnostics: Diagnostics) {
    this.#tokens = tokens;
    this.#at = at;
    this.#diagnostics = diagnostics;
  }

  read(): SyntaxObject {
    const root = this.#object(0);
    const token = this.#next();
    if (token !== undefined && !this.#stuck) {
      this.#diagnostics.remark(token.line, `${quotedPageText(token.text)} after the syntax block is not part of its JSON`);
    }
    return root;
  }

  #object(depth: number): SyntaxObject {
    const members = new Map<string, SyntaxNode>();
    const line = this.#next()?.line ?? 0;
    let elided = false;
    for (let token = this.#next(); token !== undefined && !this.#stuck; token = this.#next()) {
      if (token.kind === "}") return { kind: "object", members, elided, line };
      if (token.kind === ",") continue;
      if (isName(token, this.#peek())) this.#member(token, members, depth);
      else if (isEllipsis(token.text)) elided = true;
      else this.#stop(token);
    }
    this.#stop(undefined);
    return { kind: "object", members, elided, line };
  }

  #member({ text, line }: Token, members: Map<string, SyntaxNode>, depth: number): void {
    this.#at += 1;
    const value = this.#value(depth + 1, line);
    if (value === undefined) return;
    if (members.has(text)) {
      this.#diagnostics.remark(line, `the syntax block names ${quotedPageText(text)} twice in one structure; the first holds`);
    } else members.set(text, value);
  }

  #array(depth: number, line: number): SyntaxNode {
    let items: SyntaxNode | undefined;
    this.#at += 1;
    for (let token = this.#peek(); token !== undefined && !this.#stuck; token = this.#peek()) {
      if (token.kind === "]" || token.kind === ",") {
        this.#at += 1;
        if (token.kind === "]") return { kind: "array", items, line };
        continue;
      }
      const value = this.#value(depth + 1, token.line);
      if (items !== undefined && value !== undefined) {
        this.#diagnostics.remark(token.line, "the syntax block shows more than one item in an array; the first holds");
      }
      items ??= value;
    }
    this.#stop(undefined);
    return { kind: "array", items, line };
  }

  /** The value that begins at the next token; `line` is that of its key. */
  #value(depth: number, line: number): SyntaxNode | undefined {
    const token = this.#peek();
    if (token?.kind === "{" || token?.kind === "[") {
      if (depth > deepest) return this.#skipped(line);
      return token.kind === "{" ? { ...this.#object(depth), line } : this.#array(depth, line);
    }
    this.#at += 1;
    if (token === undefined || (token.kind !== "string" && token.kind !== "word")) {
      this.#stop(token);
      return undefined;
    }
    if (token.text === "JSON" && this.#peek()?.text === "value") {
      this.#at += 1;
      return { kind: "open", line };
    }
    const node = placeholderNode(token.text, token.kind === "string", line);
    if (node === undefined) {
      this.#diagnostics.remark(token.line, `the syntax block has ${quotedPageText(token.text)} where a placeholder such as "string" or number belongs`);
    }
    return node ?? { kind: "open", line };
  }

  #skipped(line: number): SyntaxNode {
    this.#diagnostics.remark(line, `the syntax block nests more than ${deepest} levels; what lies below is left open`);
    let open = 0;
    do {
      const kind = this.#next()?.kind;
      if (kind === undefined) break;
      open += kind === "{" || kind === "[" ? 1 : kind === "}" || kind === "]" ? -1 : 0;
    } while (open > 0);
    return { kind: "open", line };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }

  #stop(token: Token | undefined): void {
    if (this.#stuck) return;
    this.#stuck = true;
    const seen = token === undefined ? "it ends before its last bracket" : `${quotedPageText(token.text)} is out of place`;
    this.#diagnostics.remark((token ?? this.#tokens.at(-1))?.line ?? 0, `the syntax block cannot be read further: ${seen}`);
  }
}

function isName(token: Token, next: Token | undefined): boolean {
  return (token.kind === "string" || token.kind === "word") && token.text.length <= longestName && next?.kind === ":";
}
