import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeJournalLine } from "../../reports/record/journal.ts";
import { journalText, sampleHeader } from "../../reports/sample-journal.testdata.ts";
import { journalsIn, type KeptJournal, openJournal } from "./journal-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "glue-conformance-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name = "exchanges.jsonl"): string => join(folder, name);
const lock = (): string => file("exchanges.jsonl.lock");
const session = writeJournalLine({ kind: "session", id: "glue-conformance-0123456789-a" });

function write(...lines: readonly string[]): readonly (KeptJournal | undefined)[] {
  const begun: (KeptJournal | undefined)[] = [];
  const journal = openJournal(folder, (kept) => begun.push(kept));
  for (const line of lines) journal.append(line);
  journal.close();
  return begun;
}

describe("openJournal()", () => {
  it("has each line on disk as soon as it is handed over, for the owner and the group alone", () => {
    const journal = openJournal(folder, () => undefined);
    journal.append("one\n");
    expect(readFileSync(file(), "utf8")).toBe("one\n");
    expect(statSync(file()).mode & 0o137).toBe(0);
    journal.close();
  });

  it("takes no line once it is closed, since its number may stand for another file then", () => {
    const journal = openJournal(folder, () => undefined);
    journal.append("one\n");
    journal.close();
    expect(() => journal.append("two\n")).toThrow("closed already");
    expect(readFileSync(file(), "utf8")).toBe("one\n");
  });

  it("leaves an earlier journal alone until the first line of the new one", () => {
    writeFileSync(file(), "old");
    expect(write()).toEqual([]);
    expect(readFileSync(file(), "utf8")).toBe("old");
    expect(write("new\n")).toEqual([undefined]);
    expect(readFileSync(file(), "utf8")).toBe("new\n");
  });

  it("keeps the journal of a run whose sessions are not known to be gone", () => {
    const old = journalText([sampleHeader]) + session;
    writeFileSync(file(), old);
    expect(write("new\n")).toEqual([{ file: file("exchanges-0123456789.jsonl"), sessions: 1 }]);
    expect(readFileSync(file("exchanges-0123456789.jsonl"), "utf8")).toBe(old);
    expect(journalsIn(folder)).toEqual([file(), file("exchanges-0123456789.jsonl")]);
  });

  it("makes folders on the way", () => {
    folder = join(folder, "a", "b");
    write("one\n");
    expect(existsSync(file())).toBe(true);
    folder = join(folder, "..", "..");
  });

  it("refuses a folder that cannot be made", () => {
    writeFileSync(join(folder, "a"), "");
    const below = join(folder, "a", "b");
    expect(() => openJournal(below, () => undefined)).toThrow(/^--out .*b cannot be used: .*ENOTDIR.*\. Name a folder that can be made and written\.$/u);
  });
});

describe("the lock of a folder", () => {
  const hold = (pid: number, host = hostname()): void => writeFileSync(lock(), JSON.stringify({ pid, host }));
  const gone = (): number => spawnSync(process.execPath, ["-e", "0"]).pid;

  it("refuses a second run while the first is under way, and is given back", () => {
    hold(process.ppid);
    expect(() => openJournal(folder, () => undefined)).toThrow(
      `--out ${folder} cannot be used: another run is writing into this folder (process ${String(process.ppid)} on ${hostname()})`,
    );
    rmSync(lock());
    write("one\n");
    expect(existsSync(lock())).toBe(false);
  });

  it("is taken over from a process that is gone", () => {
    hold(gone());
    expect(write("one\n")).toEqual([undefined]);
  });

  it("is taken over from a process that had our id, as in containers", () => {
    hold(process.pid);
    expect(write("one\n")).toEqual([undefined]);
  });

  it("of another machine holds as long as its journal grows", () => {
    hold(1, "another-machine");
    expect(() => write("one\n")).toThrow("(process 1 on another-machine)");
    const longAgo = Date.now() / 1_000 - 3_600;
    utimesSync(lock(), longAgo, longAgo);
    writeFileSync(file(), "");
    expect(() => write("one\n")).toThrow("(process 1 on another-machine)");
    utimesSync(file(), longAgo, longAgo);
    expect(write("one\n")).toEqual([undefined]);
  });

  it.each(["", "{", "null", "[]", '{"pid":"1"}', '{"pid":-1,"host":"x"}', "\u0000"])("that says %j is taken over once it is not fresh", (text) => {
    writeFileSync(lock(), text);
    expect(() => write("one\n")).toThrow("another run is writing into this folder. Wait");
    const before = Date.now() / 1_000 - 60;
    utimesSync(lock(), before, before);
    expect(write("one\n")).toEqual([undefined]);
  });
});
