import { type Answer, listOf, nextTokenOf } from "../core/answer.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judged, Violation } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { crashOf, isDenied, shortForm } from "./acceptance.ts";

/** Sessions above which an account is not walked in small pages (fairness rule 5). */
export const largeAccount = 2_000;

/** Why small pages are not asked of an account of that size, which is a lower bound where its pages did not end. */
export function tooLarge(accountSize: number): string {
  return `the account holds ${accountSize === largeAccount + 1 ? `more than ${String(largeAccount)}` : String(accountSize)} sessions, too many for small pages`;
}

/** Sessions on a page below which it counts as small. */
export const smallPage = 100;

/** A page size by which so many sessions take two pages. */
export function halfOf(sessions: number, largest: number): number {
  return Math.max(1, Math.min(Math.ceil(sessions / 2), largest));
}

/** A session as an answer shows it. */
export interface ShownItem {
  readonly item: Readonly<Record<string, unknown>>;
  /** Into the answer that shows it. */
  readonly pointer: string;
  readonly exchange: Judged;
}

/** One walk over the pages of a listing. */
export interface Walk {
  /** Ids of the sessions of each page, listed in `Ids`, in `Sessions` or in both. */
  readonly pages: readonly (readonly string[])[];
  /** Every id of all pages. */
  readonly listed: ReadonlySet<string>;
  /** Ids that one of the two lists held more than once over all pages. */
  readonly repeated: ReadonlySet<string>;
  /** How the sessions in `keep` were shown. */
  readonly shown: ReadonlyMap<string, ShownItem>;
  /** Its last exchange. */
  readonly last: Judged;
  /** The target's own time when it gave the last page, in milliseconds since the epoch, where it tells it. */
  readonly targetTimeMs: number | undefined;
  /** Why it did not end. */
  readonly broken?: { readonly kind: "refused" | "denied" | "endless" | "outgrown"; readonly violation: Violation };
}

/** How many sessions others may add while a walk goes on. */
const growthOf = (size: number): number => Math.ceil(size / 2) + 50;

/** The input of a page; the walk itself adds the token. */
export type PageInput = Readonly<Record<string, unknown>>;

/** Inputs of the pages of a walk, by the index of the page where they differ. */
export type PageInputs = PageInput | ((page: number) => PageInput);

/** Fairness rule 5: twice as many pages as there are sessions, an empty one for each that others keep here included, is more than any walk needs. */
export function pagesAllowed(size: number): number {
  return 2 * size + 10;
}

/** Asks for page after page until there is no token, in an account of `size` sessions; of those in `keep`, what is shown is kept. */
export function* walk(
  inputs: PageInputs,
  size: number,
  purpose: "property" | "poll" = "property",
  keep: Pick<ReadonlySet<string>, "has"> = new Set(),
): Passage<Walk> {
  const pages: (readonly string[])[] = [];
  const [listed, repeated, tokens] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const counted = { Ids: new Set<string>(), Sessions: new Set<string>() };
  const shown = new Map<string, ShownItem>();
  const soFar = { pages, listed, repeated, shown };
  let token: string | undefined;
  let targetTimeMs: number | undefined;
  for (;;) {
    const input = typeof inputs === "function" ? inputs(pages.length) : inputs;
    const last = yield* send(validProbe("ListSessions", token === undefined ? input : { ...input, NextToken: token }), purpose);
    const refusal = refusalOf(last, token !== undefined);
    if (refusal !== undefined) return { ...soFar, last, targetTimeMs, broken: refusal };
    const answer = last.answer as Answer;
    const reported = Date.parse(answer.headers["date"] ?? "");
    targetTimeMs = Number.isNaN(reported) ? undefined : reported;
    const page = idsOf(answer, counted, repeated);
    pages.push(page);
    for (const id of page) listed.add(id);
    for (const [index, item] of (listOf(answer, "Sessions") ?? []).entries()) {
      const id = memberOf(item, "Id");
      if (typeof id === "string" && keep.has(id))
        shown.set(id, { item: item as ShownItem["item"], pointer: `/body/Sessions/${String(index)}`, exchange: last });
    }
    token = nextTokenOf(answer);
    if (token === undefined) return { ...soFar, last, targetTimeMs };
    const again = tokens.has(token);
    const most = size + growthOf(size);
    const outgrown = listed.size > most;
    // One that shows more and more sessions need not be followed as far as one that shows none.
    const allowed = Math.min(pagesAllowed(Math.max(size, Math.min(listed.size, most))), outgrown ? Math.max(most, 500) : Infinity);
    if (again || pages.length > allowed) {
      const received = again ? "a token that was given before" : `${String(pages.length)} pages for ${String(listed.size)} sessions`;
      const violation: Violation = { code: "endless-walk", pointer: "/body/NextToken", expected: "an end of the pages", received };
      // Where each page shows sessions that were not there before, others may make them faster than they can be read.
      return { ...soFar, last, targetTimeMs, broken: { kind: again || !outgrown ? "endless" : "outgrown", violation } };
    }
    tokens.add(token);
  }
}

/** Runs two passages alternately, step by step; both consist of sends only. */
export function* alternately<A, B>(one: Passage<A>, other: Passage<B>): Passage<readonly [A, B]> {
  let a = one.next();
  let b = other.next();
  for (;;) {
    if (a.done === true && b.done === true) return [a.value, b.value];
    if (a.done !== true) a = one.next(yield a.value);
    if (b.done !== true) b = other.next(yield b.value);
  }
}

function refusalOf(exchange: Judged, withToken: boolean): Walk["broken"] | undefined {
  const { answer } = exchange;
  const crash = crashOf(exchange);
  if (crash !== undefined) return { kind: "refused", violation: crash };
  if (answer === undefined || answer.status === 200) return undefined;
  const [pointer, received] = ["/status", shortForm(answer)];
  if (isDenied(answer)) return { kind: "denied", violation: { code: "valid-refused", pointer, expected: "access", received } };
  const code = withToken ? "token-refused" : "valid-refused";
  const expected = `status 200 for ${withToken ? "the token that the page before gave" : "a valid request"}`;
  return { kind: "refused", violation: { code, pointer, expected, received } };
}

function idsOf(answer: Answer, counted: Readonly<Record<"Ids" | "Sessions", Set<string>>>, repeated: Set<string>): readonly string[] {
  const page = new Set<string>();
  for (const member of ["Ids", "Sessions"] as const) {
    for (const item of listOf(answer, member) ?? []) {
      const id = member === "Ids" ? item : memberOf(item, "Id");
      if (typeof id !== "string") continue;
      if (counted[member].has(id)) repeated.add(id);
      counted[member].add(id);
      page.add(id);
    }
  }
  return [...page];
}

/** The ids that an answer lists, in `Ids` or in `Sessions`, in their order. */
export function idsOn(answer: Answer): ReadonlySet<string> {
  return new Set(idsOf(answer, { Ids: new Set(), Sessions: new Set() }, new Set()));
}
