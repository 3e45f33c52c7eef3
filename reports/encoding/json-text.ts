/** The path of a value: member names and array indexes from the root. The array is reused between calls. */
export type JsonPath = readonly string[];

interface Frame {
  readonly isArray: boolean;
  readonly start: number;
  /** Number of output pieces when the value began, and the offset up to which they covered the text. */
  readonly mark: number;
  readonly held: number;
  index: number;
  key: string | undefined;
}

type Rewrite = (place: JsonPath, raw: string) => string | undefined;

/** Callbacks of a rewrite get the JSON text as written and return a replacement, or undefined to keep it; `beyond` replaces the rest where it is nested too deeply. */
type Rewriter = { readonly value: Rewrite; readonly key?: Rewrite; readonly beyond?: string };

const deepest = 1_000;

/**
 * Rewrites single values of a JSON text and keeps every other character, so that spelling (`1e1`, duplicate keys, blanks) stays
 * evidence. Inner values come before the values that contain them. Malformed JSON is rewritten as far as it can be read. Never throws.
 */
export function rewriteJson(text: string, rewriter: Rewriter, base: JsonPath = []): string {
  // Replacements, each with the text before it; the text from `held` on is unchanged.
  const out: string[] = [];
  let held = 0;
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  const place: string[] = [...base];

  const replace = (start: number, end: number, replaced: string | undefined): void => {
    if (replaced === undefined) return;
    out.push(text.slice(held, start), replaced);
    held = end;
  };
  const enter = (): void => {
    if (frame !== undefined) place.push(frame.isArray ? String(frame.index) : (frame.key ?? ""));
  };
  const leave = (): void => {
    if (frame === undefined) return;
    place.pop();
    frame.key = undefined;
  };

  for (let at = 0, end = 0; at < text.length; at = end) {
    const first = text.charAt(at);
    end = tokenEnd(text, at, first);
    if (first === "{" || first === "[") {
      if (frames.length >= deepest) {
        replace(at, text.length, rewriter.beyond);
        break;
      }
      enter();
      frame = { isArray: first === "[", start: at, mark: out.length, held, index: 0, key: undefined };
      frames.push(frame);
    } else if (first === "}" || first === "]") {
      const closed = frames.pop();
      frame = frames.at(-1);
      if (closed === undefined) continue;
      const replaced = rewriter.value(place, text.slice(closed.start, end));
      // What was replaced inside is part of it.
      if (replaced !== undefined) [out.length, held] = [closed.mark, closed.held];
      replace(closed.start, end, replaced);
      leave();
    } else if (first === ",") {
      if (frame !== undefined) frame.index += 1;
    } else if (first === '"' && frame !== undefined && !frame.isArray && frame.key === undefined) {
      const token = text.slice(at, end);
      frame.key = decodeString(token);
      if (rewriter.key === undefined) continue;
      place.push(frame.key);
      replace(at, end, rewriter.key(place, token));
      place.pop();
    } else if (first !== ":" && !isBlank(first)) {
      enter();
      replace(at, end, rewriter.value(place, text.slice(at, end)));
      leave();
    }
  }
  return held === 0 ? text : out.join("") + text.slice(held);
}

/** The members of a JSON object with their text as written, in order, the last of equal names; undefined if the text is not an object. */
export function membersOf(text: string): ReadonlyMap<string, string> | undefined {
  if (!/^\s*\{/u.test(text) || parsedOr(text, undefined) === undefined) return undefined;
  const members = new Map<string, string>();
  rewriteJson(text, { value: ([name, inner], raw) => void (name !== undefined && inner === undefined && members.set(name, raw)) });
  return members;
}

/** The member names and indexes that a JSON pointer leads through. */
export function partsOfPointer(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A line of a JSON text, and the pointer of the value that begins on it. */
export type JsonLine = { readonly text: string; readonly pointer?: string };

/** A JSON text as lines, a value a line. Only blanks between its tokens change. */
export function linesOfJson(text: string): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const frames: { readonly isArray: boolean; index: number; key: string | undefined }[] = [];
  let line = "";
  let pointer: string | undefined;
  const end = (): void => {
    if (line !== "") lines.push({ text: line, ...(pointer === undefined ? {} : { pointer }) });
    line = "";
    pointer = undefined;
  };
  const add = (token: string): void => {
    line = line === "" ? "  ".repeat(frames.length) + token : line + token;
  };
  const begin = (): void => {
    pointer ??= frames.map(({ isArray, index, key = "" }) => `/${isArray ? String(index) : key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  };
  for (let at = 0, next = 0; at < text.length; at = next) {
    const first = text.charAt(at);
    next = tokenEnd(text, at, first);
    const token = text.slice(at, next);
    const frame = frames.at(-1);
    if (isBlank(first)) continue;
    if (first === "{" || first === "[") {
      begin();
      add(token);
      const close = /^\s*[}\]]/u.exec(text.slice(next, next + 100))?.[0];
      if (close === undefined) {
        frames.push({ isArray: first === "[", index: 0, key: undefined });
        end();
      } else {
        add(close.trim());
        next += close.length;
      }
    } else if (first === "}" || first === "]") {
      end();
      frames.pop();
      add(token);
    } else if (first === ",") {
      add(token);
      end();
      if (frame !== undefined) [frame.index, frame.key] = [frame.index + 1, undefined];
    } else if (first === ":") add(": ");
    else {
      if (frame !== undefined && !frame.isArray && frame.key === undefined) frame.key = decodeString(token);
      else begin();
      add(token);
    }
  }
  end();
  return lines;
}

/** Decodes a JSON string; gives the text between the quotes if it is malformed. */
export function decodeString(raw: string): string {
  // Most have no escape: their value is the text between the quotes, well-formed or not.
  if (raw.startsWith('"') && !raw.includes("\\")) return raw.slice(1, raw.length > 1 && raw.endsWith('"') ? -1 : undefined);
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/gu, "");
  }
}

/** The value of a JSON text; `otherwise` if it is none. */
export function parsedOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return otherwise;
  }
}

const plainToken = /[{}[\],:]|\s+|[^\s{}[\],:"]+/uy;

function tokenEnd(text: string, start: number, first: string): number {
  if (first === '"') return stringEnd(text, start);
  plainToken.lastIndex = start;
  plainToken.test(text);
  return plainToken.lastIndex;
}

function isBlank(one: string): boolean {
  return (one <= " " || one > "~") && /\s/u.test(one);
}

// Quotes are found with indexOf: a regular expression would overflow its stack on a string of megabytes.
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charAt(quote - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
