import { randomBytes } from "node:crypto";
import { isReading } from "../../../spec/operation-traits.ts";
import { idPrefix } from "../../../properties/core/fixtures.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import type { StoredRun } from "../../../reports/documents/parse-journal.ts";
import { createRedactor } from "../../../reports/redaction/redact.ts";
import { renderReplay, type Replay, renderReplayJson } from "../../../reports/text/replay.ts";
import { systemClock } from "../../runtime/clock.ts";
import { type TargetConnection, connectTarget } from "../../run/connect-target.ts";
import { withOptionPlaces } from "../../config/effective-options.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { interruptedExit, stopWhenInterrupted } from "../terminal/interruption.ts";
import { runWarningsOf } from "../../run/run-warnings.ts";
import { resolveSettings, type Settings } from "../../config/settings.ts";
import { preflight } from "../../run/preflight.ts";
import { readJournal } from "../../storage/read-journal.ts";
import { RunIdRewriter } from "../../replay/run-id-rewriter.ts";
import { ResentCase } from "../../replay/resent-case.ts";
import { liveExecutor } from "../../cases/case-executor.ts";
import { ReplayJournal } from "../../replay/replay-journal.ts";
import { outcomeOf, type ReplayPlan, unjudged, unsent } from "../../replay/replay-outcome.ts";
import { createFixtures, deleteFixtures } from "../../fixtures/fixture-setup.ts";
import { findCase, type FoundCase } from "../../replay/stored-case.ts";
import { storedContract } from "../../replay/stored-run.ts";
import { embedded, endpointName } from "../../transport/target.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { configuredTarget } from "./configured-target.ts";
import type { TargetOptions } from "../options/target-options.ts";

/** Options of `replay`. */
interface ReplayOptions extends TargetOptions {
  readonly run: string;
  /** Only prints the requests. */
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly color: boolean;
}

/** Sends a case of a stored run again and prints the result; the exit status. */
export async function replay(id: string, options: ReplayOptions): Promise<number> {
  const stored = shardWith(readJournal(options.run), id);
  const { contract, signingName } = storedContract(stored);
  const configured = await configuredTarget(options, options.endpoint ?? addressOf(stored), process.env);
  const settings = await withOptionPlaces(configured.places, () => settingsOf(stored, { ...configured.options, signingName }));
  const found = await findCase(stored, id, { settleMs: settings.settleMs });
  if (options.dryRun === true) return print(unsent(id, found, settings), options);
  if (settings.state === "observe" && !isReading(contract))
    throw new HarnessError(
      "input",
      `${escapeText(contract.operation)} changes something, and replay sends such a case only on this machine, or where the run was allowed to.`,
    );
  const needsSessions = found.owner.needs !== "none" && stored.header.fixture === undefined;
  if (needsSessions && settings.state === "observe")
    throw new HarnessError(
      "input",
      `${escapeText(id)} creates sessions, which replay does only on this machine, or where the run was allowed to. Run its property there with \`run --state create --only\`.`,
    );
  const missing = stored.header.headers.filter((name) => settings.headers[name] === undefined);
  if (missing.length > 0)
    process.stderr.write(
      `glue-conformance: the run sent ${escapeText(missing.join(", "))}, whose values are not stored: give them with --header where needed.\n`,
    );
  if (needsSessions)
    for (const notice of runWarningsOf(settings, process.env, "those of the case")) process.stderr.write(`glue-conformance: ${escapeText(notice)}.\n`);
  const runId = randomBytes(5).toString("hex");
  const journal = new ReplayJournal(options.run, settings, contract, { runId, needsSessions });
  try {
    const connection = await connectTarget(settings, {
      runId,
      contract,
      observes: settings.state === "observe",
      onSession: (session) => journal.session(session),
    });
    const release = stopWhenInterrupted("deleting sessions", () => connection.sender.stop(interrupted));
    try {
      return await sendAgain({ id, stored, contract, settings, found, runId }, connection, options);
    } finally {
      try {
        const left = await deleteFixtures(connection.sender, systemClock, [...connection.created], settings.settleMs);
        const advice = journal.gone([...connection.created], left);
        if (advice !== undefined) process.stderr.write(`glue-conformance: ${advice}\n`);
      } finally {
        release();
        await connection.close();
      }
    }
  } finally {
    journal.close();
  }
}

/** The run that sent a case; of several shards the one that it belongs to. */
function shardWith(stored: readonly StoredRun[], id: string): StoredRun {
  const sending = stored.filter(({ cases, exchanges }) => cases.some((line) => line.case === id) || exchanges.some((exchange) => exchange.case === id));
  const found = sending.find(({ cases }) => cases.some((line) => line.case === id && line.part === "properties")) ?? sending[0] ?? stored[0];
  if (found === undefined) throw new HarnessError("input", `${escapeText(id)} is in no journal. Give the folder of a run.`);
  return found;
}

function addressOf({ header }: StoredRun): string | undefined {
  return header.target.endpoint === embedded ? undefined : header.target.endpoint;
}

function settingsOf(stored: StoredRun, options: TargetOptions & Pick<Settings, "signingName">): Settings {
  const { header } = stored;
  const named = addressOf(stored);
  const endpoint = options.endpoint ?? named;
  const isSame = endpoint === undefined || (named !== undefined && URL.canParse(endpoint) && new URL(endpoint).origin === new URL(named).origin);
  return resolveSettings(
    {
      ...(isSame ? { sign: header.sign, settle: header.settleMs, state: header.target.state } : {}),
      ...options,
      ...(endpoint === undefined ? {} : { endpoint }),
      region: options.region ?? header.target.region,
    },
    process.env,
  );
}

async function sendAgain(plan: ReplayPlan, connection: TargetConnection, options: ReplayOptions): Promise<number> {
  const { stored, contract, settings, runId } = plan;
  const { sender } = connection;
  const end = (reported: Replay): number =>
    print(sender.stopped === interrupted && reported.exit === 3 ? { ...reported, exit: interruptedExit } : reported, options);
  const checked = await preflight(sender, contract, endpointName(settings), {});
  if (!["works", "refuses", "hollow"].includes(checked.outcome)) return end(unjudged(plan, checked.message));
  if (checked.outcome === "refuses") sender.addressing.sendsControls = false;
  const renaming = new RunIdRewriter(stored.header.runId, runId);
  const placed = await withSessions(plan, sender, renaming);
  if (typeof placed === "string") return end(unjudged(plan, placed));
  const storedRedactor = createRedactor({ ownPrefix: idPrefix(stored.header), headers: stored.header.headers });
  const resent = new ResentCase(placed, renaming, storedRedactor);
  const result = await liveExecutor(sender, systemClock, undefined, contract.operation).play(resent.case, {
    part: "confirmation",
    repetition: placed.at.repetition,
  });
  return end(outcomeOf({ ...plan, found: placed }, result, resent, connection.redactor));
}

/** The case, after creating the sessions that it depends on, or why they could not be created. */
async function withSessions(
  { id, stored, settings, found, runId }: ReplayPlan,
  sender: TargetConnection["sender"],
  renaming: RunIdRewriter,
): Promise<FoundCase | string> {
  const { header, fixtures } = stored;
  // Sessions of a fixture exist already; if they do not, the case says so.
  if (found.owner.needs === "none" || fixtures?.available !== true || header.fixture === true) return found;
  const { account, roleArn, target } = header;
  const planned = renaming.forth(fixtures.sessions);
  const set = await createFixtures(sender, systemClock, { runId, account, roleArn, region: target.region }, planned, settings.settleMs);
  if (!set.available) return `The sessions that the case depends on could not be created: ${set.reason}.`;
  if (set.sessions.length < planned.length)
    return `Only ${String(set.sessions.length)} of the ${String(planned.length)} sessions that the case depends on could be created.`;
  if (set.accountSize === fixtures.accountSize) return found;
  // How long a walk may be depends on the size of the account.
  return findCase(stored, id, { settleMs: settings.settleMs, accountSize: set.accountSize });
}

function print(reported: Replay, { json = false, color }: ReplayOptions): number {
  const { isSent, conclusion, exit } = reported;
  if (json) process.stdout.write(renderReplayJson(reported));
  else if (isSent || exit === 0) process.stdout.write(renderReplay(reported, terminalLayout({ color })));
  else process.stderr.write(`glue-conformance: ${escapeText(conclusion)}.\n`);
  return exit;
}

const interrupted = "it was interrupted";
