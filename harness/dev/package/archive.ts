import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minify } from "terser";
import { lastWords, runProcess } from "../processes/run-process.ts";

/** What npm says of an archive; its size in bytes. */
export interface Archive {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what is built in a folder into another one, its modules without comments and blanks; names stay, so that stack traces can be read. */
export async function packArchive(from: string, into: string): Promise<Archive> {
  const stage = mkdtempSync(join(tmpdir(), "glue-conformance-archive-"));
  try {
    for (const { path } of (await packed(from, "--dry-run")).files) {
      cpSync(join(from, path), join(stage, path));
      if (!path.endsWith(".js")) continue;
      const text = readFileSync(join(from, path), "utf8");
      writeFileSync(join(stage, path), (await minify(text, { module: true, compress: false, mangle: false })).code ?? text);
    }
    return await packed(stage, "--pack-destination", into);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function packed(folder: string, ...args: readonly string[]): Promise<Archive> {
  const ended = await runProcess("npm", ["pack", "--json", "--ignore-scripts", ...args], { cwd: folder });
  const [archive] = JSON.parse(ended.stdout || "[]") as readonly Archive[];
  if (archive === undefined) throw new Error(`npm pack made no archive: ${lastWords(ended)}`);
  return archive;
}
