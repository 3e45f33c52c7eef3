import { join } from "node:path";
import type { Contract } from "../../spec/contract.ts";
import { isSuccess, mediaTypeOf } from "../../properties/core/answer.ts";
import { mediaTypeFor } from "../../properties/core/request.ts";
import type { Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import { nothingFound } from "../../properties/core/script.ts";
import { nothingJudged, type OperationResult, type ServiceRecord, serviceRuling } from "../../reports/record/service-record.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import { createRedactor } from "../../reports/redaction/redact.ts";
import { Evaluator } from "../cases/evaluate.ts";
import { PropertyResult } from "../cases/property-result.ts";
import type { CaseResult } from "../cases/run-case.ts";
import { ResultSanitizer } from "../cases/sanitized-result.ts";
import { noRequests } from "../client/sent-exchange.ts";
import { resolveSettings, type Settings } from "../config/settings.ts";
import { makeFolder } from "../files/make-folder.ts";
import { recordOf } from "../run/run-record.ts";
import { Latencies } from "../run/latency.ts";
import { manifest } from "../runtime/package-manifest.ts";
import type { ContractSource, ServiceOperation } from "../service-run/contract-source.ts";
import { Causes, countsOf, outcomeOf } from "../service-run/judge-operation.ts";
import { writeReports } from "../storage/write-reports.ts";
import { judgedExchange } from "./judged-exchange.ts";
import type { TrafficExchange } from "./traffic.ts";

/** How traffic is judged. */
export interface TrafficOptions {
  readonly name: string;
  readonly strict: boolean;
  /** Folder for the records of operations. */
  readonly out: string;
  readonly formats: readonly string[];
  readonly onProblem: (text: string) => void;
}

/** What judging traffic gave. */
export interface JudgedTraffic {
  readonly record: ServiceRecord;
  /** Exchanges of operations that have no contract, by target. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Targets without a contract that are kept by name. */
const maxUnknown = 1_000;

/** Judges recorded exchanges as they come, in memory that does not grow with their number. */
export async function judgeTraffic(
  exchanges: AsyncIterable<TrafficExchange>,
  { source, operations }: ContractSource,
  options: TrafficOptions,
): Promise<JudgedTraffic> {
  const known = new Map(operations.map((one) => [one.target, one]));
  const judges = new Map<string, OperationJudge>();
  const unknown = new Map<string, number>();
  const settings: Settings = { ...resolveSettings({ name: options.name, state: "observe", strict: options.strict }, {}), name: options.name };
  let total = 0;
  for await (const exchange of exchanges) {
    const { target } = exchange;
    const operation = known.get(target);
    if (operation?.contract === undefined) {
      if (unknown.size < maxUnknown || unknown.has(target)) unknown.set(target, (unknown.get(target) ?? 0) + 1);
      continue;
    }
    const judge = judges.get(target) ?? new OperationJudge(operation.contract, { ...settings, signingName: operation.signingName });
    judges.set(target, judge);
    judge.add(exchange);
    total += 1;
  }
  const causes = new Causes();
  const results: OperationResult[] = [];
  for (const [target, judge] of [...judges].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const record = judge.record();
    const run = `operations/${target}`;
    makeFolder(join(options.out, run));
    for (const problem of await writeReports(record, options.formats, { out: join(options.out, run) })) options.onProblem(problem);
    causes.add(target, record);
    const { operation = target } = known.get(target) ?? ({} as Partial<ServiceOperation>);
    results.push({ operation, target, ...outcomeOf(record), ...countsOf(record, run) });
  }
  const record: ServiceRecord = {
    schemaVersion: 1,
    ...serviceRuling({ operations: results, server: nothingJudged }, { required: new Set(), strict: options.strict, interrupted: false }),
    suite: { name: manifest.name, version: manifest.version },
    target: { name: options.name, endpoint: recorded, region: settings.region, state: "observe" },
    source,
    seed: settings.seed,
    requests: total,
    operations: results,
    server: nothingJudged,
    causes: causes.all,
  };
  return { record, unknown };
}

const recorded = "recorded traffic";
/** Of no run; ids of sessions of a run hold its own. */
const runId = "0000000000";

/** Judges the exchanges of one operation. */
class OperationJudge {
  readonly #contract: Contract;
  readonly #settings: Settings;
  readonly #properties: readonly Property[];
  readonly #results = new Map<string, PropertyResult>();
  readonly #redactor = createRedactor({ ownPrefix: `glue-conformance-${runId}-` });
  readonly #startedAt = new Date();
  readonly #sanitizer = new ResultSanitizer(this.#redactor, () => createNormaliser({ runId, endpoint: recorded, startedAt: this.#startedAt }));
  readonly #evaluators = new Map<string, Evaluator>();
  #source: string | undefined;
  #count = 0;

  constructor(contract: Contract, settings: Settings) {
    this.#contract = contract;
    this.#settings = settings;
    this.#properties = propertiesOf(contract);
    // What every exchange can show is reported where none did; of the rest what was shown.
    for (const property of this.#properties)
      if (property.kind === "passive" && property.level !== "may" && property.optIn === undefined && property.ofBreach !== true) this.#resultOf(property);
  }

  add(exchange: TrafficExchange): void {
    const { source, jsonVersion, hasHeaders, hasBytes, place } = exchange;
    const { jsonVersion: stated = "1.1", ...others } = this.#contract;
    const version = jsonVersion ?? stated;
    const contract: Contract = version === "1.1" ? others : { ...others, jsonVersion: version };
    const { judged, own } = judgedExchange(exchange, version === stated ? this.#contract : contract);
    const { answer } = judged;
    // The front end may have failed for a moment, which says nothing of the service.
    if (answer === undefined || (answer.status >= 500 && answer.code === undefined) || (answer.status >= 300 && answer.status < 400)) return;
    const id = `${isSuccess(answer) ? "success" : "error"}#${place}`;
    const result: CaseResult = {
      case: { id, script: unsent },
      steps: [{ judged, forProperty: true, listed: 0 }],
      judgement: own?.judgement ?? nothingFound,
    };
    const owner = this.#properties.find((property) => property.id === own?.property);
    const judging = version === stated ? this.#contract : contract;
    // Without its request it is not known that an exchange was of this protocol: some services speak others too.
    const isOfProtocol = exchange.request !== undefined || mediaTypeOf(answer) === mediaTypeFor(judging);
    const known = ["content-type", "headers", "bytes"].filter((part) => hasHeaders && (part === "headers" || (part === "bytes" ? hasBytes : isOfProtocol)));
    const evaluator = this.#evaluatorFor(source, `${version} ${known.join(" ")}`, judging, known);
    for (const { property, judgement, steps } of evaluator.evaluations(owner ?? unowned, result)) {
      if (property === unowned) continue;
      this.#resultOf(property).add(result, judgement, steps, this.#count);
    }
    this.#count += 1;
  }

  /** Request ids are compared within one source, so each has evaluators of its own; those of one are held at a time. */
  #evaluatorFor(source: string, kind: string, contract: Contract, known: readonly string[]): Evaluator {
    if (source !== this.#source) this.#evaluators.clear();
    this.#source = source;
    const readable = this.#properties.filter((property) => {
      const reads = property.kind === "passive" ? property.reads : undefined;
      return property.optIn === undefined && (reads === undefined || known.includes(reads));
    });
    const evaluator = this.#evaluators.get(kind) ?? new Evaluator(contract, readable);
    this.#evaluators.set(kind, evaluator);
    return evaluator;
  }

  #resultOf(property: Property): PropertyResult {
    const result = this.#results.get(property.id) ?? new PropertyResult(property, this.#sanitizer);
    this.#results.set(property.id, result);
    return result;
  }

  record(): ReturnType<typeof recordOf>["record"] {
    const judged = [...this.#results.values()].map(({ property }) => property);
    const selection = { offered: judged, judged, skipped: new Map<string, string>(), parts: new Map<string, () => boolean>(), narrowedBy: [] };
    const work = { properties: judged, selection, senders: [], needsSessions: false, sends: () => true, isNarrowed: () => false, isShared: () => false };
    return recordOf(
      {
        preflight: { outcome: "works", message: "" },
        selection,
        propertyResults: [...this.#results.values()],
        suiteErrors: [],
        work,
        sessionsSeen: 0,
        sessionsInPlace: 0,
        leftBehind: [],
        ended: [],
      },
      {
        settings: this.#settings,
        contract: this.#contract,
        endpoint: recorded,
        runId,
        startedAt: this.#startedAt,
        durationMs: 0,
        counts: { ...noRequests(), properties: this.#count },
        latency: new Latencies().summary(),
        interrupted: false,
        redactor: this.#redactor,
      },
    ).record;
  }
}

/** Stands for the property of a request that no property sends. */
const unowned: Property = { kind: "derived", id: "traffic", requirement: "traffic", level: "may", title: "", needs: "none", of: [] };

function unsent(): never {
  throw new Error("recorded requests are not sent");
}
