import { closeSync, openSync, readSync, statSync } from "node:fs";
import { decodeDocument, DocumentError } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import type { Topic } from "../../reports/text/help-links.ts";
import { HarnessError, messageOf, type OptionName } from "../runtime/harness-error.ts";

const mebibyte = 1_024 * 1_024;

/** How a file that the user names is read. */
export interface ReadOptions {
  /** What it is called in messages: the file's name, with the option that named it. */
  readonly name: string;
  /** What to do where it cannot be read: a sentence. */
  readonly advice: string;
  /** Where to read on. */
  readonly topic?: Topic;
  /** The options that name the file. */
  readonly options?: readonly OptionName[];
  /** Size above which it cannot be the expected file. */
  readonly maxBytes?: number;
}

/** The bytes of a file that the user names. Throws a HarnessError where it cannot be read, is no file, or is too large. */
export function readBytes(file: string, { name, advice, topic, options, maxBytes = 16 * mebibyte }: ReadOptions): Uint8Array {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new Error("it is a folder, not a file");
    // What comes from a pipe has an end; what a device gives may have none.
    if (!found.isFile() && !found.isFIFO()) throw new Error("it is a device, not a file");
    const limit = `and the limit is ${maxBytes}`;
    if (found.size > maxBytes) throw new Error(`it has ${found.size} bytes, ${limit}`);
    const bytes = bytesOf(file, maxBytes);
    if (bytes === undefined) throw new Error(`it has too many bytes, ${limit}`);
    return bytes;
  } catch (error) {
    throw new HarnessError("input", `${escapeText(name)} cannot be read: ${escapeText(messageOf(error))}. ${advice}`, error, topic, options);
  }
}

/** Undefined where there are more bytes: a pipe does not say how many there will be. */
function bytesOf(file: string, maxBytes: number): Uint8Array | undefined {
  const descriptor = openSync(file, "r");
  try {
    const chunks: Uint8Array[] = [];
    for (let length = 0; length <= maxBytes;) {
      const chunk = new Uint8Array(mebibyte);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a file that the user names, which must be UTF-8. */
export function readText(file: string, reading: ReadOptions): string {
  const bytes = readBytes(file, reading);
  return understood(reading.name, () => decodeDocument(bytes), reading.topic, reading.options);
}

/** What a step makes of a document; where it cannot be used, a HarnessError that names the file. */
export function understood<T>(name: string, step: () => T, topic?: Topic, options?: readonly OptionName[]): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof DocumentError) throw new HarnessError("input", `${escapeText(name)}: ${error.message}`, error, topic, options);
    throw error;
  }
}
