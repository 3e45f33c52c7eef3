import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../../reports/documents/parse-run-record.ts";
import { figureOf, type PartResult, shownNumber } from "../measure/figure.ts";
import { againstService, cli, measureProcess } from "../measure/measured-process.ts";
import type { Bench } from "../measure/part.ts";

const mebibyte = 1_048_576;
/** Megabytes of live objects above which a run is ended, so that a leak does not exhaust the machine. */
const heapLimit = 1_024;

/** One run, as large as it was. */
interface Sized {
  readonly requests: number;
  readonly peakBytes: number;
  readonly seconds: number;
  /** Bytes of the default reports. */
  readonly record: number;
  readonly page: number;
}

/** Memory and reports of deep runs of two sizes, which may differ in nothing but the number of cases. */
export async function measureMemory({ isShort, folder, report }: Bench): Promise<PartResult> {
  // Only some properties have this many cases, about four requests each.
  const [few, many] = isShort ? [50, 200] : [1_000, 240_000];
  const run = async (cases: number): Promise<Sized> => {
    report(`a deep run with ${shownNumber(cases)} cases a property`);
    const out = mkdtempSync(join(folder, "out-"));
    const args = ["--effort", "deep", "--cases", String(cases), "--out", out];
    const { done } = await againstService(folder, [], (url) =>
      measureProcess(folder, [cli, "run", "--endpoint", url, ...args], { nodeOptions: [`--max-old-space-size=${String(heapLimit)}`] }),
    );
    const { requests } = parseRunRecord(readFileSync(join(out, "run.json"), "utf8"));
    const sizeOf = (name: string): number => statSync(join(out, name)).size;
    return { requests, peakBytes: done.peakBytes, seconds: done.wallMs / 1_000, record: sizeOf("run.json"), page: sizeOf("report.html") };
  };
  const [small, large] = [await run(few), await run(many)];
  const grown = (large.peakBytes - small.peakBytes) / (large.requests - small.requests);
  return {
    figures: [
      figureOf("memory/requests", "requests of a run", "requests", [large.requests]),
      figureOf("memory/peak", "… its memory at the peak", "MB", [large.peakBytes / mebibyte]),
      figureOf("memory/seconds", "… its time", "s", [large.seconds]),
      figureOf("memory/small", `memory at the peak of a run of ${shownNumber(small.requests)} requests`, "MB", [small.peakBytes / mebibyte]),
      figureOf("memory/growth", "memory for each additional request", "bytes", [grown]),
      figureOf("memory/record", "`run.json` of the large run, that of the small one being 1", "times", [large.record / small.record]),
      figureOf("memory/page", "`report.html`, likewise", "times", [large.page / small.page]),
    ],
    tables: [],
    notes: [
      `Deep runs against \`serve\`, \`--cases ${String(few)}\` and \`--cases ${String(many)}\`. \`npm run soak\` judges again and again in one process, and looks for what is left behind.`,
    ],
  };
}
