import { type Answer, listOf, nextTokenOf } from "../core/answer.ts";
import { crashOf, isDenied, shortForm } from "./acceptance.ts";
import { memberOf } from "../core/json.ts";
import type { Judged, Violation } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";

/** Sessions above which an account is not walked in small pages (fairness rule 5). */
export const largeAccount = 2_000;

/** Why small pages are not asked of an account of that size, which is a lower bound where its pages did not end. */
export function tooLarge(accountSize: number): string {
  return `the account holds ${accountSize === largeAccount + 1 ? `more than ${String(largeAccount)}` : String(accountSize)} sessions, too many for small pages`;
}

/** Sessions on a page below which it counts as small. */
export const smallPage = 100;

/** One walk over the pages of a listing. */
export interface Walk {
  /** Ids of the sessions of each page, listed in `Ids`, in `Sessions` or in both. */
  readonly pages: readonly (readonly string[])[];
  /** Every id of all pages. */
  readonly listed: ReadonlySet<string>;
  /** Ids that one of the two lists held more than once over all pages. */
  readonly repeated: ReadonlySet<string>;
  /** The whole items of the sessions in `keep`. */
  readonly items: ReadonlyMap<string, unknown>;
  /** Sends that the walk took. */
  readonly steps: number;
  /** The target's own time when it gave the last page, in milliseconds since the epoch, where it tells it. */
  readonly targetTimeMs: number | undefined;
  /** Why it did not end. */
  readonly broken?: { readonly kind: "refused" | "denied" | "endless" | "outgrown"; readonly violation: Violation };
}

/** How many sessions others may add while a walk goes on. */
const growthOf = (size: number): number => Math.ceil(size / 2) + 50;

/** The input of a page; the walk itself adds the token. */
export type PageInput = Readonly<Record<string, unknown>>;

/** Fairness rule 5: twice as many pages as there are sessions, an empty one for each that others keep here included, is more than any walk needs. */
export function pagesAllowed(size: number): number {
  return 2 * size + 10;
}

/**
 * Asks for page after page until there is no token. `inputOf` says what to send for the page at an index; `size` is how many sessions the account has; the
 * items of sessions in `keep` are kept.
 */
export function* walk(
  inputOf: (page: number) => PageInput,
  size: number,
  purpose: "property" | "poll" = "property",
  keep: ReadonlySet<string> = new Set(),
): Passage<Walk> {
  const pages: (readonly string[])[] = [];
  const listed = new Set<string>();
  const counted = { Ids: new Set<string>(), Sessions: new Set<string>() };
  const repeated = new Set<string>();
  const tokens = new Set<string>();
  const items = new Map<string, unknown>();
  let token: string | undefined;
  let targetTimeMs: number | undefined;
  const ended = (broken?: Walk["broken"]): Walk => ({
    pages,
    listed,
    repeated,
    items,
    targetTimeMs,
    steps: pages.length + (broken === undefined ? 0 : 1),
    ...(broken === undefined ? {} : { broken }),
  });
  for (;;) {
    const input = inputOf(pages.length);
    const exchange: Judged = yield* send(validProbe("ListSessions", token === undefined ? input : { ...input, NextToken: token }), purpose);
    const refusal = refusalOf(exchange, token !== undefined);
    if (refusal !== undefined) return ended(refusal);
    const answer = exchange.answer as Answer;
    const reported = Date.parse(answer.headers["date"] ?? "");
    targetTimeMs = Number.isNaN(reported) ? undefined : reported;
    const page = idsOf(answer, counted, repeated);
    pages.push(page);
    for (const item of listOf(answer, "Sessions") ?? []) {
      const id = memberOf(item, "Id");
      if (typeof id === "string" && keep.has(id)) items.set(id, item);
    }
    for (const id of page) listed.add(id);
    token = nextTokenOf(answer);
    if (token === undefined) return ended();
    const again = tokens.has(token);
    const most = size + growthOf(size);
    const outgrown = listed.size > most;
    // One that shows more and more sessions need not be followed as far as one that shows none.
    const allowed = Math.min(pagesAllowed(Math.max(size, Math.min(listed.size, most))), outgrown ? Math.max(most, 500) : Infinity);
    if (again || pages.length > allowed) {
      return {
        ...ended({
          // Where each page shows sessions that were not there before, others may make them faster than they can be read.
          kind: again || !outgrown ? "endless" : "outgrown",
          violation: {
            code: "endless-walk",
            pointer: "/body/NextToken",
            expected: "an end of the pages",
            received: again ? "a token that was given before" : `${String(pages.length)} pages for ${String(listed.size)} sessions`,
          },
        }),
        steps: pages.length,
      };
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
  if (isDenied(answer)) return { kind: "denied", violation: { code: "valid-refused", pointer: "/status", expected: "access", received: shortForm(answer) } };
  const code = withToken ? "token-refused" : "valid-refused";
  const expected = withToken ? "status 200 for the token that the page before gave" : "status 200 for a valid request";
  return { kind: "refused", violation: { code, pointer: "/status", expected, received: shortForm(answer) } };
}

function idsOf(answer: Answer, counted: Readonly<Record<"Ids" | "Sessions", Set<string>>>, repeated: Set<string>): readonly string[] {
  const page = new Set<string>();
  const note = (id: unknown, seen: Set<string>): void => {
    if (typeof id !== "string") return;
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
    page.add(id);
  };
  for (const id of listOf(answer, "Ids") ?? []) note(id, counted.Ids);
  for (const session of listOf(answer, "Sessions") ?? []) note(memberOf(session, "Id"), counted.Sessions);
  return [...page];
}
