import type { Check, RunRecord } from "../../reports/record/run-record.ts";
import { writeBaseline } from "../config/baseline-file.ts";
import { formats } from "../../reports/formats/formats.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";
import { checkOptions } from "../config/check-options.ts";
import { effectiveOptions, withOptionPlaces } from "../config/effective-options.ts";
import type { RunOptions } from "../config/settings.ts";
import type { ReferenceOptions, RunningReference } from "./reference-options.ts";
import { performRun } from "../run/run-conformance.ts";
import { shellWord } from "../../reports/encoding/shell.ts";

export type { Check, RunRecord } from "../../reports/record/run-record.ts";
export { HarnessError } from "../runtime/harness-error.ts";
export type { ReferenceOptions, RunningReference } from "./reference-options.ts";
export type { RunOptions } from "../config/settings.ts";

/** Options of `run`, and how it is followed and ended. */
export interface ConformanceOptions extends RunOptions {
  /** Configuration file to read; none is looked for. */
  readonly config?: string;
  /** The target of the configuration to judge, where it has several. */
  readonly target?: string;
  /** Headers by name, as in a configuration; the same as `header`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Called once for each property, with its check as in the record: during the run for one that passed, at its end for all others. What it throws ends
   * the run as the signal does, and is what the promise is rejected with.
   */
  readonly onOutcome?: (check: Check) => void;
  /** Ends the run: nothing more is sent, its sessions are deleted, and the record says what was found until then. */
  readonly signal?: AbortSignal;
}

/**
 * Judges a target, or without an endpoint the embedded reference service, and resolves to the run record, whatever the verdict: `record.verdict`, and under
 * `record.meta` the exit status of the command and the sentence behind it. Rejects with a `HarnessError` where an option or a file cannot be used.
 */
export async function runConformance(options: ConformanceOptions = {}): Promise<RunRecord> {
  const { onOutcome, signal, headers, ...given } = options;
  checkOptions({ ...given, ...(headers === undefined ? {} : { headers }) });
  const header = [...(given.header ?? []), ...Object.entries(headers ?? {}).map(([name, value]) => `${name}:${value}`)];
  const effective = await effectiveOptions(header.length === 0 ? given : { ...given, header }, process.env, { folder: null });
  return await withOptionPlaces(effective.places, () => judge(effective.options, onOutcome, signal));
}

async function judge(options: RunOptions, onOutcome: ConformanceOptions["onOutcome"], signal: AbortSignal | undefined): Promise<RunRecord> {
  const abort = new AbortController();
  const thrown: unknown[] = [];
  const report = (check: Check): void => {
    if (thrown.length > 0) return;
    try {
      onOutcome?.(check);
    } catch (error) {
      thrown.push(error);
      abort.abort();
    }
  };
  const { record, leftBehind, baselineUpdate } = await performRun(options, {
    signal: signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]),
    onOutcome: report,
  });
  if (leftBehind.length > 0) {
    const which = `--run-id ${record.meta.runId} --endpoint ${shellWord(record.target.endpoint)}`;
    process.emitWarning(`${String(leftBehind.length)} sessions of this run are still on the target; delete them with: glue-conformance cleanup ${which}`);
  }
  if (thrown.length > 0) throw thrown[0];
  if (baselineUpdate !== undefined && options.baseline !== undefined) writeBaseline(options.baseline, baselineUpdate.baseline);
  return record;
}

type Renderer = (record: RunRecord) => Promise<string>;

/** What writes a record as `run` writes it to a file, by the name of the format. */
function rendererOf(name: string): Renderer {
  const format = formats.find((one) => one.name === name);
  // Without the journal: a record in memory has none.
  return async (record) => String(await format?.render(record, { requirementOf: requirementNotesOf(record), journal: () => "" }));
}

/** `report.html` of a record. */
export const renderHtml: Renderer = rendererOf("html");

/** `report.md` of a record. */
export const renderMarkdown: Renderer = rendererOf("markdown");

/** `junit.xml` of a record. */
export const renderJunit: Renderer = rendererOf("junit");

/** `ctrf.json` of a record. */
export const renderCtrf: Renderer = rendererOf("ctrf");

/** Starts a reference service with a store of its own on 127.0.0.1. Throws a HarnessError where the bank has no such name or the port cannot be used. */
export async function startReference({ port = 0, ...options }: ReferenceOptions & { readonly port?: number } = {}): Promise<RunningReference> {
  // The bank is loaded only where it is asked for.
  const { chosenReference, serveReference } = await import("./chosen-reference.ts");
  return await serveReference(chosenReference(options), port, options);
}
