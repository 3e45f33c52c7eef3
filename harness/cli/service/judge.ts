import { escapeText } from "../../../reports/encoding/escape.ts";
import { operationLine, renderServiceTerminal } from "../../../reports/service/service-formats.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { contractsFrom, type SourceOptions } from "../../service-run/contract-source.ts";
import { checkFormats, defaultFormats } from "../../storage/write-reports.ts";
import { judgeTraffic } from "../../traffic/judge-traffic.ts";
import { readTraffic } from "../../traffic/read-traffic.ts";
import type { TrafficExchange } from "../../traffic/traffic.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import { writeServiceReports } from "./run-service.ts";

/** Options of `judge`. */
export interface JudgeOptions extends SourceOptions {
  readonly out: string;
  readonly name?: string;
  readonly format?: readonly string[];
  readonly strict?: boolean;
  readonly color: boolean;
}

/** Judges recorded traffic, sends nothing, and writes the reports; the exit status. */
export async function judgeRecorded(paths: readonly string[], options: JudgeOptions): Promise<number> {
  const formats = options.format ?? defaultFormats;
  checkFormats(formats);
  const layout = terminalLayout(options);
  const source = contractsFrom(options);
  const { record, unknown } = await judgeTraffic(allOf(paths), source, {
    name: options.name ?? paths.join(", "),
    strict: options.strict ?? false,
    out: options.out,
    formats: ["json", ...formats.filter((name) => name === "html")],
    onProblem: (text) => process.stderr.write(`glue-conformance: ${escapeText(text)}\n`),
  });
  for (const [target, count] of [...unknown].slice(0, shownUnknown))
    process.stderr.write(
      `glue-conformance: ${String(count)} exchanges of ${escapeText(target)} are not judged: it has no contract; give its model with --model\n`,
    );
  if (unknown.size > shownUnknown) process.stderr.write(`glue-conformance: nor are those of ${String(unknown.size - shownUnknown)} other operations\n`);
  if (record.operations.length === 0)
    throw new HarnessError(
      "input",
      "There is no exchange of an operation that has a contract. Give the service's model with --model, or its pages with --pages.",
    );
  const { files, problems } = await writeServiceReports(record, options.out, formats);
  if (formats.includes("terminal")) {
    for (const result of record.operations) process.stdout.write(`${operationLine(result, layout)}\n`);
    process.stdout.write(renderServiceTerminal(record, files, layout));
  }
  for (const problem of problems) process.stderr.write(`glue-conformance: ${escapeText(problem)}\n`);
  return problems.length > 0 && record.exit === 0 ? 2 : record.exit;
}

/** Operations without a contract that are named. */
const shownUnknown = 5;

async function* allOf(paths: readonly string[]): AsyncGenerator<TrafficExchange> {
  for (const path of paths) yield* readTraffic(path);
}
