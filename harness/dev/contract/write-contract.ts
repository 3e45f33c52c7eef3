import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { contractsFolder } from "../../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../../spec/contracts/digest.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { runProgram, say } from "../processes/program.ts";
import { writeContractFolder } from "./contract-folder.ts";

const usage = `Usage: npm run contract -- PAGE…

Extracts contracts from files with the text of API reference pages, and writes them to spec/contracts/.
`;

await runProgram(usage, {}, ({ positionals: pages }) => {
  if (pages.length === 0) throw new HarnessError("usage", `No page was given.\n\n${usage}`);
  let exit = 0;
  for (const page of pages) {
    try {
      const today = new Date().toISOString().slice(0, 10);
      const { folder, files, contract, remarks } = writeContractFolder(contractsFolder, readFileSync(page, "utf8"), today);
      say(`${relative(process.cwd(), folder)}: contract ${contractDigest(contract)}, in ${files.join(", ")}`);
      for (const { line, text } of remarks) process.stderr.write(`${page}:${String(line)}: ${text}\n`);
    } catch (error) {
      process.stderr.write(`${page}: ${messageOf(error)}\n`);
      exit = 2;
    }
  }
  return exit;
});
