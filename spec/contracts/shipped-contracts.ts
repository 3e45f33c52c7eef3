import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Contract, ObjectSchema, PageSource } from "../contract.ts";
import { isListSessions } from "../operation-traits.ts";
import { contractDigest } from "./digest.ts";

/** The folder of all checked-in contracts. The package's own name leads there from the sources and from the build alike. */
export const contractsFolder = join(dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json")), "spec", "contracts");

/** `ListSessions` to `list-sessions`: the folder of a checked-in contract. */
export function contractFolderOf(operation: string): string {
  return operation.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase();
}

const loaded = new Map<string, Contract>();

/** The checked-in contract of an operation, with references between its files resolved. Throws where there is none. */
export function contractOf(operation: string): Contract {
  let contract = loaded.get(operation);
  if (contract === undefined) {
    contract = contractIn(join(contractsFolder, contractFolderOf(sourceOf(operation).title)));
    loaded.set(operation, contract);
  }
  return contract;
}

/** The checked-in contract that a run names; undefined where it is another. Older runs of `ListSessions` are of the contract of this version. */
export function shippedContract({ operation, sha256 }: { readonly operation: string; readonly sha256: string }): Contract | undefined {
  const shipped = checkedInOperations().includes(operation) ? contractOf(operation) : undefined;
  return shipped !== undefined && (isListSessions(shipped) || contractDigest(shipped) === sha256) ? shipped : undefined;
}

/** Whether a contract is a checked-in one. */
export function isShipped(contract: Contract): boolean {
  return contract.targetPrefix === undefined && shippedContract({ operation: contract.operation, sha256: contractDigest(contract) }) !== undefined;
}

/** The contract whose files lie in a folder, with references between them resolved. Throws where a file is missing or no JSON. */
export function contractIn(folder: string): Contract {
  return {
    operation: read(folder, "SOURCE.json").title,
    request: readSchema(folder, "request.schema.json"),
    response: readSchema(folder, "response.schema.json"),
    errors: read(folder, "errors.json"),
    lines: read(folder, "lines.json"),
  };
}

/** Title, digests and date of the page that a checked-in contract was taken from. Throws where there is none. */
export function sourceOf(operation: string): PageSource {
  const operations = checkedInOperations();
  if (!operations.includes(operation)) {
    throw new Error(
      `There is no checked-in contract of ${JSON.stringify(operation)}. Expected one of ${operations.join(", ")}; for another operation give its page.`,
    );
  }
  return read(join(contractsFolder, contractFolderOf(operation)), "SOURCE.json");
}

/** The operations whose contracts are checked in, sorted by name. */
export function checkedInOperations(): string[] {
  return readdirSync(contractsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((folder) => read(join(contractsFolder, folder.name), "SOURCE.json").title)
    .toSorted();
}

/** The files beside the schemas. The test that takes all of them from the pages again holds them to these types. */
interface Files {
  readonly "errors.json": Contract["errors"];
  readonly "lines.json": Contract["lines"];
  readonly "SOURCE.json": PageSource;
}

function read<File extends keyof Files>(folder: string, file: File): Files[File] {
  return JSON.parse(textOf(folder, file)) as Files[File];
}

function textOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

const naming = new Set(["$schema", "$id", "title"]);

/** A schema without the keywords that name its file, and with the schema of the other file in place of `{"$ref": "session.schema.json"}`. */
function readSchema(folder: string, file: string): ObjectSchema {
  const schema: unknown = JSON.parse(textOf(folder, file), (key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$ref" in value && typeof value.$ref === "string") return readSchema(folder, value.$ref);
    return key === "" ? Object.fromEntries(Object.entries(value).filter(([keyword]) => !naming.has(keyword))) : value;
  });
  return schema as ObjectSchema;
}
