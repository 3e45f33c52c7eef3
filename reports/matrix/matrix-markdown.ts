import { levels } from "../record/levels.ts";
import type { Cell, Matrix, MatrixRow, RequirementStanding } from "./matrix.ts";
import { cellInWords, percent } from "./matrix-wording.ts";
import { cell, inlineCode, prose } from "../encoding/markdown-text.ts";

const marks: Readonly<Record<RequirementStanding, string>> = { kept: "✓", broken: "✗", mixed: "✗", partly: "?", "not-shown": "?" };

/** A matrix as Markdown: what each target keeps, by level, and the table of requirements. Text from a target appears only in code. */
export function renderMatrixMarkdown(matrix: Matrix): string {
  const { operation, targets, rows, remarks } = matrix;
  const blocks = [
    `# ${inlineCode(operation)}: ${String(targets.length)} targets side by side`,
    sharesTable(matrix),
    "Shares are of all requirements of a level, including those that a target did not answer. Not shown counts as not kept.",
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `- ${prose(remark)}`).join("\n")]),
    ...levels.flatMap((level) => {
      const ofLevel = rows.filter(({ requirement }) => requirement.level === level);
      return ofLevel.length === 0 ? [] : [`## ${level}`, rowsTable(ofLevel, matrix)];
    }),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function sharesTable({ targets }: Matrix): string {
  const lines = targets.flatMap(({ name, record, shares }) =>
    shares
      .filter(({ all, level }) => all > 0 && level !== "may")
      .map(({ level, all, kept, broken, notShown }) => {
        const numbers = [kept, broken, notShown].map((part) => `${String(part)} (${percent(part, all)})`);
        return `| ${cell(name)} | ${record.verdict} | ${level} | ${[...numbers, String(all)].join(" | ")} |`;
      }),
  );
  return ["| target | verdict | level | kept | broken | not shown | of |", "|---|---|---|---:|---:|---:|---:|", ...lines].join("\n");
}

function rowsTable(rows: readonly MatrixRow[], { targets }: Matrix): string {
  const head = `| requirement | ${targets.map(({ name }) => cell(name)).join(" | ")} |`;
  const lines = rows.map(({ requirement, cells }) => {
    const words = cells.map((one: Cell) => `${marks[one.standing]} ${cellInWords(one, requirement)}`);
    return `| ${cell(requirement.id)} | ${words.join(" | ")} |`;
  });
  return [head, `|---|${targets.map(() => "---|").join("")}`, ...lines].join("\n");
}
