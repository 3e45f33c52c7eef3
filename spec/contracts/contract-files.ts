import type { Schema, PageSource } from "../contract.ts";
import { contractFolderOf } from "./shipped-contracts.ts";
import { below } from "../page/diagnostics.ts";
import type { Extraction } from "../page/parse-page.ts";

/** The files of a checked-in contract, by name, as text. Each named structure gets a file of its own, which the others refer to. */
export function contractFiles({ contract, shapes }: Extraction, source: PageSource): Record<string, string> {
  const folder = contractFolderOf(contract.operation);
  const schemas = new Map<string, object>();
  const shared = new Map<string, string>();
  const file = (name: string, title: string, schema: object): void => {
    schemas.set(name, { $schema: "https://json-schema.org/draft/2020-12/schema", $id: `${folder}/${name}`, title, ...schema });
  };
  const referring = (schema: Schema, pointer: string): object => {
    const shape = shapes[pointer];
    if (shape === undefined) return referringInside(schema, pointer);
    const name = `${contractFolderOf(shape)}.schema.json`;
    const text = JSON.stringify(schema);
    // A page may cut the same structure short in one place; only equal ones share a file.
    if ((shared.get(name) ?? text) !== text || reserved.has(name)) {
      return referringInside(schema, pointer);
    }
    if (!shared.has(name)) {
      shared.set(name, text);
      file(name, `${shape} of ${contract.operation}`, referringInside(schema, pointer));
    }
    return { $ref: name };
  };
  const referringInside = (schema: Schema, pointer: string): object => ({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([key, child]) => [key, referring(child, below(below(pointer, "properties"), key))]),
      ),
    }),
    ...(schema.items && { items: referring(schema.items, below(pointer, "items")) }),
    ...(schema.additionalProperties && {
      additionalProperties: referring(schema.additionalProperties, below(pointer, "additionalProperties")),
    }),
  });
  file("request.schema.json", `Request of ${contract.operation}`, referringInside(contract.request, "/request"));
  file("response.schema.json", `Response of ${contract.operation}`, referringInside(contract.response, "/response"));
  const others = {
    "errors.json": contract.errors,
    "lines.json": contract.lines,
    "SOURCE.json": source,
  };
  return Object.fromEntries([...schemas, ...Object.entries(others)].map(([name, value]) => [name, `${printed(value, "")}\n`]));
}

const reserved = new Set(["request.schema.json", "response.schema.json"]);
const lineWidth = 100;

/** JSON as the repository's formatter leaves it: an array stands on one line where it fits. */
function printed(value: unknown, indent: string, taken = indent.length): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => printed(item, inner));
    const line = `[${items.join(", ")}]`;
    if (items.length === 0 || (!line.includes("\n") && taken + line.length < lineWidth)) {
      return line;
    }
    return `[\n${items.map((item) => inner + item).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, child]) => {
    const head = `${inner}${JSON.stringify(key)}: `;
    return head + printed(child, inner, head.length);
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}
