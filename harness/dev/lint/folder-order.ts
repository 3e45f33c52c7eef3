import { dirname, relative, resolve, sep } from "node:path";

/**
 * Lint rule `house/folder-order`. Its option is the one place where the order of the folders is written down: a source file imports, types included,
 * from its own folder and from folders listed before it. A test or its data may import from any folder of its own top folder and of those before that.
 */
function folderOrder(context: Context): Record<string, (node: ImportingNode) => void> {
  const order = context.options[0] as string[];
  const topFolders = [...new Set(order.map(topFolderOf))];
  const folderOf = (file: string): string => relative(context.cwd, dirname(file)).split(sep).join("/");
  const isTest = /\.(?:test|testdata)\.tsx?$/u.test(context.filename);
  const own = folderOf(context.filename);

  const check = ({ source }: ImportingNode): void => {
    if (typeof source?.value !== "string" || !/^\..*\.tsx?$/u.test(source.value)) return;
    const imported = folderOf(resolve(dirname(context.filename), source.value));
    const message = isTest ? problemBetween(topFolderOf(own), topFolderOf(imported), topFolders) : problemBetween(own, imported, order);
    if (message !== undefined) context.report({ node: source, message });
  };
  return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
}

/** The violation in an import between two folders, if any. */
function problemBetween(own: string, imported: string, order: readonly string[]): string | undefined {
  if (own === imported) return undefined;
  const unlisted = [own, imported].find((folder) => !order.includes(folder));
  if (unlisted !== undefined) return `${unlisted} has no place in the order of folders: add it to house/folder-order in .oxlintrc.json.`;
  if (order.indexOf(imported) < order.indexOf(own)) return undefined;
  return `${own} comes before ${imported} in the order of folders, so it may not import from it.`;
}

/** What the rule uses of ESLint's rule context, as oxlint hands it in. */
interface Context {
  readonly cwd: string;
  readonly filename: string;
  readonly options: readonly unknown[];
  readonly report: (problem: { readonly node: object; readonly message: string }) => void;
}

/** An import or export of ESTree; `source` is the module that it imports from, if any. */
interface ImportingNode {
  readonly source: { readonly value?: unknown } | null;
}

const topFolderOf = (folder: string): string => folder.split("/")[0] ?? folder;

const plugin = {
  meta: { name: "house" },
  rules: {
    "folder-order": {
      meta: { type: "problem", schema: [{ type: "array", items: { type: "string" }, uniqueItems: true }] },
      create: folderOrder,
    },
  },
};

export default plugin;
