import { appendFileSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { HarnessError } from "../../runtime/harness-error.ts";
import { readRun } from "../../storage/read-run.ts";
import { runProgram } from "../processes/program.ts";
import { runInTerminal } from "../processes/run-process.ts";
import { actionRun, readInputs } from "./action-inputs.ts";

const usage = "Runs the suite with the inputs of the composite action, INPUTS, and appends the action's outputs to the file GITHUB_OUTPUT.\n";

await runProgram(usage, {}, async () => {
  const outputs = process.env["GITHUB_OUTPUT"] ?? "";
  if (outputs === "") throw new HarnessError("usage", "GITHUB_OUTPUT names no file. This program is for the composite action; use `glue-conformance run`.");
  const { options, out: folder } = actionRun(readInputs(process.env["INPUTS"] ?? ""));
  const out = resolve(folder);
  const record = join(out, "run.json");
  // The results of an earlier run must not be mistaken for those of this one.
  rmSync(record, { force: true });
  const exit = await runInTerminal([...options, "--out", out]);
  // There is no record where an option cannot be used.
  const verdict = existsSync(record) ? readRun(out).record.verdict : "";
  appendFileSync(outputs, `verdict=${verdict}\nexit=${String(exit)}\nreport=${out}\n`);
  return exit;
});
