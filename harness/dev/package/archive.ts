import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minify } from "terser";

/** What npm says of an archive. */
export interface Archive {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what is built in a folder into another one, its modules without comments and blanks; names stay, so that stack traces can be read. */
export async function packArchive(from: string, into: string): Promise<Archive> {
  const stage = mkdtempSync(join(tmpdir(), "glue-conformance-archive-"));
  try {
    for (const { path } of packed(from, ["--dry-run"]).files) {
      cpSync(join(from, path), join(stage, path));
      if (path.endsWith(".js")) writeFileSync(join(stage, path), await withoutBlanks(readFileSync(join(from, path), "utf8")));
    }
    return packed(stage, ["--pack-destination", into]);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function withoutBlanks(text: string): Promise<string> {
  const { code } = await minify(text, { module: true, compress: false, mangle: false });
  return code ?? text;
}

function packed(folder: string, args: readonly string[]): Archive {
  const { stdout, stderr, error } = spawnSync("npm", ["pack", "--json", "--ignore-scripts", ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1_048_576,
  });
  const [archive] = JSON.parse(stdout === "" ? "[]" : stdout) as readonly Archive[];
  if (archive === undefined) throw new Error(`npm pack made no archive: ${error?.message ?? stderr}`);
  return archive;
}
