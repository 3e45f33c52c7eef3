import { join } from "node:path";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { idPrefix } from "../../../properties/core/fixtures.ts";
import { walk } from "../../../properties/checks/pagination.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { damagesIn, sessionsLeftIn } from "../../../reports/documents/parse-journal.ts";
import { systemClock } from "../../runtime/clock.ts";
import { type TargetConnection, connectTarget } from "../../run/connect-target.ts";
import { perform } from "../../cases/run-case.ts";
import { lockFolder } from "../../files/folder-lock.ts";
import { withOptionPlaces } from "../../config/effective-options.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { interruptedExit, stopWhenInterrupted } from "../terminal/interruption.ts";
import { appendToJournal, journalName, journalsIn } from "../../storage/journal-file.ts";
import { resolveSettings, type Settings } from "../../config/settings.ts";
import { preflight } from "../../run/preflight.ts";
import { readBytes } from "../../files/read-document.ts";
import { mostJournalBytes } from "../../storage/read-journal.ts";
import { deleteFixtures } from "../../fixtures/fixture-setup.ts";
import { embedded, endpointName } from "../../transport/target.ts";
import { configuredTarget } from "./configured-target.ts";
import type { TargetOptions } from "../options/target-options.ts";

/** Options of `cleanup`. */
export interface CleanupOptions extends TargetOptions {
  readonly runId?: string;
}

/** Sessions that one journal, or the user, says are a run's. */
interface Remains {
  readonly runId: string;
  readonly endpoint: string;
  readonly region: string | undefined;
  /** Undefined where the target is to be asked for those with the run's prefix. */
  readonly ids: readonly string[] | undefined;
  readonly journal?: string;
}

/** Sessions on an account that has so many that a walk for them would not end: more than any target of a test has. */
const largestAccount = 100_000;

/** Deletes what a run left on a target; the exit status is 1 where sessions are still there, 2 where a journal is damaged, 3 where the target cannot be reached. */
export async function cleanUp(folder: string | undefined, asked: CleanupOptions): Promise<number> {
  const endpoint = asked.endpoint ?? (asked.target === undefined ? undefined : (await configuredTarget(asked, undefined, process.env)).options.endpoint);
  const options: CleanupOptions = { ...asked, ...(endpoint === undefined ? {} : { endpoint }) };
  if (options.runId !== undefined) return takeAll([remainsOf(options.runId, options.endpoint)], options);
  const place = folder ?? "conformance-report";
  const release = lockOf(place);
  try {
    const found = remainsIn(place, options.endpoint);
    for (const damage of found.damages) process.stderr.write(`glue-conformance: ${damage}\n`);
    if (found.damages.length === 0) return await takeAll(found.remains, options);
    // What can be read of a damaged journal is taken away all the same.
    return found.remains.length > 0 && (await takeAll(found.remains, options)) === interruptedExit ? interruptedExit : 2;
  } finally {
    release();
  }
}

function remainsOf(runId: string, endpoint: string | undefined): Remains {
  if (!/^[0-9a-f]{10}$/u.test(runId))
    throw new HarnessError(
      "usage",
      `--run-id is ${JSON.stringify(escapeText(runId))}, which is no id of a run. Give the ten characters behind "glue-conformance-" in the ids of its sessions.`,
    );
  if (endpoint === undefined) throw new HarnessError("usage", "--run-id needs --endpoint: no journal says where the sessions are.");
  return { runId, endpoint, region: undefined, ids: undefined };
}

function lockOf(folder: string): () => void {
  try {
    return lockFolder(join(folder, `${journalName}.lock`), join(folder, journalName));
  } catch (error) {
    throw new HarnessError("input", `${escapeText(folder)} cannot be used: ${messageOf(error)}${error instanceof HarnessError ? "" : `. ${evidence}`}`, error);
  }
}

const evidence =
  "Give the folder of a run with its exchanges.jsonl, or name the run with --run-id and --endpoint: nothing is deleted without one or the other.";

/** What the journals in a folder say is left, and what is damaged of them. */
function remainsIn(folder: string, endpoint: string | undefined): { readonly remains: readonly Remains[]; readonly damages: readonly string[] } {
  const journals = journalsIn(folder);
  if (journals.length === 0) throw new HarnessError("input", `${escapeText(folder)} holds no journal of a run. ${evidence}`);
  const damages: string[] = [];
  const remains = journals.flatMap((journal) => {
    const bytes = readBytes(journal, { name: journal, advice: evidence, most: mostJournalBytes });
    const { runId, left, region, ...named } = sessionsLeftIn(bytes);
    const where = endpoint ?? named.endpoint;
    const damaged = damagesIn(Buffer.from(bytes).toString());
    if (runId === undefined) {
      damages.push(`${escapeText(journal)} does not begin as the journal of a run does${damaged[0] === undefined ? "" : ` (${damaged[0]})`}. ${evidence}`);
      return [];
    }
    if (damaged.length > 0) damages.push(damageText(journal, damaged, { runId, endpoint: where }));
    if (left.length === 0 || named.endpoint === embedded) return [];
    if (where === undefined) throw new HarnessError("usage", `${escapeText(journal)} does not say where its sessions are. Give --endpoint.`);
    return [{ runId, endpoint: where, region, ids: allowed(left, runId, where, named.endpoint), journal }];
  });
  return { remains, damages };
}

/** Damages of a journal that are told one by one. */
const maxReported = 5;

function damageText(
  journal: string,
  damaged: readonly string[],
  { runId, endpoint = "URL" }: { readonly runId: string; readonly endpoint?: string | undefined },
): string {
  const more = damaged.length > maxReported ? `; ${String(damaged.length - maxReported)} more` : "";
  return `${escapeText(journal)} is damaged: ${damaged.slice(0, maxReported).join("; ")}${more}. Sessions that these lines named are found by: glue-conformance cleanup --run-id ${runId} --endpoint ${escapeText(endpoint)}`;
}

/** On another endpoint than the journal's, an id without the run's prefix may be somebody else's. */
function allowed(ids: readonly string[], runId: string, endpoint: string, stored: string | undefined): readonly string[] {
  const isSame = stored !== undefined && URL.canParse(stored) && URL.canParse(endpoint) && new URL(stored).origin === new URL(endpoint).origin;
  return isSame ? ids : ids.filter((id) => id.startsWith(idPrefix({ runId })));
}

async function takeAll(all: readonly Remains[], options: CleanupOptions): Promise<number> {
  if (all.length === 0) process.stdout.write("Nothing to do: every session that the journal names is known to be gone.\n");
  const abort = new AbortController();
  const ignore = stopWhenInterrupted("the other sessions are left", () => abort.abort());
  try {
    let exit = 0;
    for (const remains of all) if (!abort.signal.aborted) exit = Math.max(exit, await take(remains, options, abort.signal));
    return abort.signal.aborted ? interruptedExit : exit;
  } finally {
    ignore();
  }
}

async function take(remains: Remains, asked: TargetOptions, signal: AbortSignal): Promise<number> {
  const { options, places } = await configuredTarget(asked, remains.endpoint, process.env);
  const region = options.region ?? remains.region;
  const settings = await withOptionPlaces(places, () =>
    resolveSettings({ ...options, endpoint: remains.endpoint, ...(region === undefined ? {} : { region }) }, process.env),
  );
  const dialogue = await connectTarget(settings, { runId: remains.runId, left: remains.ids }, () => undefined);
  // What is being taken away is taken away to the end: that goes on where a sender has stopped.
  signal.addEventListener("abort", () => dialogue.sender.stop("it was interrupted"), { once: true });
  try {
    const checked = await preflight(dialogue.sender, contractOf("ListSessions"), endpointName(settings), {});
    if (checked.outcome !== "works" && checked.outcome !== "refuses") {
      process.stderr.write(`glue-conformance: ${escapeText(dialogue.redactor.text(checked.message))} Nothing was deleted.\n`);
      return 3;
    }
    return await deleteThem(remains, settings, dialogue, signal);
  } finally {
    await dialogue.close();
  }
}

async function deleteThem({ runId, ids, journal }: Remains, settings: Settings, { sender }: TargetConnection, signal: AbortSignal): Promise<number> {
  const wanted = ids ?? (await listed(runId, sender));
  const left = new Set(await deleteFixtures(sender, systemClock, wanted, settings.settleMs, { signal }));
  const gone = wanted.filter((id) => !left.has(id));
  if (journal !== undefined && gone.length > 0) appendToJournal(journal, { kind: "gone", ids: gone });
  for (const id of wanted) process.stdout.write(`${left.has(id) ? "STILL THERE" : "gone"} ${escapeText(id)}\n`);
  const where = `${endpointName(settings)}, run ${runId}`;
  process.stdout.write(`${String(gone.length)} of ${String(wanted.length)} sessions are gone (${where}).\n`);
  return left.size === 0 ? 0 : 1;
}

/** Whatever the target lists, only ids with the run's prefix are the run's. */
async function listed(runId: string, sender: TargetConnection["sender"]): Promise<readonly string[]> {
  const found = await perform(
    walk(() => ({}), largestAccount, "poll"),
    sender,
    systemClock,
  );
  if (found === undefined) throw new HarnessError("input", "the target did not list its sessions. Try again.");
  return [...found.listed].filter((id) => id.startsWith(idPrefix({ runId })));
}
