import type { Level } from "../../properties/core/property.ts";
import type { Check, RunRecord, Verdict } from "./run-record.ts";

/** Checks of one level, by outcome. */
export type LevelCounts = Readonly<Record<"passed" | "failed" | "unexercised" | "errored", number>>;

/** What was found of one operation. `unsure` is one that may not be implemented, `not-judged` one that nothing was sent of. */
export type OperationOutcome = "conforms" | "fails" | "incomplete" | "not-implemented" | "unsure" | "not-judged";

/** Counts of one run, and where its reports are. */
export interface PartCounts extends Readonly<Record<"must" | "should", LevelCounts>> {
  /** First sends for properties. */
  readonly requests: number;
  readonly seconds: number;
  /** Its folder below that of the service run, where it has one. */
  readonly run?: string;
}

/** One operation of a service. */
export interface OperationResult extends PartCounts {
  readonly operation: string;
  /** As its target header names it. */
  readonly target: string;
  readonly outcome: OperationOutcome;
  /** Why it is not judged, or not completely; empty where it is. */
  readonly reason: string;
}

/** Why checks failed, and where: targets of the operations; `server` stands for what is judged once. */
export type ServiceCause = { readonly cause: string; readonly operations: readonly string[]; readonly checks: readonly string[] };

/** Everything that was found of a service: the content of `service.json`. */
export interface ServiceRecord {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly exit: 0 | 1 | 2 | 3 | 130;
  readonly suite: { readonly name: string; readonly version: string };
  readonly target: RunRecord["target"];
  readonly source: { readonly kind: "model" | "pages" | "shipped"; readonly name: string; readonly sha256: string };
  readonly seed: number;
  readonly requests: number;
  readonly operations: readonly OperationResult[];
  readonly server: PartCounts;
  readonly causes: readonly ServiceCause[];
}

const none: LevelCounts = { passed: 0, failed: 0, unexercised: 0, errored: 0 };

/** Counts of what was not judged. */
export const nothingJudged: PartCounts = { must: none, should: none, requests: 0, seconds: 0 };

/** Counts of the checks of one level. */
export function levelCounts(checks: readonly Check[], level: Level): LevelCounts {
  const count = (status: Check["status"]): number => checks.filter((check) => check.level === level && check.status === status).length;
  return { passed: count("passed"), failed: count("failed"), unexercised: count("unexercised"), errored: count("errored") };
}

/** The verdict and exit status of a service. `required` are targets that must be implemented. */
export function serviceRuling(
  { operations, server }: Pick<ServiceRecord, "operations" | "server">,
  { required, strict, interrupted }: { readonly required: ReadonlySet<string>; readonly strict: boolean; readonly interrupted: boolean },
): Pick<ServiceRecord, "verdict" | "exit"> {
  const fails =
    server.must.failed > 0 ||
    (strict && [server, ...operations].some(({ should }) => should.failed > 0)) ||
    operations.some(({ outcome, target }) => outcome === "fails" || (outcome === "not-implemented" && required.has(target)));
  const isJudged = ({ outcome }: OperationResult): boolean => outcome === "fails" || outcome === "conforms" || outcome === "incomplete";
  const hasPasses = [server, ...operations].some(({ must }) => must.passed > 0);
  const conforms = operations.length > 0 && operations.every(({ outcome }) => outcome === "conforms") && server.must.errored + server.must.unexercised === 0;
  const verdict = fails ? "fails" : conforms ? "conforms" : "incomplete";
  return { verdict, exit: interrupted ? 130 : fails ? 1 : operations.some(isJudged) && hasPasses ? 0 : 3 };
}
