import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Contract, ObjectSchema, Source } from "./contract.ts";

/** The folder of all checked-in contracts. The package's own name leads there from the sources and from the build alike. */
export const contractsFolder = join(dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json")), "spec", "contracts");

/** `ListSessions` to `list-sessions`: the folder of a checked-in contract. */
export function folderOf(operation: string): string {
  return operation.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase();
}

const loaded = new Map<string, Contract>();

/** The checked-in contract of an operation, with references between its files resolved. Throws where there is none. */
export function contractOf(operation: string): Contract {
  let contract = loaded.get(operation);
  if (contract === undefined) {
    contract = {
      operation: sourceOf(operation).title,
      request: readSchema(operation, "request.schema.json"),
      response: readSchema(operation, "response.schema.json"),
      errors: read(operation, "errors.json"),
      lines: read(operation, "lines.json"),
    };
    loaded.set(operation, contract);
  }
  return contract;
}

/** Title, digests and date of the page that a checked-in contract was taken from. Throws where there is none. */
export function sourceOf(operation: string): Source {
  const operations = checkedInOperations();
  if (!operations.includes(operation)) {
    throw new Error(
      `There is no checked-in contract of ${JSON.stringify(operation)}. Wanted is one of ${operations.join(", ")}; for another operation give its page.`,
    );
  }
  return read(operation, "SOURCE.json");
}

/** The operations whose contracts are checked in, sorted by name. */
export function checkedInOperations(): string[] {
  return readdirSync(contractsFolder)
    .map((folder) => read(folder, "SOURCE.json").title)
    .toSorted();
}

/** The files beside the schemas. The test that takes all of them from the pages again holds them to these types. */
interface Files {
  readonly "errors.json": Contract["errors"];
  readonly "lines.json": Contract["lines"];
  readonly "SOURCE.json": Source;
}

function read<File extends keyof Files>(operation: string, file: File): Files[File] {
  return JSON.parse(textOf(operation, file)) as Files[File];
}

function textOf(operation: string, file: string): string {
  return readFileSync(join(contractsFolder, folderOf(operation), file), "utf8");
}

const naming = new Set(["$schema", "$id", "title"]);

/** A schema without the keywords that name its file, and with the schema of the other file in place of `{"$ref": "session.schema.json"}`. */
function readSchema(operation: string, file: string): ObjectSchema {
  const schema: unknown = JSON.parse(textOf(operation, file), (key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$ref" in value && typeof value.$ref === "string") return readSchema(operation, value.$ref);
    return key === "" ? Object.fromEntries(Object.entries(value).filter(([keyword]) => !naming.has(keyword))) : value;
  });
  return schema as ObjectSchema;
}
