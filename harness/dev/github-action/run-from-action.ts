import { appendFileSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { HarnessError, adviceOf } from "../../runtime/harness-error.ts";
import { readRun } from "../../storage/read-run.ts";
import { commandLine } from "../processes/package-root.ts";
import { runProcess } from "../processes/run-process.ts";
import { actionRun, readInputs } from "./action-inputs.ts";

try {
  process.exitCode = await runFromAction(process.env["INPUTS"] ?? "", process.env["GITHUB_OUTPUT"] ?? "");
} catch (error) {
  process.stderr.write(`${adviceOf(error)}\n`);
  process.exitCode = 2;
}

/** Runs the suite with the inputs of the composite action, and appends the action's outputs to a file. Resolves to the exit status of the run. */
async function runFromAction(inputs: string, outputs: string): Promise<number> {
  if (outputs === "") throw new HarnessError("usage", "GITHUB_OUTPUT names no file. This program is for the composite action; use `glue-conformance run`.");
  const { options, out: folder } = actionRun(readInputs(inputs));
  const out = resolve(folder);
  const record = join(out, "run.json");
  // The results of an earlier run must not be mistaken for those of this one.
  rmSync(record, { force: true });
  const { status: exit } = await runProcess(process.execPath, [commandLine, "run", ...options, "--out", out], { inTerminal: true });
  // There is no record where an option cannot be used.
  const verdict = existsSync(record) ? readRun(out).record.verdict : "";
  appendFileSync(outputs, `verdict=${verdict}\nexit=${String(exit)}\nreport=${out}\n`);
  return exit;
}
