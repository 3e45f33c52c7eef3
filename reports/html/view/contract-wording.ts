import type { Contract, Schema } from "../../../spec/contract.ts";

const keywords: Readonly<Record<string, string>> = {
  minimum: "minimum",
  maximum: "maximum",
  minLength: "shortest length",
  maxLength: "longest length",
  pattern: "pattern",
  enum: "one of",
  minItems: "fewest items",
  maxItems: "most items",
  minProperties: "fewest entries",
  maxProperties: "most entries",
};

type AnySchema = Omit<Schema, "type"> & Partial<Pick<Schema, "type">>;

/** A paraphrase of each line of the page: `MaxResults: minimum 1, maximum 1000`. */
export function wordsOfLines(contract: Contract): ReadonlyMap<number, string> {
  const phrases = new Map<number, Map<string, string[]>>();
  for (const [pointer, line] of Object.entries(contract.lines)) {
    const described = describe(contract, pointer);
    if (described === undefined) continue;
    const places = phrases.get(line) ?? new Map<string, string[]>();
    phrases.set(line, places);
    places.set(described.place, [...(places.get(described.place) ?? []), ...(described.phrase === undefined ? [] : [described.phrase])]);
  }
  return new Map([...phrases].map(([line, places]) => [line, [...places].map(sentenceOf).join("; ")]));
}

function sentenceOf([place, phrases]: readonly [string, readonly string[]]): string {
  return phrases.length === 0 ? place : `${place}: ${phrases.join(", ")}`;
}

function describe(contract: Contract, pointer: string): { readonly place: string; readonly phrase?: string } | undefined {
  const [side, ...steps] = pointer.split("/").slice(1);
  if (side === "errors") {
    const [code, keyword] = steps;
    if (code === undefined) return { place: "Errors" };
    return keyword === "status" ? { place: code, phrase: `status ${String(contract.errors[code])}` } : { place: code };
  }
  if (side !== "request" && side !== "response") return undefined;
  let schema: AnySchema | undefined = contract[side];
  let required: readonly string[] = [];
  let place = "";
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] ?? "";
    if (step === "properties") {
      at += 1;
      const name = steps[at] ?? "";
      required = schema?.required ?? [];
      schema = schema?.properties?.[name];
      place += place === "" ? name : `.${name}`;
    } else if (step === "items") [schema, place] = [schema?.items, `${place}[]`];
    else if (step === "additionalProperties") [schema, place] = [schema?.additionalProperties, `${place} value`];
    else if (step === "propertyNames") [schema, place] = [schema?.propertyNames, `${place} key`];
    else return phraseOf(place, step, schema, required);
  }
  return { place: place === "" ? side : place };
}

function phraseOf(place: string, keyword: string, schema: AnySchema | undefined, required: readonly string[]): { place: string; phrase?: string } {
  if (keyword === "required") return { place, phrase: required.includes(place) ? "required" : "optional" };
  if (keyword === "type") return { place, ...(schema?.type === undefined ? {} : { phrase: schema.type }) };
  const value = schema?.[keyword as keyof AnySchema];
  const known = keywords[keyword];
  if (known === undefined || value === undefined) return { place };
  return { place, phrase: `${known} ${typeof value === "string" ? value : JSON.stringify(value)}` };
}
