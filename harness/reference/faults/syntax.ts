import { Refusal } from "../service/refusal.ts";
import { type Change, memberSchema, parses } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const malformed = "body/refuses-malformed-json";

/** A parser that repairs what it cannot read, and tries again. */
function mends(mend: (text: string) => string): Change {
  return parses((text, usual) => {
    try {
      return usual(text);
    } catch {
      return usual(mend(text));
    }
  });
}

const leniencies: readonly Fault[] = [
  ...must(malformed, {
    "json-trailing-comma: accepts a comma before a closing brace": mends((text) => text.replaceAll(/,\s*\}/gu, "}")),
    "json-single-quotes: accepts strings in single quotes": mends((text) => text.replaceAll("'", '"')),
    "json-bare-names: accepts member names without quotes": mends((text) => text.replaceAll(/([{,])\s*([A-Za-z]\w*)\s*:/gu, '$1"$2":')),
    "json-comments: accepts comments": mends((text) => text.replaceAll(/\/\*.*?\*\//gsu, "")),
    "json-not-a-number: accepts NaN, as absent": mends((text) => text.replaceAll(/\bNaN\b/gu, "null")),
    "json-python-words: accepts None, True and False": mends((text) => text.replaceAll(/\bNone\b/gu, "null").replaceAll(/\bTrue\b/gu, "true")),
    "json-leading-zeros: accepts numbers with leading zeros": mends((text) => text.replaceAll(/:0+(\d)/gu, ":$1")),
    "json-plus-sign: accepts numbers with a plus sign": mends((text) => text.replaceAll(/:\+/gu, ":")),
    "json-hexadecimal: accepts hexadecimal numbers": mends((text) => text.replaceAll(/\b0x[0-9A-Fa-f]+/gu, (number) => String(Number(number)))),
    "json-text-behind: reads a body up to the end of its first value": mends((text) => /^\{.*?\}/su.exec(text)?.[0] ?? text),
    "json-unclosed: closes braces that a body leaves open": mends((text) => `${text}}`),
    "json-unknown-escapes: accepts escapes that JSON does not know": mends((text) =>
      text.replaceAll(/\\x([0-9a-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ),
    "json-missing-comma: accepts members without a comma between them": mends((text) => text.replaceAll(/(\d)\s+"/gu, '$1,"')),
    "json-missing-colon: accepts members without a colon": mends((text) => text.replaceAll(/"\s+(\d)/gu, '":$1')),
  }),
];

const others: readonly Fault[] = [
  ...must(malformed, {
    "json-malformed-is-empty: takes a body that is no JSON for an empty one": mends(() => "{}"),
    "json-form-accepted: reads a form where the body is no JSON": parses((text, usual) => {
      if (!/^\w+=\w*$/u.test(text)) return usual(text);
      return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, Number(value)]));
    }),
    "json-markup-ignored: takes a body in XML for an empty one": parses((text, usual) => (text.startsWith("<") ? {} : usual(text))),
  }),
  ...should("body/refuses-non-objects", {
    "top-level-string-accepted: takes a body that is a string for an empty one": parses((text, usual) => {
      const value = usual(text);
      return typeof value === "string" ? {} : value;
    }),
    "top-level-array-accepted: takes a body that is an array for an empty one": parses((text, usual) => orEmpty(usual(text), Array.isArray)),
    "top-level-array-of-one: takes a body that is an array of one structure for that structure": parses((text, usual) => {
      const value = usual(text);
      return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
    }),
    "top-level-null-accepted: takes a body that is null for an empty one": parses((text, usual) => orEmpty(usual(text), (value) => value === null)),
    "top-level-falsy-accepted: takes a body that is 0, false or an empty string for an empty one": parses((text, usual) =>
      orEmpty(usual(text), (value) => value === 0 || value === false || value === ""),
    ),
    "top-level-scalar-accepted: takes a body that is a number or a boolean for an empty one": parses((text, usual) =>
      orEmpty(usual(text), (value) => typeof value === "number" || typeof value === "boolean"),
    ),
  }),
  ...should("error/code/decoding-before-constraints", {
    "limits-before-types: checks numbers against their range before it checks the types of other members": (behaviour) => ({
      types: {
        ...behaviour.types,
        string(value, place) {
          const { MaxResults: size } = place.body as { readonly MaxResults?: unknown };
          if (typeof size === "number" && size > (memberSchema("MaxResults").maximum ?? size))
            throw new Refusal("constraint", "MaxResults is too large", ["MaxResults"]);
          return behaviour.types.string(value, place);
        },
      },
    }),
  }),
];

function orEmpty(value: unknown, test: (value: unknown) => boolean): unknown {
  return test(value) ? {} : value;
}

/** Faults in the reading of bodies. */
export const syntaxFaults: readonly Fault[] = [...leniencies, ...others];
