import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Contract } from "../../spec/contract.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { isSuccess } from "../../properties/core/answer.ts";
import { openProbe } from "../../properties/core/request.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import { propertiesOf } from "../../properties/table.ts";
import { type OperationResult, type PartCounts, nothingJudged, type ServiceRecord, serviceRuling } from "../../reports/record/service-record.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { manifest } from "../runtime/package-manifest.ts";
import type { Settings } from "../config/settings.ts";
import { addressed } from "../selection/case-context.ts";
import { connectTarget } from "../run/connect-target.ts";
import { preflight } from "../run/preflight.ts";
import { endpointName } from "../transport/target.ts";
import { withoutCredentials } from "../../reports/redaction/redact.ts";
import type { ContractSource, ServiceOperation } from "./contract-source.ts";
import { Harvest } from "./harvest.ts";
import { Causes, countsOf, judgePart, outcomeOf, type PartOutput } from "./judge-operation.ts";
import { type KnownInput, withInput } from "./known-inputs.ts";

/** What a service run is made of. */
export interface ServiceRunParts extends Pick<ContractSource, "source"> {
  readonly settings: Settings;
  /** The operations to judge. */
  readonly operations: readonly ServiceOperation[];
  /** Valid requests that the user gives, by target. */
  readonly inputs: ReadonlyMap<string, KnownInput>;
  /** Targets of operations that must be implemented. */
  readonly required: ReadonlySet<string>;
  readonly out: string;
  readonly formats: readonly string[];
  readonly signal: AbortSignal;
  /** Called when something is begun, and with what was found of each operation. */
  readonly onProgress: (doing: string) => void;
  readonly onResult: (result: OperationResult) => void;
  readonly onProblem: (text: string) => void;
}

/** Operations asked at the same time which of them are there. */
const asksAtATime = 4;
/** Times that identifiers are collected: what one listing returns may be needed for the next. */
const harvestRounds = 3;

/** An operation that is to be judged. */
interface Judgeable extends ServiceOperation {
  readonly contract: Contract;
}

const notSent = "it changes something, and without --state create nothing of such an operation is sent";

/** Judges all operations of a service: what the server does once, then operation by operation. */
export async function runService(parts: ServiceRunParts): Promise<ServiceRecord> {
  const { settings, operations, source, required, signal } = parts;
  const results = new Map<string, OperationResult>();
  const note = (of: ServiceOperation, result: Pick<OperationResult, "outcome" | "reason">, counts: PartCounts = nothingJudged): void => {
    const noted: OperationResult = { operation: of.operation, target: of.target, ...result, ...counts };
    results.set(of.target, noted);
    parts.onResult(noted);
  };
  const judgeable = operations.filter((one): one is Judgeable => {
    if (one.contract === undefined) note(one, { outcome: "not-judged", reason: one.reason ?? "" });
    else if (settings.state === "observe" && !isReading(one.contract)) note(one, { outcome: "not-judged", reason: notSent });
    else return true;
    return false;
  });
  const found = await findPresent(judgeable, parts, note);
  const causes = new Causes();
  const deadline = settings.maxTimeMs === undefined ? undefined : performance.now() + settings.maxTimeMs;
  const partOutput = (run: string): PartOutput => ({ out: join(parts.out, run), formats: parts.formats, signal, onProblem: parts.onProblem });
  const settingsFor = ({ signingName }: ServiceOperation, elsewhere: readonly string[]): Settings => ({ ...settings, signingName, elsewhere });
  let server: PartCounts = nothingJudged;
  let failedOnce: readonly string[] = [];
  const host = found.host;
  if (host !== undefined && !signal.aborted) {
    parts.onProgress("the server");
    const record = await judgePart(host.contract, settingsFor(host, judgedByOperations(host.contract)), partOutput("server"));
    server = countsOf(record, "server");
    failedOnce = record.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
    causes.add("server", record);
  }
  for (const one of found.present) {
    if (signal.aborted || (deadline !== undefined && performance.now() > deadline)) {
      note(one, { outcome: "not-judged", reason: signal.aborted ? "the run was interrupted" : "cut off by --max-time" });
      continue;
    }
    parts.onProgress(one.target);
    const run = `operations/${one.target}`;
    const record = await judgePart(one.contract, settingsFor(one, judgedOnce(one.contract, failedOnce)), partOutput(run));
    causes.add(one.target, record);
    note(one, outcomeOf(record), countsOf(record, run));
  }
  const all = operations.flatMap(({ target }) => results.get(target) ?? []);
  return {
    schemaVersion: 1,
    ...serviceRuling({ operations: all, server }, { required, strict: settings.strict, interrupted: signal.aborted }),
    suite: { name: manifest.name, version: manifest.version },
    target: { name: settings.name, endpoint: withoutCredentials(endpointName(settings)), region: settings.region, state: settings.state },
    source,
    seed: settings.seed,
    requests: [server, ...all].reduce((sum, { requests }) => sum + requests, 0),
    operations: all,
    server,
    causes: causes.all,
  };
}

function judgedByOperations(contract: Contract): readonly string[] {
  return propertiesOf(contract)
    .filter(({ ofServer }) => ofServer !== true)
    .map(({ id }) => id);
}

/** What the server does is judged once: by requests of its own always, by all answers where it failed there. */
function judgedOnce(contract: Contract, failed: readonly string[]): readonly string[] {
  return propertiesOf(contract)
    .filter(({ ofServer, kind, id }) => ofServer === true && (kind !== "passive" || failed.includes(id)))
    .map(({ id }) => id);
}

interface Present {
  /** Operations that may be there, with the inputs that reach what exists. */
  readonly present: readonly Judgeable[];
  /** The one that the server is judged by: it reads, and its plain request is accepted. */
  readonly host: Judgeable | undefined;
}

/** Finds out which operations are implemented, and collects identifiers for their requests. Of those that change something nothing is sent. */
async function findPresent(
  judgeable: readonly Judgeable[],
  { settings, inputs, signal, onProgress }: ServiceRunParts,
  note: (of: ServiceOperation, result: Pick<OperationResult, "outcome" | "reason">) => void,
): Promise<Present> {
  const runId = randomBytes(5).toString("hex");
  const connections = new Map<string, Awaited<ReturnType<typeof connectTarget>>>();
  const connected = async (signingName: string): Promise<Awaited<ReturnType<typeof connectTarget>>> => {
    const known = connections.get(signingName) ?? (await connectTarget({ ...settings, signingName }, { runId, observes: true, onSession: () => undefined }));
    connections.set(signingName, known);
    known.sender.addressing.sendsControls = false;
    return known;
  };
  const harvest = new Harvest();
  const contracts = new Map<string, Contract>();
  const accepted = new Set<string>();
  const absent = new Set<string>();
  const endpoint = endpointName(settings);
  const stops: Preflight[] = [];
  const ask = async (one: Judgeable, contract: Contract): Promise<boolean> => {
    const { sender, redactor } = await connected(one.signingName);
    const sent = await sender.send(addressed(openProbe(contract.operation, sampleInput(contract.request)), contract), "preflight");
    const answer = "judged" in sent ? sent.judged.answer : undefined;
    if (answer !== undefined && isSuccess(answer)) {
      accepted.add(one.target);
      harvest.collect(answer.object);
      return true;
    }
    if (accepted.has(one.target) || contracts.has(one.target)) return false;
    const checked = await preflight(sender, contract, endpoint, {});
    const reason = redactor.text(withoutCredentials(checked.message));
    if (checked.outcome === "not-implemented") {
      absent.add(one.target);
      note(one, { outcome: checked.isUnsure === true ? "unsure" : "not-implemented", reason });
    } else if (/^(?:unreachable|certificate|not-run)$/u.test(checked.outcome)) stops.push({ ...checked, message: reason });
    contracts.set(one.target, contract);
    return false;
  };
  try {
    const reading = judgeable.filter(({ contract }) => isReading(contract));
    onProgress("which operations are implemented");
    await inTurns(reading, async (one) => {
      if (signal.aborted || stops.length > 0) return;
      const given = inputs.get(one.target);
      await ask(one, given === undefined ? one.contract : withInput(one.contract, given));
    });
    for (let round = 0; round < harvestRounds && stops.length === 0; round += 1) {
      const before = accepted.size;
      const open = reading.filter(({ target }) => !accepted.has(target) && !absent.has(target) && !inputs.has(target));
      await inTurns(open, async (one) => {
        const input = signal.aborted ? undefined : harvest.inputFor(one.contract);
        if (input === undefined) return;
        const contract = withInput(one.contract, input);
        if (await ask(one, contract)) contracts.set(one.target, contract);
      });
      if (accepted.size === before) break;
    }
  } finally {
    for (const { close } of connections.values()) await close();
  }
  const [stopped] = stops;
  if (stopped !== undefined) {
    for (const one of judgeable) if (!absent.has(one.target)) note(one, { outcome: "not-judged", reason: stopped.message });
    return { present: [], host: undefined };
  }
  const present = judgeable
    .filter(({ target }) => !absent.has(target))
    .map((one): Judgeable => {
      const given = inputs.get(one.target);
      return { ...one, contract: given === undefined ? (contracts.get(one.target) ?? one.contract) : withInput(one.contract, given) };
    });
  const width = ({ contract }: Judgeable): number => Object.keys(contract.request.properties).length;
  const [host] = present.filter(({ target }) => accepted.has(target)).toSorted((a, b) => width(b) - width(a));
  return { present, host: host ?? present.find(({ contract }) => isReading(contract)) };
}

async function inTurns(all: readonly Judgeable[], ask: (one: Judgeable) => Promise<void>): Promise<void> {
  const open = [...all];
  const lane = async (): Promise<void> => {
    for (let one = open.shift(); one !== undefined; one = open.shift()) await ask(one);
  };
  await Promise.all(Array.from({ length: asksAtATime }, lane));
}
