import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Check } from "../../reports/record/run-record.ts";
import type { ServiceRecord } from "../../reports/record/service-record.ts";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { contractsFrom, type ContractSource } from "../service-run/contract-source.ts";
import { readRun } from "../storage/read-run.ts";
import { judgeTraffic } from "./judge-traffic.ts";
import { readTraffic } from "./read-traffic.ts";

afterAll(removeFolders);

const target = "AWSGlue.ListSessions";
const type = "application/x-amz-json-1.1";

/** A line of traffic. */
function line(input: object, status: number, body: object, id = "1", headers: object = {}): object {
  const request = { method: "POST", path: "/", headers: { "Content-Type": type, "X-Amz-Target": target }, body: { text: JSON.stringify(input) } };
  return { target, request, response: { status, headers: { "content-type": type, "x-amzn-requestid": id, ...headers }, body: { text: JSON.stringify(body) } } };
}

const nothing = { Ids: [], Sessions: [] };
const kept = [line({}, 200, nothing, "1"), line({ MaxResults: 0 }, 400, { __type: "ValidationException", Message: "too small" }, "2")];

function written(name: string, text: string): string {
  const file = join(makeFolder(), name);
  writeFileSync(file, text);
  return file;
}

function jsonLines(lines: readonly object[]): string {
  return written("traffic.jsonl", lines.map((one) => JSON.stringify(one)).join("\n"));
}

interface Judged {
  readonly record: ServiceRecord;
  readonly unknown: ReadonlyMap<string, number>;
  /** The checks of all operations, by outcome. */
  readonly ids: (status: Check["status"]) => readonly string[];
}

async function judged(file: string, source: ContractSource = contractsFrom({})): Promise<Judged> {
  const out = makeFolder();
  const { record, unknown } = await judgeTraffic(readTraffic(file), source, {
    name: "recorded",
    strict: true,
    out,
    formats: ["json"],
    onProblem: (text) => {
      throw new Error(text);
    },
  });
  const checks = record.operations.flatMap(({ run = "" }) => readRun(join(out, run)).record.checks);
  return {
    record,
    unknown,
    ids: (status) => [...new Set(checks.filter((check) => check.level !== "may" && check.status === status).map(({ id }) => id))].toSorted(),
  };
}

describe("judgeTraffic()", () => {
  it("finds nothing wrong with what keeps the contract", async () => {
    const { record, ids } = await judged(jsonLines(kept));
    expect(ids("failed")).toEqual([]);
    expect(ids("passed")).toEqual(
      expect.arrayContaining(["request/accepts-empty-input", "request/max-results/refuses-wrong-range", "response/types", "response/content-type"]),
    );
    expect(record).toMatchObject({ exit: 0, requests: 2, source: { kind: "shipped" } });
  });

  it.each<readonly [title: string, one: object, id: string]>([
    ["a broken request that is accepted", line({ MaxResults: 0 }, 200, nothing), "request/max-results/refuses-wrong-range"],
    [
      "a valid request that is refused as invalid",
      line({ MaxResults: 1 }, 400, { __type: "InvalidInputException", Message: "no" }, "3"),
      "request/accepts-generated",
    ],
    ["a member of another type", line({}, 200, { ...nothing, NextToken: 5 }, "3"), "response/types"],
    ["another content type", line({}, 200, nothing, "3", { "content-type": "application/json" }), "response/content-type"],
    ["an error with another status", line({ MaxResults: 0 }, 500, { __type: "InvalidInputException", Message: "no" }, "3"), "error/status-of-code"],
    ["a request id that came before", line({}, 200, nothing), "response/request-id/unique"],
  ])("finds %s", async (_title, one, id) => {
    const { record, ids } = await judged(jsonLines([...kept, one]));
    expect(ids("failed")).toEqual([id]);
    expect(record.exit).toBe(1);
  });

  it("judges nothing by what was not recorded", async () => {
    const { ids } = await judged(jsonLines([{ target, response: { status: 200, body: nothing } }]));
    expect(ids("failed")).toEqual([]);
    expect(ids("passed")).toContain("response/types");
    expect(ids("unexercised")).toEqual(
      expect.arrayContaining(["response/content-type", "response/request-id/present", "response/request-id/unique", "response/crc32"]),
    );
  });

  it("reads the same from a HAR file, and leaves out what is no AWS JSON", async () => {
    const pairs = (headers: Readonly<Record<string, string>>): object => Object.entries(headers).map(([name, value]) => ({ name, value }));
    const entries = [...kept, line({ MaxResults: 0 }, 200, nothing, "3")].map((one) => {
      const { request, response } = one as {
        request: { headers: Record<string, string>; body: { text: string } };
        response: { status: number; headers: Record<string, string>; body: { text: string } };
      };
      return {
        request: { method: "POST", url: "http://127.0.0.1:5000/", headers: pairs(request.headers), postData: { mimeType: type, text: request.body.text } },
        response: {
          status: response.status,
          headers: pairs(response.headers),
          content: { size: 1, text: Buffer.from(response.body.text).toString("base64"), encoding: "base64" },
        },
      };
    });
    const page = { request: { method: "GET", url: "http://127.0.0.1/", headers: [] }, response: { status: 200, headers: [], content: {} } };
    const { record, ids } = await judged(written("traffic.har", JSON.stringify({ log: { version: "1.2", entries: [page, ...entries] } })));
    expect(record.requests).toBe(3);
    expect(ids("failed")).toEqual(["request/max-results/refuses-wrong-range"]);
  });

  it("counts what it has no contract for", async () => {
    const { record, unknown } = await judged(jsonLines([{ target: "Harbour.ListBoats", response: { status: 200 } }]));
    expect(record).toMatchObject({ exit: 3, operations: [] });
    expect([...unknown]).toEqual([["Harbour.ListBoats", 1]]);
  });

  it.each<[text: string, reported: RegExp, name?: string]>([
    ["{", /:1 is no traffic: line 1/u],
    ["[]", /:1 is no traffic: it is no JSON object/u],
    ['{"target":3}', /:1 is no traffic: \/target/u],
    [`{"target":"${target}","response":{"status":"200"}}`, /\/response\/status is no HTTP status/u],
    [`{"target":"${target}","response":{"status":200,"headers":{"a":1}}}`, /\/response\/headers\/a is no text/u],
    [`{"target":"${target}","response":{"status":200,"body":{"base64":"%"}}}`, /no base64/u],
    [`\n${"[".repeat(5_000)}`, /:2 is no traffic: .*nesting/u],
    ["{}", /no \/log\/entries/u, "traffic.har"],
    ['{"log":{"entries":[1]}}', /\/log\/entries\/0 is no traffic/u, "traffic.har"],
    ["", /ends neither with \.har nor with \.jsonl/u, "traffic.txt"],
  ])("refuses %j", async (text, reported: RegExp, name = "traffic.jsonl") => {
    await expect(judged(written(name, text))).rejects.toThrow(reported);
  });
});

/** Recorded answers of AWS, and botocore's models, which moto brings along; both are outside of the repository. */
const recorded = "../shared/recorded/answers.jsonl";
const library = ".emulators/moto/lib";
const models = existsSync(library)
  ? readdirSync(library)
      .map((python) => join(library, python, "site-packages/botocore/data"))
      .find((folder) => existsSync(folder))
  : undefined;

describe.skipIf(!existsSync(recorded) || models === undefined)(
  "recorded answers of AWS (../shared/recorded, and npm run emulators -- moto for the models)",
  () => {
    const source = (): ContractSource => contractsFrom({ model: [models ?? ""] });

    it("are accused of nothing, and show a dozen properties", { timeout: 240_000 }, async () => {
      const { record, ids } = await judged(recorded, source());
      expect(record.requests).toBeGreaterThan(1_000);
      expect(ids("failed")).toEqual([]);
      expect(ids("passed").length).toBeGreaterThanOrEqual(12);
    });

    it("are accused where a member has another type", { timeout: 240_000 }, async () => {
      const lines = readFileSync(recorded, "utf8")
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text) as { response: { status: number; body: Record<string, unknown> } });
      const listing = lines.filter(({ response }) => response.status === 200 && Object.values(response.body).some(Array.isArray)).slice(0, 50);
      for (const { response } of listing)
        for (const [name, value] of Object.entries(response.body)) if (Array.isArray(value)) response.body[name] = { wrong: true };
      const { record, ids } = await judged(jsonLines(listing), source());
      expect(record.operations.filter(({ outcome }) => outcome !== "fails")).toEqual([]);
      expect(ids("failed")).toEqual(["response/types"]);
    });
  },
);
