import { existsSync } from "node:fs";
import { join } from "node:path";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { type CommandLineOptions, effectiveOptions, withOptionPlaces } from "../../config/effective-options.ts";
import { adviceOf, HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { judgedContract } from "../../config/judged-contract.ts";
import { type ConfiguredOptions, resolveSettings } from "../../config/settings.ts";
import { workOf } from "../../selection/selection.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { checkFormats, defaultFormats } from "../../storage/write-reports.ts";
import { setSideBySide } from "./matrix.ts";
import { judgeTelling, type RunCommandOptions, tellsMeanwhile } from "./run.ts";
import { type RunOutput, SharedOutput, standardOutput } from "./run-output.ts";

/** One of several targets, and where its reports go. */
interface Target {
  readonly name: string;
  readonly options: RunCommandOptions;
  readonly places: ReadonlyMap<string, string>;
}

type Asked = Pick<RunCommandOptions, "out" | "color">;

/** Judges several targets at the same time, each into a folder of its own, and sets them side by side; the exit status is the worst of all. */
export async function judgeSideBySide(asked: Asked, commandLines: readonly CommandLineOptions[]): Promise<number> {
  const targets = await targetsOf(asked, commandLines);
  const options = { ...asked, ...targets[0]?.options };
  const output = standardOutput(terminalLayout(options), tellsMeanwhile(options));
  try {
    const shared = new SharedOutput(output);
    const exits = await Promise.all(targets.map((target) => judgeOne(target, shared)));
    await tellMatrix(asked, targets, output);
    return worstOf(exits);
  } finally {
    output.close();
  }
}

/** How a target ended: its exit status, or 2 where it could not be judged at all. */
interface Exit {
  readonly exit: number;
  readonly isUsage: boolean;
}

async function judgeOne({ name, options, places }: Target, shared: SharedOutput): Promise<Exit> {
  const output = shared.of(name);
  const tells = tellsMeanwhile(options);
  try {
    if (tells) output.out(`\n== ${escapeText(name)}\n`);
    return { exit: await withOptionPlaces(places, () => judgeTelling(options, output)), isUsage: false };
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

/** All targets with options that can be used, so that a mistake in one of them is told before anything is sent. */
async function targetsOf(asked: Asked, commandLines: readonly CommandLineOptions[]): Promise<readonly Target[]> {
  const taken = new Set<string>();
  const targets: Target[] = [];
  for (const commandLine of commandLines) {
    const { options, places } = await effectiveOptions(commandLine, process.env);
    const name = await withOptionPlaces(places, () => checked(options));
    targets.push({ name, places, options: { ...asked, ...options, out: join(asked.out, folderFor(name, taken)) } });
  }
  checkBaselines(targets);
  return targets;
}

function checked(options: ConfiguredOptions): string {
  if ("printConfig" in options) throw new HarnessError("usage", "--print-config tells the options of one target. Choose one.");
  checkFormats(options.format ?? defaultFormats);
  const settings = resolveSettings(options, process.env);
  workOf(judgedContract(options).contract, settings);
  return settings.name;
}

/** A folder that is named after a target; a number tells apart those that would have the same. */
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

async function tellMatrix({ out, color }: Asked, targets: readonly Target[], output: RunOutput): Promise<void> {
  const folders = targets.map(({ options }) => options.out).filter((folder) => existsSync(join(folder, "run.json")));
  if (folders.length < 2) return;
  const tells = targets.every(({ options }) => tellsMeanwhile(options));
  if (tells) output.out("\n== side by side\n");
  try {
    await setSideBySide(folders, { format: [...(tells ? ["terminal"] : []), "html", "markdown"], out, color });
  } catch (error) {
    output.err(`glue-conformance: the targets are not set side by side: ${messageOf(error)}\n`);
  }
}
