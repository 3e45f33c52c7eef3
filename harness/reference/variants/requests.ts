import { isJsonObject } from "../../../spec/json.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { type Change, parses } from "../faults/change.ts";
import { Refusal, type RefusalReason } from "../service/refusal.ts";
import type { InputLocation, Types } from "../service/decisions.ts";
import { legal, mayFail } from "./variant.ts";

const strings = /"(?:[^"\\]|\\.)*"/gu;
const largest = 2 ** 31 - 1;
const notInteger = "NUMBER_VALUE can not be converted to an Integer";

const reading =
  (change: (types: Types) => Partial<Types>): Change =>
  ({ types }) => ({ types: { ...types, ...change(types) } });

/** Reads a value in the place of another one where an integer belongs. */
const integers = (convert: (value: unknown, place: InputLocation) => unknown): Change =>
  reading(({ integer }) => ({ integer: (value, place) => integer(convert(value, place), place) }));

/** Refuses bodies by their text, and by what was read in it. */
const refusing = (test: (text: string, parsed: unknown) => boolean, message: string, reason: RefusalReason = "syntax", ...paths: readonly string[]): Change =>
  parses((text, usual) => {
    const parsed = usual(text);
    if (test(text, parsed)) throw new Refusal(reason, message, paths);
    return parsed;
  });

function membersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + membersIn(item), 0);
  return isJsonObject(value) ? Object.values(value).reduce((sum: number, member) => sum + 1 + membersIn(member), 0) : 0;
}

const membersWritten = (text: string): number => [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gu)].filter(([, colon]) => colon !== undefined).length;

/** Counts the lengths of strings in other units. */
const lengthsIn =
  (lengthOf: (text: string) => number): Change =>
  ({ keywords }) => ({
    keywords: { ...keywords, minLength: (value, limit) => lengthOf(value) >= limit, maxLength: (value, limit) => lengthOf(value) <= limit },
  });

/** Services that read requests in other ways where the documents leave it open. */
export const requestVariants = [
  ...legal({
    "integers-cut-and-clamped: cuts fractions off, and takes the nearest 32-bit integer for what is beyond": integers((value) =>
      typeof value === "number" ? Math.max(-largest - 1, Math.min(largest, Math.trunc(value))) : value,
    ),
    "integers-wrap-around: takes the lowest 32 bits of a whole number": integers((value) => (Number.isInteger(value) ? (value as number) | 0 : value)),
    "integers-of-64-bits: takes whole numbers of 64 bits and compares them with the limits": reading(({ integer }) => ({
      integer: (value, place) => (Number.isSafeInteger(value) ? (value as number) : integer(value, place)),
    })),
    "integers-rounded: rounds fractions": integers((value) => (Number.isFinite(value) ? Math.round(value as number) : value)),
    "fractions-cut-overflow-refused: cuts fractions off, and refuses what is beyond 32 bits as unreadable": integers((value, place) => {
      if (typeof value !== "number") return value;
      if (Math.abs(Math.trunc(value)) > largest) throw new Refusal("syntax", notInteger, [place.path]);
      return Math.trunc(value);
    }),
    // JSON.parse keeps no spelling: numbers are searched in the text outside of strings.
    "fractions-of-nought-refused: refuses whole numbers that are written with a fraction or an exponent": refusing(
      (text) => /\d(?:\.|[eE])/u.test(text.replaceAll(strings, '""')),
      notInteger,
      "type",
      "MaxResults",
    ),
    "empty-body-refused: refuses an empty body": refusing((text) => text === "", "The request body is empty"),
    "blank-body-accepted: takes a body of nothing but blanks for an empty one": parses((text, usual) => usual(text.trim() === "" ? "" : text)),
    "byte-order-mark-accepted: passes over a byte order mark": ({ readText }) => ({ readText: (body) => readText(body).replace(/^\uFEFF/u, "") }),
    "invalid-utf-8-replaced: reads what is no UTF-8 as replacement characters": () => ({
      readText: (body) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(body),
    }),
    "lone-surrogates-refused: refuses a body with half a surrogate pair in it": refusing(
      (_text, parsed) => /\p{Surrogate}/u.test(JSON.stringify(parsed).replaceAll(/\\ud[89a-f]/giu, "\uD800")),
      "A string is no Unicode text",
    ),
    "duplicate-members-refused: refuses a body with two members of one name": refusing(
      (text, parsed) => membersWritten(text) > membersIn(parsed),
      "Duplicate member",
    ),
    "deep-json-refused: refuses JSON that is nested deeper than a hundred levels": refusing(
      (text) => /\[{100}/u.test(text.replaceAll(strings, "")),
      "The request body is nested too deep",
    ),
    "null-tag-value-accepted: takes a null tag value for an empty one": reading(({ string }) => ({
      string: (value, place) => string(place.path === "Tags/value" ? (value ?? "") : value, place),
    })),
    "null-tag-value-ignored: takes a pair with a null value for none": parses((text, usual) => {
      const body = usual(text);
      if (!isJsonObject(body) || !isJsonObject(body["Tags"])) return body;
      return { ...body, Tags: Object.fromEntries(Object.entries(body["Tags"]).filter(([, value]) => value !== null)) };
    }),
    "lengths-in-utf-16: counts lengths in UTF-16 units": lengthsIn((text) => text.length),
    "lengths-in-bytes: counts lengths in bytes": lengthsIn((text) => Buffer.byteLength(text)),
  }),
  ...mayFail(["body/refuses-non-objects"], {
    "other-json-accepted: takes JSON that is no object for an empty one": reading(({ object }) => ({
      object: (value, place) => object(place.path === "" && !isJsonObject(value) ? {} : value, place),
    })),
  }),
  ...mayFail(["request/ignores-unknown-members"], {
    "unknown-members-refused: refuses members that the page does not name": reading(({ object }) => ({
      object(value, place) {
        const read = object(value, place);
        const known = contractOf(place.operation).request.properties;
        const unknown = place.path === "" ? Object.keys(read).find((name) => !Object.hasOwn(known, name)) : undefined;
        if (unknown !== undefined) throw new Refusal("constraint", `Unknown member ${unknown}`, [unknown]);
        return read;
      },
    })),
  }),
  ...mayFail(["request/honours-exact-names-only"], {
    "lower-camel-names-honoured: takes maxResults for MaxResults": () => ({
      readMember: (given, name) => given[Object.hasOwn(given, name) ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`],
    }),
  }),
];
