import type { OptionName } from "../runtime/harness-error.ts";
import { readText } from "./read-document.ts";

/** The text of a page's file, which the options name. Throws a HarnessError where it cannot be read, or is no text. */
export function readPage(file: string, options: readonly OptionName[] = []): string {
  return readText(file, { name: file, advice: "Give the text file of an API page.", options });
}
