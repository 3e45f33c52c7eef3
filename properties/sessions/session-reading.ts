import { isDeepStrictEqual } from "node:util";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { listOf } from "../core/answer.ts";
import { isJsonObject, memberOf } from "../core/json.ts";
import { namedPart } from "./named-part.ts";
import type { Judgement, Script, Violation } from "../core/property.ts";
import { type Passage, unexercised } from "../core/script.ts";
import { poll } from "../checks/exclusive-scenario.ts";
import { type PageInput, type Walk, walk } from "../checks/pagination.ts";

/** How a session was shown, and where. */
export interface ShownItem {
  readonly item: Readonly<Record<string, unknown>>;
  /** Into the answer that shows it. */
  readonly pointer: string;
  /** Index of the exchange among those of the script. */
  readonly step: number;
}

const session = contractOf("ListSessions").response.properties["Sessions"]?.items;

/** How a session was shown, as far as the page names its members: what else an answer holds is legal, and may change from one to the next. */
export function shownAs(item: ShownItem["item"], pointer: string, step: number): ShownItem {
  return { item: namedPart(item, session) as ShownItem["item"], pointer, step };
}

/** One walk over a listing, with every item that it showed. */
export interface SessionReading extends Pick<Walk, "listed" | "repeated" | "broken"> {
  readonly shown: ReadonlyMap<string, ShownItem>;
  /** Index of its last exchange. */
  readonly step: number;
}

/** A script that knows how many exchanges it has had, so that it can say which of them show what it found. */
export function* withStepCount(make: (sent: () => number) => Script): Script {
  let sent = 0;
  const script = make(() => sent);
  let next = script.next();
  while (next.done !== true) {
    const exchanges = yield next.value;
    sent += exchanges.length;
    next = script.next(exchanges);
  }
  return next.value;
}

/** Walks over a listing of an account of that size. */
export function* reading(input: PageInput, size: number, sent: () => number, purpose: "property" | "poll" = "property"): Passage<SessionReading> {
  const shown = new Map<string, ShownItem>();
  const pages = walk(() => input, size, purpose);
  let next = pages.next();
  while (next.done !== true) {
    const exchanges = yield next.value;
    for (const { answer } of exchanges)
      for (const [index, item] of (answer === undefined ? [] : (listOf(answer, "Sessions") ?? [])).entries()) {
        const id = memberOf(item, "Id");
        if (typeof id === "string" && isJsonObject(item)) shown.set(id, shownAs(item, `/body/Sessions/${String(index)}`, sent() - 1));
      }
    next = pages.next(exchanges);
  }
  const { listed, repeated, broken } = next.value;
  return { listed, repeated, shown, step: sent() - 1, ...(broken === undefined ? {} : { broken }) };
}

/** Reads a listing again and again, as long as it may take, until what is looked for shows or the listing fails; the last reading. */
export function* readingUntil(
  input: PageInput,
  { size, sent, patienceMs }: { readonly size: number; readonly sent: () => number; readonly patienceMs: number },
  isSettled: (reading: SessionReading) => boolean,
): Passage<SessionReading> {
  let last = yield* reading(input, size, sent);
  let isFirst = true;
  yield* poll(patienceMs, function* () {
    if (!isFirst) last = yield* reading(input, size, sent, "poll");
    isFirst = false;
    return last.broken !== undefined || isSettled(last);
  });
  return last;
}

/** What cannot change of a session. */
export const unchanging = ["Id", "CreatedOn", "Role", "Command"] as const;

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** Whether a value holds nothing, so that a listing may as well leave it out: an empty list or map, also one level down. */
export function isEmpty(value: unknown): boolean {
  if (isNothing(value)) return true;
  return typeof value === "object" && value !== null && (Array.isArray(value) ? value.length === 0 : Object.values(value).every(isEmptyPart));
}

const isEmptyPart = (value: unknown): boolean => typeof value === "object" && isEmpty(value);

/** Digits behind the point of a time in seconds, six at most. */
export function decimalsOf(seconds: number): number {
  for (let digits = 0; digits < 6; digits += 1) {
    const scaled = seconds * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * 10 ** digits) return digits;
  }
  return 6;
}

/** Whether two times are one instant that was printed with more or fewer digits, cut or rounded. */
export function isSameInstant(one: number, other: number): boolean {
  const digits = Math.min(decimalsOf(one), decimalsOf(other));
  return Math.abs(one - other) < (decimalsOf(one) === decimalsOf(other) ? 2e-6 : 10 ** -digits);
}

function isSame(one: unknown, other: unknown): boolean {
  return typeof one === "number" && typeof other === "number" ? isSameInstant(one, other) : isDeepStrictEqual(one, other);
}

/** Members that a later answer shows otherwise than an earlier one, or no more; those that the earlier one did not show say nothing. */
export function changesBetween(earlier: ShownItem | undefined, later: ShownItem | undefined, members: readonly string[], when: string): readonly Violation[] {
  if (earlier === undefined || later === undefined) return [];
  return members.flatMap((name): Violation[] => {
    const [before, after] = [earlier.item[name], later.item[name]];
    if ((isEmpty(before) && isEmpty(after)) || isNothing(before) || isSame(before, after)) return [];
    const expected = `as it was shown before, ${when}: ${JSON.stringify(before)}`;
    return [{ code: isNothing(after) ? "member-missing" : "value-changed", pointer: `${later.pointer}/${name}`, expected, received: after ?? null }];
  });
}

/** What a script notes for several properties on its way, each with the exchange that shows it. */
export class ViolationLog {
  readonly #violations = new Map<string, { readonly violation: Violation; readonly step: number }[]>();
  readonly #judged = new Set<string>();

  /** Notes that a property had occasion to show, and what of it does not hold. */
  add(id: string, step: number, violations: readonly Violation[]): void {
    this.#judged.add(id);
    const known = this.#violations.get(id) ?? [];
    const news = violations.filter(
      ({ code, pointer, received }) =>
        !known.some(({ violation }) => isDeepStrictEqual([violation.code, violation.pointer, violation.received], [code, pointer, received])),
    );
    this.#violations.set(id, [...known, ...news.map((violation) => ({ violation, step }))]);
  }

  /** Of a property, what was noted; `otherwise` says why nothing could be. */
  of(id: string, otherwise: string): Judgement {
    if (!this.#judged.has(id)) return unexercised(otherwise);
    const noted = this.#violations.get(id) ?? [];
    if (noted.length === 0) return { violations: [] };
    return { violations: noted.map(({ violation }) => violation), violatingSteps: [...new Set(noted.map(({ step }) => step))] };
  }
}
