import type { Matrix } from "./matrix.ts";

/** Every file that a matrix can be rendered as. What takes long to load is loaded when it is asked for. */
export const matrixFormats: readonly {
  readonly name: string;
  readonly file: string;
  readonly render: (matrix: Matrix) => Promise<string>;
}[] = [
  { name: "html", file: "matrix.html", render: async (matrix) => (await import("./html/matrix-document.tsx")).renderMatrixHtml(matrix) },
  { name: "markdown", file: "matrix.md", render: async (matrix) => (await import("./matrix-markdown.ts")).renderMatrixMarkdown(matrix) },
  { name: "json", file: "matrix.json", render: async (matrix) => (await import("./matrix-json.ts")).renderMatrixJson(matrix) },
];
