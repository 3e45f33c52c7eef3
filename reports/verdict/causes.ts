import { unknownOperationCodes } from "../../spec/operation-traits.ts";
import type { Violation } from "../../properties/core/property.ts";
import { breachesAsSeen, breachesOf, isCrash } from "../record/breaches.ts";
import { requestDifferences } from "../record/request-diff.ts";
import { requirementSubject } from "../record/requirement-subject.ts";
import type { Breach, Cause, CauseName, Check, Counterexample, RunRecord } from "../record/run-record.ts";
import { failedChecks } from "./contract-order.ts";

type Code = Violation["code"];

/** The causes of a record; for an older one without them, those found in its checks. */
export function causesOf(record: RunRecord): readonly Cause[] {
  if (record.causes !== undefined) return record.causes;
  const causes = found.get(record) ?? findCauses(record);
  found.set(record, causes);
  return causes;
}

/** What was found in older records: reports ask for each check. */
const found = new WeakMap<RunRecord, readonly Cause[]>();

/** A failed check, and those of its breaches that a cause explains, the most frequent last. */
export interface Failure {
  readonly check: Check;
  readonly breaches: readonly Breach[];
}

/** A cause with the failures that it explains. */
export interface CauseGroup extends Pick<Cause, "cause" | "text"> {
  readonly failures: readonly Failure[];
}

/** The given failed checks of a record by their causes, with the values of breaches as they were seen. */
export function causeGroups(record: RunRecord, checks: readonly Check[]): readonly CauseGroup[] {
  const crashing = crashingCases(record.checks);
  return causesOf(record).flatMap(({ cause, text, checks: ids }) => {
    const failures = checks
      .filter(({ id }) => ids.includes(id))
      .map((check): Failure => {
        const all = breachesAsSeen(check, record);
        const explained = candidatesOf(check, all, crashing, record.suite.contract.operation).get(cause);
        return { check, breaches: explained ?? all };
      });
    return failures.length === 0 ? [] : [{ cause, text, failures }];
  });
}

/** The cases in which the target crashed. */
function crashingCases(checks: readonly Check[]): ReadonlySet<string> {
  const failed = checks.filter(({ status }) => status === "failed");
  return new Set(failed.flatMap((check) => breachesOf(check).flatMap((breach) => (isCrash(breach) ? breach.cases : []))));
}

/** A reason why at least a fifth of the properties could not be judged. */
export interface Blocker {
  readonly text: string;
  readonly checks: readonly Check[];
}

/** What kept a large part of a run from being judged, such as a CreateSession that is not implemented: no failure, and still the first thing to mend. */
export function blockersOf({ checks }: Pick<RunRecord, "checks">): readonly Blocker[] {
  const asked = checks.filter(({ status }) => status !== "skipped");
  const open = asked.filter(({ status }) => status === "unexercised" || status === "errored");
  return distinct(open.flatMap(({ reason }) => reason ?? []))
    .map((reason) => ({ reason, unjudged: open.filter((check) => check.reason === reason) }))
    .filter(({ unjudged }) => unjudged.length * 5 >= asked.length && unjudged.length > 1)
    .map(({ reason, unjudged }) => {
      const musts = unjudged.filter(({ level }) => level === "must").length;
      const text = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}, so ${unjudged.length} properties (${musts} must) could not be judged.`;
      return { text, checks: unjudged };
    });
}

/** The given failures by their causes, and the blockers: these first, but after crashes, which may be their reason. */
export function findingsOf(record: RunRecord, failures: readonly Check[]): readonly (CauseGroup | Blocker)[] {
  const groups = causeGroups(record, failures);
  const crashes = groups.filter(({ cause }) => cause === "crash" || cause === "hang");
  return [...crashes, ...blockersOf(record), ...groups.filter((group) => !crashes.includes(group))];
}

/** Why the checks of a record failed: each failed check in one cause, the cause that explains most of what is left first. */
export function findCauses(record: Pick<RunRecord, "checks" | "suite">): readonly Cause[] {
  const failed = failedChecks(record);
  const crashing = crashingCases(failed);
  let left = failed.map((check) => ({ check, candidates: candidatesOf(check, breachesOf(check), crashing, record.suite.contract.operation) }));
  const causes: Cause[] = [];
  while (left.length > 0) {
    const { name, explained } = mostExplaining(left);
    const evidence = explained.map(({ check, candidates }) => ({ check, breaches: candidates.get(name) ?? [] }));
    causes.push({ cause: name, text: sentences[name](evidence), checks: explained.map(({ check }) => check.id) });
    const done = new Set(explained);
    left = left.filter((one) => !done.has(one));
  }
  return causes;
}

interface Candidate {
  readonly check: Check;
  readonly candidates: ReadonlyMap<CauseName, readonly Breach[]>;
}

/** The cause that explains most of these checks, and those that it explains. */
function mostExplaining(left: readonly Candidate[]): { readonly name: CauseName; readonly explained: readonly Candidate[] } {
  return names
    .map((name) => ({ name, explained: left.filter(({ candidates }) => candidates.has(name)) }))
    .reduce((one, other) => (other.explained.length > one.explained.length ? other : one));
}

/** What may explain a check, each with the breaches that it explains. */
function candidatesOf(check: Check, breaches: readonly Breach[], crashing: ReadonlySet<string>, operation: string): ReadonlyMap<CauseName, readonly Breach[]> {
  const candidates = new Map<CauseName, Breach[]>();
  const missing = missingOperation(check, operation);
  for (const breach of breaches) {
    const name = missing === undefined ? causeOf(breach, check, crashing) : "missing-operation";
    candidates.set(name, [...(candidates.get(name) ?? []), breach]);
  }
  if (candidates.size === 0) candidates.set("other", []);
  return candidates;
}

function causeOf(breach: Breach, { requirement }: Check, crashing: ReadonlySet<string>): CauseName {
  const { code, cases, response } = breach;
  const isFailing = response.status === null || response.status >= 500;
  if (isCrash(breach)) return response.status === null && response.code === "timeout" ? "hang" : "crash";
  // What a crash looks like is not judged a second time.
  if (isFailing && cases.filter((id) => crashing.has(id)).length > cases.length / 2) return "crash";
  const subject = requirementSubject(requirement);
  if (subject === "Authentication") return "signature";
  if (subject === "The protocol" && protocolCodes.has(code)) return "routing";
  if (subject === "Bodies" && code === "invalid-accepted") return "malformed-accepted";
  if (code === "session-unexpected" && subject === "Filters") return "filter-ignored";
  if (sessionCodes.has(code)) return subject === "Filters" ? "filter-loses" : subject === "Paging" || subject === "The AWS SDK" ? "paging" : "state";
  if (envelopeCodes.has(code)) return response.status !== null && response.status >= 400 ? "error-shape" : "envelope";
  return causeOfCode[code] ?? "other";
}

const protocolCodes: ReadonlySet<Code> = new Set(["invalid-accepted", "listed-without-post", "wrong-status"]);
const sessionCodes: ReadonlySet<Code> = new Set(["session-missing", "session-unexpected", "session-repeated"]);
const envelopeCodes: ReadonlySet<Code> = new Set([
  "not-json",
  "not-an-object",
  "wrong-content-type",
  "request-id-missing",
  "request-id-repeated",
  "wrong-checksum",
]);

const causeOfCode: Readonly<Partial<Record<Code, CauseName>>> = {
  "valid-refused": "valid-refused",
  "invalid-accepted": "not-enforced",
  "wrong-status": "error-shape",
  "wrong-code": "error-shape",
  "wrong-type": "wrong-types",
  "outside-limits": "wrong-types",
  "null-member": "wrong-types",
  "member-missing": "lost-members",
  "code-missing": "error-shape",
  "code-not-in-type": "error-shape",
  "code-namespaced": "error-shape",
  "carriers-disagree": "error-shape",
  "message-missing": "error-shape",
  "message-lower-case": "error-shape",
  "page-too-long": "paging",
  "ids-differ": "state",
  "endless-walk": "paging",
  "token-refused": "paging",
  "token-ignored": "paging",
  "value-changed": "state",
  "not-deterministic": "state",
  "honoured-unknown-name": "routing",
  "listed-without-post": "routing",
  "let-in": "signature",
  "client-misreads": "sdk",
};

/** The operation that a failing case needs beside the one under test, where the target does not know it. */
function missingOperation({ counterexample, breaches = [] }: Check, operation: string): string | undefined {
  const asked = counterexample === undefined ? undefined : operationOf(counterexample);
  if (asked === undefined || asked === operation || counterexample === undefined || counterexample.steps.length < 2) return undefined;
  const { response } = counterexample;
  const isUnknown = !("failure" in response) && (response.status === 404 || response.status === 501);
  return isUnknown || breaches.some((breach) => unknownOperationCodes.test(breach.response.code ?? "")) ? asked : undefined;
}

function operationOf({ request }: Counterexample): string | undefined {
  return request.headers["x-amz-target"]?.split(".").at(-1);
}

/** The sentence of each cause, in the order in which causes that explain equally much come. */
const sentences: Readonly<Record<CauseName, (explained: readonly Failure[]) => string>> = {
  crash: (all) => `The service crashes${answered(all, ({ status }) => status === null || status >= 500)}${sentIn(all, " on ")}.`,
  hang: (all) => `The service gives no answer in time${sentIn(all, " to ")}.`,
  "missing-operation": (all) => {
    const operations = distinct(all.flatMap(({ check }) => (check.counterexample === undefined ? [] : [operationOf(check.counterexample) ?? ""])));
    return `${listed(operations)} ${operations.length === 1 ? "is" : "are"} not implemented${answered(all)}.`;
  },
  "valid-refused": (all) => `Valid requests are refused${answered(all)}${sentIn(all, ", for example ")}.`,
  "not-enforced": (all) => `Constraints are not enforced: requests that break them are accepted${sentIn(all, ", for example ")}.`,
  "malformed-accepted": () => "Bodies that are not a JSON object are accepted.",
  routing: (all) => `Requests that do not ask for the operation are answered as if they did${sentIn(all, ", for example ")}.`,
  signature: () => "Requests with a bad signature are accepted, or refused with another code than the one for it.",
  "filter-ignored": () => "Filters return sessions that do not match.",
  "filter-loses": () => "Filters leave out sessions that match.",
  paging: (all) => `Paging is wrong: ${listed(distinct(codesOf(all).map((code) => pagingWords[code] ?? code)))}.`,
  state: (all) => `The list does not agree with the sessions that exist${placesOf(all)}.`,
  "lost-members": (all) => `Members of sessions are missing${placesOf(all)}.`,
  "wrong-types": (all) => `Members of answers have the wrong type or value${placesOf(all)}.`,
  "error-shape": (all) => `Errors do not have the form that clients expect: ${listed(distinct(codesOf(all).map((code) => errorWords[code] ?? code)))}.`,
  envelope: (all) => `Answers do not follow the protocol${placesOf(all)}.`,
  sdk: () => "The AWS SDK misreads the answers.",
  other: () => "Other failures.",
};

const names = Object.keys(sentences) as readonly CauseName[];

const pagingWords: Readonly<Partial<Record<Code, string>>> = {
  "page-too-long": "pages are longer than MaxResults",
  "endless-walk": "pages never come to an end",
  "token-refused": "tokens that the service gave are refused",
  "token-ignored": "tokens are ignored",
  "session-missing": "sessions are missing",
  "session-unexpected": "sessions are listed that must not be",
  "session-repeated": "sessions are listed twice",
};

const errorWords: Readonly<Partial<Record<Code, string>>> = {
  "wrong-status": "the status is wrong",
  "wrong-code": "the code is not the one for the mistake",
  "code-missing": "the code is missing",
  "code-not-in-type": "the code is not in `__type`",
  "code-namespaced": "the code has a namespace",
  "carriers-disagree": "the code differs between body and header",
  "message-missing": "the message is missing",
  "message-lower-case": "the message is in `message`, not `Message`",
  "not-json": "the body is not JSON",
  "not-an-object": "the body is not a JSON object",
  "wrong-content-type": "the content type is wrong",
  "request-id-missing": "the request id is missing",
  "request-id-repeated": "request ids are repeated",
  "wrong-checksum": "the checksum is wrong",
};

/** Items of a list beyond these are counted. */
const maxItems = 6;

function listed(items: readonly string[]): string {
  const shown = items.slice(0, maxItems);
  return items.length > maxItems ? `${shown.join(", ")} and ${items.length - maxItems} more` : shown.join(", ");
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}

function codesOf(all: readonly Failure[]): readonly Code[] {
  return all.flatMap(({ breaches }) => breaches.toReversed().map(({ code }) => code));
}

/** ` (500 InternalError, no answer)`: the answers that show it, the most frequent first. */
function answered(all: readonly Failure[], isShown: (response: Breach["response"]) => boolean = () => true): string {
  const counts = new Map<string, number>();
  for (const { response, count } of all.flatMap(({ breaches }) => breaches)) {
    if (!isShown(response)) continue;
    const words = response.status === null ? "no answer" : [response.status, response.code].filter((part) => part !== null).join(" ");
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  const words = [...counts].toSorted(([, a], [, b]) => b - a).map(([one]) => one);
  return words.length === 0 ? "" : ` (${listed(words)})`;
}

/** The inputs whose answers show it, each by the member that makes the difference to a valid request, with one value. */
function sentIn(all: readonly Failure[], before: string): string {
  const codes = new Set(codesOf(all));
  const places = new Map<string, string>();
  for (const { check } of all) {
    const { counterexample } = check;
    if (counterexample === undefined || !(counterexample.violations ?? check.violations).some(({ code }) => codes.has(code))) continue;
    const differences = requestDifferences(counterexample.request, counterexample.valid);
    const [only, ...others] = differences.filter(({ sent }) => sent !== undefined);
    if (only === undefined || others.length > 0 || places.has(only.place)) continue;
    places.set(only.place, `${only.place} ${only.sent ?? ""}`);
  }
  return places.size === 0 ? "" : `${before}${listed([...places.values()])}`;
}

/** `: /body/Sessions/*\/CreatedOn, …`. */
function placesOf(all: readonly Failure[]): string {
  const places = distinct(all.flatMap(({ breaches }) => breaches.map(({ pointer }) => pointer.replace(/^\/body(?=\/)/u, ""))));
  return places.length === 0 ? "" : `: ${listed(places)}`;
}
