import type { Schema } from "../contract.ts";
import type { LabelledLine } from "./labelled-line.ts";

/** What a constraint line of the page limits: the member itself or its items, the keys of a map, the values of a map. */
export type KeywordTarget = "own" | "key" | "value";

/** A schema keyword with the value and line that a constraint line gives it. */
export interface Keyword {
  readonly place: KeywordTarget;
  readonly name: Exclude<keyof Schema, "type" | "items" | "propertyNames" | "additionalProperties" | "properties" | "required">;
  readonly value: number | string | readonly string[];
  readonly fact: LabelledLine;
}

/** Turns a constraint line into keywords; undefined where its value is not understood. */
export function keywordsOf(fact: LabelledLine): Keyword[] | undefined {
  const place: KeywordTarget = /^key |^valid keys$/u.test(fact.label) ? "key" : fact.label.startsWith("value ") ? "value" : "own";
  const of = (name: Keyword["name"], value: Keyword["value"]): Keyword => ({
    place,
    name,
    value,
    fact,
  });
  switch (fact.label.replace(/^(?:key|value) /u, "")) {
    case "pattern":
      return fact.value === "" ? undefined : [of("pattern", fact.value)];
    case "valid values":
    case "valid keys":
      return fact.value === ""
        ? undefined
        : [
            of(
              "enum",
              fact.value.split("|").map((value) => value.trim()),
            ),
          ];
    case "valid range":
      return boundsOf(fact.value, "minimum", "maximum", of);
    case "length constraints":
      return boundsOf(fact.value, "minLength", "maxLength", of);
    case "array members":
      return boundsOf(fact.value, "minItems", "maxItems", of);
    case "map entries":
      return boundsOf(fact.value, "minProperties", "maxProperties", of);
    default:
      return undefined;
  }
}

type Bound = "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties";

/** Reads `Minimum value of 1. Maximum value of 1000.`, `Fixed length of 12.`, `Minimum number of 1 item.` */
function boundsOf(text: string, least: Bound, most: Bound, of: (name: Bound, value: number) => Keyword): Keyword[] | undefined {
  const keywords: Keyword[] = [];
  for (const sentence of text.split(/[.,;] /u)) {
    const [, side, digits] = bound.exec(sentence.trim()) ?? [];
    const value = Number(digits?.replaceAll(",", ""));
    if (side === undefined || !Number.isFinite(value)) return undefined;
    if (!/^max/iu.test(side)) keywords.push(of(least, value));
    if (!/^min/iu.test(side)) keywords.push(of(most, value));
  }
  return keywords;
}

const bound =
  /^(minimum|maximum|fixed) (?:value|length|number) of (-?\d[\d,]{0,40}(?:\.\d{1,40})?(?:e[-+]?\d{1,4})?)(?: (?:items?|entry|entries|characters?))?\.?$/iu;
