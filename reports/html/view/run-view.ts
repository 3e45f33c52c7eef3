import { sourceOf } from "../../../spec/contracts/shipped-contracts.ts";
import { judgedRequirements, failedChecks } from "../../verdict/contract-order.ts";
import type { RequirementNote } from "../../text/failure.ts";
import type { FormatContext } from "../../text/format-context.ts";
import { named } from "../../redaction/normalise.ts";
import type { Check, RunRecord } from "../../record/run-record.ts";
import { type Ruling, rulingOf } from "../../verdict/verdict.ts";
import { type JudgedCase, judgedCases } from "./judged-cases.ts";
import { type ContractOutline, outlineOf } from "./contract-lines.ts";
import { gravestOf, type Tone, toneOf } from "../document/outcome.tsx";

/** A run with derived data for the parts of its report. */
export interface RunView {
  readonly record: RunRecord;
  readonly ruling: Ruling;
  /** Undefined if the record was judged by a contract that this version does not have. */
  readonly outline: ContractOutline | undefined;
  /** Failures that the baseline does not accept: musts first, in the order of the contract. */
  readonly failures: readonly Check[];
  readonly accepted: readonly Check[];
  /** Maximum characters of one block of a failure: smaller if there are more failures. */
  readonly blockLimit: number;
  readonly noteOf: (requirement: string) => RequirementNote | undefined;
  readonly checksOf: (requirement: string) => readonly Check[];
  /** The worst outcome of a requirement's properties; undefined if no property of the run judged it. */
  readonly toneOfRequirement: (requirement: string) => Tone | undefined;
  /** Some cases of a property with their answers, from the journal. */
  readonly casesOf: (property: string) => readonly JudgedCase[];
  /** Fills in the endpoint and the run id, so that a command can be run. */
  readonly named: (text: string) => string;
}

/** Characters for one kind of block over all failures, and the bounds for a single block. */
const allBlocks = 90_000;
const [leastBlock, mostBlock] = [300, 4_000];

/** Bytes from the beginning of a journal in which cases are looked for: a journal may be as large as the memory of a run. */
const maxJournalBytes = 4 * 1_048_576;

/** Derives the view of a record. */
export function runViewOf(record: RunRecord, { requirementOf, page, journal }: FormatContext): RunView {
  const { suite } = record;
  const catalogue = judgedRequirements(suite.contract);
  const checksOf = (requirement: string): readonly Check[] => record.checks.filter((check) => check.requirement === requirement);
  const cases = judgedCases(journal(maxJournalBytes));
  const failed = failedChecks(record);
  return {
    record,
    ruling: rulingOf(record),
    outline: catalogue === undefined ? undefined : outlineOf(suite.contract.operation, catalogue, sourceOf(suite.contract.operation), page),
    failures: failed.filter(({ baselined }) => !baselined),
    accepted: failed.filter(({ baselined }) => baselined),
    blockLimit: Math.min(mostBlock, Math.max(leastBlock, Math.floor(allBlocks / Math.max(failed.length, 1)))),
    noteOf: requirementOf,
    checksOf,
    toneOfRequirement: (requirement) => gravestOf(checksOf(requirement).map(toneOf)),
    casesOf: (property) => cases.get(property) ?? [],
    named: (text) => named(text, record),
  };
}
