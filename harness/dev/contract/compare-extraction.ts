import { contractDifferences } from "../../../spec/contracts/contract-difference.ts";
import { contractDocument } from "../../../spec/contracts/digest.ts";
import { extractContract } from "../../../spec/page/parse-page.ts";
import { askPython } from "../emulators/install.ts";
import { runProgram, say, wholeNumber } from "../processes/program.ts";
import { pageContract } from "./page-contract.ts";
import { isExpressible, renderedPage } from "./rendered-page.ts";
import { readServiceModels } from "../../files/read-models.ts";

const usage = `Usage: npm run contract:compare -- [options]

Renders the pages of all operations that botocore models, in two styles, extracts contracts from them, and compares these with the models.

  --service NAME   compare this service only; may be repeated
  --quarter N      compare one of four quarters of the services: any whole number chooses one
`;
const shownDifferences = 40;
const quarters = 4;
const whereBotocoreIs = "import botocore, os; print(botocore.__version__); print(os.path.join(os.path.dirname(botocore.__file__), 'data'))";

await runProgram(usage, { service: { type: "string", multiple: true }, quarter: { type: "string" } }, async ({ values: { service: only, quarter } }) => {
  const chosen = quarter === undefined ? undefined : wholeNumber("--quarter", quarter, 0) % quarters;
  const [[version, data] = []] = await askPython("moto", whereBotocoreIs);
  if (version === undefined || data === undefined) {
    say("skipped: extraction was not compared with service models. There is no botocore: npm run emulators -- moto installs it, with moto.");
    return 0;
  }
  const figures = { services: 0, operations: 0, pages: 0, equal: 0, left: 0, remarked: 0 };
  const wrong: string[] = [];
  let place = 0;
  for (const model of readServiceModels(data)) {
    place += 1;
    if ((only !== undefined && !only.includes(model.service)) || (chosen !== undefined && place % quarters !== chosen)) continue;
    const expressible = model.operations.filter((operation) => isExpressible(model, operation));
    figures.services += 1;
    figures.operations += expressible.length;
    figures.left += model.operations.length - expressible.length;
    for (const [operation, style] of expressible.flatMap((one) => [[one, "broken"] as const, [one, "inline"] as const])) {
      const { contract, remarks } = extractContract(renderedPage(model, operation, style));
      const differences = contractDifferences(pageContract(model, operation), contractDocument(contract));
      const seen = [
        ...differences.map(({ pointer, old, now }) => `${pointer}: the model says ${said(old)}, the extraction ${said(now)}`),
        ...remarks.map(({ line, text }) => `remark on line ${String(line)}: ${text}`),
      ];
      wrong.push(...seen.map((text) => `${model.service} ${operation.name}, ${style}: ${text}`));
      figures.pages += 1;
      figures.remarked += remarks.length > 0 ? 1 : 0;
      figures.equal += differences.length === 0 ? 1 : 0;
    }
  }
  for (const line of wrong.slice(0, shownDifferences)) say(line);
  if (wrong.length > shownDifferences) say(`… and ${wrong.length - shownDifferences} more`);
  const { services, operations, pages, equal, left, remarked } = figures;
  say(`botocore ${version}: ${services} services, ${operations} operations, ${left} left out as no such page can hold them.`);
  say(`${equal} of ${pages} pages give the contract of the model; ${remarked} have a remark.`);
  return pages > 0 && equal === pages ? 0 : 1;
});

function said(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 200);
}
