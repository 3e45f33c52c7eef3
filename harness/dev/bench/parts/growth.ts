import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { extractContract } from "../../../../spec/page/parse-page.ts";
import { listen } from "../../../reference/server/http.ts";
import { createContractService } from "./contract-service.ts";
import { type Bench, type Figure, figureOf, medianOf, type PartResult, shownNumber, type Table } from "../measure/figure.ts";
import { measureRun, type MeasuredRun, runAgainst } from "../measure/measured-process.ts";
import { syntheticPage, syntheticPrefix, syntheticResult } from "./synthetic-page.ts";

/** What a run took at one size. */
interface Point {
  readonly size: number;
  /** All that were sent, preparation included. */
  readonly requests: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** What a default run takes as an account, or a contract, grows. */
export async function measureGrowth({ isShort, folder, report }: Bench): Promise<PartResult> {
  const pointsOf = async (sizes: readonly number[], run: (size: number) => Promise<MeasuredRun>): Promise<readonly Point[]> => {
    const measured: MeasuredRun[][] = sizes.map(() => []);
    for (let round = 1; round <= (isShort ? 1 : 2); round += 1) {
      for (const [index, size] of sizes.entries()) {
        report(`size ${shownNumber(size)}, round ${String(round)}`);
        measured[index]?.push(await run(size));
      }
    }
    const median = (index: number, of: (one: MeasuredRun) => number): number => medianOf((measured[index] ?? []).map(of));
    return sizes.map((size, index) => ({
      size,
      requests: median(index, ({ requests }) => requests),
      seconds: median(index, ({ wallMs }) => wallMs / 1_000),
      megabytes: median(index, ({ megabytes }) => megabytes),
    }));
  };
  const [sessions, members] = isShort
    ? [
        [0, 1_000],
        [4, 60],
      ]
    : [
        [0, 100, 1_000, 3_000, 10_000],
        [4, 8, 15, 30, 60],
      ];
  const courses = [
    ["sessions in the account", await pointsOf(sessions, (size) => runAgainst(folder, ["--sessions", String(size)]))],
    ["members of the request", await pointsOf(members, (size) => runOnPage(folder, size))],
  ] as const;
  return {
    figures: courses.flatMap(([of, points]) => figuresOfCourse(of, points)),
    tables: courses.map(([of, points]) => tableOf(of, points)),
    notes: [
      `Default runs: on accounts of ${sessions.map(shownNumber).join(", ")} sessions (\`serve --sessions\`); and by synthetic pages of ${members.map(shownNumber).join(", ")} members (\`--page\`), against a service that keeps their contract. Above 2,000 sessions the suite requests no small pages.`,
    ],
  };
}

async function runOnPage(folder: string, size: number): Promise<MeasuredRun> {
  const page = join(folder, `page-${String(size)}.txt`);
  const text = syntheticPage(size);
  writeFileSync(page, text);
  const listener = await listen(createContractService({ ...extractContract(text).contract, targetPrefix: syntheticPrefix }, syntheticResult));
  try {
    return await measureRun(folder, listener.url, { args: ["--page", page, "--target-prefix", syntheticPrefix] });
  } finally {
    await listener.close();
  }
}

function figuresOfCourse(of: string, points: readonly Point[]): readonly Figure[] {
  const [first, last] = [points[0] as Point, points.at(-1) as Point];
  const name = of.split(" ")[0] ?? "";
  return [
    figureOf(`growth/${name}-requests`, `requests of a run, from ${shownNumber(first.size)} to ${shownNumber(last.size)} ${of}`, "times", [
      last.requests / first.requests,
    ]),
    figureOf(`growth/${name}-time`, "… its time", "times", [last.seconds / first.seconds]),
    figureOf(`growth/${name}-memory`, `… its memory at the peak, with ${shownNumber(last.size)}`, "MB", [last.megabytes]),
  ];
}

/** Every point of a course, in a row. */
function tableOf(of: string, points: readonly Point[]): Table {
  const rows = points.map(({ size, requests, seconds, megabytes }) => [size, requests, seconds, megabytes].map(shownNumber));
  return { title: `A default run by the number of ${of}`, head: [of, "requests", "seconds", "MB at the peak"], rows };
}
