import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { PartResult } from "./measure/figure.ts";
import { parts } from "./parts.ts";
import { growthPlot } from "./parts/growth-plot.ts";
import { benchmarksPage, plotFile } from "./benchmarks-page.ts";
import type { Results, StoredResult } from "./measure/stored-result.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const file = join(root, "harness", "dev", "bench", "results.json");
const plot = join(root, ...plotFile.split("/"));
const page = join(root, "reports", "benchmarks.md");

/** The results that are checked in. */
export function storedResults(): Results {
  return JSON.parse(readFileSync(file, "utf8")) as Results;
}

/** Makes what was measured of a part its checked-in result, and writes the page of benchmarks. */
export function writeResults(name: string, result: PartResult, seconds: number): void {
  const stored: StoredResult = {
    command: `npm run bench -- ${name}`,
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processors: availableParallelism(),
    seconds,
    ...result,
  };
  const all = { ...storedResults(), [name]: stored };
  const results = Object.fromEntries(Object.keys(parts).flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]]])));
  if (result.courses !== undefined) writeFileSync(plot, growthPlot(result.courses));
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(page, benchmarksPage(results));
}
