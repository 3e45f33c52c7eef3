import { escapeText } from "../encoding/escape.ts";
import { type Layout, painter, remarkLines } from "../encoding/layout.ts";
import { bulletList, cell, inlineCode, prose, table } from "../encoding/markdown-text.ts";
import { levels } from "../record/levels.ts";
import { countsInWords, statuses } from "../verdict/status-counts.ts";
import type { Cell, LevelCounts, Matrix, MatrixTarget, RequirementStanding } from "./matrix.ts";

const marks: Readonly<Record<RequirementStanding, string>> = { passed: "✓", failed: "✗", mixed: "✗", partly: "?", "not-judged": "?" };

/** What a count of properties means, below each table of counts. */
export const countsNote = "Numbers of properties, as in the report of each run; levels are not added up.";

/** A cell in words: `passed`, `2 of 5 failed`, `not judged`. */
export function cellInWords({ standing, all, passed, failed, accepted, intermittent }: Cell): string {
  const part = (some: number, word: string): string => (some === all ? word : `${some} of ${all} ${word}`);
  const words = failed > 0 ? part(failed, "failed") : standing === "not-judged" ? "not judged" : part(passed, "passed");
  const note = (some: number, word: string): readonly string[] => (some === 0 ? [] : [some === failed ? word : `${some} ${word}`]);
  return [words, ...note(accepted, "accepted"), ...note(intermittent, "intermittent")].join(", ");
}

/** The levels that a target was judged by, each with its counts in the words of the run's summary. */
export function levelsOf({ counts, record }: MatrixTarget): readonly { readonly counts: LevelCounts; readonly words: string }[] {
  return counts.flatMap((ofLevel) => {
    const unknown = ofLevel.unknown === 0 ? "" : `${ofLevel.unknown} not in the run`;
    const words = [countsInWords(record.checks.filter(({ level }) => level === ofLevel.level)), unknown].filter((part) => part !== "");
    return words.length === 0 ? [] : [{ counts: ofLevel, words: words.join(", ") }];
  });
}

/** A matrix as text: warnings, and each target's counts. The table itself is too wide for a terminal. */
export function renderMatrix({ targets, rows, remarks }: Matrix, layout: Layout): string {
  const paint = painter(layout);
  const heads = targets.flatMap((target) => [
    `${paint("bold", escapeText(target.name))} ${target.record.verdict}`,
    ...levelsOf(target).map(({ counts, words }) => `  ${counts.level.padEnd(6)} ${words}`),
  ]);
  const lines = remarkLines(remarks, layout);
  const last = `${rows.length} requirements; targets differ on ${rows.filter(({ differs }) => differs).length}.`;
  return [...heads, ...(lines.length === 0 ? [] : ["", ...lines]), "", last, ""].join("\n");
}

/** A matrix as Markdown: the counts of each target, by level, and the table of requirements. Text from a target appears only in code. */
export function renderMatrixMarkdown({ operation, targets, rows, remarks }: Matrix): string {
  const counts = targets.flatMap((target) =>
    levelsOf(target).map(({ counts: { level, unknown, ...of } }) => {
      const numbers = [...statuses.map((status) => of[status]), unknown].map(String);
      return [cell(target.name), target.record.verdict, level, ...numbers];
    }),
  );
  const blocks = [
    `# ${inlineCode(operation)}: ${targets.length} targets side by side`,
    table(["target", "verdict", "level", ...statuses, "not in the run"], counts, 3),
    countsNote,
    ...bulletList(remarks.map(prose)),
    ...levels.flatMap((level) => {
      const ofLevel = rows.filter(({ requirement }) => requirement.level === level);
      const lines = ofLevel.map(({ requirement, cells }) => [cell(requirement.id), ...cells.map((one) => `${marks[one.standing]} ${cellInWords(one)}`)]);
      return ofLevel.length === 0 ? [] : [`## ${level}`, table(["requirement", ...targets.map(({ name }) => cell(name))], lines)];
    }),
  ];
  return `${blocks.join("\n\n")}\n`;
}
