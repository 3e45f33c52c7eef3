import type { JournalLine } from "../reports/journal.ts";

/** The lines in a text that was appended to a journal: one, or with the outcomes of cases before it. */
export function linesOf(text: string): readonly JournalLine[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine);
}
