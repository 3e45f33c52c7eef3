import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { contractDocument } from "../../spec/contracts/digest.ts";
import { propertiesOf } from "../../properties/table.ts";
import { renderEvidence } from "../../reports/documents/evidence.ts";
import { journalText, sampleHeader } from "../../reports/sample-journal.testdata.ts";
import { sampleRecord } from "../../reports/sample-record.testdata.ts";
import { readBaseline } from "../config/baseline-file.ts";
import { buildCommandLine, invoke, makeFolder, removeFolders } from "./command-line.testdata.ts";
import { compareStoredRuns } from "./actions/compare.ts";
import { printExplanation } from "./actions/explain.ts";
import { printContract } from "./actions/extract.ts";
import { printMatrix } from "./actions/matrix.ts";
import { rejudgeRun } from "./actions/rejudge.ts";
import { reportRun } from "./actions/report.ts";
import { readConfig } from "../config/config-file.ts";
import { readFixture } from "../fixtures/existing-fixtures.ts";
import { HarnessError } from "../runtime/harness-error.ts";
import { readPage } from "../files/read-page.ts";

afterAll(removeFolders);
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A kind of document that a user names: a valid one, the name of its file, and what reads it. */
interface Kind {
  readonly valid: string;
  readonly file: string;
  readonly read: (folder: string, file: string) => unknown;
}

const record = sampleRecord(2);
const [failing = ""] = record.checks.flatMap(({ id, status }) => (status === "failed" ? [id] : []));
const entry = { property: "paging/ends", codes: ["endless-walk"], reason: "known", expires: "2027-01-31" };
const page =
  'Ping\nPings.\nRequest Syntax\n{\n"A": number\n}\nRequest Parameters\n- A\n-\nHow.\nType: Integer\nValid Range: Minimum value of 1.\nRequired: No\n';
const out = makeFolder();

const kinds: Readonly<Record<string, Kind>> = {
  baseline: {
    valid: JSON.stringify({ schemaVersion: 1, entries: [entry] }),
    file: "baseline.json",
    read: (_, file) =>
      readBaseline(
        file,
        propertiesOf(contractOf("ListSessions")).map(({ id }) => id),
        false,
      ),
  },
  fixture: {
    valid: JSON.stringify({ schemaVersion: 1, sessions: [{ id: "one", tags: { team: "blue" } }] }),
    file: "fixture.json",
    read: (_, file) => readFixture(file),
  },
  configuration: {
    valid: JSON.stringify({
      schemaVersion: 1,
      effort: "quick",
      headers: { "x-key": "k" },
      targets: {
        a: { endpoint: "http://127.0.0.1:1", only: ["paging"], rate: 1.5 },
        b: { resetRequest: { method: "POST", path: "/reset" }, strict: true },
      },
    }),
    file: "config.json",
    read: (_, file) => {
      const { targets } = readConfig(file, {});
      for (const { placed } of targets) placed();
    },
  },
  "run record": {
    valid: JSON.stringify(record),
    file: "run.json",
    read: (folder) => reportRun(folder, { format: ["terminal", "markdown"], out, color: false }),
  },
  "run record that is compared": {
    valid: JSON.stringify(record),
    file: "run.json",
    read: (folder) => compareStoredRuns(folder, folder, { format: ["markdown", "json"], out, color: false }),
  },
  "run record in a matrix": {
    valid: JSON.stringify(record),
    file: "run.json",
    read: (folder) => printMatrix([folder, folder], { format: ["markdown", "json"], out, color: false }),
  },
  "run record of a failure": { valid: JSON.stringify(record), file: "run.json", read: (folder) => printExplanation(failing, { run: folder }) },
  journal: {
    valid: journalText(),
    file: "exchanges.jsonl",
    read: (folder) => reportRun(undefined, { fromJournal: folder, format: ["json"], out, color: false }),
  },
  "journal that is judged again": {
    valid: journalText(),
    file: "exchanges.jsonl",
    read: (folder) => {
      writeFileSync(join(folder, "run.json"), JSON.stringify({ ...record, meta: { ...record.meta, runId: sampleHeader.runId } }));
      return rejudgeRun(folder, { color: false });
    },
  },
  page: { valid: page, file: "page.txt", read: (_, file) => printContract(file, { json: true }) },
  "page beside a run": { valid: page, file: "page.txt", read: (_, file) => readPage(file) },
  contract: {
    valid: JSON.stringify(contractDocument(contractOf("ListSessions"))),
    file: "contract.json",
    read: (folder, file) => {
      writeFileSync(join(folder, "page.txt"), page.replaceAll("Ping", "ListSessions"));
      return printContract(join(folder, "page.txt"), { against: file });
    },
  },
};

type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

const nested = (levels: number): Value => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`) as Value;

/** Values of wrong types and sizes. */
const odd: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  null,
  true,
  -1,
  0,
  2,
  1.5,
  1e300,
  "",
  "x",
  "\u001B[2J\u202E\uD800",
  "__proto__",
  "y".repeat(50_000),
  "*a".repeat(200),
  [],
  {},
  [[]],
  nested(600),
  Array.from({ length: 5_000 }, () => null),
  JSON.parse('{"__proto__":{"x":1},"constructor":1}') as Value,
);

/** A value with another in the place at the end of a path that follows the numbers, or without it. */
function damaged(value: Value, path: readonly number[], put: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return put;
  const entries: readonly (readonly [string, Value])[] = Object.entries(value);
  if (entries.length === 0) return put;
  const chosen = step % entries.length;
  const changed = entries.flatMap(([name, child], index): readonly (readonly [string, Value])[] => {
    const left = index === chosen ? damaged(child, rest, put) : child;
    return left === undefined ? [] : [[name, left]];
  });
  return Array.isArray(value) ? changed.map(([, child]) => child) : (Object.fromEntries(changed) as Value);
}

function jsonDamage(valid: string): fc.Arbitrary<string> {
  const lines = valid.trimEnd().split("\n");
  const values = lines.map((line): Value => (line.startsWith("{") ? (JSON.parse(line) as Value) : line));
  const change = fc.tuple(fc.nat(lines.length - 1), fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), fc.option(odd, { nil: undefined }));
  const extra = fc.nat(lines.length - 1).map((at): readonly string[] => lines.map((line, index) => (index === at ? line.replace("{", '{"extra":1,') : line)));
  const changed = change.map(([at, path, put]): readonly string[] =>
    values.map((value, index) => JSON.stringify(index === at ? (damaged(value, path, put) ?? 0) : value)),
  );
  return fc.oneof({ weight: 6, arbitrary: changed }, extra, fc.shuffledSubarray(lines)).map((all) => `${all.join("\n")}\n`);
}

const utf16 = (text: string, mark: string): Buffer => Buffer.from(`${mark}${text}`, "utf16le");

/** Bytes of a valid document that were cut, changed, put in another encoding, or that say something else. */
function damage({ valid }: Kind): fc.Arbitrary<Uint8Array> {
  const bytes = Buffer.from(valid);
  const cut = fc.nat(bytes.length).map((end) => bytes.subarray(0, end));
  const written = fc
    .tuple(fc.nat(bytes.length), fc.nat(3), fc.uint8Array({ maxLength: 4 }))
    .map(([at, lost, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + lost)]));
  const encoded = fc.constantFrom(
    utf16(valid, ""),
    utf16(valid, "\uFEFF"),
    utf16(valid, "\uFEFF").swap16(),
    Buffer.from(`\uFEFF${valid}`),
    Buffer.from(valid.replace("a", "\u00E9"), "latin1"),
    Buffer.concat([bytes, Buffer.from([0xf0, 0x9f])]),
    Buffer.alloc(64),
  );
  const reported = valid.startsWith("{") ? [{ weight: 4, arbitrary: jsonDamage(valid).map((text) => Buffer.from(text)) }] : [];
  return fc.oneof({ weight: 2, arbitrary: cut }, { weight: 2, arbitrary: written }, encoded, ...reported);
}

const folders: Record<string, string> = {};

/** What reading a document came to: nothing where it is good, or the message; anything but a HarnessError fails the test. */
async function saidOf({ file, read }: Kind, bytes: Uint8Array): Promise<{ readonly said?: string; readonly path: string }> {
  const folder = (folders[file] ??= makeFolder());
  const path = join(folder, file);
  writeFileSync(path, bytes);
  try {
    await read(folder, path);
    return { path };
  } catch (error) {
    if (error instanceof HarnessError) return { said: error.message, path };
    throw error;
  }
}

describe("a document that was damaged", () => {
  it.each(Object.entries(kinds))("is read or refused with its file and place: %s", async (_name, kind) => {
    expect(await saidOf(kind, Buffer.from(kind.valid))).not.toHaveProperty("said");
    await fc.assert(
      fc.asyncProperty(damage(kind), async (bytes) => {
        const { said, path } = await saidOf(kind, bytes);
        if (said === undefined) return;
        expect(said).toContain(path.slice(0, -kind.file.length - 1));
        expect(said.length).toBeLessThan(4_000);
        expect(said).not.toMatch(/\p{Cc}|\u202E|\n\s+at |RangeError|TypeError|undefined/u);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it("is refused as an archive of evidence, however it was changed", async () => {
    const archive = renderEvidence(record, journalText());
    const kind: Kind = { valid: "", file: "evidence.zip", read: (_, file) => reportRun(file, { format: ["terminal"], out, color: false }) };
    const changes = fc.tuple(fc.nat(archive.length - 1), fc.nat(archive.length), fc.uint8Array({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([at, lost, put]) => {
        const { said } = await saidOf(kind, Buffer.concat([archive.subarray(0, at), put, archive.subarray(at + (lost % 3))]));
        expect(said ?? "evidence.zip").toMatch(/evidence\.zip/u);
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  it.each(Object.entries(kinds))("is refused soon where it is huge or deep: %s", async (_name, kind) => {
    const huge = ["[".repeat(3_000_000), '{"a":'.repeat(500_000), `"${"x".repeat(5_000_000)}"`, "\n".repeat(500_000), `[${"{},".repeat(500_000)}{}]`];
    for (const text of huge) {
      const started = performance.now();
      const { said, path } = await saidOf(kind, Buffer.from(text));
      expect({ named: said === undefined ? kind.file === "page.txt" : said.includes(path.slice(0, -kind.file.length - 1)) }).toEqual({ named: true });
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});

describe("a document on the command line", () => {
  beforeAll(buildCommandLine, 60_000);

  it.each<[string, (folder: string) => readonly string[], RegExp]>([
    [
      "a fixture in UTF-16",
      (folder) => {
        writeFileSync(join(folder, "fixture.json"), utf16("{}", "\uFEFF"));
        return ["run", "--fixture", join(folder, "fixture.json"), "--out", join(folder, "out")];
      },
      /fixture\.json: .*saw UTF-16, expected UTF-8/u,
    ],
    [
      "a record of nested arrays",
      (folder) => {
        writeFileSync(join(folder, "run.json"), "[".repeat(200_000));
        return ["report", folder];
      },
      /run\.json: run record, line 1, column 1001: saw more than 1000 levels/u,
    ],
    [
      "a folder for a baseline",
      (folder) => {
        mkdirSync(join(folder, "baseline"));
        return ["run", "--baseline", join(folder, "baseline"), "--out", join(folder, "out")];
      },
      /baseline cannot be read: it is a folder, not a file/u,
    ],
  ])("ends with 2 and no stack trace: %s", async (_name, argsIn, said) => {
    const { status, stderr } = await invoke(argsIn(makeFolder()));
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });
});
