import { existsSync, writeFileSync } from "node:fs";
import { closest } from "fastest-levenshtein";
import { violationCodes } from "../../properties/core/violation-codes.ts";
import { type Baseline, renderBaseline } from "../../reports/verdict/baseline.ts";
import { parseBaseline } from "../../reports/documents/parse-baseline.ts";
import { messageOf, optionError } from "../runtime/harness-error.ts";
import { readText, understood } from "../files/read-document.ts";

/** The help topic of errors in a baseline. */
const topic = "baseline-file";
const options = ["baseline"] as const;

/** Reads the baseline of a run; a usage error where it cannot be used. One that is to be updated need not exist yet. */
export function readBaseline(file: string, properties: readonly string[], isUpdated: boolean): Baseline {
  const name = `--baseline ${file}`;
  if (isUpdated && !existsSync(file)) return { schemaVersion: 1, entries: [] };
  const text = readText(file, { name, advice: "Name an existing file, or create one with --update-baseline.", topic, options });
  const known = { properties, codes: violationCodes, nearest: closest, mayLackReason: isUpdated };
  return understood(name, () => parseBaseline(text, known), topic, options);
}

/** Writes a baseline; a usage error where that cannot be done. */
export function writeBaseline(file: string, baseline: Baseline): void {
  try {
    writeFileSync(file, renderBaseline(baseline));
  } catch (error) {
    throw optionError(options, `--baseline ${file} cannot be written: ${messageOf(error)}. Name a file that can be written.`, { cause: error, topic });
  }
}
