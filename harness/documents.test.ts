import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import propertyIds from "../properties/property-ids.json" with { type: "json" };
import { violationCodes } from "../properties/violation-codes.ts";
import { parseBaseline } from "../reports/parse-baseline.ts";
import { parseFixture } from "../reports/parse-fixture.ts";
import { parseRunRecord } from "../reports/parse-run-record.ts";
import { topics } from "../reports/read-on.ts";
import { renderTerminal } from "../reports/terminal.ts";
import { rulingOf } from "../reports/verdict.ts";
import { anchorsIn, documents, documentText, linksIn, root } from "./documents.testdata.ts";
import { emulatorsMatrix } from "./emulators/emulators-page.ts";
import { readProofFigures } from "./read-proof-figures.ts";
import { requirementNotesOf } from "./requirement-note.ts";

const readme = documentText("README.md");

describe("anchorsIn()", () => {
  it("names headings as GitHub does", () => {
    const text = "# A, b & `c-d` (e)\n\n<details>\n<summary>x</summary>\n\n## Twice\n\n</details>\n\n## Twice\n\n```text\n# none\n```\n";
    expect([...anchorsIn(text)]).toEqual(["a-b--c-d-e", "twice", "twice-1"]);
  });
});

describe("the documents", () => {
  it.each(documents())("%s links to files and headings that there are", (file) => {
    const dead = linksIn(documentText(file)).filter((link) => {
      if (link.startsWith("https://")) return false;
      const [path = "", anchor] = link.split("#");
      const wanted = path === "" ? file : posix.join(posix.dirname(file), path);
      return !existsSync(join(root, wanted)) || (anchor !== undefined && !anchorsIn(documentText(wanted)).has(anchor));
    });
    expect(dead).toEqual([]);
  });

  it("link to one another at all", () => {
    expect(documents().filter((file) => linksIn(documentText(file)).some((link) => link.includes(".md#")))).toContain("README.md");
  });
});

describe("the guide", () => {
  const examples = [...documentText("harness/GUIDE.md").matchAll(/```json\n([\s\S]*?)```/gu)].map(([, code = ""]) => code);

  it("shows a fixture and a baseline that can be used", () => {
    const [fixture = "", baseline = ""] = examples;
    expect(parseFixture(fixture).sessions).toHaveLength(2);
    const known = { properties: propertyIds, codes: violationCodes, nearest: String, mayLackReason: false };
    expect(parseBaseline(baseline, known).entries).toHaveLength(1);
    expect(examples).toHaveLength(2);
  });
});

describe("what the suite says", () => {
  it("names headings that there are where it sends people to a document", () => {
    const sources = ["properties", "reports", "harness"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((file) => (/(?<!\.test)\.tsx?$/u.test(file) ? [join(folder, file)] : [])),
    );
    const named = sources.flatMap((file) => [...documentText(file).matchAll(/([A-Za-z/]+\.md)#([a-z][a-z-]*)/gu)]);
    expect(named.map(([, , anchor]) => anchor)).toContain("exit-status");
    expect(named.filter(([, file = "", anchor = ""]) => !anchorsIn(documentText(file)).has(anchor)).map(([link]) => link)).toEqual([]);
  });
});

describe("the README", () => {
  it("has a section for each topic that messages lead to, and none that no message does", () => {
    const [, section = ""] = readme.split("\n## When a run stops\n");
    expect([...anchorsIn(section)].toSorted()).toEqual(topics.toSorted());
  });

  it("closes what it folds", () => {
    expect(readme.match(/^<details>$/gmu)?.length).toBe(readme.match(/^<\/details>$/gmu)?.length);
  });

  it("shows a failure as the record of moto has it", () => {
    const record = parseRunRecord(readFileSync(join(root, "reports/emulators/moto/run.json"), "utf8"));
    const options = { colour: false, width: 100, ruling: rulingOf(record), runFile: "run.json", requirementOf: requirementNotesOf(record) };
    const told = renderTerminal(record, options);
    const [, excerpt = ""] = /```text\n(✗[\s\S]*?)```/u.exec(readme) ?? [];
    // A line that ends in a cut stands for its beginning.
    const shown = excerpt
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "…")
      .map((line) => line.replace(/…$/u, ""));
    const found = told.split("\n").flatMap((line) => shown.filter((one) => line.startsWith(one)));
    expect(found.slice(0, shown.length)).toEqual(shown);
    expect(shown.length).toBeGreaterThan(8);
  });

  it("shows a picture of at most 150 KiB", () => {
    const picture = linksIn(readme).find((link) => link.endsWith(".png")) ?? "";
    expect(statSync(join(root, picture)).size).toBeLessThanOrEqual(150 * 1_024);
  });

  it("tells the figures of the proof that the suite carries", () => {
    const { faults, quick, variants, idle, unprovable, reference, cost, mutants } = readProofFigures();
    const share = (within: number): string => `${String(Math.round((100 * within) / faults.all))} %`;
    const told = readme.split("\n").map((line) => line.replaceAll(/ *\| */gu, "|"));
    for (const line of [
      `|faults caught|${String(faults.caught)} of ${String(faults.all)}|`,
      `|… with \`--effort quick\`, ${String(quick.requests)} requests|${String(quick.caught)} of ${String(faults.all)}|`,
      `|legal variants accused|${String(variants.accused)} of ${String(variants.all)}|`,
      `|idle servers passed, creating and observing|${String(idle.passed)} of ${String(idle.all)}|`,
      `|\`must\` and \`should\` properties that no fault makes fail|${String(unprovable)}|`,
      `|requests of a default run|${String(reference.requests)}|`,
      `|requests until a fault is caught|median ${String(cost.median)}, 90th percentile ${String(cost.p90)}|`,
      `|faults caught within 40, 100, 250 requests|${share(cost.within[40])}, ${share(cost.within[100])}, ${share(cost.within[250])}|`,
      `|caught of all others|${String(mutants?.caught)} of ${String(mutants?.all)}|`,
    ])
      expect(told).toContain(line);
    expect(readme).toContain(
      `${String(faults.caught)} of ${String(faults.all)} faults are caught, ${String(variants.accused)} of ${String(variants.all)} legal services accused, ${String(idle.passed)} of ${String(idle.all)} idle servers passed.`,
    );
  });

  it("tells in a sentence what the matrix of emulators shows", () => {
    const { targets } = emulatorsMatrix();
    const kept = targets.flatMap(({ shares }) => shares.flatMap((share) => (share.level === "must" ? [share.kept] : [])));
    const all = targets[0]?.shares.find(({ level }) => level === "must")?.all;
    expect(targets.filter(({ record }) => record.verdict !== "fails")).toEqual([]);
    expect(readme).toContain(
      `none conforms yet: each keeps ${String(Math.min(...kept))} to ${String(Math.max(...kept))} of ${String(all)} <code>must</code> requirements.`,
    );
  });
});
