import type { ContractDifference } from "../../../spec/contracts/contract-difference.ts";
import type { Contract } from "../../../spec/contract.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import type { PageChange } from "../../config/page-change.ts";
import { pageChange } from "../../config/page-change.ts";
import { readContract } from "../../files/read-contract.ts";
import { HarnessError } from "../../runtime/harness-error.ts";

/** Prints the differences between a named contract and a page's. Returns the exit status: 1 where run records are no longer comparable. */
export function printChange(against: string, now: Contract, json: boolean): 0 | 1 {
  const old = readContract(against);
  if (old.operation !== now.operation) {
    throw new HarnessError(
      "input",
      `${escapeText(against)}: the page describes ${named(now)} and the contract ${named(old)}. Give a page and a contract of the same operation.`,
    );
  }
  const change = pageChange(old, now);
  process.stdout.write(json ? `${JSON.stringify(change, undefined, 2)}\n` : reported(change));
  return change.comparable ? 0 : 1;
}

function named({ operation }: Contract): string {
  return escapeText(operation.slice(0, 100));
}

function reported({ operation, old, now, comparable, differences, requirements, properties }: PageChange): string {
  const digests = `${old.slice(0, 12)} to ${now.slice(0, 12)}`;
  if (comparable) return `${operation}: the page says what the contract says (${now.slice(0, 12)}). Old run records stay comparable.\n`;
  return [
    `${operation}: ${String(differences.length)} ${differences.length === 1 ? "difference" : "differences"}, contract ${digests}`,
    ...differences.map((difference) => `  ${lineOf(difference)}`),
    `requirements touched: ${requirements.join(", ") || "none"}`,
    `properties touched: ${properties.join(", ") || "none"}`,
    "Old run records were judged by another contract: run the suite again before you compare.",
    "",
  ].join("\n");
}

function lineOf({ pointer, effect, old, now }: ContractDifference): string {
  const said = (value: unknown): string => escapeText(JSON.stringify(value)).slice(0, 300);
  const values = [...(old === undefined ? [] : [said(old)]), ...(now === undefined ? [] : [said(now)])];
  return `${effect}: ${escapeText(pointer)}${values.length === 0 ? "" : `: ${values.join(" to ")}`}`;
}
