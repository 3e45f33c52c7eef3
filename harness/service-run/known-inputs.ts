import { writeFileSync } from "node:fs";
import { closest } from "fastest-levenshtein";
import type { Contract } from "../../spec/contract.ts";
import { isJsonObject } from "../../spec/json.ts";
import type { RunRequest } from "../../properties/core/run-schema.ts";
import { sampleInput } from "../../properties/generators/minimal-example.ts";
import { parseJson } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { readText, understood } from "../files/read-document.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import type { ServiceOperation } from "./contract-source.ts";

/** A valid request of an operation that names what is there. */
export type KnownInput = Readonly<Record<string, unknown>>;

const advice = "Give a JSON object of requests by operation, as --write-inputs writes it.";

/** Reads minimal valid requests by target. Throws a HarnessError where the file cannot be used. */
export function readKnownInputs(file: string, operations: readonly ServiceOperation[]): ReadonlyMap<string, KnownInput> {
  const name = `--inputs ${file}`;
  const value = understood(name, () => parseJson(readText(file, { name, advice })));
  if (!isJsonObject(value)) throw new HarnessError("input", `${escapeText(name)} holds no JSON object. ${advice}`);
  return new Map(
    Object.entries(value).flatMap(([key, input]): (readonly [string, KnownInput])[] => {
      const found = operations.filter(({ operation, target }) => key === operation || key === target);
      if (found.length === 0) {
        const known = operations.map(({ operation }) => operation);
        throw new HarnessError(
          "input",
          `${escapeText(name)}: there is no operation ${escapeText(JSON.stringify(key))}; the nearest is ${closest(key, known)}.`,
        );
      }
      if (!isJsonObject(input)) throw new HarnessError("input", `${escapeText(name)}: ${escapeText(key)} is no JSON object. ${advice}`);
      return found.map(({ target }) => [target, input]);
    }),
  );
}

/** Writes a template: for each operation that needs input a request with its required members, to be filled with what is there. */
export function writeInputTemplate(file: string, operations: readonly ServiceOperation[]): number {
  const inputs = operations.flatMap(({ target, contract }) =>
    contract === undefined || contract.request.required.length === 0 ? [] : [[target, sampleInput(contract.request)] as const],
  );
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(inputs), undefined, 2)}\n`);
  return inputs.length;
}

/** The contract whose valid requests all have these members. */
export function withInput(contract: Contract, input: KnownInput): Contract {
  const properties = Object.entries(contract.request.properties).map(([name, schema]) => [
    name,
    Object.hasOwn(input, name) ? { ...schema, sample: input[name] } : schema,
  ]);
  const request: RunRequest = { ...contract.request, properties: Object.fromEntries(properties) as RunRequest["properties"], given: input };
  return { ...contract, request };
}
