import type { Contract } from "../../spec/contract.ts";
import { isListSessions } from "../../spec/operation-traits.ts";
import { isClientError, judgeAccepted } from "../checks/acceptance.ts";
import { unlessExplained } from "../checks/explanation.ts";
import { pagesAllowed, walk } from "../checks/pagination.ts";
import { missingSessions } from "../checks/session-sets.ts";
import { accountSizeOf, bracketed, notVerified, thatExist } from "../checks/settled-walk.ts";
import { type Answer, listOf, maxJudgedItems, nextTokenOf, sanitisedCode } from "../core/answer.ts";
import type { Available } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { ClientCall, Judged, Judgement, Script, Violation } from "../core/property.ts";
import { type NamedCase, overSessions, properties, should } from "../core/property-table.ts";
import { callClient, found, nothingFound, type Passage, unexercised } from "../core/script.ts";

const datesId = "sdk/dates-are-dates";
const pagesId = "sdk/paginator-lists-every-session";

/** Properties judged through the AWS SDK's own client: what its users see of the target. */
export const sdkProperties = properties({
  "sdk/errors-are-exceptions": {
    ...should("sdk.errors", "throws errors as their exceptions in the AWS SDK", { phase: "scenarios" }),
    cases: ({ contract }) => errorCases(contract),
  },
  [pagesId]: {
    ...should("sdk.pages", "lists every session to the AWS SDK's paginator, which ends"),
    ...overSessions((fixtures, { contract }) => {
      // Three pages, whatever the account holds, unless it holds more than fit.
      const largest = contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
      const size = Math.min(largest, Math.ceil((accountSizeOf(fixtures) + 1) / 3));
      return [["walk/paginator", () => walked(fixtures, { size, maxPages: pagesAllowed(fixtures.accountSize) })]];
    }),
  },
  [datesId]: { ...should("sdk.dates", "shows times that the AWS SDK reads as dates", { needs: "fixtures" }), of: [pagesId] },
});

function errorCases(contract: Contract): readonly NamedCase[] {
  // The client is asked for this operation alone.
  const maximum = isListSessions(contract) ? contract.request.properties["MaxResults"]?.maximum : undefined;
  if (maximum === undefined) return [];
  const calls: Readonly<Record<string, ClientCall>> = {
    constraint: { input: { MaxResults: maximum + 1 }, expect: "refusal", breaks: { member: "MaxResults", keyword: "maximum" } },
    token: { input: { NextToken: "glue-conformance-never-given" }, expect: "either" },
  };
  return Object.entries(calls).map(([name, call]) => [
    `client/${name}`,
    function* (): Script {
      const [exchange] = yield* callClient(call);
      return exchange === undefined ? unexercised("the AWS SDK sent nothing") : judgeException(exchange);
    },
  ]);
}

/** A refused request of the client: thrown as the exception of the answer's code, with its message. */
function judgeException({ answer, reading }: Judged): Judgement {
  if (answer === undefined || !isClientError(answer)) return unexercised("the target did not refuse the request with a client error");
  const { code, carriers } = answer;
  const thrown = reading?.kind === "exception" ? reading : undefined;
  const [pointer, received] = ["/body/__type", thrown?.name ?? null];
  if (code === undefined) return found({ code: "code-missing", pointer, expected: "a code that the AWS SDK finds", received });
  // Which carrier counts where they disagree is another property's matter.
  const codes = Object.values(carriers).map(sanitisedCode);
  const isOfCode = thrown !== undefined && codes.includes(thrown.name) && thrown.isModelled;
  const [member, text] = messageOf(answer);
  const expected = "a message that the AWS SDK can show";
  return found(
    ...(isOfCode ? [] : [{ code: "client-misreads", pointer, expected: `the exception ${code} in the AWS SDK`, received } as const]),
    ...(thrown === undefined || text === undefined || thrown.message === text
      ? []
      : [{ code: "client-misreads", pointer: `/body/${member}`, expected, received: thrown.message } as const]),
  );
}

/** The message of an error of any type, with the name of its member; it may be missing. */
function messageOf({ object }: Answer): readonly [member: string, value: unknown] {
  const members = ["message", "Message"].map((member) => [member, memberOf(object, member)] as const);
  return members.find(([, value]) => value !== undefined && value !== null) ?? ["message", undefined];
}

/** Times that a page shows as they were sent and as the client gives them. */
function judgeDates(exchanges: readonly Judged[]): Judgement {
  const violations = exchanges.flatMap(({ answer, reading }): readonly Violation[] => {
    if (answer?.status !== 200 || reading === undefined) return [];
    const read: unknown = reading.kind === "output" ? memberOf(reading.output, "Sessions") : undefined;
    return (listOf(answer, "Sessions") ?? []).slice(0, maxJudgedItems).flatMap((session, index) =>
      ["CreatedOn", "CompletedOn"].flatMap((member) => {
        const received = memberOf(session, member);
        if (received === undefined || received === null) return [];
        const given = Array.isArray(read) ? memberOf(read[index], member) : undefined;
        // Where the client gave nothing at all, for another reason perhaps, only what it cannot read is held against the target.
        if (given === undefined ? typeof received === "number" : isDateOf(given, received)) return [];
        const pointer = `/body/Sessions/${String(index)}/${member}`;
        return [{ code: "client-misreads", pointer, expected: "a time that the AWS SDK reads as a date", received }];
      }),
    );
  });
  return found(...violations.slice(0, 20));
}

function isDateOf(given: unknown, sent: unknown): boolean {
  return given instanceof Date && Math.abs(given.getTime() - Number(sent) * 1_000) < 1_000;
}

function idsGiven(exchanges: readonly Judged[]): ReadonlySet<unknown> {
  const ids = exchanges.flatMap(({ reading }): readonly unknown[] => {
    const listIn = (member: string): readonly unknown[] => {
      const list = reading?.kind === "output" ? memberOf(reading.output, member) : undefined;
      return Array.isArray(list) ? list : [];
    };
    return [...listIn("Ids"), ...listIn("Sessions").map((session) => memberOf(session, "Id"))];
  });
  return new Set(ids);
}

/** What is wrong with how a walk of the client's own paginator ended; undefined where it came to its end. */
function brokenOff(exchanges: readonly Judged[]): Judgement | undefined {
  const last = exchanges.at(-1);
  if (last === undefined) return unexercised("the AWS SDK sent nothing");
  const refused = judgeAccepted(last, exchanges.length === 1 ? "a valid request of the AWS SDK" : "the token that the page before gave");
  if (refused.violations.length > 0 || refused.unexercised !== undefined) return refused;
  const { reading, answer } = last;
  if (reading?.kind === "exception")
    return found({ code: "client-misreads", pointer: "/body", expected: "a result that the AWS SDK reads", received: `${reading.name}: ${reading.message}` });
  if (reading?.isLast === true) return undefined;
  const received = `${String(exchanges.length)} pages${answer === undefined || nextTokenOf(answer) === undefined ? "" : " and another token"}`;
  return found({ code: "endless-walk", pointer: "/body/NextToken", expected: "an end of the pages of the AWS SDK's paginator", received });
}

function* walked(fixtures: Available, pages: NonNullable<ClientCall["pages"]>): Script {
  const call: ClientCall = { input: {}, expect: "success", pages };
  const exchanges = yield* callClient(call);
  const derived = { [datesId]: judgeDates(exchanges) };
  const broken = brokenOff(exchanges);
  if (broken !== undefined)
    return yield* unlessExplained({ ...broken, derived }, () => isWrongToo(fixtures, pages.size), "a walk without the AWS SDK does not come to its end either");
  const given = idsGiven(exchanges);
  let missing = fixtures.sessions.map(({ id }) => id).filter((id) => !given.has(id));
  if (missing.length === 0) return { ...nothingFound, derived };
  // Other clients may have shifted the pages meanwhile, which loses sessions at the boundary of two pages, at another place each time.
  yield* bracketed(fixtures, function* (attempt) {
    const again = idsGiven(yield* callClient({ ...call, pages: { ...pages, size: Math.max(1, pages.size - 3 * attempt) } }, "poll"));
    missing = missing.filter((id) => !again.has(id));
    return missing.length === 0;
  });
  const lost = yield* thatExist(missing);
  if (lost.length === 0) return { ...(missing.length === 0 ? nothingFound : unexercised(notVerified)), derived };
  const judgement = { ...found(missingSessions(lost, fixtures.sessions.length, "that exists, over a walk of the AWS SDK's paginator")), derived };
  const reason = "a walk with the same page size, without the AWS SDK, lacks the same sessions";
  return yield* unlessExplained(judgement, () => isWrongToo(fixtures, pages.size, lost), reason);
}

/** Whether a walk without the client breaks off too, or lacks all of the same sessions. */
function* isWrongToo(fixtures: Available, MaxResults: number, lost: readonly string[] = []): Passage<boolean> {
  const { broken, listed } = yield* walk({ MaxResults }, accountSizeOf(fixtures), "poll");
  return broken !== undefined || (lost.length > 0 && lost.every((id) => !listed.has(id)));
}
