import type { Violation } from "../../properties/core/property.ts";
import { beginning } from "./request-diff.ts";
import type { Check } from "./run-record.ts";

/** Maximum number of violations reported per check. */
export const maxViolations = 20;
const maxOfCase = 5;
const maxReceived = 1024;

/** Violations as the record stores them: sorted by code and pointer, at most 20, each `received` at most 1 KiB of JSON. */
export function toRecordedViolations(violations: readonly Violation[]): readonly Violation[] {
  const stored = violations.map((violation) => ({ ...violation, received: toReceived(violation.received) }));
  const texts = new Map(stored.map((violation) => [violation, JSON.stringify(violation)]));
  const inOrder = stored.toSorted((a, b) => compareReported(a, b) || compareText(texts.get(a) ?? "", texts.get(b) ?? ""));
  return inOrder.slice(0, maxViolations);
}

/** Violations of one case as its counterexample stores them: the first five. */
export function toCaseViolations(violations: readonly Violation[]): readonly Violation[] {
  return toRecordedViolations(violations).slice(0, maxOfCase);
}

/** The reported violations of a check: those of the counterexample first, so that they match the shown request and answer. */
export function reportedViolations({ violations, counterexample }: Pick<Check, "violations" | "counterexample">): readonly Violation[] {
  const own = counterexample?.violations ?? [];
  const left = own.map((violation) => JSON.stringify(violation));
  const others = violations.filter((violation) => {
    const at = left.indexOf(JSON.stringify(violation));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return [...own, ...others];
}

/** Any value as JSON of at most 1 KiB or another size; `…` marks what was cut and says how much. Undefined becomes null. */
export function toReceived(value: unknown, most = maxReceived): unknown {
  return cut(value, most, 0);
}

function cut(value: unknown, budget: number, depth: number): unknown {
  if (value === undefined || value === null || typeof value === "function" || typeof value === "symbol") return null;
  if (typeof value === "string" || typeof value === "bigint") return cutText(String(value), budget);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return value;
  // No answer of the contract is this deep; going deeper could overflow the stack.
  if (depth > 16) return "…";
  const isArray = Array.isArray(value);
  const names = isArray ? value.keys() : Object.keys(value);
  const kept: [string, unknown][] = [];
  let more = isArray ? value.length : Object.keys(value).length;
  let left = budget - 2;
  for (const key of names) {
    const name = isArray ? "" : cutText(String(key), Math.max(160, Math.floor(left / 4)));
    const overhead = isArray ? 1 : sizeOf(name) + 2;
    const room = left - (more === 1 ? 0 : markerRoom) - overhead;
    const child = cut((value as Readonly<Record<string, unknown>>)[key], isArray ? room + 1 : room, depth + 1);
    const size = sizeOf(child);
    if (size > room) {
      kept.push(["…", `${isArray ? "… " : ""}${more} more`]);
      break;
    }
    kept.push([name, child]);
    left -= size + overhead;
    more -= 1;
  }
  return isArray ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}

const markerRoom = 40;

function cutText(text: string, budget: number): string {
  if (text.length <= budget && sizeOf(text) <= budget) return text;
  const marker = `… (${text.length} characters)`;
  // Binary search for the longest beginning that fits with the marker.
  let low = 0;
  let high = Math.min(text.length, budget);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sizeOf(text.slice(0, middle) + marker) <= budget) low = middle;
    else high = middle - 1;
  }
  return beginning(text, low) + marker;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The order of reported violations: by code and pointer. */
export function compareReported(one: Violation, other: Violation): number {
  return compareText(one.code, other.code) || compareText(one.pointer, other.pointer);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
