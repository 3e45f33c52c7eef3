import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { closest } from "fastest-levenshtein";
import type { Contract } from "../../spec/contract.ts";
import { canonicalJson, contractDigest } from "../../spec/contracts/digest.ts";
import { checkedInOperations, contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { inexpressible, modelContract } from "../../spec/models/model-contract.ts";
import type { JsonService } from "../../spec/models/service-model.ts";
import { gluePrefix } from "../../properties/core/request.ts";
import type { ServiceRecord } from "../../reports/record/service-record.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { judgedContract } from "../config/judged-contract.ts";
import { readServiceModels } from "../files/read-models.ts";
import { matches } from "../runtime/glob.ts";
import { HarnessError } from "../runtime/harness-error.ts";

/** Where the contracts of a service come from. */
export interface SourceOptions {
  /** Files of service models, or folders of them. */
  readonly model?: readonly string[];
  /** Folders of page texts. */
  readonly pages?: readonly string[];
  readonly targetPrefix?: string;
  readonly jsonVersion?: "1.0" | "1.1";
  readonly signingName?: string;
}

/** An operation of a service with its contract. */
export interface ServiceOperation {
  readonly operation: string;
  /** As its target header names it. */
  readonly target: string;
  /** Undefined where none can be made; `reason` says why. */
  readonly contract: Contract | undefined;
  readonly reason?: string;
  /** The service's name in signatures. */
  readonly signingName: string;
}

/** The contracts of one service or several. */
export interface ContractSource extends Pick<ServiceRecord, "source"> {
  readonly operations: readonly ServiceOperation[];
  /** What was not understood. */
  readonly remarks: readonly string[];
}

/** The contracts that options name: of models, of pages, or the shipped ones. Throws a HarnessError where one of them cannot be used. */
export function contractsFrom({ model = [], pages = [], ...address }: SourceOptions): ContractSource {
  if (model.length > 0 && pages.length > 0) throw new HarnessError("usage", "--model and --pages both bring contracts. Give one of them.");
  if (model.length > 0) {
    const services = model.flatMap(readServiceModels);
    const operations = services.flatMap((service) => service.operations.map((operation) => modelledOperation(service, operation)));
    return sourceOf("model", services.map(({ service }) => service).join(", "), operations, []);
  }
  if (pages.length > 0) return fromPages(pages, address);
  const shipped = checkedInOperations().map((operation) => shippedOperation(operation));
  return sourceOf("shipped", "AWS Glue interactive sessions", shipped, []);
}

function shippedOperation(operation: string): ServiceOperation {
  return { operation, target: `${gluePrefix}.${operation}`, contract: contractOf(operation), signingName: "glue" };
}

function modelledOperation(service: JsonService, operation: JsonService["operations"][number]): ServiceOperation {
  const { targetPrefix, signingName } = service;
  // The page says more than the model, and the catalogue has its lines.
  if (targetPrefix === gluePrefix && checkedInOperations().includes(operation.name)) return shippedOperation(operation.name);
  const reason = inexpressible(service, operation);
  const named = { operation: operation.name, target: `${targetPrefix}.${operation.name}`, signingName };
  return reason === undefined ? { ...named, contract: modelContract(service, operation) } : { ...named, contract: undefined, reason };
}

function fromPages(folders: readonly string[], { targetPrefix, jsonVersion, signingName }: Omit<SourceOptions, "model" | "pages">): ContractSource {
  const files = folders.flatMap(pagesIn);
  const judged = files.map((page) =>
    judgedContract({ page, ...(targetPrefix === undefined ? {} : { targetPrefix }), ...(jsonVersion === undefined ? {} : { jsonVersion }) }),
  );
  const operations = judged.map(({ contract }) => ({
    operation: contract.operation,
    target: `${targetPrefix ?? gluePrefix}.${contract.operation}`,
    contract,
    signingName: signingName ?? "glue",
  }));
  const twice = operations.find(({ target }, at) => operations.findIndex((other) => other.target === target) !== at);
  if (twice !== undefined) throw new HarnessError("input", `two pages of --pages describe ${escapeText(twice.target)}. Leave one of them.`);
  return sourceOf(
    "pages",
    targetPrefix ?? gluePrefix,
    operations,
    judged.flatMap(({ remarks }) => remarks),
  );
}

function pagesIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new HarnessError("input", `--pages ${escapeText(folder)} is no folder. Name the folder that holds the page texts, or give one page with --page.`);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .toSorted();
  if (files.length === 0) throw new HarnessError("input", `--pages ${escapeText(folder)} holds no page: there is no file that ends with .txt.`);
  return files.map((name) => join(folder, name));
}

function sourceOf(kind: ServiceRecord["source"]["kind"], name: string, operations: readonly ServiceOperation[], remarks: readonly string[]): ContractSource {
  const sorted = operations.toSorted((a, b) => (a.target < b.target ? -1 : 1));
  const digests = sorted.map(({ target, contract }) => [target, contract === undefined ? "" : contractDigest(contract)]);
  const sha256 = createHash("sha256").update(canonicalJson(digests)).digest("hex");
  return { source: { kind, name, sha256 }, operations: sorted, remarks };
}

/** The operations that globs choose, by their name or their target. Throws a usage error for one that chooses none. */
export function chosenOperations(operations: readonly ServiceOperation[], option: string, globs: readonly string[]): readonly ServiceOperation[] {
  const chooses = (glob: string, { operation, target }: ServiceOperation): boolean => matches(glob, operation) || matches(glob, target);
  for (const glob of globs)
    if (!operations.some((one) => chooses(glob, one)))
      throw new HarnessError(
        "usage",
        `${option} ${JSON.stringify(escapeText(glob))} names no operation; the nearest is ${closest(
          glob,
          operations.map(({ operation }) => operation),
        )}.`,
      );
  return operations.filter((one) => globs.some((glob) => chooses(glob, one)));
}
