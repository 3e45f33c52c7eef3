import { breachesOf } from "../record/breaches.ts";
import { findCauses } from "./causes.ts";
import { inContractOrder } from "./contract-order.ts";
import { counted } from "../encoding/layout.ts";
import type { Check, Preflight, RunRecord, Verdict } from "../record/run-record.ts";

/** Everything that a verdict depends on. */
export interface VerdictInput {
  readonly checks: readonly Check[];
  readonly preflight: Preflight;
  /** Checks or generators that threw. */
  readonly suiteErrors: readonly string[];
  /** The options that excluded properties: `--only request/**`. */
  readonly narrowedBy: readonly string[];
  /** A failed `should` fails the run. */
  readonly strict: boolean;
  readonly interrupted: boolean;
  readonly sessionsSeen: number;
  readonly state: "create" | "observe";
  /** Baseline entries whose property passed or that have expired, each described in words. */
  readonly staleBaseline?: readonly string[];
}

export interface Ruling {
  readonly verdict: Verdict;
  readonly exit: 0 | 1 | 2 | 3 | 130;
  /** The sentence that explains the verdict. */
  readonly because: string;
}

/** The verdict of a run record. Its sentence names first what every report shows first. */
function factsOf(record: RunRecord): VerdictInput {
  const { preflight, suiteErrors, narrowedBy, interrupted, sessionsSeen, strict = false, staleBaseline = [] } = record.meta;
  const { target } = record;
  const checks = inContractOrder(record);
  return { checks, preflight, suiteErrors, narrowedBy, interrupted, sessionsSeen, state: target.state, strict, staleBaseline };
}

/** The ruling in the record; for an older record without one, the ruling computed from its facts. */
export function rulingOf(record: RunRecord): Ruling {
  const { exit, because } = record.meta;
  return exit === undefined || because === undefined ? verdictOf(factsOf(record)) : { verdict: record.verdict, exit, because };
}

/** A record with the verdict, exit status, reason and causes computed from its facts. */
export function withRuling(record: RunRecord): { readonly record: RunRecord; readonly ruling: Ruling } {
  const ruling = verdictOf(factsOf(record));
  const { verdict, exit, because } = ruling;
  const { meta, ...facts } = record;
  return { record: { ...facts, verdict, causes: findCauses(record), meta: { ...meta, exit, because } }, ruling };
}

/**
 * The verdict and exit status of a run: the first row of the table that applies.
 *
 * What the user excluded is `skipped` and never counts against the target. What was selected and did not occur is `unexercised`, also in a
 * narrowed run and under `--state observe`: whether the target keeps it is unknown, so the run is incomplete with exit 3.
 */
export function verdictOf(facts: VerdictInput): Ruling {
  const found = rulingOnChecks(facts);
  if (facts.interrupted) {
    const verdict = found.verdict === "fails" ? "fails" : "incomplete";
    return { verdict, exit: 130, because: `The run was interrupted. ${foundSoFar(facts, found)}` };
  }
  const stale = facts.staleBaseline ?? [];
  if (stale.length === 0) return found;
  const outdated = `he baseline is out of date: ${listed(stale)}.`;
  if (found.verdict === "fails") return { ...found, because: `${found.because} Also t${outdated}` };
  return { verdict: found.verdict, exit: 1, because: `T${outdated} Apart from that: ${found.because}` };
}

function foundSoFar(facts: VerdictInput, found: Ruling): string {
  if (found.verdict === "fails") return found.because;
  const judged = facts.checks.filter(({ status }) => status === "passed" || status === "failed").length;
  return `Nothing that fails the run had been found; ${counted(judged, "property", "properties")} had been judged.`;
}

function rulingOnChecks(facts: VerdictInput): Ruling {
  const { checks } = facts;
  const broken = checks.filter((check) => failsTheRun(check, facts.strict));
  if (broken.length > 0) return { verdict: "fails", exit: 1, because: brokenSentence(broken, facts) };

  const incomplete = (exit: 0 | 2 | 3, because: string): Ruling => ({
    verdict: "incomplete",
    exit,
    because,
  });
  if (facts.suiteErrors.length > 0) {
    return incomplete(2, `The suite itself is at fault, not the target: ${listed(facts.suiteErrors)}.`);
  }
  if (stopsTheRun(facts.preflight)) return incomplete(3, preflightSentence(facts.preflight));

  const musts = checks.filter(({ level }) => level === "must");
  const open = musts.filter(({ status }) => status === "errored" || status === "unexercised");
  if (open.length > 0) return incomplete(3, unjudgedSentence(open, musts.length));

  const passed = musts.filter(({ status }) => status === "passed").length;
  if (passed === 0) return incomplete(3, "No must property passed: what was not exercised is never a pass.");

  const narrowing = narrowingOf(facts);
  if (narrowing.length === 0) return { verdict: "conforms", exit: 0, because: conformsSentence(musts, passed) };
  const by = `The run was narrowed by ${listed(narrowing)}`;
  if (facts.sessionsSeen === 0) {
    return incomplete(3, `${by}, and no session was seen in any answer: a target that does no work would look the same.`);
  }
  return incomplete(0, `${by}: everything selected passed (${counted(passed, "must property", "must properties")} passed).`);
}

/** `exit 0`; with the reason where the verdict alone does not explain it: `exit 1: the baseline is out of date`. */
export function exitInWords({ exit, verdict }: Ruling, { meta: { staleBaseline = [] } }: RunRecord): string {
  return `exit ${String(exit)}${exit === 1 && verdict !== "fails" && staleBaseline.length > 0 ? ": the baseline is out of date" : ""}`;
}

/** Whether this failure fails the run. */
export function failsTheRun(check: Check, strict: boolean): boolean {
  if (check.status !== "failed" || check.baselined) return false;
  return check.level === "must" || (strict && check.level === "should");
}

/** Whether the preflight ended the run before anything was judged. */
export function stopsTheRun({ outcome }: Preflight): boolean {
  return outcome !== "works" && outcome !== "refuses";
}

function preflightSentence({ outcome, message }: Preflight): string {
  if (message !== "") return message;
  return outcome === "not-run" ? "Nothing was sent: no property was selected." : `The preflight ended the run: ${outcome}.`;
}

function narrowingOf({ narrowedBy, state }: VerdictInput): readonly string[] {
  const observed = state === "observe" && !narrowedBy.some((option) => option.startsWith("--state"));
  return observed ? [...narrowedBy, "--state observe"] : narrowedBy;
}

function brokenSentence(broken: readonly Check[], facts: VerdictInput): string {
  const { checks } = facts;
  const parts = (["must", "should"] as const).flatMap((level) => {
    const failed = broken.filter((check) => check.level === level).length;
    const total = checks.filter((check) => check.level === level && check.status !== "skipped").length;
    return failed === 0 ? [] : [`${failed} of ${total} ${level} properties failed`];
  });
  return [`${parts.join(" and ")}: ${listed(broken.map(({ id }) => id))}.`, ...behaviourOf(facts)].join(" ");
}

/** A note about a target that refuses, or accepts, every request. */
function behaviourOf({ checks, preflight }: VerdictInput): readonly string[] {
  if (preflight.outcome === "refuses") return preflight.message === "" ? [] : [preflight.message];
  const refusals = checks.filter(({ id, level, status }) => level === "must" && id.includes("/refuses-") && (status === "passed" || status === "failed"));
  return refusals.length > 2 && refusals.every(acceptsBroken) ? ["The target accepts whatever it is sent, broken requests too."] : [];
}

function acceptsBroken(check: Check): boolean {
  return check.status === "failed" && breachesOf(check).some(({ code }) => code === "invalid-accepted");
}

function unjudgedSentence(open: readonly Check[], total: number): string {
  const alike = ({ reason }: Check): number => open.filter((check) => check.reason === reason).length;
  const [first] = open.toSorted((a, b) => alike(b) - alike(a));
  const reason = first?.reason === undefined ? "" : ` (${first.reason.replace(/\.$/u, "")})`;
  const rest = open.length > 1 ? ` and ${open.length - 1} more` : "";
  return `${open.length} of ${total} must properties could not be judged: ${first?.id} is ${first?.status}${reason}${rest}.`;
}

function conformsSentence(musts: readonly Check[], passed: number): string {
  const baselined = musts.filter(({ status }) => status === "failed").length;
  const skipped = musts.filter(({ status }) => status === "skipped").length;
  const parts = [counted(passed, "must property passed", "must properties passed")];
  if (baselined > 0) parts.push(`${baselined} failed as the baseline accepts`);
  if (skipped > 0) parts.push(`${skipped} not sent (skipped)`);
  return `${parts.join(", ")}.`;
}

/** The first three of a list, and the number of the others. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(", ");
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}
