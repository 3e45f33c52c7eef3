import type { Schema } from "../contract.ts";
import type { ContractDocument } from "./digest.ts";
import { canonicalJson } from "./digest.ts";
import { below } from "../page/diagnostics.ts";

/**
 * What a difference does to the values that are allowed: `tighter`, fewer of them; `looser`, more; `added` and `removed`, a member or an error;
 * `changed`, what cannot be put in such an order.
 */
export type DifferenceKind = "added" | "removed" | "tighter" | "looser" | "changed";

/** One place where two contracts of an operation differ. */
export interface ContractDifference {
  /** JSON pointer into the contract; `…/required` stands below the member that is required or not. */
  readonly pointer: string;
  readonly effect: DifferenceKind;
  /** The value on either side; absent where that side states none. */
  readonly old?: unknown;
  readonly now?: unknown;
}

/** All differences between two contracts, in the order of the first. Equal documents have none, and only they. */
export function contractDifferences(old: ContractDocument, now: ContractDocument): readonly ContractDifference[] {
  return [
    ...valueDifference("/operation", old.operation, now.operation),
    ...schemaDifferences("/request", old.request, now.request),
    ...schemaDifferences("/response", old.response, now.response),
    ...union(old.errors, now.errors).flatMap((code) => valueDifference(below("/errors", code), old.errors[code], now.errors[code])),
  ];
}

type AnySchema = Omit<Schema, "type"> & Partial<Pick<Schema, "type">>;

const holders = new Set(["properties", "items", "additionalProperties", "propertyNames", "required"]);

function schemaDifferences(pointer: string, old: AnySchema, now: AnySchema): readonly ContractDifference[] {
  const keywords = union(old, now).filter((keyword) => !holders.has(keyword));
  return [
    ...keywords.flatMap((keyword) => valueDifference(below(pointer, keyword), valueAt(old, keyword), valueAt(now, keyword))),
    ...(["propertyNames", "items", "additionalProperties"] as const).flatMap((keyword) => inner(below(pointer, keyword), old[keyword], now[keyword])),
    ...memberDifferences(pointer, old, now),
  ];
}

function memberDifferences(pointer: string, old: AnySchema, now: AnySchema): readonly ContractDifference[] {
  const shown = (old.properties === undefined) === (now.properties === undefined);
  // One edition shows the members of a structure and the other does not: that is one difference, not one for each member.
  if (!shown) return [{ pointer: below(pointer, "properties"), effect: old.properties === undefined ? "added" : "removed" }];
  const members = union(old.properties ?? {}, now.properties ?? {});
  const names = union(
    Object.fromEntries(members.map((name) => [name, true])),
    Object.fromEntries([...(old.required ?? []), ...(now.required ?? [])].map((name) => [name, true])),
  );
  return names.flatMap((name) => {
    const place = below(below(pointer, "properties"), name);
    const required = valueDifference(below(place, "required"), old.required?.includes(name) === true, now.required?.includes(name) === true);
    return [...inner(place, old.properties?.[name], now.properties?.[name]), ...required];
  });
}

function inner(pointer: string, old: AnySchema | undefined, now: AnySchema | undefined): readonly ContractDifference[] {
  if (old !== undefined && now !== undefined) return schemaDifferences(pointer, old, now);
  if (old === undefined && now === undefined) return [];
  return [{ pointer, effect: effectOf(pointer, old, now), ...(old !== undefined && { old }), ...(now !== undefined && { now }) }];
}

function valueDifference(pointer: string, old: unknown, now: unknown): readonly ContractDifference[] {
  if (canonicalOf(old) === canonicalOf(now)) return [];
  return [{ pointer, effect: effectOf(pointer, old, now), ...(old !== undefined && { old }), ...(now !== undefined && { now }) }];
}

function effectOf(pointer: string, old: unknown, now: unknown): DifferenceKind {
  const keyword = pointer.slice(pointer.lastIndexOf("/") + 1);
  const named = /\/properties\/[^/]*$|^\/errors\/[^/]*$/u.test(pointer);
  if (named || keyword === "items" || keyword === "additionalProperties") return old === undefined ? "added" : now === undefined ? "removed" : "changed";
  if (old === undefined) return "tighter";
  if (now === undefined) return "looser";
  if (keyword === "required") return now === true ? "tighter" : "looser";
  if (keyword === "type") return typeEffect(old, now);
  if (Array.isArray(old) && Array.isArray(now)) return setEffect(old, now);
  if (typeof old !== "number" || typeof now !== "number") return "changed";
  return keyword.startsWith("min") === now > old ? "tighter" : "looser";
}

/** Every integer is a number; other types have nothing in common. */
function typeEffect(old: unknown, now: unknown): DifferenceKind {
  if (old === "number" && now === "integer") return "tighter";
  return old === "integer" && now === "number" ? "looser" : "changed";
}

function setEffect(old: readonly unknown[], now: readonly unknown[]): DifferenceKind {
  const lost = old.some((value) => !now.includes(value));
  const gained = now.some((value) => !old.includes(value));
  return lost === gained ? "changed" : lost ? "tighter" : "looser";
}

function valueAt(schema: AnySchema, keyword: string): unknown {
  return (schema as Readonly<Record<string, unknown>>)[keyword];
}

function union(old: object, now: object): readonly string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])];
}

function canonicalOf(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
