import type { FormatContext } from "../text/format-context.ts";
import type { RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** A report that can be written to a file. */
export interface Format {
  /** As `--format` names it. */
  readonly name: string;
  /** The file's name in the run directory. */
  readonly file: string;
  /** The same record and context give the same bytes on every machine. `rulingOf` gives the verdict's reason and the exit status. */
  readonly render: (record: RunRecord, context: FormatContext) => string | Uint8Array | Promise<string | Uint8Array>;
}

/** Every report that a run record can be rendered as, except the terminal's. Renderers are loaded on first use. */
export const formats: readonly Format[] = [
  { name: "json", file: "run.json", render: (record) => safeJson(record) },
  { name: "html", file: "report.html", render: async (record, context) => (await import("../html/report/report.tsx")).renderHtml(record, context) },
  { name: "junit", file: "junit.xml", render: async (record, context) => (await import("./junit.ts")).renderJunit(record, context) },
  { name: "ctrf", file: "ctrf.json", render: async (record, context) => (await import("./ctrf.ts")).renderCtrf(record, context) },
  { name: "markdown", file: "report.md", render: async (record, context) => (await import("./markdown.ts")).renderMarkdown(record, context) },
  { name: "har", file: "exchanges.har", render: async (record, context) => (await import("./har.ts")).renderHar(record, context.journal()) },
  {
    name: "evidence",
    file: "evidence.zip",
    render: async (record, context) => (await import("../documents/evidence.ts")).renderEvidence(record, context.journal()),
  },
  { name: "badge", file: "badge.json", render: async (record) => (await import("./badge.ts")).renderBadge(record) },
];
