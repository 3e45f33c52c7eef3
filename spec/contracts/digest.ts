import { createHash } from "node:crypto";
import type { Contract, Schema } from "../contract.ts";
import { splitLines } from "../page/page-line.ts";

/** What `extract --json` prints: the contract without the page lines it came from. */
export interface ContractDocument extends Pick<Contract, "operation" | "request" | "response" | "errors"> {}

/** The part of a contract that two editions of a page share when they say the same. */
export function contractDocument({ operation, request, response, errors }: Contract): ContractDocument {
  return { operation, request: settled(request), response: settled(response), errors };
}

/** A schema without what a run knows of its values. */
function settled<S extends Schema>(schema: S): S {
  const {
    sample: _sample,
    isOwn: _isOwn,
    given: _given,
    ...keywords
  } = schema as S & { readonly sample?: unknown; readonly isOwn?: unknown; readonly given?: unknown };
  const { properties, items, additionalProperties } = schema;
  return {
    ...(keywords as unknown as S),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, settled(member)])) }),
    ...(items === undefined ? {} : { items: settled(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: settled(additionalProperties) }),
  };
}

/** SHA-256, hexadecimal, of the canonical JSON of a contract's document. */
export function contractDigest(contract: Contract): string {
  return sha256(canonicalJson(contractDocument(contract)));
}

/** SHA-256, hexadecimal, of a page's text with plain line ends. */
export function pageDigest(text: string): string {
  return sha256(text.replaceAll(/\r\n?/gu, "\n"));
}

/** For each page line the first 12 hexadecimal digits of its SHA-256, blanks at its ends left out. */
export function lineDigests(text: string): string[] {
  return splitLines(text).map((line) => sha256(line.trim()).slice(0, 12));
}

/** JSON with keys sorted by code unit and no blanks; members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`);
  return `{${members.join(",")}}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
