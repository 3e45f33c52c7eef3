import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { botocoreService, isBotocoreModel, type JsonService } from "../../spec/models/service-model.ts";
import { isSmithyModel, smithyServices } from "../../spec/models/smithy-model.ts";
import { decodeDocument, parseJson } from "../../reports/documents/input-document.ts";
import { escapeText } from "../../reports/encoding/escape.ts";
import { HarnessError, messageOf } from "../runtime/harness-error.ts";
import { readBytes, understood } from "./read-document.ts";

const advice = "Give botocore's service-2.json or service-2.json.gz, a Smithy JSON AST, or a folder that holds such files.";
const maxModelBytes = 128 * 1_024 * 1_024;
const maxFilesInFolder = 100_000;

/**
 * The services that speak AWS JSON in a model file, or in a folder that is searched for them: of several versions of a service the newest. Throws a
 * HarnessError where there is none.
 */
export function readServiceModels(path: string): readonly JsonService[] {
  const services = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? servicesBelow(path) : servicesIn(path);
  if (services === undefined) throw new HarnessError("input", `${escapeText(path)} is no service model. ${advice}`);
  if (services.length === 0) throw new HarnessError("input", `${escapeText(path)} holds no model of a service that speaks AWS JSON. ${advice}`);
  return newestOf(services);
}

/** The services of a file; undefined where it is no model. */
function servicesIn(file: string): readonly JsonService[] | undefined {
  const value = understood(file, () => parseJson(decodeDocument(unpacked(file, readBytes(file, { name: file, advice, maxBytes: maxModelBytes })))));
  if (!isSmithyModel(value) && !isBotocoreModel(value)) return undefined;
  return checked(file, "is a model that cannot be understood", () => {
    const services = isSmithyModel(value) ? smithyServices(value) : [botocoreService(value)];
    return services.filter((service) => service !== undefined);
  });
}

function unpacked(file: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return checked(file, "cannot be unpacked", () => gunzipSync(bytes, { maxOutputLength: maxModelBytes }));
}

function checked<T>(file: string, problem: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new HarnessError("input", `${escapeText(file)} ${problem}: ${escapeText(messageOf(error))}. ${advice}`, error);
  }
}

function servicesBelow(folder: string): readonly JsonService[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.length > maxFilesInFolder)
    throw new HarnessError("input", `${escapeText(folder)} holds ${String(files.length)} files, too many to search. Give the folder of the models.`);
  const botocore = files.filter(({ name }) => /^service-2\.json(?:\.gz)?$/u.test(name)).map(({ parentPath, name }) => join(parentPath, name));
  const smithy = files.filter(({ name }) => name.endsWith(".json") && !/^service-2\.json$/u.test(name)).map(({ parentPath, name }) => join(parentPath, name));
  return [...newestVersions(botocore), ...smithy.filter(beginsAsSmithy)].toSorted().flatMap((file) => servicesIn(file) ?? []);
}

/** Of files in folders that are named by a date, those of the newest date, so that the others need not be read. */
function newestVersions(files: readonly string[]): readonly string[] {
  const newest = new Map<string, string>();
  for (const file of files.toSorted()) newest.set(file.replace(/[\\/]\d{4}-\d{2}-\d{2}[\\/][^\\/]+$/u, ""), file);
  return [...newest.values()];
}

/** The first member of a Smithy AST names its version. */
function beginsAsSmithy(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(512);
    return head.toString("utf8", 0, readSync(descriptor, head)).includes('"smithy"');
  } finally {
    closeSync(descriptor);
  }
}

function newestOf(services: readonly JsonService[]): readonly JsonService[] {
  const newest = new Map<string, JsonService>();
  for (const service of services) {
    const known = newest.get(service.targetPrefix) ?? service;
    if (known.version <= service.version) newest.set(service.targetPrefix, service);
  }
  return [...newest.values()];
}
