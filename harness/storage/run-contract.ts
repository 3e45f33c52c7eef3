import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../spec/contract.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { isShipped, shippedContract } from "../../spec/contracts/shipped-contracts.ts";
import { isJsonObject } from "../../spec/json.ts";
import { parseJson } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { readText, understood } from "../files/read-document.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { readRun } from "./read-run.ts";

/** A contract with the name of its service in signatures. */
export interface RunContract {
  readonly contract: Contract;
  readonly signingName: string;
}

/** The name of the file. */
export const contractName = "contract.json";

/** Keeps the contract of a run beside its record, where it is not a shipped one: by it the run is judged and sent again. */
export function writeRunContract(folder: string, { contract, signingName }: RunContract): void {
  if (!isShipped(contract)) writeFileSync(join(folder, contractName), `${JSON.stringify({ ...contract, signingName })}\n`);
}

/** Keeps the contract of one run with another one that was made of it. */
export function copyRunContract(from: string, to: string): void {
  const file = join(from, contractName);
  if (existsSync(file)) copyFileSync(file, join(to, contractName));
}

/** The contract that the run in a folder was judged by. Throws a HarnessError where it is neither kept there nor a shipped one. */
export function readRunContract(folder: string, named: RunRecord["suite"]["contract"]): RunContract {
  const file = join(folder, contractName);
  if (existsSync(file)) {
    const kept = understood(file, () => parseJson(readText(file, { name: file, advice })));
    if (isJsonObject(kept)) {
      const { signingName, ...contract } = kept as unknown as Contract & Pick<RunContract, "signingName">;
      if (contractDigest(contract) === named.sha256) return { contract, signingName };
    }
  }
  const shipped = shippedContract(named);
  if (shipped !== undefined) return { contract: shipped, signingName: "glue" };
  throw new HarnessError(
    "input",
    `The run judged ${escapeText(named.operation)} by a contract that is neither shipped nor kept in ${escapeText(file)}. ${advice}`,
  );
}

/** The contract of a run on disk, named by its folder or its record. */
export function contractOfRun(path: string): Contract {
  const { record, folder } = readRun(path);
  return readRunContract(folder, record.suite.contract).contract;
}

const advice = "Judge the target again, with run --page or run --model.";
