import { describe, it, type RunnerTask, type TestContext } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import { checkInBrief } from "../../reports/text/failure-wording.ts";
import { renderFailureBlock } from "../../reports/text/failure.ts";
import { named } from "../../reports/redaction/normalise.ts";
import type { Check, RunRecord } from "../../reports/record/run-record.ts";
import { readOn } from "../../reports/text/help-links.ts";
import { topicOfRun } from "../../reports/text/help-topic.ts";
import { stopsTheRun } from "../../reports/verdict/verdict.ts";
import { effectiveOptions } from "../config/effective-options.ts";
import { judgedContract } from "../config/judged-contract.ts";
import { type ConformanceOptions, HarnessError, runConformance } from "./library.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";

/** Options of `run`; the endpoint may also be a function that is called before the first test, for a port that is known by then. */
export interface DescribeOptions extends Omit<ConformanceOptions, "endpoint" | "onOutcome" | "signal"> {
  readonly endpoint?: string | (() => string | Promise<string>);
}

/**
 * Registers a test for each property, and one for the verdict of the run. The target is judged once, by the first of them; where a name pattern chooses
 * tests, only by their properties. A failure is a failed test; what was not judged, what the baseline accepts and what fails without being demanded is a
 * skipped test that says why.
 */
export function describeConformance(options: DescribeOptions = {}): void {
  const { endpoint, ...others } = options;
  const address = typeof endpoint === "string" ? endpoint : undefined;
  describe(`conformance of ${options.name ?? options.target ?? address ?? "a target"}`, async () => {
    const { options: held } = await effectiveOptions(others, process.env, { folder: null, endpoint: address });
    const { contract } = judgedContract(held);
    const offered = propertiesOf(contract).filter(({ optIn }) => optIn === undefined || held.checkAuth === true);
    const names = new Map(offered.map(({ id, level, title }) => [`${id} (${level}): ${title}`, id]));
    let running: Promise<RunRecord> | undefined;
    const recordFor = async ({ task, skip }: TestContext): Promise<RunRecord> => {
      // An error before the run began is reported once.
      if (running !== undefined) return await running.catch(() => skip("the run did not begin"));
      running = judge(options, narrowingOf(task.suite?.tasks ?? [], names));
      const record = await running;
      const topic = topicOfRun(record);
      if (stopsTheRun(record.meta.preflight))
        throw failure([record.meta.preflight.message, ...(topic === undefined ? [] : [readOn(topic)])].join("\n"), record);
      return record;
    };
    for (const name of [...names.keys(), verdict]) {
      // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- this registers tests of its caller
      it(name, async (context) => report(names.get(name), await recordFor(context), context), unlimited);
    }
  });
}

/** The test that fails where the run as a whole did, also for what no single property shows: too little was judged, or an entry of the baseline is out of date. */
const verdict = "the verdict";

/** A run has limits of its own. */
const unlimited = 0;

async function judge({ endpoint, ...others }: DescribeOptions, narrowing: { readonly only?: readonly string[] }): Promise<RunRecord> {
  const address = typeof endpoint === "function" ? await endpoint() : endpoint;
  try {
    return await runConformance({ ...others, ...narrowing, ...(address === undefined ? {} : { endpoint: address }) });
  } catch (error) {
    throw error instanceof HarnessError ? withoutStack(error) : error;
  }
}

/** The properties whose tests a name pattern chose; all of them where the verdict is asked for. */
function narrowingOf(tasks: readonly Pick<RunnerTask, "name" | "mode">[], names: ReadonlyMap<string, string>): { readonly only?: readonly string[] } {
  const wanted = tasks.filter(({ mode }) => mode !== "skip" && mode !== "todo").map(({ name }) => name);
  const only = wanted.flatMap((name) => names.get(name) ?? []);
  return wanted.includes(verdict) || only.length === 0 ? {} : { only };
}

/** Ends a test as the check of its property ended; without a property, as the run did. */
function report(id: string | undefined, record: RunRecord, { skip }: TestContext): void {
  const { exit, because = "no reason given" } = record.meta;
  if (id === undefined && exit !== 0) throw failure(`${record.verdict}, exit ${String(exit)}: ${because}`, record);
  const check = record.checks.find((one) => one.id === id);
  if (id === undefined) return;
  if (check === undefined) throw failure(`${id} is not in the record.`, record);
  const why = reasonToSkip(check, record);
  if (why !== undefined) skip(named(why, record));
  if (check.status === "errored") throw failure(`It could not be judged: ${check.reason ?? "no reason given"}`, record);
  if (check.status === "failed") throw failure(renderFailureBlock(check, record, requirementNotesOf(record)(check.requirement)), record);
}

/** Why a check is neither a success nor a failure of the target; undefined where it is one of the two. */
function reasonToSkip(check: Check, record: RunRecord): string | undefined {
  const { strict = false } = record.meta;
  const { status, level, baselined, reason = "no reason given" } = check;
  if (status === "skipped" || status === "unexercised") return `${status}: ${reason}`;
  if (status !== "failed") return undefined;
  if (baselined) return `fails, which the baseline accepts: ${checkInBrief(check, record)}`;
  return level === "must" || strict ? undefined : `fails, which is no demand (${level}): ${checkInBrief(check, record)}`;
}

/** An error that is the target's. */
function failure(text: string, record: RunRecord): Error {
  const error = new Error(named(text, record));
  error.name = "Nonconformance";
  return withoutStack(error);
}

/** Removes the stack: the place in our code says nothing about a target or an option. */
function withoutStack(error: Error): Error {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
