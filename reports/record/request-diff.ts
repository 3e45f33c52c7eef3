import { fromRecordedBody, textOf } from "./recorded-body.ts";
import { present } from "../encoding/present.ts";
import { decodeString, membersOf, rewriteJson } from "../encoding/json-text.ts";
import type { RecordedBody, RecordedRequest } from "./run-record.ts";

/** One difference of a request from a valid one. Values are shortened and unescaped. */
export interface Difference {
  /** `method`, `path`, `body`, `header x-amz-target`, or a member of the body: `MaxResults`, `Tags.stage`. */
  readonly place: string;
  /** Absent if the request lacks it. */
  readonly sent?: string;
  /** Absent if the valid request lacks it. */
  readonly valid?: string;
}

/** How a request differs from a valid one: method, path, headers, then the body, member by member if both are JSON objects. */
export function requestDifferences(request: RecordedRequest, valid: RecordedRequest): readonly Difference[] {
  const plain = ({ method, path, headers }: RecordedRequest): ReadonlyMap<string, string> => {
    return new Map([["method", method], ["path", path], ...Object.entries(headers).map(([name, value]) => [`header ${name}`, value] as const)]);
  };
  return [...compared(plain(request), plain(valid)), ...bodyDifferences(request.body, valid.body)];
}

/** A difference in words: `MaxResults: 0 instead of 10`. */
export function describeDifference({ place, sent, valid }: Difference): string {
  if (sent === undefined) return `${place} missing`;
  if (valid === undefined) return `${place}: ${sent} added`;
  return valid.length > 40 || place === "body" ? `${place}: ${sent}` : `${place}: ${sent} instead of ${valid}`;
}

/** Up to so many characters nothing is cut. */
const maxShown = 160;

/** A JSON value's text: one of more than 160 characters as its beginning and length, objects and arrays by their size; a repeated character by its count. */
export function shortJson(raw: string): string {
  if (raw.length <= 60) return raw;
  if (raw.startsWith('"')) return shortString(raw);
  if (raw.length <= maxShown) return raw;
  const size = childrenOf(raw);
  if (raw.startsWith("{")) return `{${size} ${size === 1 ? "member" : "members"}}`;
  if (raw.startsWith("[")) return `[${size} items]`;
  return shortText(raw);
}

/** Any text in at most `limit` characters, plus its length if it was cut; what is cut is cut at its end. */
export function shortText(text: string, limit = maxShown): string {
  const { kept, length } = asWasCut(text);
  return kept.length <= limit ? text : `${beginning(kept, limit)}… (${length} characters)`;
}

/** The beginning of a text, without half a surrogate pair at its end. */
export function beginning(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/u, "");
}

/** A text that may have been cut before, without the note about that, and its original length. */
function asWasCut(text: string): { readonly kept: string; readonly length: number } {
  const mark = /(?:…)? \((\d{1,9}) characters\)$/u.exec(text);
  return mark === null ? { kept: text, length: text.length } : { kept: text.slice(0, mark.index), length: Number(mark[1]) };
}

function shortString(raw: string): string {
  const text = decodeString(raw);
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  const times = text.length / first.length;
  if (Number.isInteger(times) && text === first.repeat(times)) return `${JSON.stringify(first)} × ${times}`;
  const { kept, length } = asWasCut(text);
  return kept.length <= maxShown ? raw : `${JSON.stringify(`${beginning(kept, maxShown)}…`)} (${length} characters)`;
}

function childrenOf(raw: string): number {
  let size = 0;
  rewriteJson(raw, { value: ({ length }) => void (length === 1 && (size += 1)) });
  return size;
}

function compared(sent: ReadonlyMap<string, string>, valid: ReadonlyMap<string, string>): readonly Difference[] {
  const names = [...new Set([...sent.keys(), ...valid.keys()])];
  const shown = (raw: string | undefined): string | undefined => (raw === undefined ? undefined : shortJson(raw));
  return names.flatMap((place) => {
    const [now, before] = [sent.get(place), valid.get(place)];
    return now === before ? [] : [present({ place, sent: shown(now), valid: shown(before) })];
  });
}

function bodyDifferences(sent: RecordedBody, valid: RecordedBody): readonly Difference[] {
  const [now, before] = [textOf(sent), textOf(valid)];
  if (now !== undefined && now === before) return [];
  const [members, validMembers] = [membersOf(now ?? ""), membersOf(before ?? "")];
  if (members !== undefined && validMembers !== undefined) {
    const found = memberDifferences(members, validMembers);
    // Blanks and duplicate names are not visible in the members.
    if (found.length > 0) return found;
  }
  return [{ place: "body", sent: describeBody(sent, members === undefined), valid: describeBody(valid, false) }];
}

function memberDifferences(sent: ReadonlyMap<string, string>, valid: ReadonlyMap<string, string>): readonly Difference[] {
  return compared(sent, valid).flatMap((found) => {
    const [now, before] = [sent.get(found.place), valid.get(found.place)].map((raw) => membersOf(raw ?? ""));
    if (now === undefined || before === undefined) return [found];
    const inner = compared(now, before);
    if (inner.length === 0 || inner.length > 2) return [found];
    return inner.map((child) => ({ ...child, place: found.place + accessOf(child.place) }));
  });
}

function accessOf(key: string): string {
  return /^[\w-]{1,40}$/u.test(key) ? `.${key}` : `[${shortJson(JSON.stringify(key))}]`;
}

function describeBody(body: RecordedBody, isOdd: boolean): string {
  const text = textOf(body);
  if (text === "") return "empty";
  if (text !== undefined) return isOdd ? `${shortText(text)} (not a JSON object)` : shortText(text);
  const bytes = fromRecordedBody(body);
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `not UTF-8: ${hex}${bytes.length > 16 ? " …" : ""} (${bytes.length} bytes)`;
}
