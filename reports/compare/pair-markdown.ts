import { bulletList, cell, fenced, folded, indented, inlineCode, prose, table, within } from "../encoding/markdown-text.ts";
import { type PairEntry, type PairReport, type PairSection, runFacts } from "./pair-report.ts";

/** A comment on a pull request may have 65,536 characters; what exceeds this is left out with a note. */
const maxBytes = 60_000;
/** Entries of a section that are shown with their details. */
const maxDetailed = 10;
/** Entries in one block, so that as many of them as fit are kept. */
const blockSize = 20;

/** Two runs beside each other as Markdown, for a comment on a pull request. Text from a target appears only in code. */
export function renderPairMarkdown({ old, new: now, subject, result, because, remarks, sections }: PairReport): string {
  const facts = runFacts.map(([name, of]) => [name, cell(of(old)), cell(of(now))]);
  const title = `# ${inlineCode(now.suite.contract.operation)} ${subject}: ${result.toLowerCase()}`;
  const blocks = [title, prose(because), table(["", "old", "new"], facts), ...bulletList(remarks.map(prose)), ...sections.flatMap(sectionBlocks)];
  return within(blocks, maxBytes, "*The rest does not fit here; the HTML report is complete.*");
}

function sectionBlocks({ title, entries }: PairSection): readonly string[] {
  const full = entries.slice(0, maxDetailed).filter(({ details }) => details !== undefined);
  const rest = entries.filter((entry) => !full.includes(entry)).map(line);
  const blocks = Array.from({ length: Math.ceil(rest.length / blockSize) }, (_, index) => rest.slice(index * blockSize, (index + 1) * blockSize).join("\n"));
  const evidenceOf = ({ level, details }: PairEntry): string =>
    indented(folded(level === undefined ? "examples" : "request, answer, command", fenced(details?.() ?? [])));
  return [
    `## ${title} (${entries.length})`,
    ...full.map((entry) => `${line(entry)}\n\n${evidenceOf(entry)}`),
    ...(full.length === 0 && rest.length > blockSize ? [folded(`${rest.length} properties`, rest.join("\n"))] : blocks),
  ];
}

function line({ id, name = id, level, flag, text }: PairEntry): string {
  return `- ${level === undefined ? "" : `**${level}** `}${inlineCode(name)}${flag === undefined ? "" : ` (${flag})`}: ${prose(text)}`;
}
