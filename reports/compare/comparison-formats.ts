import type { Comparison } from "./comparison.ts";
import type { FormatContext } from "../text/format-context.ts";

/** Every file that a comparison can be rendered as. Renderers are loaded on first use. */
export const comparisonFormats: readonly {
  readonly name: string;
  readonly file: string;
  readonly render: (comparison: Comparison, context: Pick<FormatContext, "requirementOf">) => Promise<string>;
}[] = [
  { name: "markdown", file: "comparison.md", render: async (comparison) => (await import("./comparison-markdown.ts")).renderComparisonMarkdown(comparison) },
  { name: "json", file: "comparison.json", render: async (comparison) => (await import("./comparison-json.ts")).renderComparisonJson(comparison) },
  {
    name: "html",
    file: "comparison.html",
    render: async (comparison, { requirementOf }) => (await import("./comparison-html.tsx")).renderComparisonHtml(comparison, requirementOf),
  },
];
