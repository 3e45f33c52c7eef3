import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { checkedInOperations, contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import type { Explanation, SdkDifference } from "./sdk-comparison.ts";
import { compareWithSdk } from "./sdk-comparison.ts";
import { sdkContractOf } from "./sdk-contract.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const file = "harness/dev/contract/sdk-differences.json";

try {
  process.exitCode = checkContracts(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}

/** Compares all checked-in contracts with the AWS SDK. Returns 1 where a difference has no reason in the file, or a reason has no difference. */
function checkContracts(args: readonly string[]): 0 | 1 {
  const { json = false } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } }).values;
  const operations = checkedInOperations();
  const comparison = compareWithSdk(
    operations.map((operation) => ({ page: contractDocument(contractOf(operation)), sdk: sdkContractOf(operation) })),
    readExplanations(),
  );
  const { explained, unexplained, stale } = comparison;
  if (json) console.log(JSON.stringify({ operations, ...comparison }, undefined, 2));
  else {
    for (const explanation of explained) console.log(`explained: ${lineOf(explanation)}\n  ${explanation.reason}`);
    for (const difference of unexplained) console.log(`NOT EXPLAINED: ${lineOf(difference)}\n  Find out which is right, and give the reason in ${file}.`);
    for (const explanation of stale) console.log(`STALE: ${lineOf(explanation)}\n  Page and SDK no longer differ there; remove it from ${file}.`);
    console.log(
      `${operations.length} contracts against @aws-sdk/client-glue: ${explained.length} differences explained, ${unexplained.length} not; ${stale.length} explanations stale.`,
    );
  }
  return unexplained.length + stale.length > 0 ? 1 : 0;
}

function lineOf({ operation, pointer, page, sdk }: SdkDifference): string {
  const said = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
  return `${operation} ${pointer}: the page says ${said(page)}, the SDK ${said(sdk)}`;
}

function readExplanations(): readonly Explanation[] {
  const found = parsed(readFileSync(join(root, file), "utf8"));
  if (!Array.isArray(found) || !found.every(isExplanation)) {
    throw new HarnessError(
      "input",
      `${file} cannot be used. It must be a list of objects with an operation, a pointer, page or sdk or both, and a non-empty reason.`,
    );
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HarnessError("input", `${file} is not JSON: ${messageOf(error)}. Correct it by hand, or restore it from version control.`, error);
  }
}

function isExplanation(value: unknown): value is Explanation {
  const { operation, pointer, reason } = (value ?? {}) as Partial<Record<keyof Explanation, unknown>>;
  return typeof operation === "string" && typeof pointer === "string" && typeof reason === "string" && reason.trim() !== "";
}
