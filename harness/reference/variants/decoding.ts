import { isJsonObject } from "../../../properties/core/json.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
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
  ...legal({
    "integers-cut-and-clamped: cuts fractions off, and takes the nearest 32-bit integer for what is beyond": clampingIntegers,
    "integers-wrap-around: takes the lowest 32 bits of a whole number": reading(({ integer }) => ({
      integer: (value, place) => (Number.isInteger(value) ? (value as number) | 0 : integer(value, place)),
    })),
    "integers-of-64-bits: takes whole numbers of 64 bits and compares them with the limits": reading(({ integer }) => ({
      integer: (value, place) => (Number.isSafeInteger(value) ? (value as number) : integer(value, place)),
    })),
    "integers-rounded: rounds fractions": reading(({ integer }) => ({
      integer: (value, place) => integer(Number.isFinite(value) ? Math.round(value as number) : value, place),
    })),
    "fractions-of-nought-refused: refuses whole numbers that are written with a fraction or an exponent": refusingSpelling(/\d(?:\.|[eE])/u),
  }),
];

/** Which bodies are read, and as what. */
const bodies: readonly Variant[] = [
  ...legal({
    "empty-body-refused: refuses an empty body": ({ parseJson }) => ({
      parseJson(text) {
        if (text.trim() === "") throw syntax("The request body is empty");
        return parseJson(text);
      },
    }),
    "blank-body-accepted: takes a body of nothing but blanks for an empty one": ({ parseJson }) => ({
      parseJson: (text) => parseJson(text.trim() === "" ? "" : text),
    }),
    "byte-order-mark-accepted: passes over a byte order mark": ({ readText }) => ({ readText: (body) => readText(body).replace(/^\uFEFF/u, "") }),
    "invalid-utf-8-replaced: reads what is no UTF-8 as replacement characters": () => ({
      readText: (body) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(body),
    }),
    "lone-surrogates-refused: refuses a body with half a surrogate pair in it": ({ parseJson }) => ({
      parseJson(text) {
        const parsed = parseJson(text);
        if (/\p{Surrogate}/u.test(JSON.stringify(parsed).replaceAll(/\\ud[89a-f]/giu, "\uD800"))) throw syntax("A string is no Unicode text");
        return parsed;
      },
    }),
    "duplicate-members-refused: refuses a body with two members of one name": ({ parseJson }) => ({
      parseJson(text) {
        const parsed = parseJson(text);
        const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gu)].filter(([, colon]) => colon !== undefined).length;
        if (written > membersIn(parsed)) throw syntax("Duplicate member");
        return parsed;
      },
    }),
    "deep-json-refused: refuses JSON that is nested deeper than a hundred levels": ({ parseJson }) => ({
      parseJson(text) {
        if (/\[{100}/u.test(text.replaceAll(strings, ""))) throw syntax("The request body is nested too deep");
        return parseJson(text);
      },
    }),
    "null-tag-value-accepted: takes a null tag value for an empty one": reading(({ string }) => ({
      string: (value, place) => (value === null && place.path === "Tags/value" ? "" : string(value, place)),
    })),
    "other-json-accepted: takes JSON that is no object for an empty one": [
      reading(({ object }) => ({ object: (value, place) => (place.path === "" && !isJsonObject(value) ? {} : object(value, place)) })),
      mayFail("body/refuses-non-objects"),
    ],
  }),
];

/** Which members are read. */
const members: readonly Variant[] = [
  ...legal({
    "unknown-members-refused: refuses members that the page does not name": [
      reading(({ object }) => ({
        object(value, place) {
          const read = object(value, place);
          const known = contractOf(place.operation).request.properties;
          const unknown = place.path === "" ? Object.keys(read).find((name) => !Object.hasOwn(known, name)) : undefined;
          if (unknown !== undefined) throw new Refusal("constraint", `Unknown member ${unknown}`, [unknown]);
          return read;
        },
      })),
      mayFail("request/ignores-unknown-members"),
    ],
    "lower-camel-names-honoured: takes maxResults for MaxResults": [
      () => ({
        readMember(given, name) {
          const lower = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
          return Object.hasOwn(given, name) ? given[name] : given[lower];
        },
      }),
      mayFail("request/honours-exact-names-only"),
    ],
    "lengths-in-utf-16: counts lengths in UTF-16 units": withUnits((text) => text.length),
    "lengths-in-bytes: counts lengths in bytes": withUnits((text) => Buffer.byteLength(text)),
  }),
];

/** Services that read requests in other ways where the documents leave it open. */
export const decodingVariants: readonly Variant[] = [...numbers, ...bodies, ...members];
