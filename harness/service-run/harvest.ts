import type { Contract, Schema } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { isJsonObject } from "../../spec/json.ts";
import { keepsLimits } from "../../properties/generators/pattern-match.ts";
import { minimalExample, sampleInput } from "../../properties/generators/minimal-example.ts";
import type { KnownInput } from "./known-inputs.ts";

/** Values kept of each name, and items looked at in each list. */
const keptValues = 3;
const itemsSeen = 5;
const levelsSeen = 6;
/** How names of things end. */
const identifier = /(?:Name|Id|Identifier|Arn|ARN|Key|Url|Code)$/u;

/** Identifiers that listings returned, by the names under which requests ask for them. */
export class Harvest {
  readonly #values = new Map<string, Set<string>>();

  /** Collects the texts of an answer: under their own names, and under that of the list around them (`Name` below `Jobs` is a `JobName` too). */
  collect(value: unknown, noun = "", level = 0): void {
    if (level > levelsSeen || !isJsonObject(value)) return;
    for (const [name, member] of Object.entries(value)) {
      if (isTokenMember(name)) continue;
      if (typeof member === "string") this.#addText(name, member, noun);
      else if (Array.isArray(member)) {
        const own = singular(name);
        for (const item of member.slice(0, itemsSeen)) {
          if (typeof item === "string") this.#add(own, item);
          else this.collect(item, own, level + 1);
        }
      } else this.collect(member, name, level + 1);
    }
  }

  #addText(name: string, text: string, noun: string): void {
    this.#add(name, text);
    if (/^(?:Name|Id|Arn|ARN|Identifier|Key|Url)$/iu.test(name) && noun !== "") this.#add(`${noun}${name.charAt(0).toUpperCase()}${name.slice(1)}`, text);
  }

  #add(name: string, text: string): void {
    if (text === "" || text.length > 2_048) return;
    const key = name.toLowerCase();
    const known = this.#values.get(key) ?? new Set<string>();
    this.#values.set(key, known);
    if (known.size < keptValues) known.add(text);
  }

  /** A request of an operation with what is known to be there in place of made-up names; undefined where nothing of it is known. */
  inputFor({ operation, request }: Contract): KnownInput | undefined {
    const noun = nounOf(operation);
    const named = Object.entries(request.properties).flatMap(([name, schema]) => {
      const isRequired = request.required.includes(name);
      // Optional members may exclude each other: only those that tell which thing is meant.
      if (!isRequired && (request.required.length > 0 || !identifier.test(name))) return [];
      const value = this.#valueFor(name, schema, noun);
      return value === undefined ? [] : [[name, value] as const];
    });
    const taken = request.required.length > 0 ? named : named.slice(0, 1);
    return taken.length === 0 ? undefined : { ...sampleInput(request), ...Object.fromEntries(taken) };
  }

  #valueFor(name: string, schema: Schema, noun: string): unknown {
    if (schema.type === "string") return this.#textFor(name, schema, noun);
    if (schema.type === "array") {
      const item = schema.items === undefined ? undefined : this.#valueFor(singular(name), schema.items, noun);
      return item === undefined ? undefined : [item];
    }
    if (schema.properties === undefined) return undefined;
    const { properties, required = [] } = schema;
    const inner = Object.entries(properties).flatMap(([key, member]) => {
      const value = this.#valueFor(key, member, noun);
      if (value !== undefined && (required.length === 0 || required.includes(key))) return [[key, value] as const];
      return required.includes(key) ? [[key, minimalExample(member)] as const] : [];
    });
    return inner.some(([key]) => identifier.test(key)) ? Object.fromEntries(required.length === 0 ? inner.slice(0, 1) : inner) : undefined;
  }

  #textFor(name: string, schema: Schema, noun: string): string | undefined {
    const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const base = capital.replace(identifier, "");
    const names = [
      ...(base === "" ? [`${noun}${capital}`] : [name]),
      ...(identifier.test(capital) ? ["Name", "Id", "Arn", "Identifier"].map((end) => `${base === "" ? noun : base}${end}`) : []),
    ];
    for (const one of names) for (const value of this.#values.get(one.toLowerCase()) ?? []) if (keepsLimits(schema, value)) return value;
    return undefined;
  }
}

/** What an operation is about: `Job` of `GetJob` and `BatchGetJobs`. */
function nounOf(operation: string): string {
  return singular(operation.replace(/^(?:Batch)?[A-Z][a-z]+/u, ""));
}

/** `Table` of `Tables`, `Policy` of `Policies`, `Secret` of `SecretList`. */
function singular(name: string): string {
  const bare = name.replace(/(?:List|Set|Summaries)$/u, "") || name;
  if (bare.endsWith("ies")) return `${bare.slice(0, -3)}y`;
  if (/(?:ses|xes|ches|shes)$/u.test(bare)) return bare.slice(0, -2);
  return bare.endsWith("s") && !bare.endsWith("ss") ? bare.slice(0, -1) : bare;
}
