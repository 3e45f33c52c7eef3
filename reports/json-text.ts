/** Where a value stands: member names and array indexes from the root on. The array is reused between calls. */
export type Place = readonly string[];

interface Frame {
  readonly isArray: boolean;
  /** Number of output pieces when the value began. */
  readonly mark: number;
  readonly start: number;
  index: number;
  key: string | undefined;
}

/** What a rewriter may do: `value` and `key` get the JSON text as it stands and return other text, or undefined to leave it. */
export interface Rewriter {
  readonly value: (place: Place, raw: string) => string | undefined;
  readonly key?: (place: Place, raw: string) => string | undefined;
  /** What stands for the rest of a text from where it is nested deeper than any answer of the contract; the rest itself where it is not said. */
  readonly beyond?: string;
}

const deepest = 1_000;

/**
 * Rewrites single values of a JSON text and leaves every other character as it is, so that spelling (`1e1`, duplicate keys, blanks) stays
 * evidence. Inner values come before the ones that hold them. Text that is no JSON is rewritten as far as it can be read; nothing is ever thrown.
 */
export function rewriteJson(text: string, rewriter: Rewriter, base: Place = []): string {
  const out: string[] = [];
  const frames: Frame[] = [];
  const place: string[] = [...base];
  let at = 0;

  const begin = (): void => {
    const frame = frames.at(-1);
    if (frame !== undefined) place.push(frame.isArray ? String(frame.index) : (frame.key ?? ""));
  };
  const finish = (mark: number, start: number, end: number): void => {
    const replaced = rewriter.value(place, text.slice(start, end));
    if (replaced !== undefined) out.splice(mark, out.length, replaced);
    const frame = frames.at(-1);
    if (frame === undefined) return;
    place.pop();
    frame.key = undefined;
  };

  while (at < text.length) {
    const end = tokenEnd(text, at);
    const token = text.slice(at, end);
    const first = token.charAt(0);
    const frame = frames.at(-1);
    if (frames.length >= deepest && (first === "{" || first === "[")) {
      out.push(rewriter.beyond ?? text.slice(at));
      break;
    }
    if (first === "{" || first === "[") {
      begin();
      frames.push({
        isArray: first === "[",
        mark: out.length,
        start: at,
        index: 0,
        key: undefined,
      });
      out.push(token);
    } else if (first === "}" || first === "]") {
      out.push(token);
      const closed = frames.pop();
      if (closed !== undefined) finish(closed.mark, closed.start, end);
    } else if (/^[\s,:]/u.test(first)) {
      out.push(token);
      if (first === "," && frame !== undefined) frame.index += 1;
    } else if (first === '"' && frame !== undefined && !frame.isArray && frame.key === undefined) {
      frame.key = decodeString(token);
      place.push(frame.key);
      out.push(rewriter.key?.(place, token) ?? token);
      place.pop();
    } else {
      begin();
      out.push(token);
      finish(out.length - 1, at, end);
    }
    at = end;
  }
  return out.join("");
}

/** The members of a JSON object with their text as it stands, in order, the last of equal names; undefined where the text is no object. */
export function membersOf(text: string): ReadonlyMap<string, string> | undefined {
  if (!isJson(text) || !/^\s*\{/u.test(text)) return undefined;
  const members = new Map<string, string>();
  const value = (place: Place, raw: string): undefined => {
    if (place.length === 1) members.set(place[0] ?? "", raw);
  };
  rewriteJson(text, { value });
  return members;
}

/** The string that a JSON string's text stands for; the text between the quotes where it is malformed. */
export function decodeString(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/gu, "");
  }
}

/** Whether the text is JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tokenEnd(text: string, start: number): number {
  const first = text.charAt(start);
  if ("{}[],:".includes(first)) return start + 1;
  if (first === '"') return stringEnd(text, start);
  const isBlank = /\s/u.test(first);
  const stop = isBlank ? /\S/gu : /[\s{}[\],:"]/gu;
  stop.lastIndex = start;
  return stop.exec(text)?.index ?? text.length;
}

// Quotes are searched for, not matched by a pattern: a string of megabytes would overflow the pattern's stack.
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charAt(quote - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
