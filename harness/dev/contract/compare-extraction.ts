import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { contractDifferences } from "../../../spec/contracts/contract-difference.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { extractContract } from "../../../spec/page/parse-page.ts";
import { messageOf } from "../../runtime/harness-error.ts";
import { modelContract } from "./model-contract.ts";
import { isExpressible } from "./page-limits.ts";
import type { PageStyle } from "./rendered-page.ts";
import { renderedPage } from "./rendered-page.ts";
import { jsonServices } from "./service-model.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const styles: readonly PageStyle[] = ["broken", "inline"];
const shownDifferences = 40;

try {
  process.exitCode = compareExtraction(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}

/** Renders the pages of all modelled operations in both styles, takes the contracts from them, and compares these with the models. */
function compareExtraction(args: readonly string[]): 0 | 1 {
  const { service: only } = parseArgs({ args: [...args], options: { service: { type: "string", multiple: true } } }).values;
  const botocore = findBotocore();
  if (botocore === undefined) {
    console.log("skipped: extraction was not compared with service models. There is no botocore: npm run emulators -- moto installs it, with moto.");
    return 0;
  }
  const figures = { services: 0, operations: 0, pages: 0, equal: 0, left: 0, remarked: 0 };
  const wrong: string[] = [];
  for (const model of jsonServices(botocore.data)) {
    if (only !== undefined && !only.includes(model.service)) continue;
    figures.services += 1;
    for (const operation of model.operations) {
      if (!isExpressible(model, operation)) {
        figures.left += 1;
        continue;
      }
      figures.operations += 1;
      for (const style of styles) {
        const { contract, remarks } = extractContract(renderedPage(model, operation, style));
        const differences = contractDifferences(modelContract(model, operation), contractDocument(contract));
        const where = `${model.service} ${operation.name}, ${style}`;
        figures.pages += 1;
        if (remarks.length > 0) figures.remarked += 1;
        if (differences.length === 0) figures.equal += 1;
        wrong.push(...differences.map(({ pointer, old, now }) => `${where}: ${pointer}: the model says ${said(old)}, the extraction ${said(now)}`));
        wrong.push(...remarks.map(({ line, text }) => `${where}: remark on line ${String(line)}: ${text}`));
      }
    }
  }
  for (const line of wrong.slice(0, shownDifferences)) console.log(line);
  if (wrong.length > shownDifferences) console.log(`… and ${wrong.length - shownDifferences} more`);
  const { services, operations, pages, equal, left, remarked } = figures;
  console.log(`botocore ${botocore.version}: ${services} services, ${operations} operations, ${left} left out as no such page can hold them.`);
  console.log(`${equal} of ${pages} pages give the contract of the model; ${remarked} have a remark.`);
  return pages > 0 && equal === pages ? 0 : 1;
}

function said(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 200);
}

function findBotocore(): { readonly data: string; readonly version: string } | undefined {
  const code = "import botocore, os; print(botocore.__version__); print(os.path.join(os.path.dirname(botocore.__file__), 'data'))";
  for (const python of [join(root, ".emulators", "moto", "bin", "python"), "python3"]) {
    const { status, stdout } = spawnSync(python, ["-c", code], { encoding: "utf8" });
    const [version, data] = status === 0 ? stdout.split("\n") : [];
    if (version !== undefined && data !== undefined) return { data, version };
  }
  return undefined;
}
