import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { escapeText } from "../../../reports/encoding/escape.ts";
import type { ServiceRecord } from "../../../reports/record/service-record.ts";
import { operationLine, renderServiceTerminal, serviceFormats } from "../../../reports/service/service-formats.ts";
import { effectiveOptions, withOptionPlaces } from "../../config/effective-options.ts";
import { resolveSettings } from "../../config/settings.ts";
import { makeFolder } from "../../files/make-folder.ts";
import { HarnessError, messageOf } from "../../runtime/harness-error.ts";
import { chosenOperations, contractsFrom, type SourceOptions } from "../../service-run/contract-source.ts";
import { type KnownInput, readKnownInputs, writeInputTemplate } from "../../service-run/known-inputs.ts";
import { runService } from "../../service-run/run-service.ts";
import { checkFormats, defaultFormats } from "../../storage/write-reports.ts";
import { type RepeatedOptions, singleCommandLine } from "../options/command-lines.ts";
import { terminalLayout } from "../terminal/terminal-layout.ts";
import type { RunCommandOptions } from "../actions/run.ts";
import { standardOutput } from "../actions/run-output.ts";

/** Options of a service run beside those of any run. */
export interface ServiceCommandOptions extends Omit<RepeatedOptions, "operation">, SourceOptions {
  readonly operation?: readonly string[];
  readonly inputs?: string;
  readonly writeInputs?: string;
  readonly require?: readonly string[];
}

/** Whether options ask for a whole service, or for several operations of one. */
export function asksForService({ model, pages, operation = [], inputs, writeInputs: template, require: required }: ServiceCommandOptions): boolean {
  return (
    [model, pages, inputs, template, required].some((option) => option !== undefined) || operation.length > 1 || operation.some((glob) => /[*?]/u.test(glob))
  );
}

/** Options of `run` that make no sense for several operations. */
const singular = ["page", "only", "skip", "failed", "baseline", "updateBaseline", "reason", "shard", "fixture", "checkAuth"] as const;

/** Judges a whole service and writes its reports; the exit status. */
export async function judgeService(asked: Pick<RunCommandOptions, "out" | "color">, given: ServiceCommandOptions): Promise<number> {
  const { model, pages, operation: globs = ["**"], inputs, writeInputs: template, require: required = [], ...others } = given;
  const wrong = singular.find((name) => name in others);
  if (wrong !== undefined)
    throw new HarnessError(
      "usage",
      `--${wrong.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)} is for the run of one operation. Leave it out for a whole service.`,
    );
  if ((others.endpoint?.length ?? 0) > 1 || (others.target?.length ?? 0) > 1)
    throw new HarnessError("usage", "A whole service is judged at one endpoint at a time. Give one --endpoint.");
  const { options, places } = await effectiveOptions(singleCommandLine(others), process.env);
  return await withOptionPlaces(places, async () => {
    const formats = options.format ?? defaultFormats;
    checkFormats(formats);
    const { targetPrefix, jsonVersion, signingName } = options;
    const { source, operations, remarks } = contractsFrom({
      ...(model === undefined ? {} : { model }),
      ...(pages === undefined ? {} : { pages }),
      ...(targetPrefix === undefined ? {} : { targetPrefix }),
      ...(jsonVersion === undefined ? {} : { jsonVersion }),
      ...(signingName === undefined ? {} : { signingName }),
    });
    const chosen = chosenOperations(operations, "--operation", globs);
    if (template !== undefined) {
      const count = writeInputTemplate(template, chosen);
      process.stdout.write(
        `${escapeText(template)}: requests of ${String(count)} operations that need input; fill in what exists, and give the file with --inputs\n`,
      );
      return 0;
    }
    if (options.endpoint === undefined && source.kind !== "shipped")
      throw new HarnessError(
        "usage",
        "--model and --pages judge a service at an --endpoint; the embedded reference service has the shipped operations only. Give --endpoint.",
      );
    // What operations of an unknown family create, a run could not delete.
    const state = options.state ?? (source.kind === "shipped" ? undefined : "observe");
    const settings = resolveSettings({ ...options, effort: options.effort ?? "quick", ...(state === undefined ? {} : { state }) }, process.env);
    const layout = terminalLayout({ ...asked, ...options });
    const isPrinted = formats.includes("terminal") && options.quiet !== true;
    const output = standardOutput(layout, false);
    const out = options.out ?? asked.out;
    try {
      for (const remark of remarks) output.err(`glue-conformance: ${remark}\n`);
      const record = await runService({
        source,
        settings,
        operations: chosen,
        inputs: inputs === undefined ? new Map<string, KnownInput>() : readKnownInputs(inputs, chosen),
        required: new Set((required.length === 0 ? [] : chosenOperations(chosen, "--require", required)).map(({ target }) => target)),
        out,
        formats: ["json", ...formats.filter((name) => name === "html")],
        signal: output.signal,
        onProgress: (doing) => {
          if (isPrinted && process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${escapeText(doing)}`);
        },
        onResult: (result) => {
          if (isPrinted) output.out(`${operationLine(result, layout)}\n`);
        },
        onProblem: (text) => output.err(`glue-conformance: ${escapeText(text)}\n`),
      });
      const { files, problems } = await writeServiceReports(record, out, formats);
      if (formats.includes("terminal")) output.out(renderServiceTerminal(record, files, layout));
      for (const problem of problems) output.err(`glue-conformance: ${escapeText(problem)}\n`);
      return problems.length > 0 && record.exit === 0 ? 2 : record.exit;
    } finally {
      output.close();
    }
  });
}

/** Writes `service.json`, whatever the formats, and the other reports; what could not be written is returned. */
export async function writeServiceReports(
  record: ServiceRecord,
  out: string,
  names: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly problems: readonly string[] }> {
  const files: string[] = [];
  const problems: string[] = [];
  makeFolder(resolve(out));
  // Markdown is a page to publish, like the HTML.
  const wanted = new Set(["json", ...names, ...(names.includes("html") ? ["markdown"] : [])]);
  for (const { name, file, render } of serviceFormats) {
    if (!wanted.has(name)) continue;
    const path = join(out, file);
    try {
      writeFileSync(path, await render(record), { mode: 0o640 });
      files.push(path);
    } catch (error) {
      problems.push(`${path} could not be written: ${messageOf(error)}`);
    }
  }
  return { files, problems };
}
