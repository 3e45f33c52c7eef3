import type { Violation } from "../../properties/core/property.ts";
import type { Check } from "./run-record.ts";

/** Maximum number of violations reported per check. */
export const maxViolations = 20;
const maxOfCase = 5;
const maxReceived = 1024;

/** Violations as the record stores them: sorted by code and pointer, at most 20, each `received` at most 1 KiB of JSON. */
export function toRecordedViolations(violations: readonly Violation[]): readonly Violation[] {
  return violations
    .map((violation) => ({ violation: { ...violation, received: toReceived(violation.received) } }))
    .map(({ violation }) => ({
      violation,
      order: [violation.code, violation.pointer, JSON.stringify(violation)],
    }))
    .toSorted((a, b) => compareAll(a.order, b.order))
    .slice(0, maxViolations)
    .map(({ violation }) => violation);
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
  if (typeof value === "string") return cutText(value, budget);
  if (typeof value === "bigint") return cutText(String(value), budget);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return value;
  // No answer of the contract is this deep; going deeper could overflow the stack.
  if (depth > 16) return "…";
  return Array.isArray(value) ? cutArray(value, budget, depth) : cutObject(value, budget, depth);
}

function cutArray(items: readonly unknown[], budget: number, depth: number): unknown[] {
  const kept: unknown[] = [];
  let left = budget - 2;
  for (const [index, item] of items.entries()) {
    const reserve = index === items.length - 1 ? 0 : markerRoom;
    const child = cut(item, left - reserve, depth + 1);
    const size = sizeOf(child) + 1;
    if (size > left - reserve) return [...kept, `… ${items.length - index} more`];
    kept.push(child);
    left -= size;
  }
  return kept;
}

function cutObject(object: object, budget: number, depth: number): Record<string, unknown> {
  const entries = Object.entries(object);
  const kept: [string, unknown][] = [];
  let left = budget - 2;
  for (const [index, [key, item]] of entries.entries()) {
    const reserve = index === entries.length - 1 ? 0 : markerRoom;
    const name = cutText(key, Math.max(160, Math.floor(left / 4)));
    const room = left - reserve - sizeOf(name) - 2;
    const child = cut(item, room, depth + 1);
    if (sizeOf(child) > room) {
      kept.push(["…", `${entries.length - index} more`]);
      break;
    }
    kept.push([name, child]);
    left -= sizeOf(name) + sizeOf(child) + 2;
  }
  return Object.fromEntries(kept);
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
  return text.slice(0, low).replace(/[\uD800-\uDBFF]$/u, "") + marker;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function compareAll(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  if (index === -1) return 0;
  return (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}
