import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";
import { type Mutant, withOrdinals } from "./mutant.ts";

/** The longest text of code that an identity holds. */
const longest = 120;

/** A mutant with the number by which the instrumented source knows it in this process. */
export interface NumberedMutant extends Mutant {
  readonly id: string;
}

/** Built source with all of its mutants in it, each behind a switch; and the mutants. */
export interface Instrumented {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly NumberedMutant[];
}

/**
 * Names of the built files that make up the service: `service.js` and all that it imports from its own folder. What it imports from elsewhere is the
 * contract, which comes from the page and is no decision of the service.
 */
export function sourcesOf(folder: string, entry = "service.js"): readonly string[] {
  const names = [entry];
  // The list grows while it is walked.
  for (const name of names) {
    for (const [, imported = ""] of readFileSync(join(folder, name), "utf8").matchAll(/^import [^"]*"\.\/([^"]+)";$/gmu)) {
      if (!names.includes(imported)) names.push(imported);
    }
  }
  return names.toSorted();
}

/** Makes every mutant of built files that Stryker's default mutators know. */
export async function instrument(folder: string, names: readonly string[]): Promise<Instrumented> {
  const sources = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const { files, mutants } = await createInstrumenter(silentInjector()).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { excludedMutations: [], ignorers: [], plugins: null },
  );
  return {
    files: files.map(({ name, content }) => ({ name, content })),
    mutants: withOrdinals(
      mutants.map(({ id, fileName, mutatorName, replacement, location: { start, end } }) => {
        const [first = "", ...others] = (sources.get(fileName) ?? "").split("\n").slice(start.line, end.line + 1);
        // Cut at its end first: in a change within one line, both columns count from the beginning of that line.
        const changed = [first, ...others];
        changed.push(changed.pop()?.slice(0, end.column) ?? "");
        const original = changed.join("\n").slice(start.column);
        const file = fileName.replace(/\.js$/u, "");
        return { id, file, line: shortened(first), mutator: mutatorName, original: shortened(original), replacement: shortened(replacement) };
      }),
    ),
  };
}

/** Writes instrumented files to a folder. */
export function writeInstrumented(files: Instrumented["files"], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of files) writeFileSync(join(folder, name), content);
}

function shortened(code: string): string {
  const text = code.replaceAll(/\s+/gu, " ").trim();
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function silentInjector(): Parameters<typeof createInstrumenter>[0] {
  const isOff = (): boolean => false;
  const say = (): void => undefined;
  const switches = { isTraceEnabled: isOff, isDebugEnabled: isOff, isInfoEnabled: isOff, isWarnEnabled: isOff, isErrorEnabled: isOff, isFatalEnabled: isOff };
  const logger = { ...switches, trace: say, debug: say, info: say, warn: say, error: say, fatal: say };
  return createInjector()
    .provideValue("logger", logger)
    .provideValue("getLogger", () => logger);
}
