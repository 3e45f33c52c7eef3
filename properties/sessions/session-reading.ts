import { isDeepStrictEqual } from "node:util";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { type ExclusiveScenario, poll } from "../checks/exclusive-scenario.ts";
import { type PageInput, type ShownItem, type Walk, walk } from "../checks/pagination.ts";
import { idPrefix } from "../core/fixtures.ts";
import type { Judged, Judgement, Violation, ViolationCode } from "../core/property.ts";
import { nothingFound, type Passage, unexercised } from "../core/script.ts";
import { namedPart } from "./named-part.ts";

const session = contractOf("ListSessions").response.properties["Sessions"]?.items;

/** How a session was shown, as far as the page names its members: what else an answer holds is legal, and may change from one to the next. */
export function asNamed(shown: ShownItem): ShownItem {
  return { ...shown, item: namedPart(shown.item, session) as ShownItem["item"] };
}

/** Walks over a listing, with the sessions of the run as far as the page names their members. */
export function* reading({ owner, accountSize }: ExclusiveScenario["fixtures"], input: PageInput, purpose: "property" | "poll" = "property"): Passage<Walk> {
  const keep = { has: (id: string): boolean => id.startsWith(idPrefix(owner)) };
  const one = yield* walk(input, accountSize + 20, purpose, keep);
  return { ...one, shown: new Map([...one.shown].map(([id, shown]) => [id, asNamed(shown)])) };
}

/** How long to look again for what no service has reason to show late. */
export const briefMs = 1_000;

/** Reads a listing again and again, for no longer than the settle time, until what is looked for shows or the listing fails; the last reading. */
export function* readingUntil(
  { fixtures, settleMs }: Pick<ExclusiveScenario, "fixtures" | "settleMs">,
  input: PageInput,
  patienceMs: number,
  isSettled: (reading: Walk) => boolean,
): Passage<Walk> {
  let last = yield* reading(fixtures, input);
  let isFirst = true;
  yield* poll(Math.min(patienceMs, settleMs), function* () {
    if (!isFirst) last = yield* reading(fixtures, input, "poll");
    isFirst = false;
    return last.broken !== undefined || isSettled(last);
  });
  return last;
}

/** What cannot change of a session. */
export const unchanging = ["Id", "CreatedOn", "Role", "Command"] as const;

/** Whether an error says that an id is taken. */
export function saysTaken(code: string | undefined): boolean {
  return code === "AlreadyExistsException" || code === "IdempotentParameterMismatchException";
}

/** Whether a session is shown as stopping or stopped. */
export function isStopping({ item }: Pick<ShownItem, "item">): boolean {
  return /^STOPP(?:ING|ED)$/u.test(String(item["Status"]));
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** Whether a value holds nothing, so that a listing may as well leave it out: an empty list or map, also one level down. */
export function isEmpty(value: unknown): boolean {
  if (isNothing(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.length === 0 : Object.values(value).every((part) => typeof part === "object" && isEmpty(part));
}

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
  const digits = [decimalsOf(one), decimalsOf(other)] as const;
  return Math.abs(one - other) < (digits[0] === digits[1] ? 2e-6 : 10 ** -Math.min(...digits));
}

function isSame(one: unknown, other: unknown): boolean {
  return typeof one === "number" && typeof other === "number" ? isSameInstant(one, other) : isDeepStrictEqual(one, other);
}

/** A member that is shown otherwise than it has to be, or not at all. */
export function changedMember({ item, pointer }: ShownItem, name: string, expected: string): Violation {
  const received = item[name] ?? null;
  return { code: received === null ? "member-missing" : "value-changed", pointer: `${pointer}/${name}`, expected, received };
}

/** Members that a later answer shows otherwise than an earlier one, or no more; those that the earlier one did not show say nothing. */
export function changesBetween(earlier: ShownItem | undefined, later: ShownItem | undefined, members: readonly string[], when: string): readonly Violation[] {
  if (earlier === undefined || later === undefined) return [];
  return members.flatMap((name) => {
    const [before, after] = [earlier.item[name], later.item[name]];
    if ((isEmpty(before) && isEmpty(after)) || isNothing(before) || isSame(before, after)) return [];
    return [changedMember(later, name, `as it was shown before, ${when}: ${JSON.stringify(before)}`)];
  });
}

/** Sessions that a listing must hold and does not, or the other way round; nothing where there are none. */
export function listingBreach(code: ViolationCode, received: readonly string[], expected: string): readonly Violation[] {
  return received.length === 0 ? [] : [{ code, pointer: "/body/Ids", expected, received }];
}

/** What a script notes for several properties on its way, each with the exchange that shows it. */
export class ViolationLog {
  readonly #noted = new Map<string, readonly { readonly violation: Violation; readonly exchange: Judged }[]>();

  /** Notes that a property had occasion to show, and what of it does not hold. */
  add(id: string, exchange: Judged, violations: readonly Violation[]): void {
    const known = this.#noted.get(id) ?? [];
    const partsOf = ({ code, pointer, received }: Violation): readonly unknown[] => [code, pointer, received];
    const news = violations.filter((one) => !known.some(({ violation }) => isDeepStrictEqual(partsOf(violation), partsOf(one))));
    this.#noted.set(id, [...known, ...news.map((violation) => ({ violation, exchange }))]);
  }

  /** Of a property, what was noted; `otherwise` says why nothing could be. */
  of(id: string, otherwise: string): Judgement {
    const noted = this.#noted.get(id);
    if (noted === undefined) return unexercised(otherwise);
    if (noted.length === 0) return nothingFound;
    return { violations: noted.map(({ violation }) => violation), shownBy: [...new Set(noted.map(({ exchange }) => exchange))] };
  }
}
