import { isJsonObject } from "../../../properties/core/json.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { Refusal } from "../service/refusal.ts";
import type { Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";
import type { Behaviour } from "../service/decisions.ts";

const strings = /"(?:[^"\\]|\\.)*"/gu;
const largest = 2 ** 31 - 1;

const syntax = (message: string): Refusal => new Refusal("syntax", message);

function reading(change: (types: Behaviour["types"]) => Partial<Behaviour["types"]>): Apply {
  return deciding(({ types }) => ({ types: { ...types, ...change(types) } }));
}

const clampingIntegers: Apply = reading(({ integer }) => ({
  integer: (value, place) => (typeof value === "number" ? Math.max(-largest - 1, Math.min(largest, Math.trunc(value))) : integer(value, place)),
}));

// JSON.parse keeps no spelling: numbers are searched in the text outside of strings.
const refusingSpelling = (spelling: RegExp): Apply =>
  deciding(({ parseJson }) => ({
    parseJson(text) {
      const parsed = parseJson(text);
      if (spelling.test(text.replaceAll(strings, '""'))) throw new Refusal("type", "NUMBER_VALUE can not be converted to an Integer", ["MaxResults"]);
      return parsed;
    },
  }));

function membersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + membersIn(item), 0);
  return isJsonObject(value) ? Object.values(value).reduce((sum: number, member) => sum + 1 + membersIn(member), 0) : 0;
}

const withUnits = (lengthOf: (text: string) => number): Apply =>
  deciding(({ keywords }) => ({
    keywords: { ...keywords, minLength: (value, limit) => lengthOf(value) >= limit, maxLength: (value, limit) => lengthOf(value) <= limit },
  }));

/** Which numbers are whole. */
const numbers: readonly Variant[] = [
  {
    name: "integers-cut-and-clamped",
    title: "cuts fractions off, and takes the nearest 32-bit integer for what is beyond",
    mayFail: [],
    apply: clampingIntegers,
  },
  {
    name: "integers-wrap-around",
    title: "takes the lowest 32 bits of a whole number",
    mayFail: [],
    apply: reading(({ integer }) => ({ integer: (value, place) => (Number.isInteger(value) ? (value as number) | 0 : integer(value, place)) })),
  },
  {
    name: "integers-of-64-bits",
    title: "takes whole numbers of 64 bits and compares them with the limits",
    mayFail: [],
    apply: reading(({ integer }) => ({ integer: (value, place) => (Number.isSafeInteger(value) ? (value as number) : integer(value, place)) })),
  },
  {
    name: "integers-rounded",
    title: "rounds fractions",
    mayFail: [],
    apply: reading(({ integer }) => ({ integer: (value, place) => integer(Number.isFinite(value) ? Math.round(value as number) : value, place) })),
  },
  {
    name: "fractions-of-nought-refused",
    title: "refuses whole numbers that are written with a fraction or an exponent",
    mayFail: [],
    apply: refusingSpelling(/\d(?:\.|[eE])/u),
  },
];

/** Which bodies are read, and as what. */
const bodies: readonly Variant[] = [
  {
    name: "empty-body-refused",
    title: "refuses an empty body",
    mayFail: [],
    apply: deciding(({ parseJson }) => ({
      parseJson(text) {
        if (text.trim() === "") throw syntax("The request body is empty");
        return parseJson(text);
      },
    })),
  },
  {
    name: "blank-body-accepted",
    title: "takes a body of nothing but blanks for an empty one",
    mayFail: [],
    apply: deciding(({ parseJson }) => ({ parseJson: (text) => parseJson(text.trim() === "" ? "" : text) })),
  },
  {
    name: "byte-order-mark-accepted",
    title: "passes over a byte order mark",
    mayFail: [],
    apply: deciding(({ readText }) => ({ readText: (body) => readText(body).replace(/^\uFEFF/u, "") })),
  },
  {
    name: "invalid-utf-8-replaced",
    title: "reads what is no UTF-8 as replacement characters",
    mayFail: [],
    apply: deciding({ readText: (body) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(body) }),
  },
  {
    name: "lone-surrogates-refused",
    title: "refuses a body with half a surrogate pair in it",
    mayFail: [],
    apply: deciding(({ parseJson }) => ({
      parseJson(text) {
        const parsed = parseJson(text);
        if (/\p{Surrogate}/u.test(JSON.stringify(parsed).replaceAll(/\\ud[89a-f]/giu, "\uD800"))) throw syntax("A string is no Unicode text");
        return parsed;
      },
    })),
  },
  {
    name: "duplicate-members-refused",
    title: "refuses a body with two members of one name",
    mayFail: [],
    apply: deciding(({ parseJson }) => ({
      parseJson(text) {
        const parsed = parseJson(text);
        const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gu)].filter(([, colon]) => colon !== undefined).length;
        if (written > membersIn(parsed)) throw syntax("Duplicate member");
        return parsed;
      },
    })),
  },
  {
    name: "deep-json-refused",
    title: "refuses JSON that is nested deeper than a hundred levels",
    mayFail: [],
    apply: deciding(({ parseJson }) => ({
      parseJson(text) {
        if (/\[{100}/u.test(text.replaceAll(strings, ""))) throw syntax("The request body is nested too deep");
        return parseJson(text);
      },
    })),
  },
  {
    name: "null-tag-value-accepted",
    title: "takes a null tag value for an empty one",
    mayFail: [],
    apply: reading(({ string }) => ({ string: (value, place) => (value === null && place.path === "Tags/value" ? "" : string(value, place)) })),
  },
  {
    name: "other-json-accepted",
    title: "takes JSON that is no object for an empty one",
    mayFail: ["body/refuses-non-objects"],
    apply: reading(({ object }) => ({ object: (value, place) => (place.path === "" && !isJsonObject(value) ? {} : object(value, place)) })),
  },
];

/** Which members are read. */
const members: readonly Variant[] = [
  {
    name: "unknown-members-refused",
    title: "refuses members that the page does not name",
    mayFail: ["request/ignores-unknown-members"],
    apply: reading(({ object }) => ({
      object(value, place) {
        const read = object(value, place);
        const known = contractOf(place.operation).request.properties;
        const unknown = place.path === "" ? Object.keys(read).find((name) => !Object.hasOwn(known, name)) : undefined;
        if (unknown !== undefined) throw new Refusal("constraint", `Unknown member ${unknown}`, [unknown]);
        return read;
      },
    })),
  },
  {
    name: "lower-camel-names-honoured",
    title: "takes maxResults for MaxResults",
    mayFail: ["request/honours-exact-names-only"],
    apply: deciding({
      readMember(given, name) {
        const lower = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        return Object.hasOwn(given, name) ? given[name] : given[lower];
      },
    }),
  },
  { name: "lengths-in-utf-16", title: "counts lengths in UTF-16 units", mayFail: [], apply: withUnits((text) => text.length) },
  { name: "lengths-in-bytes", title: "counts lengths in bytes", mayFail: [], apply: withUnits((text) => Buffer.byteLength(text)) },
];

/** Services that read requests in other ways where the documents leave it open. */
export const decodingVariants: readonly Variant[] = [...numbers, ...bodies, ...members];
