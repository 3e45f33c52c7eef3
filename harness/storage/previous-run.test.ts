import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { makeFolder as make } from "../files/make-folder.ts";
import { keepPreviousRun } from "./previous-run.ts";

afterAll(removeFolders);

function folderWith(files: Readonly<Record<string, string>>): string {
  const out = join(makeFolder(), "out");
  make(out);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  return out;
}

describe("keepPreviousRun()", () => {
  it("moves the files of a run aside, in the place of those of the run before it, and leaves all others", () => {
    const out = folderWith({ "run.json": "1", "report.html": "1", "exchanges.jsonl": "1", "notes.txt": "mine" });
    keepPreviousRun(out);
    expect(readdirSync(out)).toEqual(["notes.txt"]);
    expect(readdirSync(`${out}.previous`).toSorted()).toEqual(["exchanges.jsonl", "report.html", "run.json"]);
    writeFileSync(join(out, "run.json"), "2");
    keepPreviousRun(out);
    expect(readdirSync(`${out}.previous`)).toEqual(["run.json"]);
    expect(readFileSync(join(`${out}.previous`, "run.json"), "utf8")).toBe("2");
  });

  it("makes no folder where there was no run", () => {
    const out = folderWith({ "notes.txt": "mine" });
    keepPreviousRun(out);
    expect(existsSync(`${out}.previous`)).toBe(false);
  });

  it("removes the record where it cannot be moved", () => {
    const out = folderWith({ "run.json": "1" });
    writeFileSync(`${out}.previous`, "a file");
    keepPreviousRun(out);
    expect([readdirSync(out), readFileSync(`${out}.previous`, "utf8")]).toEqual([[], "a file"]);
  });
});
