import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PageSource } from "../../../spec/contract.ts";
import { contractFiles } from "../../../spec/contracts/contract-files.ts";
import { contractFolderOf } from "../../../spec/contracts/shipped-contracts.ts";
import { lineDigests, pageDigest } from "../../../spec/contracts/digest.ts";
import { type Extraction, extractContract } from "../../../spec/page/parse-page.ts";

/** What was written: the folder, its files, and what was extracted from the page. */
export type WrittenContract = Extraction & { readonly folder: string; readonly files: readonly string[] };

/**
 * Writes the contract of one page into its folder below `parent`, and deletes schemas that it no longer has. The date stays where the page
 * is unchanged, so that writing twice changes nothing. Throws a PageError where the text is no page.
 */
export function writeContractFolder(parent: string, text: string, today: string): WrittenContract {
  const extraction = extractContract(text);
  const title = extraction.contract.operation;
  const folder = join(parent, contractFolderOf(title));
  const sha256 = pageDigest(text);
  const date = dateOf(folder, sha256) ?? today;
  const files = contractFiles(extraction, { title, sha256, date, lineDigests: lineDigests(text) });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith(".json") && !(name in files)) rmSync(join(folder, name));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return { ...extraction, folder, files: Object.keys(files) };
}

function dateOf(folder: string, sha256: string): string | undefined {
  try {
    const source = JSON.parse(readFileSync(join(folder, "SOURCE.json"), "utf8")) as PageSource;
    return source.sha256 === sha256 ? source.date : undefined;
  } catch {
    // No contract of this operation is checked in yet, or its SOURCE is broken: both are written anew.
    return undefined;
  }
}
