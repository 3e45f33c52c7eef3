import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunRecord } from "../../../../reports/documents/parse-run-record.ts";
import { figureOf, type Figure, type PartResult, shownNumber } from "../measure/figure.ts";
import { againstService, cli, type Measured, measureProcess } from "../measure/measured-process.ts";
import type { Bench } from "../measure/part.ts";

const mebibyte = 1_048_576;

/** Tokens of the greatest length in both directions, and accounts of many sessions walked to their end. */
export async function measureLarge(bench: Bench): Promise<PartResult> {
  const sizes = bench.isShort ? [5_000, 20_000] : [25_000, 50_000, 100_000];
  return {
    figures: [...(await tokens(bench)), ...(await walks(bench, sizes))],
    tables: [],
    notes: [
      "Tokens of 400,000 characters are those of the variant `tokens-as-long-as-allowed`, judged by a default run beside the reference service in turn.",
      `Accounts of ${sizes.map(shownNumber).join(", ")} sessions (\`serve --sessions\`, about 1 KiB each) are walked in turn, at the default page size and at 1,000 sessions a page, by \`--only paging/finds-every-session\``,
    ],
  };
}

async function tokens({ isShort, folder, report }: Bench): Promise<readonly Figure[]> {
  const judge = async (args: readonly string[]): Promise<{ readonly wallMs: number; readonly peakBytes: number }> => {
    const { done } = await againstService(folder, args, (url) =>
      measureProcess(folder, [cli, "run", "--endpoint", url, "--out", mkdtempSync(join(folder, "out-"))]),
    );
    return done;
  };
  const [times, peaks]: [number[], number[]] = [[], []];
  for (let round = 1; round <= (isShort ? 1 : 3); round += 1) {
    report(`tokens of 400,000 characters, round ${String(round)}`);
    const plain = await judge([]);
    const long = await judge(["--variant", "tokens-as-long-as-allowed"]);
    times.push(long.wallMs / plain.wallMs);
    peaks.push(long.peakBytes / mebibyte);
  }
  return [
    figureOf("large/token-time", "time of a default run with tokens of 400,000 characters, with short ones being 1", "times", times),
    figureOf("large/token-memory", "… its memory at the peak", "MB", peaks),
  ];
}

/** Has accounts of several sizes walked in turn, each by a run of its own. */
async function walks({ isShort, folder, report }: Bench, sizes: readonly number[]): Promise<readonly Figure[]> {
  const rounds = isShort ? 2 : 3;
  const walked = new Map(sizes.map((size) => [size, [] as Measured[]]));
  // Each account is served while the smaller ones are: all are walked in each round.
  const served = async (left: readonly number[], urls: ReadonlyMap<number, string>): Promise<void> => {
    const [size, ...others] = left;
    if (size !== undefined) {
      report(`creating ${shownNumber(size)} sessions`);
      await againstService(folder, ["--sessions", String(size)], async (url) => served(others, new Map([...urls, [size, url]])));
      return;
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const [size_, url] of urls) {
        report(`walking ${shownNumber(size_)} sessions, round ${String(round)} of ${String(rounds)}`);
        const out = mkdtempSync(join(folder, "out-"));
        walked.get(size_)?.push(await measureProcess(folder, [cli, "run", "--endpoint", url, "--only", "paging/finds-every-session", "--out", out]));
        if (propertiesPassed(out) !== 1) throw new Error(`a walk over ${String(size_)} sessions did not pass; see ${out}`);
      }
    }
  };
  await served(sizes, new Map());
  const [least, most] = [sizes[0] as number, sizes.at(-1) as number];
  const seconds = (size: number): readonly number[] => (walked.get(size) ?? []).map(({ wallMs }) => wallMs / 1_000);
  return [
    figureOf(
      "large/walk-growth",
      `time for each session of an account of ${shownNumber(most)}, relative to an account of ${shownNumber(least)}`,
      "times",
      seconds(most).map((time, round) => time / most / ((seconds(least)[round] ?? 0) / least)),
    ),
    ...sizes.map((size) => figureOf(`large/walk-${String(size)}`, `walks over ${shownNumber(size)} sessions`, "s", seconds(size))),
    figureOf(
      "large/walk-memory",
      `memory of those over ${shownNumber(most)} sessions, at the peak`,
      "MB",
      (walked.get(most) ?? []).map(({ peakBytes }) => peakBytes / mebibyte),
    ),
  ];
}

function propertiesPassed(out: string): number {
  const { checks } = parseRunRecord(readFileSync(join(out, "run.json"), "utf8"));
  return checks.filter(({ status }) => status === "passed").length;
}
