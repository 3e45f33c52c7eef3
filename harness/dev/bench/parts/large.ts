import { type Bench, type Figure, figuresOf, type PartResult, repeated, shownNumber } from "../measure/figure.ts";
import { againstService, type Measured, measureRun, runAgainst } from "../measure/measured-process.ts";

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
  const rounds = await repeated(isShort ? 1 : 3, report, async () => ({
    plain: await runAgainst(folder, []),
    long: await runAgainst(folder, ["--variant", "tokens-as-long-as-allowed"]),
  }));
  const figure = figuresOf(rounds);
  const title = "time of a default run with tokens of 400,000 characters, with short ones being 1";
  return [
    figure("large/token-time", title, "times", ({ plain, long }) => long.wallMs / plain.wallMs),
    figure("large/token-memory", "… its memory at the peak", "MB", ({ long }) => long.megabytes),
  ];
}

/** Has accounts of several sizes walked in turn, each by a run of its own. */
async function walks({ isShort, folder, report }: Bench, sizes: readonly number[]): Promise<readonly Figure[]> {
  const walk = async (url: string): Promise<Measured> => {
    const run = await measureRun(folder, url, { args: ["--only", "paging/finds-every-session"] });
    if (run.record.checks.filter(({ status }) => status === "passed").length !== 1) throw new Error(`a walk did not pass; see ${run.out}`);
    return run;
  };
  // Each account is served while the others are: all are walked in each round.
  const served = async (left: readonly number[], urls: readonly string[]): Promise<readonly (readonly Measured[])[]> => {
    const [size, ...others] = left;
    if (size === undefined) {
      return repeated(isShort ? 1 : 3, report, async () => {
        const walked: Measured[] = [];
        for (const url of urls) walked.push(await walk(url));
        return walked;
      });
    }
    report(`creating ${shownNumber(size)} sessions`);
    return (await againstService(folder, ["--sessions", String(size)], (url) => served(others, [...urls, url]))).done;
  };
  const figure = figuresOf(await served(sizes, []));
  const [least, most] = [sizes[0] as number, sizes.at(-1) as number];
  const [small, large] = [shownNumber(least), shownNumber(most)];
  const secondsOf = (round: readonly Measured[], index: number): number => (round.at(index) as Measured).wallMs / 1_000;
  return [
    figure(
      "large/walk-growth",
      `time for each session of an account of ${large}, relative to an account of ${small}`,
      "times",
      (round) => secondsOf(round, -1) / most / (secondsOf(round, 0) / least),
    ),
    ...sizes.map((size, index) => figure(`large/walk-${String(size)}`, `walks over ${shownNumber(size)} sessions`, "s", (round) => secondsOf(round, index))),
    figure("large/walk-memory", `memory of those over ${large} sessions, at the peak`, "MB", (round) => round.at(-1)?.megabytes ?? Number.NaN),
  ];
}
