import { readFileSync, writeFileSync } from "node:fs";
import { violationCodes } from "../properties/violation-codes.ts";
import { type Baseline, renderBaseline } from "../reports/baseline.ts";
import { BaselineError, parseBaseline } from "../reports/parse-baseline.ts";
import { HarnessError, messageOf } from "./harness-error.ts";
import { nearest } from "./selection.ts";

/** Reads the baseline of a run; a usage error where it cannot be used. Where it is going to be written, it need not be there yet. */
export function readBaseline(file: string, properties: readonly string[], isUpdated: boolean): Baseline {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isUpdated && error instanceof Error && "code" in error && error.code === "ENOENT") return { schemaVersion: 1, entries: [] };
    throw new HarnessError(
      "usage",
      `--baseline ${file} cannot be read: ${messageOf(error)}. Name a file that is there, or make it with --update-baseline.`,
      error,
    );
  }
  try {
    return parseBaseline(text, {
      properties,
      codes: violationCodes,
      nearest: (name, known) =>
        nearest(
          name,
          known.map((id) => ({ id })),
        ),
      mayLackReason: isUpdated,
    });
  } catch (error) {
    if (error instanceof BaselineError) throw new HarnessError("usage", `--baseline ${file}, ${error.message}.`, error);
    throw error;
  }
}

/** Writes a baseline; a usage error where that cannot be done. */
export function writeBaseline(file: string, baseline: Baseline): void {
  try {
    writeFileSync(file, renderBaseline(baseline));
  } catch (error) {
    throw new HarnessError("usage", `--baseline ${file} cannot be written: ${messageOf(error)}. Name a file that can be written.`, error);
  }
}
