import { spawn } from "node:child_process";
import { appendFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { actionRun, readInputs } from "./action-inputs.ts";
import { HarnessError, adviceOf } from "../../runtime/harness-error.ts";
import { readRun } from "../../storage/read-run.ts";

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
  // The results of an earlier run must not be mistaken for those of this one.
  rmSync(join(out, "run.json"), { force: true });
  const exit = await runSuite([...options, "--out", out]);
  const reported = { verdict: verdictIn(out), exit: String(exit), report: out };
  appendFileSync(
    outputs,
    Object.entries(reported)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  return exit;
}

function runSuite(args: readonly string[]): Promise<number> {
  const program = join(dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json")), "dist", "harness", "cli", "cli.js");
  const child = spawn(process.execPath, [program, "run", ...args], { stdio: "inherit" });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => done(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
  });
}

/** The verdict of the run; empty where it left no record, as where an option cannot be used. */
function verdictIn(out: string): string {
  try {
    return readRun(out).record.verdict;
  } catch {
    return "";
  }
}
