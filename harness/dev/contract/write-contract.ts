import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { contractsFolder } from "../../../spec/contracts/shipped-contracts.ts";
import { writeContractFolder } from "./contract-folder.ts";
import { contractDigest } from "../../../spec/contracts/digest.ts";

const pages = process.argv.slice(2);
if (pages.length === 0) {
  console.error("No page was given. Give files with the text of API reference pages: npm run contract -- PAGE...");
  process.exitCode = 2;
}
for (const page of pages) {
  try {
    const today = new Date().toISOString().slice(0, 10);
    const { folder, files, extraction } = writeContractFolder(contractsFolder, readFileSync(page, "utf8"), today);
    const digest = contractDigest(extraction.contract);
    console.log(`${relative(process.cwd(), folder)}: contract ${digest}, in ${files.join(", ")}`);
    for (const { line, text } of extraction.remarks) console.error(`${page}:${line}: ${text}`);
  } catch (error) {
    console.error(`${page}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
