import type { RecordedBody } from "./run-record.ts";

type Part = string | { readonly repeat: string; readonly times: number };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as the record holds them: text where they are UTF-8, base64 elsewhere, runs of over 64 equal characters as `{ repeat, times }`. */
export function toRecordedBody(bytes: Uint8Array): RecordedBody {
  const text = decodeUtf8(bytes);
  return text === undefined ? { base64: Buffer.from(bytes).toString("base64") } : toRecordedText(text);
}

/** Well-formed text as the record holds it. */
export function toRecordedText(text: string): RecordedBody {
  if (!mayRepeat(text)) return { text };
  const parts: Part[] = [];
  let end = 0;
  // A loop, because a pattern with a backreference overflows the stack on megabytes of one character.
  for (let start = 0; start < text.length;) {
    const repeat = String.fromCodePoint(text.codePointAt(start) ?? 0);
    let stop = start + repeat.length;
    while (text.charCodeAt(stop) === text.charCodeAt(stop - repeat.length)) stop += 1;
    stop -= (stop - start) % repeat.length;
    const times = (stop - start) / repeat.length;
    if (times > 64) {
      if (start > end) parts.push(text.slice(end, start));
      parts.push({ repeat, times });
      end = stop;
    }
    start = stop;
  }
  if (parts.length === 0) return { text };
  if (end < text.length) parts.push(text.slice(end));
  return { parts };
}

/** Whether there may be a run of over 64 equal characters: all of 32 units before one of each 32 are equal then, or every other one of them where it is of surrogate pairs. */
function mayRepeat(text: string): boolean {
  for (let at = 32; at < text.length; at += 32) {
    const code = text.charCodeAt(at);
    let back = 2;
    while (back <= 32 && text.charCodeAt(at - back) === code) back += 2;
    if (back > 32) return true;
  }
  return false;
}

/** The very bytes that were recorded. */
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
