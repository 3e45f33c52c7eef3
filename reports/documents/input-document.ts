import { createRequire } from "node:module";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { createScanner } from "jsonc-parser";
import { escapeText } from "../encoding/escape.ts";
import { describeSchemaError } from "./schema-error.ts";

/** A document that cannot be used; the message names the place, what was seen, what was expected and what to do. */
export class DocumentError extends Error {
  override readonly name: string = "DocumentError";
}

/** A kind of document: its name in messages, its validator, and the sentences at the end of each message: what to do, or where to read more. */
type DocumentKind<T> = { readonly what: string; readonly validator: () => ValidateFunction<T>; readonly advice: string };

/** Nesting limit of our documents: a deeper value would overflow the stack of recursive functions. */
const maxNesting = 1_000;

/** The text of a document without a byte order mark; throws a DocumentError if the bytes are not UTF-8. */
export function decodeDocument(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (bytes.length > 1 && (first === 0) !== (second === 0));
  if (isWide) throw new DocumentError("at its first byte: saw UTF-16, expected UTF-8. Save it as UTF-8");
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const place = text.includes("\uFFFD") ? new TextEncoder().encode(text).findIndex((byte, index) => byte !== bytes[index]) : -1;
  if (place === -1) return text.replace(/^\uFEFF/u, "");
  throw new DocumentError(`at byte ${place}: saw bytes that are not UTF-8, expected UTF-8 throughout. Save it as UTF-8`);
}

/** Parses JSON; throws a DocumentError that names line and column. */
export function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/u, "");
  checkNesting(plain);
  try {
    return JSON.parse(plain) as unknown;
  } catch (error) {
    const why = (error as Error).message;
    const [, position = plain.trimEnd().length] = /at position (\d+)/u.exec(why) ?? [];
    throw new DocumentError(`${lineAndColumn(plain, Number(position))}: not JSON (${escapeText(why)})`, { cause: error });
  }
}

/** Reads a document of one kind. Throws a DocumentError for anything else. */
export function parseDocument<T>(text: string, { what, validator, advice }: DocumentKind<T>): T {
  const value = placed(
    () => parseJson(text),
    (message) => `${what}, ${message}. ${advice}`,
  );
  checkVersion(value, what);
  const validate = validator();
  if (validate(value)) return value;
  throw new DocumentError(`${what}, ${describeSchemaError(validate.errors?.[0], what)}. ${advice}`);
}

/** The result of a step; a DocumentError that it throws gets another message. */
export function placed<T>(step: () => T, say: (message: string) => string): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof DocumentError ? new DocumentError(say(error.message), { cause: error }) : error;
  }
}

/** Throws a DocumentError if a value names a schema version other than the current one. */
export function checkVersion(value: unknown, place: string): void {
  const version = typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : undefined;
  if (typeof version !== "number" || version === 1) return;
  const advice = "It was written by another version of the suite: read it with that version, or create it again.";
  throw new DocumentError(`${place}, /schemaVersion: saw ${version}, expected 1. ${advice}`);
}

/** Line and column of a position in a text. */
export function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position);
  return `line ${before.split("\n").length}, column ${before.length - before.lastIndexOf("\n")}`;
}

/** Throws a DocumentError at the bracket that exceeds the nesting limit, ignoring strings and comments. */
export function checkNesting(text: string): void {
  // A text with fewer brackets than the limit cannot be too deep.
  if (text.length < maxNesting || text.split(/[[{]/u, maxNesting + 2).length <= maxNesting + 1) return;
  const scanner = createScanner(text, true);
  // Token kinds are numbers of a const enum: 1 and 3 open, 2 and 4 close, 17 is the end.
  for (let level = 0, kind = scanner.scan() as number; kind !== 17; kind = scanner.scan() as number) {
    if (kind === 1 || kind === 3) level += 1;
    else if (kind === 2 || kind === 4) level -= 1;
    const place = scanner.getTokenOffset();
    if (level > maxNesting) throw new DocumentError(`${lineAndColumn(text, place)}: saw more than ${maxNesting} levels of nesting, expected fewer`);
  }
}

/** A validator of documents by one of our schemas. Compiled on first use: most commands read no document, and start-up time is tested. */
export function schemaValidator<T>(name: string): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => (compiled ??= new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, verbose: true }).compile<T>(readSchema(name)));
}

/** One of our schemas: `baseline` for `reports/baseline.schema.json`. */
export function readSchema(name: string): object {
  // The package's own name resolves to it from the sources and from the build.
  return createRequire(import.meta.url)(`glue-conformance/reports/${name}.schema.json`) as object;
}
