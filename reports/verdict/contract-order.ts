import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import type { Requirement } from "../../spec/requirements/requirement.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";
import { levels } from "../record/levels.ts";
import type { Check, RunRecord } from "../record/run-record.ts";

/** The failed checks of a record, in that order. */
export function failedChecks(record: Pick<RunRecord, "checks" | "suite">): readonly Check[] {
  return inContractOrder(record, ({ status }) => status === "failed");
}

/** The catalogue that judged a record, in the order of the page; undefined if this version has another contract. */
export function judgedRequirements(contract: RunRecord["suite"]["contract"]): readonly Requirement[] | undefined {
  // A record may name any operation; only that of the checked-in catalogue is shown line by line.
  if (contract.operation !== "ListSessions" || contractDigest(contractOf(contract.operation)) !== contract.sha256) return undefined;
  return inPageOrder(contract.operation);
}

/** The requirements of an operation: those of its page line by line, then those from other sources. */
export function inPageOrder(operation: string): readonly Requirement[] {
  const lineOf = ({ source }: Requirement): number => ("page" in source && source.page === operation ? source.line : Number.MAX_SAFE_INTEGER);
  return requirementsOf(operation).toSorted((a, b) => lineOf(a) - lineOf(b));
}

/** The checks of a record that are chosen, in the order of every report: musts first, then by the contract, so that all reports have the same first failure. */
export function inContractOrder({ checks, suite }: Pick<RunRecord, "checks" | "suite">, isChosen: (check: Check) => boolean = () => true): readonly Check[] {
  const places = new Map((judgedRequirements(suite.contract) ?? []).map(({ id }, index) => [id, index]));
  const placeOf = ({ requirement }: Check): number => places.get(requirement) ?? places.size;
  return checks.filter(isChosen).toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || placeOf(a) - placeOf(b));
}
