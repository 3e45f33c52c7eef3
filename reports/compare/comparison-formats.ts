import type { FormatContext } from "../text/format-context.ts";
import { pairReportOf } from "./comparison-report.ts";
import type { Comparison } from "./comparison.ts";
import type { PairReport } from "./pair-report.ts";

/** A file that two runs beside each other can be rendered as. Renderers are loaded on first use. */
interface PairFormat<T> {
  readonly name: string;
  readonly file: string;
  readonly render: (compared: T, context: Pick<FormatContext, "requirementOf">) => Promise<string>;
}

/** The files of any report of two runs. */
export function pairFormats(name: string): readonly PairFormat<PairReport>[] {
  return [
    { name: "markdown", file: `${name}.md`, render: async (report) => (await import("./pair-markdown.ts")).renderPairMarkdown(report) },
    {
      name: "html",
      file: `${name}.html`,
      render: async (report, { requirementOf }) => (await import("./pair-html.tsx")).renderPairHtml(report, requirementOf),
    },
  ];
}

/** Every file that a comparison can be rendered as. */
export const comparisonFormats: readonly PairFormat<Comparison>[] = [
  ...pairFormats("comparison").map(({ name, file, render }): PairFormat<Comparison> => ({
    name,
    file,
    render: (comparison, context) => render(pairReportOf(comparison), context),
  })),
  { name: "json", file: "comparison.json", render: async (comparison) => (await import("./comparison-json.ts")).renderComparisonJson(comparison) },
];
