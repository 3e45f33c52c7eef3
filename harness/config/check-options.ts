import { closest } from "fastest-levenshtein";
import { problemIn } from "../../reports/documents/parse-config.ts";
import type { CommandLineOptions } from "./effective-options.ts";
import { HarnessError } from "../runtime/harness-error.ts";

/** Options that a configuration file does not have, or spells differently. */
const own: ReadonlySet<string> = new Set(["config", "target", "header", "headers", "updateBaseline", "reason", "shard"]);

/** Throws a HarnessError where options of an untyped program have an unknown name or a value of another type. Free text is not shown. */
export function checkOptions(options: CommandLineOptions & { readonly headers?: unknown }): void {
  const { header, headers } = options;
  if (headers !== undefined && !(isObject(headers) && Object.values(headers).every((one) => typeof one === "string")))
    throw usageError("/headers: expected an object of strings, by the names of the headers");
  if (header !== undefined && !(Array.isArray(header) && header.every((one) => typeof one === "string")))
    throw usageError("/header: expected an array of strings, each NAME:VALUE");
  const others = Object.fromEntries(Object.entries(options).filter(([name, value]) => value !== undefined && !own.has(name)));
  const found = problemIn(others, closest);
  if (found !== undefined) throw usageError(found.text);
}

function usageError(text: string): HarnessError {
  return new HarnessError("usage", `an option cannot be used: ${text}. reports/config.schema.json says what options there are.`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
