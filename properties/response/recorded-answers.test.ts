import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations, contractOf, contractsFolder } from "../../spec/contracts/shipped-contracts.ts";
import { exchangeOf } from "../exchanges.testdata.ts";
import type { PassiveProperty } from "../core/property.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { propertiesOf } from "../table.ts";

/** One line of the recorded answers of AWS, which are no part of this repository. */
interface Recorded {
  readonly target: string;
  readonly jsonVersion: "1.0" | "1.1";
  readonly response: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown };
  readonly source: string;
}

const file = join(contractsFolder, "../../../shared/recorded/answers.jsonl");

type Watching = readonly [contract: Contract, properties: readonly PassiveProperty[]];
const watchingOf = new Map<string, Watching>();

/** What watches answers of an operation: by its contract where it is shipped, else by what holds of any operation of the service. */
function watching({ target, jsonVersion }: Recorded): Watching {
  const [prefix = "", operation = ""] = target.split(".");
  const isShipped = prefix === "AWSGlue" && checkedInOperations().includes(operation);
  const key = isShipped ? target : `${prefix} ${jsonVersion}`;
  const none = { type: "object", required: [], properties: {} } as const;
  const known = watchingOf.get(key);
  if (known !== undefined) return known;
  const contract: Contract = isShipped
    ? contractOf(operation)
    : { operation: "Recorded", targetPrefix: prefix, jsonVersion, request: none, response: none, errors: {}, lines: {} };
  const properties = propertiesOf(contract).filter((property): property is PassiveProperty => property.kind === "passive" && property.level !== "may");
  watchingOf.set(key, [contract, properties]);
  return [contract, properties];
}

/** Some were recorded when the service still spoke the Query protocol: their headers are those of XML. */
function isOfQueryProtocol({ response: { headers } }: Recorded): boolean {
  return /^(?:text|application)\/xml$/u.test(headers?.["content-type"] ?? "");
}

/** Whether the headers were copied by hand from an answer in the other version of the protocol: the request id stands there too. */
function isCopied({ jsonVersion, response: { headers } }: Recorded, all: readonly Recorded[]): boolean {
  if (headers === undefined || headers["content-type"] === `application/x-amz-json-${jsonVersion}`) return false;
  return all.some((other) => other.jsonVersion !== jsonVersion && other.response.headers?.["x-amzn-requestid"] === headers["x-amzn-requestid"]);
}

/** Properties that a recording says nothing about: the bytes of its bodies are not known, and one answer stands in several recordings. */
const unknowable = new Set(["response/crc32", "response/request-id/unique"]);

/** Ids of the watching properties that an answer breaks at must or should, and how many it exercises. */
function judge(recorded: Recorded): { readonly accused: readonly string[]; readonly exercised: number } {
  const { status, headers, body } = recorded.response;
  const [contract, properties] = watching(recorded);
  const exchange = exchangeOf((status < 400 ? validProbe : openProbe)(contract.operation, {}), { status, headers: headers ?? {}, body });
  const reported = properties.flatMap((property) => {
    if (unknowable.has(property.id)) return [];
    // Where a recording kept no headers, what is demanded of headers is unexercised.
    if (headers === undefined && /content-type|request-id/u.test(property.id)) return [];
    const judgement = property.watch()(exchange, { contract, letsIn: () => false });
    return judgement === undefined ? [] : [{ id: property.id, broken: judgement.violations.length > 0 }];
  });
  return { accused: reported.filter(({ broken }) => broken).map(({ id }) => id), exercised: reported.length };
}

const changed = (recorded: Recorded, response: Partial<Recorded["response"]>): Recorded => ({ ...recorded, response: { ...recorded.response, ...response } });
const without = (members: object, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(members).filter(([key]) => key !== name)) as Readonly<Record<string, string>>;

describe.skipIf(!existsSync(file))("answers of AWS that were recorded (skipped where ../shared/recorded is not there)", () => {
  let all: readonly Recorded[] = [];
  let errors: readonly Recorded[] = [];
  let successes: readonly Recorded[] = [];
  let bare: readonly Recorded[] = [];

  beforeAll(() => {
    const lines = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Recorded);
    all = lines.filter((one) => !isOfQueryProtocol(one) && !isCopied(one, lines));
    errors = all.filter(({ response: { status } }) => status >= 400);
    successes = all.filter(({ response: { status, headers } }) => status < 400 && headers !== undefined);
    bare = all.filter(({ response: { status, headers } }) => status < 400 && headers === undefined);
  });

  it("are many, of either kind", () => {
    expect([errors.length > 0, successes.length >= 12, bare.length >= 12]).toEqual([true, true, true]);
    expect(successes.length + bare.length).toBeGreaterThan(1_000);
    // 33 of the 1,175 say nothing of this protocol.
    expect(all.length).toBeGreaterThan(1_100);
  });

  it("are accused at no must and no should", () => {
    const accused = all.map((recorded) => ({ of: recorded.source, ids: judge(recorded).accused })).filter(({ ids }) => ids.length > 0);
    expect(accused).toEqual([]);
  });

  it("exercise shape, content type, request id and, of errors, code and text", () => {
    expect(errors.filter((recorded) => judge(recorded).exercised < 7).map(({ source }) => source)).toEqual([]);
    expect(successes.filter((recorded) => judge(recorded).exercised < 4).map(({ source }) => source)).toEqual([]);
    expect(bare.filter((recorded) => judge(recorded).exercised < 2).map(({ source }) => source)).toEqual([]);
  });

  it("are accused where they are broken", () => {
    const error = (change: (body: object) => unknown): readonly string[] =>
      errors.flatMap((one) => judge(changed(one, { body: change(one.response.body as object) })).accused);
    expect(new Set(error((body) => without(body, "__type")))).toEqual(new Set(["error/code/present"]));
    expect(new Set(error(() => "<html>"))).toEqual(new Set(["error/is-json-object", "error/code/present"]));
    for (const [name, response, ids] of [
      ["content-type", { "content-type": "text/html" }, ["response/content-type", "error/content-type"]],
      ["request id", { "x-amzn-requestid": "" }, ["response/request-id/present"]],
    ] as const) {
      const broken = [...errors, ...successes].map((one) => judge(changed(one, { headers: { ...one.response.headers, ...response } })).accused);
      expect({ name, ids: broken.filter((accused) => accused.length !== 1 || !ids.includes(accused[0] as never)) }).toEqual({ name, ids: [] });
    }
    const lists = [...successes, ...bare].map((one) => judge(changed(one, { body: [one.response.body] })).accused);
    expect(lists.filter((accused) => accused.join() !== "response/is-json-object")).toEqual([]);
  });
});
