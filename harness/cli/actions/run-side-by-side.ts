import { existsSync } from "node:fs";
import { join } from "node:path";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { type CommandLineOptions, effectiveOptions, withOptionPlaces } from "../../config/effective-options.ts";
import { adviceOf, HarnessError, messageOf } from "../../runtime/harness-error.ts";
import type { ConfiguredOptions } from "../../config/settings.ts";
import { planRun, type RunPlan } from "../../run/open-run.ts";
import { commandLinesOf, type RepeatedOptions } from "../options/command-lines.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { checkFormats, defaultFormats } from "../../storage/write-reports.ts";
import { printMatrix } from "./matrix.ts";
import { choosingFailed, judgeAndReport, judgeSingle, reportsProgress, type RunCommandOptions } from "./run.ts";
import { type RunOutput, SharedOutput, standardOutput } from "./run-output.ts";

/** One of several targets. */
interface Target {
  readonly plan: RunPlan;
  /** With a folder of its own for reports. */
  readonly options: RunCommandOptions;
  readonly places: ReadonlyMap<string, string>;
}

type Asked = Pick<RunCommandOptions, "out" | "color">;

/** Judges several targets at the same time, each into a folder of its own, and compares them in a matrix; the exit status is the worst of all. */
export async function judgeSideBySide(asked: Asked, given: RepeatedOptions): Promise<number> {
  const [only = {}, ...others] = await commandLinesOf(given, process.env);
  if (others.length === 0) return await judgeSingle(asked, only);
  const targets = await targetsOf(asked, [only, ...others]);
  const options = { ...asked, ...targets[0]?.options };
  const output = standardOutput(terminalLayout(options), reportsProgress(options));
  try {
    const shared = new SharedOutput(output);
    const exits = await Promise.all(targets.map((target) => judgeOne(target, shared)));
    await writeMatrix(asked, targets, output);
    return worstOf(exits);
  } finally {
    output.close();
  }
}

/** The exit status of a target: 2 where it could not be judged at all. */
interface Exit {
  readonly exit: number;
  readonly isUsage: boolean;
}

async function judgeOne({ plan, options, places }: Target, shared: SharedOutput): Promise<Exit> {
  const { name } = plan.settings;
  const output = shared.of(name);
  try {
    if (reportsProgress(options)) output.out(`\n== ${escapeText(name)}\n`);
    return { exit: await withOptionPlaces(places, () => judgeAndReport(options, output, plan)), isUsage: false };
  } catch (error) {
    output.err(`glue-conformance: ${escapeText(name)}: ${adviceOf(error)}\n`);
    return { exit: 2, isUsage: true };
  } finally {
    output.end();
  }
}

/** The worst by the table of exit statuses: the first of its rows that applies to any target. */
export function worstOf(exits: readonly Exit[]): number {
  const rows: readonly (readonly [exit: number, isUsage?: boolean])[] = [[130], [2, true], [1], [2], [3]];
  return rows.find(([exit, isUsage = false]) => exits.some((one) => one.exit === exit && (!isUsage || one.isUsage)))?.[0] ?? 0;
}

/** Plans all targets, so that a mistake in the options of one of them is reported before anything is sent. */
async function targetsOf(asked: Asked, commandLines: readonly CommandLineOptions[]): Promise<readonly Target[]> {
  const taken = new Set<string>();
  const targets: Target[] = [];
  for (const commandLine of commandLines) {
    const { options, places } = await effectiveOptions(commandLine, process.env);
    const whole = await withOptionPlaces(places, () => planOf(options));
    const own: RunCommandOptions = { ...asked, ...options, out: join(asked.out, folderFor(whole.settings.name, taken)) };
    targets.push({ plan: own.failed === true ? planRun(choosingFailed(own)) : whole, places, options: own });
  }
  checkBaselines(targets);
  return targets;
}

function planOf(options: ConfiguredOptions): RunPlan {
  if ("printConfig" in options) throw new HarnessError("usage", "--print-config prints the options of one target. Choose one.");
  checkFormats(options.format ?? defaultFormats);
  return planRun(options);
}

/** A folder name made of a target's name; a number is appended where it is taken. */
function folderFor(name: string, taken: Set<string>): string {
  const plain =
    name
      .replaceAll(/[^\w.-]+/gu, "-")
      .replaceAll(/^[-.]+|[-.]+$/gu, "")
      .slice(0, 80) || "target";
  let folder = plain;
  for (let number = 2; taken.has(folder.toLowerCase()); number += 1) folder = `${plain}-${String(number)}`;
  taken.add(folder.toLowerCase());
  return folder;
}

function checkBaselines(targets: readonly Target[]): void {
  const files = targets.flatMap(({ options: { baseline, updateBaseline } }) => (updateBaseline === true && baseline !== undefined ? [baseline] : []));
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined)
    throw new HarnessError(
      "usage",
      `--update-baseline would write ${escapeText(twice)} for several targets. Give each a baseline of its own in a configuration.`,
    );
}

async function writeMatrix({ out, color }: Asked, targets: readonly Target[], output: RunOutput): Promise<void> {
  const folders = targets.map(({ options }) => options.out).filter((folder) => existsSync(join(folder, "run.json")));
  if (folders.length < 2) return;
  const isPrinted = targets.every(({ options }) => reportsProgress(options));
  if (isPrinted) output.out("\n== side by side\n");
  try {
    await printMatrix(folders, { format: [...(isPrinted ? ["terminal"] : []), "html", "markdown"], out, color });
  } catch (error) {
    output.err(`glue-conformance: the targets cannot be compared side by side: ${messageOf(error)}\n`);
  }
}
