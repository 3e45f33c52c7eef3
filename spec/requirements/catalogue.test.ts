import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captures } from "./capture.ts";
import { contractsFolder, sourceOf } from "../contracts/shipped-contracts.ts";
import { exclusions, notTestable } from "./not-testable.ts";
import type { Requirement } from "./requirement.ts";
import { requirementsOf } from "./catalogue.ts";
import requirementIds from "./requirement-ids.json" with { type: "json" };

const operation = "ListSessions";
const page = join(contractsFolder, "../../../shared/pages", `${operation}.txt`);
const requirements = requirementsOf(operation);
const lineCount = sourceOf(operation).lineDigests.length;

/** The lines of the operation's own page that a requirement covers. */
function linesOf({ source, alsoLines = [] }: Requirement): readonly number[] {
  return "page" in source && source.page === operation ? [source.line, ...alsoLines] : [];
}

/** Lower-case words in their order, whatever stands between them. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Runs of as many words that a text shares with those of a page. */
function sharedRuns(text: string, pageWords: readonly string[], length: number): readonly string[] {
  const runsOf = (words: readonly string[]): string[] =>
    words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(" "));
  const known = new Set(runsOf(pageWords));
  return runsOf(wordsOf(text)).filter((run) => known.has(run));
}

describe("requirementsOf()", () => {
  const covered = new Set(requirements.flatMap(linesOf));
  const excluded = exclusions.flatMap(({ lines }) => lines);

  it("covers or excludes every line of the page", () => {
    const lines = Array.from({ length: lineCount }, (_, index) => index + 1);
    expect(lines.filter((line) => !covered.has(line) && !excluded.includes(line))).toEqual([]);
  });

  it("covers no line that is excluded", () => {
    expect(excluded.filter((line) => covered.has(line))).toEqual([]);
  });

  it("excludes each line once, with a reason", () => {
    expect(excluded).toHaveLength(new Set(excluded).size);
    expect(exclusions.filter(({ lines, reason }) => lines.length === 0 || reason.trim() === "")).toEqual([]);
  });

  it("names no line that the page does not have", () => {
    expect([...covered, ...excluded].filter((line) => line < 1 || line > lineCount)).toEqual([]);
  });

  it("carries the digest that each line has in SOURCE.json, so that a changed line shows", () => {
    const stale = requirements.filter(({ source }) => "page" in source && source.digest !== sourceOf(source.page).lineDigests[source.line - 1]);
    expect(stale.map(({ id }) => id)).toEqual([]);
  });

  it("counts each line of a requirement once", () => {
    expect(requirements.filter((requirement) => linesOf(requirement).length !== new Set(linesOf(requirement)).size).map(({ id }) => id)).toEqual([]);
  });

  it("gives every requirement an id of its own, in words joined by dashes and dots", () => {
    const ids = requirements.map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids.filter((id) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(id))).toEqual([]);
  });

  it("keeps its ids: a difference to requirement-ids.json takes a line in CHANGELOG.md and that file sorted anew", () => {
    expect(requirements.map(({ id }) => id).toSorted()).toEqual(requirementIds);
  });

  it.each(["inferred", "observed"])("makes a must of nothing that is %s alone", (wanted) => {
    const alone = requirements.filter(({ basis }) => basis === wanted);
    expect(alone.length).toBeGreaterThan(4);
    expect(alone.filter(({ level }) => level === "must").map(({ id }) => id)).toEqual([]);
  });

  it("sources what is observed to a capture, and nothing else", () => {
    expect(requirements.filter(({ basis, source }) => (basis === "observed") !== "capture" in source).map(({ id }) => id)).toEqual([]);
  });

  it("names every capture, each with where it was published and when", () => {
    const named = [...requirements, ...requirementsOf("GetTags")].flatMap(({ source, alsoObserved }) => [
      ...("capture" in source ? [source.capture] : []),
      ...(alsoObserved ? [alsoObserved] : []),
    ]);
    expect(Object.values(captures).filter((one) => !named.includes(one))).toEqual([]);
    expect(named.filter(({ source, saw, years }) => source === "" || saw === "" || !/^\d{4}(?:-\d{4})?$/u.test(years))).toEqual([]);
  });

  it("sources what is documented to a page, and nothing else", () => {
    expect(requirements.filter(({ basis, source }) => (basis === "documented") !== "page" in source).map(({ id }) => id)).toEqual([]);
  });

  it("names a rule for every requirement that has no page line", () => {
    expect(requirements.filter(({ source }) => "rule" in source && source.rule.trim() === "").map(({ id }) => id)).toEqual([]);
  });

  it("speaks in the present tense, in one sentence", () => {
    expect(requirements.filter(({ text }) => /\bshould\b|\btest that\b/iu.test(text) || !text.endsWith(".")).map(({ text }) => text)).toEqual([]);
  });
});

describe("the words of the catalogue", () => {
  const texts = [
    ...requirements.map(({ text }) => text),
    ...exclusions.map(({ reason }) => reason),
    ...notTestable.flatMap(({ statement, reason }) => [statement, reason]),
  ];

  it.skipIf(!existsSync(page))("share no run of more than six words with the page (skipped where ../shared/pages is not there)", () => {
    const pageWords = wordsOf(readFileSync(page, "utf8"));
    expect(texts.flatMap((text) => sharedRuns(text, pageWords, 7))).toEqual([]);
  });

  it("are looked for in runs that cross line ends and punctuation", () => {
    expect(sharedRuns("so: a b c, d", wordsOf("A b\nC - d e"), 4)).toEqual(["a b c d"]);
    expect(sharedRuns("so: a b c, d", wordsOf("A b\nC - e d"), 4)).toEqual([]);
  });
});

describe("notTestable", () => {
  it("states each thing once, with a reason", () => {
    const statements = notTestable.map(({ statement }) => statement);
    expect(statements).toHaveLength(new Set(statements).size);
    expect(notTestable.filter(({ statement, reason }) => statement.trim() === "" || reason.trim() === "")).toEqual([]);
  });
});
