import { safeJson } from "../encoding/safe-json.ts";
import { cell, prose } from "../encoding/markdown-text.ts";
import { type Layout, painter, plain } from "../encoding/layout.ts";
import { escapeText } from "../encoding/escape.ts";
import type { OperationResult, ServiceRecord } from "../record/service-record.ts";
import { countsInWords, outcomeWords, serviceSummary } from "./service-wording.ts";

/** A report of a service run that is written to a file. */
interface ServiceFormat {
  readonly name: string;
  readonly file: string;
  readonly render: (record: ServiceRecord) => string | Promise<string>;
}

/** The reports of a service run; renderers are loaded on first use. */
export const serviceFormats: readonly ServiceFormat[] = [
  { name: "json", file: "service.json", render: safeJson },
  { name: "html", file: "service.html", render: async (record) => (await import("./service-html.tsx")).renderServiceHtml(record) },
  { name: "markdown", file: "service.md", render: renderServiceMarkdown },
  { name: "junit", file: "junit.xml", render: async (record) => (await import("./service-junit.ts")).renderServiceJunit(record) },
];

/** A service as Markdown: verdict, causes, a table of its operations. */
function renderServiceMarkdown(record: ServiceRecord): string {
  const { target, operations, server, causes } = record;
  const row = ({ target: name, outcome, must, should, reason }: OperationResult): string =>
    `| ${[cell(name), outcomeWords[outcome], must.failed, must.passed, must.unexercised + must.errored, should.failed].map(String).join(" | ")} | ${reason === "" ? "" : cell(reason.slice(0, 200))} |`;
  return [
    `# ${prose(target.name)}: ${prose(record.source.name)}`,
    "",
    `**${serviceSummary(record)}**`,
    "",
    `The server, judged once: ${countsInWords(server) || "not judged"}.`,
    "",
    ...(causes.length === 0 ? [] : ["| cause | operations | properties |", "|---|---:|---:|"]),
    ...causes.map(({ cause, operations: concerned, checks }) => `| ${cell(cause)} | ${String(concerned.length)} | ${String(checks.length)} |`),
    ...(causes.length === 0 ? [] : [""]),
    "| operation | outcome | must failed | passed | not judged | should failed | why |",
    "|---|---|---:|---:|---:|---:|---|",
    ...operations.map(row),
    "",
  ].join("\n");
}

/** What was found of one operation in a line. */
export function operationLine({ target, outcome, must, should, reason, run }: OperationResult, layout: Layout): string {
  const paint = painter(layout);
  const colour = outcome === "fails" ? "red" : outcome === "conforms" ? "green" : "dim";
  const rest = run === undefined || outcome === "not-implemented" || outcome === "unsure" ? "" : `  ${countsInWords({ must, should })}`;
  const why = outcome === "conforms" || outcome === "fails" || reason === "" ? "" : `  ${escapeText(reason)}`;
  return plain(`${paint(colour, outcomeWords[outcome].padEnd(15))} ${escapeText(target)}${rest}${why.length > 160 ? `${why.slice(0, 160)}…` : why}`, layout);
}

/** The end of a service run in a terminal: causes, the server, the verdict, and where the reports are. */
export function renderServiceTerminal(record: ServiceRecord, files: readonly string[], layout: Layout): string {
  const paint = painter(layout);
  const { causes, server, exit, verdict } = record;
  const lines = [
    "",
    ...causes.map(
      ({ cause, operations, checks }) =>
        `${paint("bold", cause)}: ${String(operations.length)} operations, ${String(checks.length)} properties (${escapeText(operations.slice(0, 3).join(", "))}${operations.length > 3 ? " …" : ""})`,
    ),
    ...(causes.length === 0 ? [] : [""]),
    `server          ${countsInWords(server) || "not judged"}`,
    `${paint(verdict === "fails" ? "red" : verdict === "conforms" ? "green" : "yellow", serviceSummary(record))} · exit ${String(exit)}`,
    ...files.map((file) => `written to ${escapeText(file)}`),
  ];
  return `${lines.map((line) => plain(line, layout)).join("\n")}\n`;
}
