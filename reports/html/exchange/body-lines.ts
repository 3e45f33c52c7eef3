import { fromRecordedBody, textOf } from "../../record/recorded-body.ts";
import { shortJson } from "../../record/request-diff.ts";
import { membersOf } from "../../encoding/json-text.ts";
import type { RecordedBody } from "../../record/run-record.ts";
import { clip } from "./clip.ts";

/** One line of a request, and whether it differs from a valid request. */
export interface TextLine {
  readonly text: string;
  readonly differs?: boolean;
}

const longestValue = 120;
const maxMembers = 12;
const deepest = 2;

/** A body and the body that it is compared with, a line per member if they are JSON objects. */
export function bodyLines(body: RecordedBody, other: RecordedBody | undefined, limit: number): readonly TextLine[] {
  const [text, compared] = [textOf(body), other === undefined ? undefined : textOf(other)];
  const isOther = other !== undefined && (text === undefined || text !== compared);
  if (text === undefined) return [{ text: hexOf(body, limit), differs: isOther }];
  if (text === "") return [{ text: "(empty)", differs: isOther }];
  const [members, others] = [membersOf(text), compared === undefined ? undefined : membersOf(compared)];
  const isReported = members !== undefined && Object.keys(JSON.parse(text) as object).length === members.size;
  if (!isReported)
    return clip(text, limit)
      .split("\n")
      .map((line) => ({ text: line, differs: isOther }));
  const lines = memberLines(members, others, { indent: "", depth: 0, end: "", isCompared: other !== undefined });
  // Blanks and duplicate names show only in the text.
  return isOther && !lines.some(({ differs }) => differs === true) && members.size === others?.size ? [{ text: clip(text, limit), differs: true }] : lines;
}

interface Spot {
  readonly indent: string;
  readonly depth: number;
  readonly end: string;
  readonly isCompared: boolean;
}

function memberLines(
  members: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string> | undefined,
  { indent, depth, end, isCompared }: Spot,
): readonly TextLine[] {
  if (members.size === 0) return [{ text: `${indent}{}${end}` }];
  const inner = `${indent}  `;
  const lines = [...members].slice(0, maxMembers).flatMap(([name, raw], index): readonly TextLine[] => {
    const comma = index === members.size - 1 ? "" : ",";
    const before = others?.get(name);
    const differs = isCompared && before !== raw;
    const head = `${inner}${clip(JSON.stringify(name), longestValue)}: `;
    const [children, beforeChildren] = [
      depth + 1 < deepest && raw.length > 40 ? membersOf(raw) : undefined,
      before === undefined ? undefined : membersOf(before),
    ];
    if (children === undefined || children.size === 0) return [{ text: head + shortValue(raw) + comma, differs }];
    const [first, ...rest] = memberLines(children, beforeChildren, { indent: inner, depth: depth + 1, end: comma, isCompared });
    return [{ text: head + (first?.text.trimStart() ?? ""), differs }, ...rest];
  });
  const left = members.size - maxMembers;
  const more = left > 0 ? [{ text: `${inner}… ${String(left)} more members` }] : [];
  return [{ text: `${indent}{` }, ...lines, ...more, { text: `${indent}}${end}` }];
}

function shortValue(raw: string): string {
  return raw.length <= longestValue ? raw : shortJson(raw);
}

function hexOf(body: RecordedBody, limit: number): string {
  const bytes = fromRecordedBody(body);
  const most = Math.min(256, Math.floor(limit / 3));
  const hex = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `(not UTF-8, ${String(bytes.length)} bytes) ${hex}${bytes.length > most ? " …" : ""}`;
}
