import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Survivors } from "./survivors.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));

/** The checked-in list of mutants that may survive, each with its reason. */
export function survivorList(): readonly Survivors[] {
  return JSON.parse(readFileSync(join(root, "harness", "mutants", "survivors.json"), "utf8")) as readonly Survivors[];
}
