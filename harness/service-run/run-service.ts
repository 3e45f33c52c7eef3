import { join } from "node:path";
import { isReading } from "../../spec/operation-traits.ts";
import type { Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { type OperationResult, type PartCounts, nothingJudged, type ServiceRecord, serviceRuling } from "../../reports/record/service-record.ts";
import { manifest } from "../runtime/package-manifest.ts";
import { collectGarbage } from "../client/garbage-collection.ts";
import type { Settings } from "../config/settings.ts";
import { endpointName } from "../transport/target.ts";
import { withoutCredentials } from "../../reports/redaction/redact.ts";
import type { ContractSource, ServiceOperation } from "./contract-source.ts";
import { findOperations, type Judgeable, withoutCaches } from "./find-operations.ts";
import { Causes, countsOf, judgePart, outcomeOf } from "./judge-operation.ts";
import type { KnownInput } from "./known-inputs.ts";

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

const notSent = "it changes something, and without --state create nothing of such an operation is sent";

/** Judges all operations of a service: what the server does once, then operation by operation. */
export async function runService(parts: ServiceRunParts): Promise<ServiceRecord> {
  const { settings, operations, source, required, formats, signal, onProblem } = parts;
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
  parts.onProgress("which operations are implemented");
  const { present, host, others } = await findOperations(judgeable, parts);
  for (const one of judgeable) {
    const other = others.get(one.target);
    if (other !== undefined) note(one, other);
  }
  const causes = new Causes();
  const deadline = settings.maxTimeMs === undefined ? undefined : performance.now() + settings.maxTimeMs;
  const judge = async ({ contract, signingName, target }: Judgeable, run: string, isElsewhere: (property: Property) => boolean): Promise<RunRecord> => {
    parts.onProgress(run === "server" ? "the server" : target);
    const own = withoutCaches(contract);
    const elsewhere = propertiesOf(own).flatMap((property) => (isElsewhere(property) ? [property.id] : []));
    const record = await judgePart(own, { ...settings, signingName, elsewhere }, { out: join(parts.out, run), formats, signal, onProblem });
    collectGarbage();
    causes.add(run === "server" ? run : target, record);
    return record;
  };
  const failedOnce = new Set<string>();
  let server: PartCounts = nothingJudged;
  if (host !== undefined && !signal.aborted) {
    const record = await judge(host, "server", ({ ofServer }) => ofServer !== true);
    server = countsOf(record, "server");
    for (const { id, status } of record.checks) if (status === "failed") failedOnce.add(id);
  }
  // What the server does is judged once: by requests of its own always, by all answers where it failed there.
  const isJudgedOnce = ({ ofServer, kind, id }: Property): boolean => ofServer === true && (kind !== "passive" || failedOnce.has(id));
  for (const one of present) {
    if (signal.aborted || (deadline !== undefined && performance.now() > deadline)) {
      note(one, { outcome: "not-judged", reason: signal.aborted ? "the run was interrupted" : "cut off by --max-time" });
      continue;
    }
    const run = `operations/${one.target}`;
    const record = await judge(one, run, isJudgedOnce);
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
