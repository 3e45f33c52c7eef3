import { type Answer, listOf, maxJudgedItems, nextTokenOf, sanitisedCode } from "../core/answer.ts";
import { isClientError, judgeAccepted } from "../checks/acceptance.ts";
import { missingSessions } from "../checks/session-sets.ts";
import { unlessExplained } from "../checks/explanation.ts";
import type { Available } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { Case, ClientCall, DerivedProperty, Judged, Judgement, ProbingProperty, Property, Script, Violation } from "../core/property.ts";
import { callClient, found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { pagesAllowed, walk } from "../checks/pagination.ts";
import { bracketed, notVerified, accountSizeOf, thatExist } from "../checks/settled-walk.ts";

const datesId = "sdk/dates-are-dates";
const pagesId = "sdk/paginator-lists-every-session";

/** A refused request of the client: thrown as the exception of the answer's code, with its message. */
function judgeException({ answer, reading }: Judged): Judgement {
  if (answer === undefined || !isClientError(answer)) return unexercised("the target did not refuse the request with a client error");
  const { code } = answer;
  if (code === undefined)
    return found({ code: "code-missing", pointer: "/body/__type", expected: "a code that the AWS SDK finds", received: nameOf(reading) ?? null });
  const violations: Violation[] = [];
  // Which carrier counts where they disagree is another property's matter.
  const codes = [answer.carriers.header, answer.carriers.code, answer.carriers.type].flatMap((carrier) =>
    carrier === undefined ? [] : [sanitisedCode(carrier)],
  );
  if (reading?.kind !== "exception" || !codes.includes(reading.name) || !reading.isModelled)
    violations.push({ code: "client-misreads", pointer: "/body/__type", expected: `the exception ${code} in the AWS SDK`, received: nameOf(reading) ?? null });
  const [member, text] = messageOf(answer);
  if (reading?.kind === "exception" && text !== undefined && reading.message !== text)
    violations.push({ code: "client-misreads", pointer: `/body/${member}`, expected: "a message that the AWS SDK can show", received: reading.message });
  return found(...violations);
}

const nameOf = (reading: Judged["reading"]): string | undefined => (reading?.kind === "exception" ? reading.name : undefined);

/** The message of an error of any type, with the name of its member; it may be missing. */
function messageOf({ object }: Answer): readonly [member: string, value: unknown] {
  for (const member of ["message", "Message"]) {
    const value = memberOf(object, member);
    if (value !== undefined && value !== null) return [member, value];
  }
  return ["message", undefined];
}

const errors: ProbingProperty = {
  kind: "probing",
  id: "sdk/errors-are-exceptions",
  requirement: "sdk.errors",
  level: "should",
  title: "throws errors as their exceptions in the AWS SDK",
  phase: "scenarios",
  needs: "none",
  cases: ({ contract }) => {
    // The client is asked for this operation alone.
    const maximum = contract.operation === "ListSessions" ? contract.request.properties["MaxResults"]?.maximum : undefined;
    if (maximum === undefined) return [];
    const calls: readonly (readonly [string, ClientCall])[] = [
      ["constraint", { input: { MaxResults: maximum + 1 }, expect: "refusal", breaks: { member: "MaxResults", keyword: "maximum" } }],
      ["token", { input: { NextToken: "glue-conformance-never-given" }, expect: "either" }],
    ];
    return calls.map(([name, call]): Case => ({
      id: `sdk/errors-are-exceptions#client/${name}`,
      *script(): Script {
        const [exchange] = yield* callClient(call);
        return exchange === undefined ? unexercised("the AWS SDK sent nothing") : judgeException(exchange);
      },
    }));
  },
};

const timestamps = ["CreatedOn", "CompletedOn"] as const;

/** Times that a page shows as they were sent and as the client gives them. */
function judgeDates(exchanges: readonly Judged[]): Judgement {
  const violations = exchanges.flatMap(({ answer, reading }): readonly Violation[] => {
    if (answer?.status !== 200 || reading === undefined) return [];
    const read: unknown = reading.kind === "output" ? memberOf(reading.output, "Sessions") : undefined;
    return (listOf(answer, "Sessions") ?? []).slice(0, maxJudgedItems).flatMap((session, index) =>
      timestamps.flatMap((member) => {
        const sent = memberOf(session, member);
        if (sent === undefined || sent === null) return [];
        const given = reading.kind === "output" && Array.isArray(read) ? memberOf(read[index], member) : undefined;
        // Where the client gave nothing at all, for another reason perhaps, only what it cannot read is held against the target.
        if (given === undefined ? typeof sent === "number" : isDateOf(given, sent)) return [];
        return [
          {
            code: "client-misreads",
            pointer: `/body/Sessions/${String(index)}/${member}`,
            expected: "a time that the AWS SDK reads as a date",
            received: sent,
          },
        ];
      }),
    );
  });
  return violations.length > 0 ? found(...violations.slice(0, 20)) : nothingFound;
}

function isDateOf(given: unknown, sent: unknown): boolean {
  if (!(given instanceof Date) || Number.isNaN(given.getTime())) return false;
  return Math.abs(given.getTime() - Number(sent) * 1_000) < 1_000;
}

function idsGiven(exchanges: readonly Judged[]): ReadonlySet<unknown> {
  return new Set(
    exchanges.flatMap(({ reading }): readonly unknown[] => {
      if (reading?.kind !== "output") return [];
      const listIn = (member: string): readonly unknown[] => {
        const list = memberOf(reading.output, member);
        return Array.isArray(list) ? list : [];
      };
      return [...listIn("Ids"), ...listIn("Sessions").map((session) => memberOf(session, "Id"))];
    }),
  );
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
  const token = answer === undefined ? undefined : nextTokenOf(answer);
  return found({
    code: "endless-walk",
    pointer: "/body/NextToken",
    expected: "an end of the pages of the AWS SDK's paginator",
    received: `${String(exchanges.length)} pages${token === undefined ? "" : " and another token"}`,
  });
}

function* walked(fixtures: Available, pages: NonNullable<ClientCall["pages"]>): Script {
  const call: ClientCall = { input: {}, expect: "success", pages };
  const exchanges = yield* callClient(call);
  const derived = { [datesId]: judgeDates(exchanges) };
  const broken = brokenOff(exchanges);
  if (broken !== undefined)
    return yield* unlessExplained({ ...broken, derived }, () => isWrongToo(fixtures, pages.size), "a walk without the AWS SDK does not come to its end either");
  let missing = fixtures.sessions.map(({ id }) => id).filter((id) => !idsGiven(exchanges).has(id));
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
  return yield* unlessExplained(
    judgement,
    () => isWrongToo(fixtures, pages.size, lost),
    "a walk with the same page size, without the AWS SDK, lacks the same sessions",
  );
}

/** Whether a walk without the client breaks off too, or lacks all of the same sessions. */
function* isWrongToo(fixtures: Available, MaxResults: number, lost: readonly string[] = []): Passage<boolean> {
  const { broken, listed } = yield* walk(() => ({ MaxResults }), accountSizeOf(fixtures), "poll");
  return broken !== undefined || (lost.length > 0 && lost.every((id) => !listed.has(id)));
}

const paginator: ProbingProperty = {
  kind: "probing",
  id: pagesId,
  requirement: "sdk.pages",
  level: "should",
  title: "lists every session to the AWS SDK's paginator, which ends",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => {
      // Three pages, whatever the account holds, unless it holds more than fit.
      const largest = context.contract.request.properties["MaxResults"]?.maximum ?? fixtures.accountSize;
      const size = Math.min(largest, Math.ceil((Math.max(fixtures.accountSize, fixtures.sessions.length) + 1) / 3));
      return [{ id: `${pagesId}#walk/paginator`, script: () => walked(fixtures, { size, maxPages: pagesAllowed(fixtures.accountSize) }) }];
    }),
};

const dates: DerivedProperty = {
  kind: "derived",
  id: datesId,
  requirement: "sdk.dates",
  level: "should",
  title: "shows times that the AWS SDK reads as dates",
  needs: "fixtures",
  of: [pagesId],
};

/** Properties judged through the AWS SDK's own client: what its users see of the target. */
export const sdkProperties: readonly Property[] = [errors, paginator, dates];
