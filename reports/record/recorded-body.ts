import type { RecordedBody, TextPart } from "./run-record.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as the record stores them: text if they are UTF-8, otherwise base64; runs of over 64 equal characters as `{ repeat, times }`. */
export function toRecordedBody(bytes: Uint8Array): RecordedBody {
  const text = decodeUtf8(bytes);
  return text === undefined ? { base64: Buffer.from(bytes).toString("base64") } : toRecordedText(text);
}

/** Well-formed text as the record stores it. */
export function toRecordedText(text: string): RecordedBody {
  const parts = runsOf(text);
  return parts.every((part) => typeof part === "string") ? { text } : { parts };
}

/** A text in parts: each run of over 64 equal characters, and what is between them. */
export function runsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  // Compares every 32nd unit with the one 32 before: a long enough run contains such a pair, also if it is of surrogate pairs.
  for (let at = 32; at < text.length; at += 32) {
    if (text.charCodeAt(at) !== text.charCodeAt(at - 32)) continue;
    const { start, repeat, times } = runAt(text, at);
    if (times <= 64) continue;
    if (start > end) parts.push(text.slice(end, start));
    parts.push({ repeat, times });
    end = start + repeat.length * times;
    at = Math.max(at, end - (end % 32));
  }
  if (end < text.length || parts.length === 0) parts.push(text.slice(end));
  return parts;
}

/** The run of equal characters that contains a unit of the text. */
function runAt(text: string, at: number): { readonly start: number; readonly repeat: string; readonly times: number } {
  const isSecond = /[\uDC00-\uDFFF]/u.test(text.charAt(at));
  const first = isSecond ? at - 1 : at;
  const repeat = String.fromCodePoint(text.codePointAt(first) ?? 0);
  // A loop, because a regular expression with a backreference overflows the stack on megabytes of one character.
  let start = first;
  while (start > 0 && text.charCodeAt(start - 1) === text.charCodeAt(start - 1 + repeat.length)) start -= 1;
  start += (first - start) % repeat.length;
  let stop = first + repeat.length;
  while (stop < text.length && text.charCodeAt(stop) === text.charCodeAt(stop - repeat.length)) stop += 1;
  return { start, repeat, times: Math.floor((stop - start) / repeat.length) };
}

/** The original bytes of a recorded body. */
export function fromRecordedBody(body: RecordedBody): Uint8Array {
  const text = textOf(body);
  return new Uint8Array(text === undefined && "base64" in body ? Buffer.from(body.base64, "base64") : Buffer.from(text ?? ""));
}

/** The recorded body as text; undefined where it is not UTF-8. */
export function textOf(body: RecordedBody): string | undefined {
  if ("text" in body) return body.text;
  if ("base64" in body) return undefined;
  return body.parts.map((part) => (typeof part === "string" ? part : part.repeat.repeat(part.times))).join("");
}

/** Bytes as text, a byte order mark included; undefined where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
