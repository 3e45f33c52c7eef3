import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { counted } from "../../../reports/encoding/layout.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { matrixFormats } from "../../../reports/matrix/matrix-formats.ts";
import { matrixOf } from "../../../reports/matrix/matrix.ts";
import { renderMatrix } from "../../../reports/matrix/matrix-text.ts";
import { catalogueOf } from "../../config/catalogue.ts";
import { checkOutput, writeOutput } from "../../files/write-output.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { readRun, type RunOnDisk } from "../../storage/read-run.ts";
import { readRunContract } from "../../storage/run-contract.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";

interface MatrixOptions {
  readonly format?: readonly string[];
  /** Names of the runs, in their order. */
  readonly name?: readonly string[];
  readonly out?: string;
  readonly color: boolean;
}

type Named = RunRecord["suite"]["contract"] & Pick<RunOnDisk, "file" | "folder">;

/** Compares stored runs side by side. */
export async function printMatrix(paths: readonly string[], options: MatrixOptions): Promise<void> {
  const format = options.format ?? ["terminal", "html"];
  const out = options.out ?? (options.format === undefined ? "conformance-report" : undefined);
  const delivery = { format, ...(out === undefined ? {} : { out }) };
  checkOutput([{ name: "terminal" }, ...matrixFormats], delivery);
  if (paths.length < 2) throw new HarnessError("usage", "A matrix compares runs, and only one was given. Name two or more.");
  const { name: names } = options;
  if (names !== undefined && names.length !== paths.length)
    throw new HarnessError(
      "usage",
      `--name is given ${counted(names.length, "time")} for ${String(paths.length)} runs. Give it once for each run, in their order.`,
    );
  const runs = paths.map(readRun).map((run, index) => ({ ...run, record: withName(run.record, names?.[index]) }));
  const [first, ...others] = runs.map(({ record: { suite }, file, folder }) => ({ ...suite.contract, file, folder })) as [Named, ...Named[]];
  const other = others.find(({ operation, sha256 }) => operation !== first.operation || (operation !== "ListSessions" && sha256 !== first.sha256));
  if (other !== undefined) {
    const its = other.operation === first.operation ? "another contract of it" : escapeText(first.operation);
    throw new HarnessError(
      "input",
      `${escapeText(other.file)} judged ${escapeText(other.operation)}, and ${escapeText(first.file)} ${its}. A matrix compares runs of one operation.`,
    );
  }
  const catalogue = catalogueOf(readRunContract(first.folder, first).contract);
  const matrix = (folder: string | undefined): ReturnType<typeof matrixOf> =>
    matrixOf(
      runs.map((run) => ({ record: run.record, link: linkTo(run, folder) })),
      catalogue,
    );
  await writeOutput(
    [
      { name: "terminal", render: () => renderMatrix(matrix(undefined), terminalLayout(options)) },
      ...matrixFormats.map(({ name, file, render }) => ({ name, file, render: (folder: string | undefined) => render(matrix(folder)) })),
    ],
    delivery,
  );
  if (out !== undefined && format.includes("terminal")) process.stdout.write(`written to ${escapeText(out)}\n`);
}

function withName(record: RunRecord, name: string | undefined): RunRecord {
  return name === undefined ? record : { ...record, target: { ...record.target, name } };
}

/** The address of a run's HTML report relative to the folder; always below `./`, so that a folder's name cannot be taken for a scheme. */
function linkTo({ folder, journal }: RunOnDisk, from: string | undefined): string | undefined {
  const report = join(resolve(folder), "report.html");
  if (from === undefined || journal !== undefined || !existsSync(report)) return undefined;
  return `./${relative(from, report).split(sep).map(encodeURIComponent).join("/")}`;
}
