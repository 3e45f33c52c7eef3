import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations, contractOf, sourceOf } from "../../spec/contracts/shipped-contracts.ts";
import { lineDigests } from "../../spec/contracts/digest.ts";
import { extractContract } from "../../spec/page/parse-page.ts";
import { gluePrefix } from "../../properties/core/request.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { HarnessError, messageOf, optionError } from "../runtime/harness-error.ts";
import type { RunOptions } from "./settings.ts";
import { readPage } from "../files/read-page.ts";

/** The contract that a run judges, lines of its page that were not understood, and the digests of the page's lines. */
export interface JudgedContract {
  readonly contract: Contract;
  readonly remarks: readonly string[];
  readonly digests: readonly string[];
}

/** The contract that options ask for: of a page that the user gives, of a shipped operation, or of `ListSessions`. */
export function judgedContract(options: Pick<RunOptions, "operation" | "page" | "targetPrefix" | "jsonVersion">): JudgedContract {
  const { operation = "ListSessions", page, targetPrefix, jsonVersion } = options;
  if (jsonVersion === "1.0" && (page === undefined || targetPrefix === gluePrefix))
    throw optionError(
      ["jsonVersion", "page"],
      "--json-version 1.0 is for the --page of another service; Glue uses AWS JSON 1.1. Give such a page, or leave it out.",
    );
  if (page !== undefined) {
    if (options.operation !== undefined) throw optionError(["operation", "page"], "--operation and --page both name the operation to judge. Give one of them.");
    return ofPage(page, targetPrefix, jsonVersion);
  }
  if (targetPrefix !== undefined && targetPrefix !== gluePrefix)
    throw optionError(
      ["targetPrefix"],
      "--target-prefix names the service of a --page; shipped operations are those of AWSGlue. Give the page too, or leave it out.",
    );
  if (!checkedInOperations().includes(operation)) {
    throw optionError(
      ["operation"],
      `--operation ${JSON.stringify(escapeText(operation))} has no shipped contract. Give one of ${checkedInOperations().join(", ")}, or the page of another operation with --page and --target-prefix.`,
    );
  }
  return { contract: contractOf(operation), remarks: [], digests: sourceOf(operation).lineDigests };
}

function ofPage(page: string, prefix: string | undefined, jsonVersion: RunOptions["jsonVersion"]): JudgedContract {
  if (prefix === undefined || !/^[A-Za-z0-9_.-]{1,200}$/u.test(prefix)) {
    const seen = prefix === undefined ? "is missing" : `is ${JSON.stringify(escapeText(prefix.slice(0, 200)))}`;
    throw optionError(["targetPrefix", "page"], `--target-prefix ${seen}. Give the part before the operation in its x-amz-target header, such as AWSGlue.`);
  }
  const text = readPage(page, ["page"]);
  try {
    const { contract, remarks } = extractContract(text);
    return {
      contract: { ...contract, ...(prefix === gluePrefix ? {} : { targetPrefix: prefix }), ...(jsonVersion === "1.0" ? { jsonVersion } : {}) },
      remarks: remarks.map((remark) => `${escapeText(page)}:${String(remark.line)}: ${escapeText(remark.text)}`),
      digests: lineDigests(text),
    };
  } catch (error) {
    throw new HarnessError("input", `${escapeText(page)}: ${escapeText(messageOf(error))}`, error, undefined, ["page"]);
  }
}
