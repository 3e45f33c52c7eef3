import { writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { escapeText } from "../../reports/encoding/escape.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { makeFolder } from "./make-folder.ts";

/** A report over several runs, in one format. */
export interface Rendering {
  /** As `--format` names it. */
  readonly name: string;
  /** The file's name in the folder that `--out` names. Without one the text is for the terminal alone. */
  readonly file?: string;
  /** The text; `folder` is where it will be, and undefined on standard output. */
  readonly render: (folder: string | undefined) => string | Promise<string>;
}

export interface OutputOptions {
  readonly format: readonly string[];
  /** A folder; or a file, where one format is asked for and the path has its ending. */
  readonly out?: string;
}

/** Where `--format` and `--out` do not go together, or name what there is not: a usage error before anything is done. */
export function checkOutput(renderings: readonly Omit<Rendering, "render">[], { format, out }: OutputOptions): void {
  const unknown = format.find((name) => !renderings.some((rendering) => rendering.name === name));
  const known = renderings.map(({ name }) => name).join(", ");
  if (unknown !== undefined) throw new HarnessError("usage", `--format names ${JSON.stringify(unknown)}; there are ${known}.`);
  if (out === undefined && format.filter((name) => name !== "terminal").length > 1)
    throw new HarnessError("usage", `--format ${format.join(",")} gives several files. Name a folder for them with --out.`);
}

/** Writes the formats that are asked for: to files under `--out`, else one of them to standard output; what is for the terminal always goes there. */
export async function writeOutput(renderings: readonly Rendering[], { format, out }: OutputOptions): Promise<void> {
  const wanted = renderings.filter(({ name }) => format.includes(name));
  const files = wanted.filter(({ file }) => file !== undefined);
  for (const { file, render } of wanted) {
    if (file === undefined || out === undefined) process.stdout.write(await render(undefined));
    else {
      const path = files.length === 1 && extname(out) !== "" && extname(out) === extname(file) ? out : join(out, file);
      writeOutputFile(path, await render(dirname(resolve(path))));
    }
  }
}

/** Writes a file, and its folder where there is none. Throws a usage error where it cannot. */
export function writeOutputFile(path: string, text: string): void {
  try {
    makeFolder(dirname(resolve(path)));
    writeFileSync(path, text, { mode: 0o640 });
  } catch (error) {
    throw new HarnessError("usage", `${escapeText(path)} cannot be written: ${escapeText(messageOf(error))}. Name another place with --out.`, error);
  }
}
