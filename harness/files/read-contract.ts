import { statSync } from "node:fs";
import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations, contractIn, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { parseJson } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { isJsonObject } from "../../spec/json.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { readText } from "./read-document.ts";

/**
 * The contract that a user names: a folder such as those of `spec/contracts/`, a file that `extract --json` wrote, or a shipped operation. Page lines
 * of such a file are those of the shipped contract where both say the same, else unknown. Throws a HarnessError where it is none of these.
 */
export function readContract(name: string): Contract {
  const kind = statSync(name, { throwIfNoEntry: false });
  try {
    if (kind?.isDirectory() === true) return checked(contractIn(name));
    const value = kind === undefined ? undefined : parseJson(readText(name, { name, advice }));
    if (isJsonObject(value)) return withLines(checked({ ...value, lines: {} }));
    if (kind !== undefined) throw new Error("it is no JSON object");
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError("input", `${escapeText(name)} is no contract: ${escapeText(messageOf(error))}. ${advice}`, error);
  }
  if (checkedInOperations().includes(name)) return contractOf(name);
  throw new HarnessError(
    "input",
    `there is no file and no shipped operation ${JSON.stringify(name)}. ${places}, or one of ${checkedInOperations().join(", ")}.`,
  );
}

const places = "Give a folder like those of spec/contracts/, a file written by extract --json";
const advice = `${places}, or the name of a shipped operation.`;

function withLines(contract: Contract): Contract {
  if (!checkedInOperations().includes(contract.operation)) return contract;
  const shipped = contractOf(contract.operation);
  return contractDigest(shipped) === contractDigest(contract) ? shipped : contract;
}

function checked(value: unknown): Contract {
  const { operation, request, response, errors } = value as Partial<Record<keyof Contract, unknown>>;
  if (typeof operation !== "string" || operation === "") throw new Error("it has no operation");
  for (const [side, schema] of Object.entries({ request, response })) {
    if (!isSchema(schema) || !("properties" in schema) || !("required" in schema))
      throw new Error(`its ${side} is no object schema with properties and required`);
  }
  if (!isJsonObject(errors) || Object.values(errors).some((status) => typeof status !== "number")) throw new Error("its errors do not have a status each");
  return value as Contract;
}

function isSchema(value: unknown): value is object {
  if (!isJsonObject(value)) return false;
  const { properties, required, items, additionalProperties, propertyNames } = value;
  if (required !== undefined && !(Array.isArray(required) && required.every((name) => typeof name === "string"))) return false;
  if (properties !== undefined && !(isJsonObject(properties) && Object.values(properties).every(isSchema))) return false;
  return [items, additionalProperties, propertyNames].every((child) => child === undefined || isSchema(child));
}
