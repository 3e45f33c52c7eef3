import { statSync } from "node:fs";
import { join } from "node:path";
import { type Bench, figuresOf, type PartResult, shownNumber } from "../measure/figure.ts";
import { type MeasuredRun, runAgainst } from "../measure/measured-process.ts";

/** Megabytes of live objects above which a run is ended, so that a leak does not exhaust the machine. */
const heapLimit = 1_024;

/** Memory and reports of deep runs of two sizes, which may differ in nothing but the number of cases. */
export async function measureMemory({ isShort, folder, report }: Bench): Promise<PartResult> {
  // Only some properties have this many cases, about four requests each.
  const [few, many] = isShort ? [50, 200] : [1_000, 240_000];
  const run = async (cases: number): Promise<MeasuredRun> => {
    report(`a deep run with ${shownNumber(cases)} cases a property`);
    return runAgainst(folder, [], { args: ["--effort", "deep", "--cases", String(cases)], nodeOptions: [`--max-old-space-size=${String(heapLimit)}`] });
  };
  const [small, large] = [await run(few), await run(many)];
  const sizeOf = ({ out }: MeasuredRun, name: string): number => statSync(join(out, name)).size;
  const figure = figuresOf([large]);
  return {
    figures: [
      figure("memory/requests", "requests of a run", "requests", ({ record }) => record.requests),
      figure("memory/peak", "… its memory at the peak", "MB", ({ megabytes }) => megabytes),
      figure("memory/seconds", "… its time", "s", ({ wallMs }) => wallMs / 1_000),
      figure("memory/small", `memory at the peak of a run of ${shownNumber(small.record.requests)} requests`, "MB", () => small.megabytes),
      figure(
        "memory/growth",
        "memory for each additional request",
        "bytes",
        ({ megabytes, record }) => (1_048_576 * (megabytes - small.megabytes)) / (record.requests - small.record.requests),
      ),
      figure(
        "memory/record",
        "`run.json` of the large run, that of the small one being 1",
        "times",
        (one) => sizeOf(one, "run.json") / sizeOf(small, "run.json"),
      ),
      figure("memory/page", "`report.html`, likewise", "times", (one) => sizeOf(one, "report.html") / sizeOf(small, "report.html")),
    ],
    tables: [],
    notes: [
      `Deep runs against \`serve\`, \`--cases ${String(few)}\` and \`--cases ${String(many)}\`. \`npm run soak\` judges again and again in one process, and looks for what is left behind.`,
    ],
  };
}
