import { constraintsOf } from "../../../spec/constraint.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { type Extraction, extractContract } from "../../../spec/page/parse-page.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { readPage } from "../../files/read-page.ts";

/** Options of `extract`. */
interface ExtractOptions {
  readonly json?: boolean;
  readonly against?: string;
}

/**
 * Prints the contract of a page, or its differences from another; lines that were not understood go to standard error.
 * Resolves to the exit status.
 */
export async function printContract(page: string, { json = false, against }: ExtractOptions): Promise<0 | 1> {
  const { contract, remarks } = read(page, readPage(page));
  for (const { line, text: remark } of remarks) process.stderr.write(`${escapeText(page)}:${String(line)}: ${escapeText(remark)}\n`);
  if (against !== undefined) {
    const { printChange } = await import("./extract-against.ts");
    return printChange(against, contract, json);
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(contractDocument(contract), undefined, 2)}\n`);
    return 0;
  }
  const { operation, request, response, errors } = contract;
  const lines = [
    `${operation}: ${String(Object.keys(request.properties).length)} request members, ${String(Object.keys(response.properties).length)} response members, ${String(Object.keys(errors).length)} errors`,
    ...constraintsOf(request).map(
      ({ member, group, pointers }) => `  ${member} ${group}: page line ${[...new Set(pointers.map((pointer) => contract.lines[pointer]))].join(", ")}`,
    ),
    ...Object.entries(errors).map(([code, status]) => `  ${code} ${String(status)}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

function read(page: string, content: string): Extraction {
  try {
    return extractContract(content);
  } catch (error) {
    throw new HarnessError("input", `${escapeText(page)}: ${escapeText(messageOf(error))}`, error);
  }
}
