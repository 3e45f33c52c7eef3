import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations, contractOf, sourceOf } from "../../spec/contracts/shipped-contracts.ts";
import { lineDigests } from "../../spec/contracts/digest.ts";
import { extractContract } from "../../spec/page/parse-page.ts";
import { gluePrefix } from "../../properties/core/request.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { HarnessError, messageOf, optionError } from "../runtime/harness-error.ts";
import type { RunOptions } from "./settings.ts";
import { readPage } from "../files/read-page.ts";

/** The contract that a run judges, what of its page was not understood, and the digests of the page's lines. */
export interface JudgedContract {
  readonly contract: Contract;
  readonly remarks: readonly string[];
  readonly digests: readonly string[];
}

/** The contract that options ask for: of a page that the user has, of a shipped operation, or of `ListSessions`. */
export function judgedContract(options: Pick<RunOptions, "operation" | "page" | "targetPrefix" | "jsonVersion">): JudgedContract {
  const { operation = "ListSessions", page, targetPrefix, jsonVersion } = options;
  if (jsonVersion === "1.0" && (page === undefined || targetPrefix === gluePrefix))
    throw optionError(
      ["jsonVersion", "page"],
      "--json-version 1.0 is for the --page of another service; Glue speaks AWS JSON 1.1. Give such a page, or leave it out.",
    );
  if (page !== undefined) {
    if (options.operation !== undefined) throw optionError(["operation", "page"], "--operation and --page both name what is to be judged. Give one of them.");
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
      `--operation is ${JSON.stringify(escapeText(operation))}, of which no contract is shipped. Give one of ${checkedInOperations().join(", ")}, or the page of another one with --page and --target-prefix.`,
    );
  }
  return { contract: contractOf(operation), remarks: [], digests: sourceOf(operation).lineDigests };
}

function ofPage(page: string, prefix: string | undefined, jsonVersion: RunOptions["jsonVersion"]): JudgedContract {
  if (prefix === undefined || !/^[A-Za-z0-9_.-]{1,200}$/u.test(prefix)) {
    const seen = prefix === undefined ? "is missing" : `is ${JSON.stringify(escapeText(prefix.slice(0, 200)))}`;
    throw optionError(
      ["targetPrefix"],
      `--target-prefix ${seen}. Give what stands before the operation's name in the header x-amz-target of its service, such as AWSGlue.`,
    );
  }
  const text = readPage(page);
  try {
    const { contract, remarks } = extractContract(text);
    return {
      contract: { ...contract, ...(prefix === gluePrefix ? {} : { targetPrefix: prefix }), ...(jsonVersion === "1.0" ? { jsonVersion } : {}) },
      remarks: remarks.map((remark) => `${escapeText(page)}:${String(remark.line)}: ${escapeText(remark.text)}`),
      digests: lineDigests(text),
    };
  } catch (error) {
    throw new HarnessError("input", `${escapeText(page)}: ${escapeText(messageOf(error))}`, error);
  }
}
