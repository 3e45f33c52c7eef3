import { type JournalExchange, type JournalHeader, type JournalLine, writeJournalLine } from "./record/journal.ts";
import { parseJournal, type StoredRun } from "./documents/parse-journal.ts";

/** The header of a small run. */
export const sampleHeader: JournalHeader = {
  kind: "run",
  schemaVersion: 1,
  runId: "0123456789",
  startedAt: "2026-01-01T00:00:00.000Z",
  suite: { name: "glue-conformance", version: "0.1.0", contract: { operation: "ListSessions", sha256: "0".repeat(64) } },
  target: { name: "emulator", endpoint: "http://127.0.0.1:5000", region: "us-east-1", state: "create" },
  seed: 1,
  effort: "standard",
  cases: 25,
  settleMs: 5_000,
  account: "123456789012",
  roleArn: "arn:aws:iam::123456789012:role/GlueConformance",
  only: [],
  skip: [],
  checkAuth: false,
  strict: false,
  sign: "dummy",
  headers: [],
};

/** An exchange of a case; the body of the request as given. */
export function sampleExchange(caseId: string, body: string, changes: Partial<JournalExchange> = {}): JournalExchange {
  return {
    kind: "exchange",
    part: "properties",
    case: caseId,
    repetition: 0,
    step: 0,
    purpose: "properties",
    operation: "ListSessions",
    at: 12,
    latencyMs: 1.5,
    attempts: 1,
    request: { method: "POST", path: "/", headers: { "content-type": "application/x-amz-json-1.1" }, body: { text: body } },
    response: { status: 200, headers: { "x-amzn-requestid": "1" }, body: { text: '{"Ids":[]}' } },
    ...changes,
  };
}

const session = "glue-conformance-0123456789-blue";

/** One line of every kind, in the order in which a run writes them. */
export const sampleLines: readonly JournalLine[] = [
  sampleHeader,
  { kind: "preflight", outcome: "works", message: "" },
  { kind: "session", id: session },
  {
    kind: "fixtures",
    available: true,
    sessions: [{ id: session, tags: { team: "blue" }, input: { Id: session, Tags: { team: "blue" } }, plain: true }],
    accountSize: 1,
  },
  sampleExchange("request/max-results/accepts-edges#MaxResults/minimum/at", '{"MaxResults":1}'),
  { kind: "case", part: "properties", case: "request/max-results/accepts-edges#MaxResults/minimum/at", repetition: 0, outcome: "passed" },
  sampleExchange("body/refuses-malformed-json#body/bare-names", "{MaxResults:10}", {
    spoilt: "none",
    trouble: { status: "errored", reason: "throttled" },
    response: { failure: { kind: "timeout", message: "no complete answer within 10000 ms" } },
  }),
  { kind: "case", part: "properties", case: "body/refuses-malformed-json#body/bare-names", repetition: 0, outcome: "errored", reason: "throttled" },
  { kind: "gone", ids: [session] },
  {
    kind: "end",
    durationMs: 1_700,
    requests: { properties: 2, preflight: 1, state: 1, polls: 0, retries: 0, shrinking: 0, confirmation: 0, controls: 0 },
    latency: { p50: 1, p90: 2, p99: 3, max: 4 },
    interrupted: false,
    leftOut: 0,
  },
];

/** The text of a journal. */
export function journalText(lines: readonly JournalLine[] = sampleLines): string {
  return lines.map(writeJournalLine).join("");
}

/** The content of a journal of one run. */
export function oneRunIn(text: string): StoredRun {
  const [stored, other] = parseJournal(text);
  if (stored === undefined || other !== undefined) throw new Error("the journal is not of one run");
  return stored;
}
