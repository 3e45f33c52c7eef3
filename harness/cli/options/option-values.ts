import { InvalidArgumentError } from "commander";
import { drawSeed } from "../../runtime/seed.ts";
import { parseShard } from "../../selection/shard-option.ts";
import type { Shard } from "../../config/settings.ts";

/** Reads a number of the command line within bounds; commander turns what is thrown into a usage error. */
export function number(smallest: number, kind: "integer" | "number" = "integer"): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < smallest || (kind === "integer" && !Number.isSafeInteger(value))) {
      throw new InvalidArgumentError(`Give ${kind === "integer" ? "a whole number" : "a number"} of at least ${String(smallest)}.`);
    }
    return value;
  };
}

/** Reads a seed; `random` draws one. */
export function seed(text: string): number {
  return text === "random" ? drawSeed() : number(0)(text);
}

/** Adds the values of a list with commas to those of earlier uses of the option. */
export function list(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...text.split(",")];
}

/** Adds one value to those of earlier uses of the option. */
export function appended(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Reads an option that makes no sense twice; commander would take the last one. */
export function once(name: string, advice: string): (text: string, before: string | undefined) => string {
  return (text, before) => {
    if (before !== undefined) throw new InvalidArgumentError(`--${name} is given twice. ${advice}`);
    return text;
  };
}

/** Reads `--shard`. */
export function shard(text: string): Shard {
  return parseShard(text, process.env);
}
