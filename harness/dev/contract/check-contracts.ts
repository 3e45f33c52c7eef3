import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkedInOperations, contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { root } from "../processes/package-root.ts";
import { runProgram, say } from "../processes/program.ts";
import { compareWithSdk, type Explanation, type SdkDifference } from "./sdk-comparison.ts";
import { sdkContractOf } from "./sdk-contract.ts";

const file = "harness/dev/contract/sdk-differences.json";
const usage = `Usage: npm run contract:check

Compares all checked-in contracts with the AWS SDK. Fails where a difference has no reason in ${file}, or a reason has no difference.
`;

await runProgram(usage, {}, () => {
  const contracts = checkedInOperations().map((operation) => ({ page: contractDocument(contractOf(operation)), sdk: sdkContractOf(operation) }));
  const explanations = JSON.parse(readFileSync(join(root, file), "utf8")) as readonly Explanation[];
  const { explained, unexplained, stale } = compareWithSdk(contracts, explanations);
  for (const explanation of explained) say(`explained: ${lineOf(explanation)}\n  ${explanation.reason}`);
  for (const difference of unexplained) say(`NOT EXPLAINED: ${lineOf(difference)}\n  Find out which is right, and give the reason in ${file}.`);
  for (const explanation of stale) say(`STALE: ${lineOf(explanation)}\n  Page and SDK no longer differ there; remove it from ${file}.`);
  const counts = `${explained.length} differences explained, ${unexplained.length} not; ${stale.length} explanations stale`;
  say(`${contracts.length} contracts against @aws-sdk/client-glue: ${counts}.`);
  return unexplained.length + stale.length > 0 ? 1 : 0;
});

function lineOf({ operation, pointer, page, sdk }: SdkDifference): string {
  const said = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
  return `${operation} ${pointer}: the page says ${said(page)}, the SDK ${said(sdk)}`;
}
