import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../../reports/documents/parse-run-record.ts";
import { extractContract } from "../../../../spec/page/parse-page.ts";
import { listen } from "../../../reference/server/http.ts";
import { createContractService } from "./contract-service.ts";
import type { Course, CoursePoint } from "../measure/course.ts";
import { figureOf, type Figure, type PartResult, shownNumber } from "../measure/figure.ts";
import { againstService, cli, measureProcess } from "../measure/measured-process.ts";
import { medianOf } from "../measure/median.ts";
import type { Bench } from "../measure/part.ts";
import { syntheticPage, syntheticPrefix, syntheticResult } from "./synthetic-page.ts";

const mebibyte = 1_048_576;

/** What a default run takes as an account, or a contract, grows. */
export async function measureGrowth({ isShort, folder, report }: Bench): Promise<PartResult> {
  const rounds = isShort ? 1 : 2;
  const sessions = isShort ? [0, 1_000] : [0, 100, 1_000, 3_000, 10_000];
  const members = isShort ? [4, 60] : [4, 8, 15, 30, 60];
  const courses: readonly Course[] = [
    { of: "sessions in the account", points: await courseOf(sessions, rounds, report, (size) => runOnAccount(folder, size)) },
    { of: "members of the request", points: await courseOf(members, rounds, report, (size) => runOnPage(folder, size)) },
  ];
  return {
    figures: courses.flatMap(figuresOf),
    tables: [],
    courses,
    notes: [
      `Default runs: on accounts of ${sessions.map(shownNumber).join(", ")} sessions (\`serve --sessions\`); and by synthetic pages of ${members.map(shownNumber).join(", ")} members (\`--page\`), against a service that keeps their contract. Above 2,000 sessions the suite requests no small pages.`,
    ],
  };
}

async function courseOf(
  sizes: readonly number[],
  rounds: number,
  report: Bench["report"],
  run: (size: number) => Promise<CoursePoint>,
): Promise<readonly CoursePoint[]> {
  const points = new Map(sizes.map((size) => [size, [] as CoursePoint[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      report(`size ${shownNumber(size)}, round ${String(round)} of ${String(rounds)}`);
      points.get(size)?.push(await run(size));
    }
  }
  const median = (measured: readonly CoursePoint[], of: (point: CoursePoint) => number): number => Number(medianOf(measured.map(of)).toPrecision(4));
  return [...points].map(([size, measured]) => ({
    size,
    requests: median(measured, ({ requests }) => requests),
    seconds: median(measured, ({ seconds }) => seconds),
    megabytes: median(measured, ({ megabytes }) => megabytes),
  }));
}

async function runOnAccount(folder: string, size: number): Promise<CoursePoint> {
  const { done } = await againstService(folder, ["--sessions", String(size)], (url) => runOn(folder, size, ["--endpoint", url]));
  return done;
}

async function runOnPage(folder: string, size: number): Promise<CoursePoint> {
  const page = join(folder, `page-${String(size)}.txt`);
  const text = syntheticPage(size);
  writeFileSync(page, text);
  const listener = await listen(createContractService({ ...extractContract(text).contract, targetPrefix: syntheticPrefix }, syntheticResult));
  try {
    return await runOn(folder, size, ["--endpoint", listener.url, "--page", page, "--target-prefix", syntheticPrefix]);
  } finally {
    await listener.close();
  }
}

async function runOn(folder: string, size: number, args: readonly string[]): Promise<CoursePoint> {
  const out = mkdtempSync(join(folder, "out-"));
  const { wallMs, peakBytes } = await measureProcess(folder, [cli, "run", ...args, "--out", out]);
  const { meta } = parseRunRecord(readFileSync(join(out, "run.json"), "utf8"));
  return {
    size,
    requests: Object.values(meta.requests).reduce((sum, count) => sum + count, 0),
    seconds: wallMs / 1_000,
    megabytes: peakBytes / mebibyte,
  };
}

function figuresOf({ of, points }: Course): readonly Figure[] {
  const [first, last] = [points[0] as CoursePoint, points.at(-1) as CoursePoint];
  const name = of.split(" ")[0] ?? "";
  const range = `from ${shownNumber(first.size)} to ${shownNumber(last.size)} ${of}`;
  return [
    figureOf(`growth/${name}-requests`, `requests of a run, ${range}`, "times", [last.requests / first.requests]),
    figureOf(`growth/${name}-time`, "… its time", "times", [last.seconds / first.seconds]),
    figureOf(`growth/${name}-memory`, `… its memory at the peak, with ${shownNumber(last.size)}`, "MB", [last.megabytes]),
  ];
}
