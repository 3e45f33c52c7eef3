import { safeJson } from "../encoding/safe-json.ts";
import type { Matrix, MatrixTarget } from "./matrix.ts";

/** A file that a matrix can be rendered as. */
type MatrixFormat = { readonly name: string; readonly file: string; readonly render: (matrix: Matrix) => string | Promise<string> };

/** Every file that a matrix can be rendered as. Renderers are loaded on first use. */
export const matrixFormats: readonly MatrixFormat[] = [
  { name: "html", file: "matrix.html", render: async (matrix) => (await import("./matrix-html.tsx")).renderMatrixHtml(matrix) },
  { name: "markdown", file: "matrix.md", render: async (matrix) => (await import("./matrix-text.ts")).renderMatrixMarkdown(matrix) },
  { name: "json", file: "matrix.json", render: renderMatrixJson },
];

/** A matrix as JSON, by `matrix.schema.json`. */
function renderMatrixJson({ operation, targets, rows, remarks }: Matrix): string {
  const requirements = rows.map(({ requirement, cells, differs }) => ({ ...requirement, differs, cells }));
  return safeJson({ schemaVersion: 1, operation, remarks, targets: targets.map(targetJson), requirements });
}

function targetJson({ name, link, record, counts, stopped }: MatrixTarget): object {
  const { target, verdict, seed, effort, meta } = record;
  const suite = { version: record.suite.version, contract: record.suite.contract.sha256 };
  return { name, link, endpoint: target.endpoint, verdict, suite, seed, effort, startedAt: meta.startedAt, stopped, counts };
}
