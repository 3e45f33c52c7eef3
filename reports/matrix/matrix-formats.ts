import type { Matrix } from "./matrix.ts";
import { safeJson } from "../encoding/safe-json.ts";

/** Every file that a matrix can be rendered as. Renderers are loaded on first use. */
export const matrixFormats: readonly {
  readonly name: string;
  readonly file: string;
  readonly render: (matrix: Matrix) => Promise<string>;
}[] = [
  { name: "html", file: "matrix.html", render: async (matrix) => (await import("./matrix-html.tsx")).renderMatrixHtml(matrix) },
  { name: "markdown", file: "matrix.md", render: async (matrix) => (await import("./matrix-text.ts")).renderMatrixMarkdown(matrix) },
  { name: "json", file: "matrix.json", render: (matrix) => Promise.resolve(renderMatrixJson(matrix)) },
];

/** A matrix as JSON, by `matrix.schema.json`. */
function renderMatrixJson({ operation, targets, rows, remarks }: Matrix): string {
  const content = {
    schemaVersion: 1,
    operation,
    remarks,
    targets: targets.map(({ name, link, record, counts, stopped }) => ({
      name,
      ...(link === undefined ? {} : { link }),
      endpoint: record.target.endpoint,
      verdict: record.verdict,
      suite: { version: record.suite.version, contract: record.suite.contract.sha256 },
      seed: record.seed,
      effort: record.effort,
      startedAt: record.meta.startedAt,
      ...(stopped === undefined ? {} : { stopped }),
      counts,
    })),
    requirements: rows.map(({ requirement, cells, differs }) => ({ ...requirement, differs, cells })),
  };
  return safeJson(content);
}
