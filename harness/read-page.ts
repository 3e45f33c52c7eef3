import { readFile } from "node:fs/promises";
import { HarnessError, messageOf } from "./harness-error.ts";

/** The text of a page's file. Throws a HarnessError where it cannot be read. */
export async function readPage(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new HarnessError("input", `${file} cannot be read: ${messageOf(error)}. Give the text file of an API page.`, error);
  }
}
