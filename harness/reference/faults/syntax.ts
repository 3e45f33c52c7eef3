import { type Fault, must, should } from "./fault.ts";
import { Refusal } from "../service/refusal.ts";
import { type BehaviourChange, parses, memberSchema } from "./change.ts";

const malformed = "body/refuses-malformed-json";
const nonObject = "body/refuses-non-objects";

/** A parser that repairs what it cannot read, and tries again. */
function mends(mend: (text: string) => string): BehaviourChange {
  return parses((text, usual) => {
    try {
      return usual(text);
    } catch {
      return usual(mend(text));
    }
  });
}

const lenient = (name: string, title: string, mend: (text: string) => string): Fault => must(name, title, malformed, mends(mend));

const leniencies: readonly Fault[] = [
  lenient("json-trailing-comma", "accepts a comma before a closing brace", (text) => text.replaceAll(/,\s*\}/gu, "}")),
  lenient("json-single-quotes", "accepts strings in single quotes", (text) => text.replaceAll("'", '"')),
  lenient("json-bare-names", "accepts member names without quotes", (text) => text.replaceAll(/([{,])\s*([A-Za-z]\w*)\s*:/gu, '$1"$2":')),
  lenient("json-comments", "accepts comments", (text) => text.replaceAll(/\/\*.*?\*\//gsu, "")),
  lenient("json-not-a-number", "accepts NaN, as absent", (text) => text.replaceAll(/\bNaN\b/gu, "null")),
  lenient("json-python-words", "accepts None, True and False", (text) => text.replaceAll(/\bNone\b/gu, "null").replaceAll(/\bTrue\b/gu, "true")),
  lenient("json-leading-zeros", "accepts numbers with leading zeros", (text) => text.replaceAll(/:0+(\d)/gu, ":$1")),
  lenient("json-plus-sign", "accepts numbers with a plus sign", (text) => text.replaceAll(/:\+/gu, ":")),
  lenient("json-hexadecimal", "accepts hexadecimal numbers", (text) => text.replaceAll(/\b0x[0-9A-Fa-f]+/gu, (number) => String(Number(number)))),
  lenient("json-text-behind", "reads a body up to the end of its first value", (text) => /^\{.*?\}/su.exec(text)?.[0] ?? text),
  lenient("json-unclosed", "closes braces that a body leaves open", (text) => `${text}}`),
  lenient("json-unknown-escapes", "accepts escapes that JSON does not know", (text) =>
    text.replaceAll(/\\x([0-9a-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ),
  lenient("json-missing-comma", "accepts members without a comma between them", (text) => text.replaceAll(/(\d)\s+"/gu, '$1,"')),
  lenient("json-missing-colon", "accepts members without a colon", (text) => text.replaceAll(/"\s+(\d)/gu, '":$1')),
];

const others: readonly Fault[] = [
  must(
    "json-malformed-is-empty",
    "takes a body that is no JSON for an empty one",
    malformed,
    mends(() => "{}"),
  ),
  must(
    "json-form-accepted",
    "reads a form where the body is no JSON",
    malformed,
    parses((text, usual) => {
      if (!/^\w+=\w*$/u.test(text)) return usual(text);
      return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, Number(value)]));
    }),
  ),
  must(
    "json-markup-ignored",
    "takes a body in XML for an empty one",
    malformed,
    parses((text, usual) => (text.startsWith("<") ? {} : usual(text))),
  ),
  should(
    "top-level-string-accepted",
    "takes a body that is a string for an empty one",
    nonObject,
    parses((text, usual) => {
      const value = usual(text);
      return typeof value === "string" ? {} : value;
    }),
  ),
  should(
    "top-level-array-accepted",
    "takes a body that is an array for an empty one",
    nonObject,
    parses((text, usual) => orEmpty(usual(text), Array.isArray)),
  ),
  should(
    "top-level-array-of-one",
    "takes a body that is an array of one structure for that structure",
    nonObject,
    parses((text, usual) => {
      const value = usual(text);
      return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
    }),
  ),
  should(
    "top-level-null-accepted",
    "takes a body that is null for an empty one",
    nonObject,
    parses((text, usual) => orEmpty(usual(text), (value) => value === null)),
  ),
  should(
    "top-level-falsy-accepted",
    "takes a body that is 0, false or an empty string for an empty one",
    nonObject,
    parses((text, usual) => orEmpty(usual(text), (value) => value === 0 || value === false || value === "")),
  ),
  should(
    "top-level-scalar-accepted",
    "takes a body that is a number or a boolean for an empty one",
    nonObject,
    parses((text, usual) => orEmpty(usual(text), (value) => typeof value === "number" || typeof value === "boolean")),
  ),
  should(
    "limits-before-types",
    "checks numbers against their range before it checks the types of other members",
    "error/code/decoding-before-constraints",
    (behaviour) => ({
      ...behaviour,
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
  ),
];

function orEmpty(value: unknown, test: (value: unknown) => boolean): unknown {
  return test(value) ? {} : value;
}

/** Faults in the reading of bodies. */
export const syntaxFaults: readonly Fault[] = [...leniencies, ...others];
