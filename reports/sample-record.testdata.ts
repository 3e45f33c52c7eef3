import type { Violation } from "../properties/core/property.ts";
import { toRecordedText } from "./record/recorded-body.ts";
import type { RequirementNote } from "./text/failure.ts";
import type { ProofFigures } from "./record/proof-figures.ts";
import type { Breach, Check, RecordedRequest, RecordedResponse, RunRecord } from "./record/run-record.ts";

const request = (body: string, target = "AWSGlue.ListSessions"): RecordedRequest => ({
  method: "POST",
  path: "/",
  headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
  body: toRecordedText(body),
});
const response = (status: number, body: string, type = "application/x-amz-json-1.1"): RecordedResponse => ({
  status,
  headers: { "content-type": type, date: "{date}", "x-amzn-requestid": "{request-id}" },
  body: toRecordedText(body),
});

/** Figures of a proof with some shortfalls. */
export const sampleFigures: ProofFigures = {
  command: "npm run proof",
  faults: { all: 200, caught: 199 },
  quick: { caught: 185, requests: 280 },
  variants: { all: 60, seeds: 3, accused: 1 },
  idle: { all: 12, passed: 0 },
  unprovable: 0,
  reference: { seeds: 5, conforming: 5, requests: 590 },
  cost: { median: 22, p90: 140, within: { 40: 120, 50: 130, 100: 160, 200: 190, 250: 196, 400: 199 } },
  others: { must: { all: 70, caught: 65 }, should: { all: 30, caught: 21 } },
  seconds: 88.4,
  mutants: { all: 900, caught: 880, explained: 120 },
};

/** A check as the runner writes it; by default a passed one. */
export function sampleCheck(change: Partial<Check> & Pick<Check, "id">): Check {
  return {
    requirement: change.id.split("/").slice(0, 2).join("."),
    level: "must",
    status: "passed",
    cases: 3,
    baselined: false,
    violationCount: 0,
    violations: [],
    observations: [],
    ...change,
  };
}

interface FailedSample {
  readonly id: string;
  readonly edge: string;
  readonly sent: RecordedRequest;
  readonly got: RecordedResponse;
  readonly violations: readonly Violation[];
  /** Breaches that other cases show. */
  readonly others?: readonly Breach[];
}

const curl = "curl -q -sS -i -g --aws-sigv4 'aws:amz:us-east-1:glue' --data-raw '…' '{endpoint}/'";

function failing({ id, edge, sent, got, violations, others: beside = [] }: FailedSample, change: Partial<Check> = {}): Check {
  const steps = [{ request: sent, response: got, violates: true }];
  const status = "status" in got ? got.status : null;
  const own = violations.map((violation): Breach => ({ ...violation, count: 1, cases: [`${id}#${edge}`], response: { status, code: null }, curl }));
  return sampleCheck({
    id,
    status: "failed",
    violationCount: violations.length,
    violations,
    breaches: [...own, ...beside],
    reproduced: "3/3",
    counterexample: {
      caseId: `${id}#${edge}`,
      steps,
      request: sent,
      response: got,
      valid: request('{"MaxResults":10}'),
      curl,
    },
    ...change,
  });
}

const accepted: readonly Violation[] = [
  {
    code: "invalid-accepted",
    pointer: "/status",
    expected: "a refusal with status 400",
    received: 200,
  },
];
const empty = '{"Ids": [], "Sessions": []}';

const broken: readonly Check[] = [
  failing({
    id: "request/max-results/refuses-out-of-range",
    edge: "MaxResults/minimum/below",
    sent: request('{"MaxResults":0}'),
    got: response(200, empty),
    violations: accepted,
  }),
  failing(
    {
      id: "request/max-results/refuses-wrong-type",
      edge: "MaxResults/type/string",
      sent: request('{"MaxResults":"ten"}'),
      got: response(500, "<!doctype html>\n<title>500 Internal Server Error</title>", "text/html"),
      violations: [
        {
          code: "not-json",
          pointer: "/body",
          expected: "a JSON object",
          received: "<!doctype html>\n<title>500 Internal Server Error</title>",
        },
        {
          code: "server-error",
          pointer: "/status",
          expected: "a refusal with status 400, and no crash",
          received: 500,
        },
        {
          code: "wrong-content-type",
          pointer: "/headers/content-type",
          expected: "the media type application/x-amz-json-1.1",
          received: "text/html",
        },
      ],
      others: [
        {
          code: "invalid-accepted",
          pointer: "/status",
          count: 6,
          expected: "a refusal with status 400",
          received: 200,
          cases: ["number", "boolean", "array", "object", "null", "fraction"].map((type) => `request/max-results/refuses-wrong-type#MaxResults/type/${type}`),
          response: { status: 200, code: null },
          curl,
        },
      ],
    },
    { shrunk: "capped", reproduced: "1/3", violationCount: 9 },
  ),
  failing(
    {
      id: "errors/message/has-capital-name",
      edge: "MaxResults/type/array",
      sent: request('{"MaxResults":[]}'),
      got: response(400, '{"__type":"SerializationException","message":"no"}'),
      violations: [
        {
          code: "message-lower-case",
          pointer: "/body/message",
          expected: "the message in `Message`",
          received: "no",
        },
      ],
    },
    { level: "should" },
  ),
];

const others: readonly Check[] = [
  sampleCheck({ id: "request/empty-object/is-accepted", cases: 1 }),
  sampleCheck({
    id: "paging/walk/finds-each-session",
    status: "unexercised",
    reason: "the account holds more than 2,000 sessions",
  }),
  sampleCheck({
    id: "tags/single-pair/returns-all",
    status: "errored",
    reason: "5 connections were lost in a row",
  }),
  sampleCheck({
    id: "auth/signature/is-checked",
    level: "should",
    status: "skipped",
    reason: "--check-auth was not given",
  }),
  sampleCheck({
    id: "observed/order",
    level: "may",
    observations: [{ code: "order", text: "sessions come in the order of their creation" }],
  }),
];

/** A record with the first `failures` of three failures, or with more of the kind that a poor emulator shows. */
export function sampleRecord(failures: number, change: Partial<RunRecord> = {}): RunRecord {
  const more = Array.from({ length: Math.max(0, failures - broken.length) }, (_, index) => {
    const letter = String.fromCodePoint(97 + index);
    const id = `request/member-${letter}/refuses-${index % 2 === 0 ? "too-long-values" : "characters-outside-its-pattern"}`;
    const sent = request(`{"MaxResults":10,"Member${letter.toUpperCase()}":"${"a".repeat(129)}"}`);
    const level = index % 4 === 3 ? "should" : "must";
    return failing(
      {
        id,
        edge: `Member${letter}/maxLength/above`,
        sent,
        got: response(200, empty),
        violations: accepted,
      },
      { level },
    );
  });
  const failed = [...broken.slice(0, failures), ...more];
  const checks = [...failed, ...others].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    schemaVersion: 1,
    verdict: failures === 0 ? "incomplete" : "fails",
    suite: {
      name: "glue-conformance",
      version: "0.1.0",
      contract: {
        operation: "ListSessions",
        sha256: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
      },
      proof: sampleFigures,
    },
    target: {
      name: "moto",
      endpoint: "http://127.0.0.1:5000",
      region: "us-east-1",
      state: "create",
    },
    seed: 1,
    effort: "standard",
    requests: 412,
    checks,
    meta: {
      startedAt: "2026-08-15T01:02:03.000Z",
      durationMs: 9876,
      runId: "k3fz9q",
      requests: {
        properties: 412,
        preflight: 4,
        state: 30,
        polls: 2,
        retries: 0,
        shrinking: 11,
        confirmation: 6,
        controls: 3,
      },
      latency: { p50: 2.1, p90: 4.5, p99: 11, max: 38 },
      preflight: { outcome: "works", message: "" },
      sessionsSeen: 12,
      narrowedBy: [],
      interrupted: false,
      suiteErrors: [],
      node: "v20.20.0",
      platform: "linux x64",
    },
    ...change,
  };
}

/** A catalogue with a row for every id. */
export function sampleRequirement(id: string): RequirementNote {
  const known: Readonly<Record<string, string>> = {
    "request.max-results": "MaxResults is an integer from 1 to 1000, and anything else is refused.",
    "errors.message": "An error of the service has a text for people.",
  };
  const text = known[id] ?? "A value outside the limits that the page gives for the member is refused, whatever the other members are.";
  return {
    id,
    level: "must",
    text,
    source: id.startsWith("errors") ? "AWS JSON 1.1, errors" : "page line 51",
  };
}
