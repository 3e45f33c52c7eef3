import type { Schema } from "../../../spec/contract.ts";
import { Refusal } from "./refusal.ts";
import type { Decoding, InputLocation } from "./decisions.ts";

const refuse = (expected: string, { path }: InputLocation): never => {
  throw new Refusal("type", `Expected ${expected} at '${path}'`, [path]);
};

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Strict decoding: UTF-8, JSON, no coercion between types; null members are absent, unknown ones are never read. */
export const decoding: Decoding = {
  readText(body) {
    try {
      return utf8.decode(body);
    } catch {
      throw new Refusal("syntax", "The request body is not valid UTF-8");
    }
  },
  parseJson(text) {
    // The protocol has servers accept an empty body where an empty structure is meant.
    if (text === "") return {};
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Refusal("syntax", "The request body is not valid JSON");
    }
  },
  types: {
    string: (value, place) => (typeof value === "string" ? value : refuse("a string", place)),
    integer(value, place) {
      // Integers of the protocol have 32 bits; a fraction, an overflow or another type does not survive the conversion.
      const integer = Number(value) | 0;
      return integer === value ? integer : refuse("an integer", place);
    },
    number: (value, place) => (Number.isFinite(value) ? (value as number) : refuse("a number", place)),
    array: (value, place) => (Array.isArray(value) ? (value as unknown[]) : refuse("a list", place)),
    object: (value, place) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : refuse("a structure or map", place),
  },
  readMember: (members, name) => members[name],
  isAbsent: (value) => value === undefined || value === null,
};

/** The place of a part of the value at `place`. */
export function locationOfPart(place: InputLocation, part: string): InputLocation {
  return { ...place, path: place.path === "" ? part : `${place.path}/${part}` };
}

/** A parsed value as its schema types it: maps as `Map`, so that no key is special. Throws a `Refusal` at the first wrong type. */
export function decode(decisions: Decoding, schema: Schema, value: unknown, place: InputLocation): unknown {
  if (schema.items !== undefined) {
    const { items } = schema;
    const itemPlace = locationOfPart(place, "item");
    return decisions.types.array(value, place).map((item) => decode(decisions, items, item, itemPlace));
  }
  if (schema.additionalProperties !== undefined) {
    const { additionalProperties } = schema;
    const valuePlace = locationOfPart(place, "value");
    const members = Object.entries(decisions.types.object(value, place));
    return new Map(members.map(([key, item]) => [key, decode(decisions, additionalProperties, item, valuePlace)]));
  }
  if (schema.properties !== undefined) return decodeStructure(decisions, schema.properties, value, place);
  // What has no parts is a scalar, and no member of the family's operations is a boolean.
  return decisions.types[schema.type as "string" | "integer" | "number"](value, place);
}

function decodeStructure(decisions: Decoding, properties: Readonly<Record<string, Schema>>, value: unknown, place: InputLocation): unknown {
  const members = decisions.types.object(value, place);
  const decoded: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const memberPlace = locationOfPart(place, name);
    const member = decisions.readMember(members, name, memberPlace);
    if (!decisions.isAbsent(member, memberPlace)) decoded[name] = decode(decisions, schema, member, memberPlace);
  }
  return decoded;
}
