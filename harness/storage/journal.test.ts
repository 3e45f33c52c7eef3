import { setTimeout as delay } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { validProbe } from "../../properties/core/request.ts";
import { type JournalLine, linesOfJournal } from "../../reports/record/journal.ts";
import { createRedactor } from "../../reports/redaction/redact.ts";
import { answerOf, resultOf } from "../cases/exchange.testdata.ts";
import { Journal, type JournalLimits } from "./journal.ts";
import type { SentExchange } from "../client/sent-exchange.ts";

const redactor = createRedactor({ ownPrefix: "glue-conformance-0123456789-", values: ["a-secret"] });
const at = { part: "properties", repetition: 0 } as const;

function stage(limits?: Partial<JournalLimits>): { readonly journal: Journal; readonly lines: JournalLine[] } {
  const lines: JournalLine[] = [];
  const all = { maxPassingExchanges: 1_000, maxPassingBytes: 1e6, maxExchangeBytes: 1e6, maxBytes: 1e6, maxHeldBytes: 1e6, ...limits };
  return {
    lines,
    journal: new Journal(
      (text) => lines.push(...linesOfJournal(text)),
      redactor,
      () => 7,
      all,
    ),
  };
}

function sent(id: string, step: number, response: WireResponse = answerOf(200, { Ids: [] })): SentExchange {
  const probe = validProbe("ListSessions", { RequestOrigin: `${id} a-secret` });
  const judged = { probe, request: probe.request, response, answer: readAnswer(response), attempts: 1 };
  return { judged, purpose: "properties", place: { ...at, case: id, step }, latencyMs: 1.234 };
}

const stored = (lines: readonly JournalLine[]): readonly unknown[] => lines.map((line) => ("case" in line ? [line.kind, line.case] : [line.kind]));

describe("Journal", () => {
  it("writes each exchange at once, without secrets, and the outcome of the case with the next one or in the next turn", async () => {
    const { journal, lines } = stage();
    journal.exchange(sent("a/b#1", 0));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ kind: "exchange", part: "properties", case: "a/b#1", repetition: 0, step: 0, at: 7, latencyMs: 1.23, attempts: 1 });
    expect(lines[0]).toMatchObject({ request: { body: { text: '{"RequestOrigin":"a/b#1 {secret}"}' } }, response: { status: 200 } });
    journal.judged(resultOf("a/b#1"), at, []);
    journal.judged(resultOf("a/b#2"), at, ["a/b"]);
    journal.judged(resultOf("a/b#3", { sendError: { status: "skipped", reason: "with a-secret" } }), at, []);
    journal.judged(resultOf("a/b#4", { judgement: { violations: [], unexercised: "no session" } }), at, []);
    journal.judged(resultOf("a/b#5", { suiteError: "a/b#5: ours" }), at, []);
    expect(lines).toHaveLength(1);
    await delay(50);
    expect(lines.slice(1)).toMatchObject([
      { case: "a/b#1", outcome: "passed" },
      { case: "a/b#2", outcome: "failed", fails: ["a/b"] },
      { case: "a/b#3", outcome: "skipped", reason: "with {secret}" },
      { case: "a/b#4", outcome: "unexercised", reason: "no session" },
      { case: "a/b#5", outcome: "errored", reason: "a/b#5: ours" },
    ]);
  });

  it("holds back exchanges when it has enough, stores those of failing cases and counts the rest", async () => {
    const { journal, lines } = stage({ maxPassingExchanges: 2 });
    for (const step of [0, 1, 2]) journal.exchange(sent("a/b#1", step));
    journal.exchange(sent("a/b#2", 0));
    expect(stored(lines)).toEqual([
      ["exchange", "a/b#1"],
      ["exchange", "a/b#1"],
    ]);
    journal.judged(resultOf("a/b#2"), at, ["a/b"]);
    journal.judged(resultOf("a/b#1"), at, []);
    await delay(50);
    expect(stored(lines.slice(2))).toEqual([
      ["exchange", "a/b#2"],
      ["case", "a/b#2"],
      ["case", "a/b#1"],
    ]);
    expect([lines.at(-1), journal.leftOut]).toMatchObject([{ leftOut: 1 }, 1]);
  });

  it("does not count exchanges of failing cases among the others", () => {
    const { journal, lines } = stage({ maxPassingExchanges: 1 });
    journal.exchange(sent("a/b#1", 0));
    journal.judged(resultOf("a/b#1"), at, ["a/b"]);
    journal.exchange(sent("a/b#2", 0));
    expect(stored(lines).at(-1)).toEqual(["exchange", "a/b#2"]);
  });

  it("keeps to its bytes, and writes down sessions whatever they are", () => {
    const { journal, lines } = stage({ maxPassingBytes: 1_000, maxExchangeBytes: 2_000, maxBytes: 2_500 });
    for (let index = 0; index < 20; index += 1) {
      journal.exchange(sent(`a/b#${String(index)}`, 0));
      journal.judged(resultOf(`a/b#${String(index)}`), at, ["a/b"]);
    }
    expect(lines.map((line) => `${JSON.stringify(line)}\n`).join("").length).toBeLessThanOrEqual(2_500);
    expect(journal.leftOut).toBeGreaterThan(0);
    journal.session("x".repeat(5_000));
    expect(lines.at(-1)).toMatchObject({ kind: "session" });
  });

  it("writes outcomes of cases a moment later each time, not only the first", async () => {
    const { journal, lines } = stage();
    for (const id of ["a/b#1", "a/b#2", "a/b#3"]) {
      journal.judged(resultOf(id), at, []);
      await delay(50);
      expect(stored(lines).at(-1)).toEqual(["case", id]);
    }
    expect(lines).toHaveLength(3);
  });

  it("bounds what it holds in memory", () => {
    const { journal } = stage({ maxPassingExchanges: 0, maxHeldBytes: 2_000 });
    for (let step = 0; step < 20; step += 1) journal.exchange(sent("a/b#1", step));
    expect(journal.leftOut).toBeGreaterThan(10);
  });

  it("stops where it cannot be written, and says why", () => {
    let calls = 0;
    const full = (): never => {
      calls += 1;
      throw new Error("ENOSPC: no space left on device");
    };
    const journal = new Journal(full, redactor, () => 0);
    journal.exchange(sent("a/b#1", 0));
    journal.judged(resultOf("a/b#1"), at, []);
    expect([journal.writeError, calls]).toEqual(["ENOSPC: no space left on device", 1]);
  });

  it("writes a body that comes again as it wrote it before, until a session in it becomes ours", () => {
    const owned = new Set<string>();
    const lines: JournalLine[] = [];
    const journal = new Journal(
      (text) => lines.push(...linesOfJournal(text)),
      createRedactor({ ownPrefix: "glue-conformance-0123456789-", ownIds: owned }),
      () => 7,
    );
    const response = (): WireResponse => answerOf(200, { Sessions: [{ Id: "x", Description: "hunter2" }] });
    const whole = Buffer.from(response().body).toString();
    journal.exchange(sent("a/b#1", 0, response()));
    journal.exchange(sent("a/b#1", 1, { ...response(), status: 201, headers: { date: "now" } }));
    owned.add("x");
    journal.session("x");
    journal.exchange(sent("a/b#1", 2, response()));
    const reported = lines.flatMap((line) => (line.kind === "exchange" && "status" in line.response ? [line.response] : []));
    const without = { text: whole.replace("hunter2", "{7 characters}") };
    expect(reported.map(({ body }) => body)).toEqual([without, without, { text: whole }]);
    expect(reported[1]).toMatchObject({ status: 201, headers: { date: "now" } });
  });

  it("keeps a right checksum right where the body is stored without other people's text, and a wrong one wrong", () => {
    const body = Buffer.from('{"Sessions":[{"Id":"theirs","Description":"hunter2"}]}');
    const answer = (checksum: number): WireResponse => ({ status: 200, headers: { "x-amz-crc32": String(checksum) }, body });
    const checksumOf = (checksum: number): readonly [string | undefined, string] => {
      const { journal, lines } = stage();
      journal.exchange(sent("a/b#1", 0, answer(checksum)));
      const [line] = lines;
      if (line?.kind !== "exchange" || !("status" in line.response) || !("text" in line.response.body)) throw new Error("no answer was stored");
      return [line.response.headers["x-amz-crc32"], line.response.body.text];
    };
    const [right, text] = checksumOf(crc32(body));
    expect(text).toBe('{"Sessions":[{"Id":"theirs","Description":"{7 characters}"}]}');
    expect(right).toBe(String(crc32(Buffer.from(text))));
    expect(checksumOf(12_345)[0]).toBe("12345");
  });
});
