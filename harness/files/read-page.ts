import { readText } from "./read-document.ts";

/** The text of a page's file. Throws a HarnessError where it cannot be read, or is no text. */
export function readPage(file: string): string {
  return readText(file, { name: file, advice: "Give the text file of an API page." });
}
