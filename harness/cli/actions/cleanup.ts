import { existsSync } from "node:fs";
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
import { maxJournalBytes } from "../../storage/read-journal.ts";
import { deleteFixtures } from "../../fixtures/fixture-setup.ts";
import { embedded, endpointName } from "../../transport/target.ts";
import { configuredTarget } from "./configured-target.ts";
import type { TargetOptions } from "../options/target-options.ts";
import { shellWord } from "../../../reports/encoding/shell.ts";

/** Options of `cleanup`. */
interface CleanupOptions extends TargetOptions {
  readonly runId?: string;
}

/** Sessions of a run, as one journal or the user names them. */
interface Remains {
  readonly runId: string;
  readonly endpoint: string;
  readonly region: string | undefined;
  /** Undefined: list those with the run's prefix. */
  readonly ids: readonly string[] | undefined;
  readonly journal?: string;
}

/** Bound on the sessions of an account, so that listing them ends: more than any test target has. */
const largestAccount = 100_000;

/** Deletes what a run left on a target; the exit status is 1 where sessions are still there, 2 where a journal is damaged, 3 where the target cannot be reached. */
export async function cleanUp(folder: string | undefined, asked: CleanupOptions): Promise<number> {
  const endpoint = asked.endpoint ?? (asked.target === undefined ? undefined : (await configuredTarget(asked, undefined, process.env)).options.endpoint);
  const options: CleanupOptions = { ...asked, ...(endpoint === undefined ? {} : { endpoint }) };
  if (options.runId !== undefined) return deleteAll([remainsOf(options.runId, options.endpoint)], options);
  const place = folder ?? "conformance-report";
  const release = lockOf(place);
  try {
    const found = remainsIn(place, options.endpoint);
    for (const damage of found.damages) process.stderr.write(`glue-conformance: ${damage}\n`);
    if (found.damages.length === 0) return await deleteAll(found.remains, options);
    // The sessions that a damaged journal still names are deleted all the same.
    return found.remains.length > 0 && (await deleteAll(found.remains, options)) === interruptedExit ? interruptedExit : 2;
  } finally {
    release();
  }
}

function remainsOf(runId: string, endpoint: string | undefined): Remains {
  if (!/^[0-9a-f]{10}$/u.test(runId))
    throw new HarnessError(
      "usage",
      `--run-id ${JSON.stringify(escapeText(runId))} is not the id of a run. Give the ten characters after "glue-conformance-" in the ids of its sessions.`,
    );
  if (endpoint === undefined) throw new HarnessError("usage", "--run-id needs --endpoint: no journal says where the sessions are.");
  return { runId, endpoint, region: undefined, ids: undefined };
}

function lockOf(folder: string): () => void {
  if (!existsSync(folder)) throw new HarnessError("input", `there is no folder ${escapeText(folder)}. ${evidence}`);
  try {
    return lockFolder(join(folder, `${journalName}.lock`), join(folder, journalName));
  } catch (error) {
    throw new HarnessError("input", `${escapeText(folder)} cannot be used: ${messageOf(error)}${error instanceof HarnessError ? "" : `. ${evidence}`}`, error);
  }
}

const evidence =
  "Give the folder of a run with its exchanges.jsonl, or name the run with --run-id and --endpoint: nothing is deleted without one or the other.";

/** Sessions that are left according to the journals in a folder, and the damage of these journals. */
function remainsIn(folder: string, endpoint: string | undefined): { readonly remains: readonly Remains[]; readonly damages: readonly string[] } {
  const journals = journalsIn(folder);
  if (journals.length === 0) throw new HarnessError("input", `${escapeText(folder)} holds no journal of a run. ${evidence}`);
  const damages: string[] = [];
  const remains = journals.flatMap((journal) => {
    const bytes = readBytes(journal, { name: journal, advice: evidence, maxBytes: maxJournalBytes });
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

/** How many damaged places of a journal are printed one by one. */
const maxDamagesPrinted = 5;

function damageText(
  journal: string,
  damaged: readonly string[],
  { runId, endpoint = "URL" }: { readonly runId: string; readonly endpoint?: string | undefined },
): string {
  const more = damaged.length > maxDamagesPrinted ? `; ${String(damaged.length - maxDamagesPrinted)} more` : "";
  return `${escapeText(journal)} is damaged: ${damaged.slice(0, maxDamagesPrinted).join("; ")}${more}. Sessions that these lines named are found by: glue-conformance cleanup --run-id ${runId} --endpoint ${escapeText(shellWord(endpoint))}`;
}

/** The ids that may be deleted: on another endpoint than the journal's, one without the run's prefix may belong to another user. */
function allowed(ids: readonly string[], runId: string, endpoint: string, stored: string | undefined): readonly string[] {
  const isSame = stored !== undefined && URL.canParse(stored) && URL.canParse(endpoint) && new URL(stored).origin === new URL(endpoint).origin;
  return isSame ? ids : ids.filter((id) => id.startsWith(idPrefix({ runId })));
}

async function deleteAll(all: readonly Remains[], options: CleanupOptions): Promise<number> {
  if (all.length === 0) process.stdout.write("Nothing to do: every session that the journal names is known to be gone.\n");
  const abort = new AbortController();
  const release = stopWhenInterrupted("keeping the other sessions", () => abort.abort());
  try {
    let exit = 0;
    for (const remains of all) if (!abort.signal.aborted) exit = Math.max(exit, await deleteRemains(remains, options, abort.signal));
    return abort.signal.aborted ? interruptedExit : exit;
  } finally {
    release();
  }
}

async function deleteRemains(remains: Remains, asked: TargetOptions, signal: AbortSignal): Promise<number> {
  const { options, places } = await configuredTarget(asked, remains.endpoint, process.env);
  const region = options.region ?? remains.region;
  const settings = await withOptionPlaces(places, () =>
    resolveSettings({ ...options, endpoint: remains.endpoint, ...(region === undefined ? {} : { region }) }, process.env),
  );
  const connection = await connectTarget(settings, { runId: remains.runId, left: remains.ids, onSession: () => undefined });
  // A deletion that has begun is finished: it goes on where a client has stopped.
  signal.addEventListener("abort", () => connection.sender.stop("it was interrupted"), { once: true });
  try {
    const checked = await preflight(connection.sender, contractOf("ListSessions"), endpointName(settings), {});
    if (checked.outcome !== "works" && checked.outcome !== "refuses") {
      process.stderr.write(`glue-conformance: ${escapeText(connection.redactor.text(checked.message))} Nothing was deleted.\n`);
      return 3;
    }
    return await deleteListed(remains, settings, connection, signal);
  } finally {
    await connection.close();
  }
}

async function deleteListed({ runId, ids, journal }: Remains, settings: Settings, { sender }: TargetConnection, signal: AbortSignal): Promise<number> {
  const asked = ids ?? (await listed(runId, sender));
  const left = new Set(await deleteFixtures(sender, systemClock, asked, settings.settleMs, { signal }));
  const gone = asked.filter((id) => !left.has(id));
  if (journal !== undefined && gone.length > 0) appendToJournal(journal, { kind: "gone", ids: gone });
  for (const id of asked) process.stdout.write(`${left.has(id) ? "STILL THERE" : "gone"} ${escapeText(id)}\n`);
  const where = `${endpointName(settings)}, run ${runId}`;
  process.stdout.write(`${String(gone.length)} of ${String(asked.length)} sessions are gone (${where}).\n`);
  return left.size === 0 ? 0 : 1;
}

/** Ids with the run's prefix, of all that the target lists. */
async function listed(runId: string, sender: TargetConnection["sender"]): Promise<readonly string[]> {
  const found = await perform(
    walk(() => ({}), largestAccount, "poll"),
    sender,
    systemClock,
  );
  if (found === undefined) throw new HarnessError("input", "the target did not list its sessions. Try again.");
  return [...found.listed].filter((id) => id.startsWith(idPrefix({ runId })));
}
